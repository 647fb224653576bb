//! What an event causes: one delivery for each send, rendered once.

mod content;
mod headers;

use std::{borrow::Cow, cell::LazyCell, ops::Deref};

use serde_json::{Map, Value, json};

use crate::{
    automation::Automation,
    condition::{Condition, Verdict},
    delivery::{DeliveryState, FailReason, HoldReason, SkipReason},
    destination::Destination,
    event::Event,
    hops,
    id::DestinationId,
    missed,
    moment::Moment,
    order,
    request::Request,
    retry::Retry,
    secret_place,
    send::Send,
    statuses::{Statuses, Successes},
    target::Target,
    template::{self, Kind},
    trigger::Trigger,
    usefulness,
};

/// What one send of an automation makes of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// Where it goes.
    pub destination: DestinationId,
    /// Where it stands from the start.
    pub state: DeliveryState,
    /// What is sent, unless nothing is.
    pub request: Option<Request>,
    /// When to try again.
    pub retry: Retry,
    /// After which answers.
    pub retry_on: Statuses,
    /// Which answers count as delivered.
    pub success_on: Successes,
    /// What those that it keeps in order with have in common.
    pub order_key: Option<String>,
    /// From this moment on it is of no use any more.
    pub useless_at: Option<Moment>,
}

/// Decides what becomes of an event. `destination` finds a destination and what keeps deliveries to
/// it back at the moment; a destination that is gone leaves its send out.
pub fn plan<'a>(
    event: &Event,
    automation: &Automation,
    now: Moment,
    destination: impl Fn(DestinationId) -> Option<(&'a Target, Option<HoldReason>)>,
) -> Vec<Planned> {
    // Many automations never look at it, and it is as large as the event.
    let context = LazyCell::new(|| context(event, automation));
    let skipped = goes_round(event, now)
        .or_else(|| was_missed(event, automation, now))
        .or_else(|| skipped(automation.settings.condition.as_ref(), &context, now));
    let planned = automation.settings.sends.iter().filter_map(|send| {
        let (destination, held) = destination(send.destination)?;
        Some(match skipped.clone() {
            Some(state) => Planned::unsent(send, destination, state),
            None => outcome(send, destination, (event, automation), &context, held, now),
        })
    });
    planned.collect()
}

/// Makes a delivery of an event once more, because a person wants it: with the automation as it is
/// now, and whatever its condition says.
pub fn plan_anew(
    event: &Event,
    automation: &Automation,
    send: &Send,
    destination: &Target,
    held: Option<HoldReason>,
    now: Moment,
) -> Planned {
    let context = LazyCell::new(|| context(event, automation));
    let about = (event, automation);
    outcome(send, destination, about, &context, held, now)
}

impl Planned {
    fn unsent(send: &Send, destination: &Destination, state: DeliveryState) -> Self {
        Self {
            destination: destination.id,
            state,
            request: None,
            retry: send.retry.clone(),
            retry_on: send.retried_statuses(),
            success_on: send.successes(),
            order_key: None,
            useless_at: None,
        }
    }
}

/// What templates and conditions of an automation see of an event: its data under the trigger's
/// own name and as `data`, the event and the automation. A file trigger has `files` too, the list,
/// and `file` is its first.
pub fn context(event: &Event, automation: &Automation) -> Value {
    let mut context = Map::new();
    let data = Value::Object(event.data.clone());
    let trigger = &automation.settings.trigger;
    if let Trigger::File(_) = trigger {
        let files = match data.get("files") {
            Some(Value::Array(files)) if !files.is_empty() => files.clone(),
            _ => vec![data.clone()],
        };
        context.insert(trigger.root().to_owned(), files[0].clone());
        context.insert("files".to_owned(), Value::Array(files));
    } else {
        context.insert(trigger.root().to_owned(), data.clone());
    }
    context.insert("data".to_owned(), data);
    let about = json!({ "id": event.id, "type": event.kind, "timestamp": event.at });
    context.insert("event".to_owned(), about);
    context.insert(
        "automation".to_owned(),
        json!({ "name": automation.settings.name }),
    );
    Value::Object(context)
}

/// The state of every delivery of an event that has come round too often.
fn goes_round(event: &Event, at: Moment) -> Option<DeliveryState> {
    let calls = hops::before(event).filter(|calls| *calls >= hops::MOST)?;
    let why = format!("this call came round in a circle, {calls} calls before it");
    let reason = SkipReason::Loop { why };
    Some(DeliveryState::Skipped { at, reason })
}

/// The state of every delivery that stands for missed runs of a schedule.
fn was_missed(event: &Event, automation: &Automation, at: Moment) -> Option<DeliveryState> {
    let Trigger::Schedule(schedule) = &automation.settings.trigger else {
        return None;
    };
    let reason = missed::reason(event, schedule.when_missed)?;
    Some(DeliveryState::Skipped { at, reason })
}

/// The state of every delivery when the condition does not let the event pass.
fn skipped(
    condition: Option<&Condition>,
    context: &impl Deref<Target = Value>,
    at: Moment,
) -> Option<DeliveryState> {
    match condition?.evaluate(context) {
        Ok(Verdict { passed: true, .. }) => None,
        Ok(Verdict { why, .. }) => Some(DeliveryState::Skipped {
            at,
            reason: SkipReason::Condition { why },
        }),
        Err(error) => {
            let reason = FailReason::Condition {
                message: error.to_string(),
            };
            Some(DeliveryState::Failed { at, reason })
        }
    }
}

fn outcome(
    send: &Send,
    destination: &Target,
    about: (&Event, &Automation),
    context: &impl Deref<Target = Value>,
    held: Option<HoldReason>,
    now: Moment,
) -> Planned {
    let rendered = render(send, destination, about, context)
        .and_then(|request| Ok((request, order_key(send, context)?)));
    match rendered {
        Ok((request, order_key)) => Planned {
            request: Some(request),
            order_key,
            useless_at: usefulness::end(now, send.useless_after_seconds),
            ..Planned::unsent(send, destination, first_state(held, now))
        },
        Err(reason) => {
            let failed = DeliveryState::Failed { at: now, reason };
            Planned::unsent(send, destination, failed)
        }
    }
}

/// What a delivery has in common with those that it keeps in order with.
fn order_key(
    send: &Send,
    context: &impl Deref<Target = Value>,
) -> Result<Option<String>, FailReason> {
    let Some(template) = send.order.template() else {
        return Ok(None);
    };
    match template::render(Kind::Text, template, context) {
        Ok(key) => Ok(Some(order::bounded(key))),
        Err(error) => Err(FailReason::Template {
            field: "order.template".to_owned(),
            error,
        }),
    }
}

fn first_state(held: Option<HoldReason>, now: Moment) -> DeliveryState {
    match held {
        Some(why) => DeliveryState::Held { since: now, why },
        None => DeliveryState::Pending { due_at: now },
    }
}

/// Renders the request that one send makes of an event. The context is looked at only where a
/// template asks for it.
///
/// # Errors
/// The part that can't be rendered and why.
pub fn render(
    send: &Send,
    destination: &Target,
    (event, automation): (&Event, &Automation),
    context: &impl Deref<Target = Value>,
) -> Result<Request, FailReason> {
    let context = LazyCell::new(|| with_secrets(context, destination, event));
    let fill = |field: &str, kind, source: &str| {
        let data = match template::is_plain(source) {
            true => &Value::Null,
            false => &**context,
        };
        template::render(kind, source, data).map_err(|error| FailReason::Template {
            field: field.to_owned(),
            error,
        })
    };
    let refused = |message: String| FailReason::Refused { message };
    let path = match send.path.as_str() {
        "" => String::new(),
        path => fill("path", Kind::Path, path)?,
    };
    let address = destination.address().map_err(|e| refused(e.to_string()))?;
    let url = address.join(&path).map_err(|e| refused(e.to_string()))?;
    let content = content::of(&send.body, (event, automation), &fill)?;
    let gzip = send.gzip && content.is_some();
    let headers = headers::of(content.headers, gzip, send, destination, event, &fill)?;
    Ok(Request {
        method: send.method.clone(),
        url: url.into(),
        headers,
        body: content.body,
        upload: content.upload,
        gzip,
        timeout_seconds: send.timeout_seconds,
    })
}

/// What templates of a send see: the event, and marks where secrets of the destination go.
fn with_secrets<'a>(
    context: &'a Value,
    destination: &Destination,
    event: &Event,
) -> Cow<'a, Value> {
    let named = &destination.secrets.named;
    match context {
        Value::Object(fields) if !named.is_empty() => {
            let names = named.iter().map(|secret| secret.name.as_str());
            let marks = secret_place::marks(event.id, names);
            let mut fields = fields.clone();
            fields.insert(secret_place::ROOT.to_owned(), Value::Object(marks));
            Cow::Owned(Value::Object(fields))
        }
        _ => Cow::Borrowed(context),
    }
}

#[cfg(test)]
mod tests;
