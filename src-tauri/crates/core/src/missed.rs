//! Runs of a schedule that were missed and are not made up for: one event stands for all of them, so
//! that what is left out is seen, and can be sent after all.

use serde_json::{Map, Value, json};

use crate::{
    delivery::SkipReason,
    event::{Event, EventKind},
    schedule::{MOST_MOMENTS, WhenMissed},
};

/// The member of the event's data that says for how many it stands.
const LEFT_OUT: &str = "left_out";

/// What the event is about, in one line.
pub fn summary(runs: usize) -> String {
    match runs {
        1 => "1 run was missed".to_owned(),
        _ => format!("{} runs were missed", count(runs)),
    }
}

/// Notes in an event's data for how many missed runs it stands.
pub fn note(data: &mut Map<String, Value>, runs: usize) {
    data.insert(LEFT_OUT.to_owned(), json!(runs));
}

/// Why nothing is sent for an event that stands for missed runs; nothing for any other.
pub fn reason(event: &Event, rule: WhenMissed) -> Option<SkipReason> {
    let noted = event.data.get(LEFT_OUT)?.as_u64()?;
    let runs = u32::try_from(noted).ok()?;
    if event.kind != EventKind::ScheduleDue {
        return None;
    }
    let missed = summary(usize::try_from(runs).ok()?);
    let why = match rule {
        WhenMissed::Skip {} => format!("{missed} while this computer was off or asleep"),
        WhenMissed::RunOnce {} => {
            format!("{missed} while this computer was off or asleep, and one run stands for all")
        }
        WhenMissed::RunAll { within_minutes } => {
            format!("{missed} longer ago than the {within_minutes} min within which they count")
        }
    };
    Some(SkipReason::Missed { runs, why })
}

/// Only so many are looked at, and one of them may be made up for.
fn count(runs: usize) -> String {
    match runs + 1 < MOST_MOMENTS {
        true => runs.to_string(),
        false => format!("{runs} or more"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use uuid::Uuid;

    use super::*;
    use crate::{
        id::{AutomationId, EventId},
        moment::Moment,
    };

    fn event(kind: EventKind, runs: usize) -> Event {
        let mut data = Map::new();
        note(&mut data, runs);
        Event {
            id: EventId::new(Uuid::nil()),
            automation: AutomationId::new(Uuid::nil()),
            kind,
            at: Moment::from_unix_seconds(0),
            summary: summary(runs),
            data,
        }
    }

    fn why(runs: usize, rule: WhenMissed) -> String {
        let reason = reason(&event(EventKind::ScheduleDue, runs), rule).unwrap();
        assert_eq!(reason.left_out(), runs as u64);
        reason.why().to_owned()
    }

    #[test]
    fn each_rule_says_what_becomes_of_missed_runs() {
        assert_eq!(
            why(1, WhenMissed::Skip {}),
            "1 run was missed while this computer was off or asleep"
        );
        assert_eq!(
            why(8, WhenMissed::RunOnce {}),
            "8 runs were missed while this computer was off or asleep, and one run stands for all"
        );
        assert_eq!(
            why(500, WhenMissed::RunAll { within_minutes: 30 }),
            "500 or more runs were missed longer ago than the 30 min within which they count"
        );
    }

    #[test]
    fn what_others_write_into_an_event_stands_for_no_runs() {
        let call = event(EventKind::InboundReceived, 3);
        assert_eq!(reason(&call, WhenMissed::Skip {}), None);
    }
}
