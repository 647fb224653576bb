//! How often a call has come from an automation that was itself started by a call.
//!
//! Automations can call each other in a circle. Each webhook that follows from a call says how many
//! calls came before it, and after some of them nothing more is sent.

use crate::event::{Event, EventKind};

/// The header that says how many calls came before.
pub const HEADER: &str = "hookloom-hops";

/// After so many calls nothing is sent any more.
pub const MOST: u32 = 5;

/// How many calls came before the one that caused the event; nothing for what no call caused.
pub fn before(event: &Event) -> Option<u32> {
    if event.kind != EventKind::InboundReceived {
        return None;
    }
    let header = event.data.get("headers").and_then(|all| all.get(HEADER));
    let hops = header.and_then(|value| value.as_str()?.parse().ok());
    Some(hops.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use uuid::Uuid;

    use super::*;
    use crate::{
        id::{AutomationId, EventId},
        moment::Moment,
    };

    fn event(kind: EventKind, headers: Value) -> Event {
        let data = json!({ "headers": headers });
        Event {
            id: EventId::new(Uuid::nil()),
            automation: AutomationId::new(Uuid::nil()),
            kind,
            at: Moment::from_unix_seconds(0),
            summary: String::new(),
            data: data.as_object().cloned().unwrap_or_default(),
        }
    }

    #[test]
    fn a_call_says_how_many_came_before_it() {
        let call = |headers| before(&event(EventKind::InboundReceived, headers));
        assert_eq!(call(json!({})), Some(0));
        assert_eq!(call(json!({ HEADER: "3" })), Some(3));
        assert_eq!(call(json!({ HEADER: "many" })), Some(0));
    }

    #[test]
    fn what_no_call_caused_has_none_before_it() {
        let run = event(EventKind::ManualRun, json!({ HEADER: "3" }));
        assert_eq!(before(&run), None);
    }
}
