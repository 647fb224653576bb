//! What other settings would have made of events that happened, as a difference to what was sent.

use std::collections::HashSet;

use serde_json::Value;

use crate::{
    delivery::{DeliveryState, FailReason},
    event::{Event, EventKind},
    file::{FileTrigger, RelativePath},
    id::{DeliveryId, DestinationId},
    inbound::InboundTrigger,
    planning::Planned,
    request::Request,
    trigger::Trigger,
};

/// What was sent of an event in its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Past {
    /// The delivery.
    pub delivery: DeliveryId,
    /// Where it went.
    pub destination: DestinationId,
    /// See [`Request::fingerprint`].
    pub request: u64,
}

/// How a webhook that would be sent compares to one that was.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// It is the same, byte by byte.
    Same,
    /// It has other content.
    Changed {
        /// What was sent.
        before: DeliveryId,
        /// What would be sent.
        after: Request,
    },
    /// There was none.
    Added {
        /// What would be sent.
        after: Request,
    },
    /// It would no longer be sent.
    Removed {
        /// What was sent.
        before: DeliveryId,
        /// Why not, in words.
        why: String,
    },
    /// It could not be sent.
    Broken {
        /// Why not, in words.
        why: String,
    },
}

/// Why nothing is sent for an event that the trigger would not notice.
const NOT_NOTICED: &str = "the trigger no longer notices it";
/// Why nothing is sent where an automation no longer sends to.
const NO_LONGER_THERE: &str = "it is no longer sent to this destination";

/// Compares what is planned for an event with what was sent, destination by destination. Nothing is
/// planned (`None`) for an event that the trigger would not notice.
pub fn differences(
    planned: Option<Vec<Planned>>,
    past: &[Past],
) -> Vec<(DestinationId, Difference)> {
    let (planned, gone) = match planned {
        Some(planned) => (planned, NO_LONGER_THERE),
        None => (Vec::new(), NOT_NOTICED),
    };
    let mut left: Vec<Past> = past.to_vec();
    let mut found = Vec::new();
    for planned in planned {
        let matching = left
            .iter()
            .position(|past| past.destination == planned.destination);
        let before = matching.map(|index| left.remove(index));
        let destination = planned.destination;
        found.extend(difference(planned, before).map(|difference| (destination, difference)));
    }
    let removed = left.into_iter().map(|past| {
        let (before, why) = (past.delivery, gone.to_owned());
        (past.destination, Difference::Removed { before, why })
    });
    found.extend(removed);
    found
}

fn difference(planned: Planned, before: Option<Past>) -> Option<Difference> {
    match (planned.request, before) {
        (Some(after), Some(before)) if after.fingerprint() == before.request => {
            Some(Difference::Same)
        }
        (Some(after), Some(before)) => Some(Difference::Changed {
            before: before.delivery,
            after,
        }),
        (Some(after), None) => Some(Difference::Added { after }),
        (None, before) => match planned.state {
            DeliveryState::Failed { reason, .. } => Some(Difference::Broken { why: words(reason) }),
            DeliveryState::Skipped { reason, .. } => before.map(|before| Difference::Removed {
                before: before.delivery,
                why: reason.why().to_owned(),
            }),
            _ => None,
        },
    }
}

fn words(reason: FailReason) -> String {
    match reason {
        FailReason::Template { field, error } => format!("{field}: {error}"),
        FailReason::Condition { message }
        | FailReason::File { message }
        | FailReason::Refused { message } => message,
        other => format!("{other:?}"),
    }
}

/// Whether a trigger would notice what an event tells of. What a person ran by hand is noticed by
/// none but counts for its own automation.
pub fn notices(trigger: &Trigger, event: &Event) -> bool {
    match trigger {
        Trigger::File(file) => notices_file(file, event),
        Trigger::Inbound(hook) => notices_call(hook, event),
        Trigger::Schedule(_) => event.kind == EventKind::ScheduleDue,
        Trigger::Manual {} => event.kind == EventKind::ManualRun,
    }
}

fn notices_file(trigger: &FileTrigger, event: &Event) -> bool {
    let wanted = trigger
        .on
        .iter()
        .any(|kind| EventKind::from(*kind) == event.kind);
    let Ok(patterns) = trigger.patterns() else {
        return false;
    };
    let folder = trigger.folder.trim_end_matches('/');
    let admitted = |path: &str| {
        let below = path
            .strip_prefix(folder)
            .and_then(|below| below.strip_prefix('/'));
        below
            .filter(|below| trigger.subfolders || !below.contains('/'))
            .is_some_and(|below| patterns.admit_file(&RelativePath::from(below)))
    };
    wanted && paths(event).any(admitted)
}

/// The path of the file that an event tells of, or of each of a group.
fn paths(event: &Event) -> impl Iterator<Item = &str> {
    let group = event.data.get("files").and_then(Value::as_array);
    let grouped = group.into_iter().flatten();
    let grouped = grouped.filter_map(|file| file.get("path")?.as_str());
    text(event, "path").into_iter().chain(grouped)
}

fn notices_call(hook: &InboundTrigger, event: &Event) -> bool {
    let method = text(event, "method");
    event.kind == EventKind::InboundReceived
        && text(event, "name") == Some(&hook.name)
        && hook
            .methods
            .iter()
            .any(|wanted| Some(wanted.as_str()) == method)
}

fn text<'a>(event: &'a Event, field: &str) -> Option<&'a str> {
    event.data.get(field)?.as_str()
}

/// Leaves out events that tell of what another one told of already, such as when two automations
/// watch the same folder. The first of them stays.
pub fn once_each(events: Vec<Event>) -> Vec<Event> {
    let mut seen = HashSet::new();
    let mut first = |event: &Event| match happening(event) {
        Some(happening) => seen.insert(happening),
        None => true,
    };
    events.into_iter().filter(|event| first(event)).collect()
}

/// What tells one change of a file from another.
fn happening(event: &Event) -> Option<(EventKind, String)> {
    let path = text(event, "path").filter(|_| event.data.contains_key("modified"))?;
    let about = ["modified", "size"].map(|field| event.data.get(field).map(ToString::to_string));
    Some((event.kind, format!("{path}\n{about:?}")))
}

#[cfg(test)]
mod tests;
