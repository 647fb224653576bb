//! How a delivery stands, in one sentence. The clock time of the next try is left to whoever shows
//! it, in the reader's own way of writing times.

use serde_json::json;

use crate::{
    attempt::Outcome,
    delivery::{DeliveryState, FailReason, HoldReason, SkipReason},
    statuses::Successes,
    view::{DeliveryDetail, Waits},
};

/// How a delivery stands and why, in one sentence.
pub fn delivery_sentence(detail: &DeliveryDetail) -> String {
    let host = host_of(detail);
    let last = detail.attempts.last();
    let got_through = last.is_some_and(|last| detail.successes.contains(&last.number));
    let last = last.map(|last| &last.outcome);
    match &detail.row.state {
        DeliveryState::Pending { .. } => match last {
            Some(last) if !got_through => format!("Not delivered yet: {}", told(last, &host)),
            _ => waiting(detail, &host),
        },
        DeliveryState::Held {
            why: HoldReason::RunnerPaused,
            ..
        } => "Held, because everything is paused. It is sent when you resume.".to_owned(),
        DeliveryState::Held {
            why: HoldReason::DestinationPaused,
            ..
        } => {
            let name = &detail.row.destination_name;
            format!("Held, because ‘{name}’ is paused. It is sent when you resume it.")
        }
        DeliveryState::Succeeded { .. } => match last {
            Some(last) => format!("Delivered: {}", accepted(last, &host)),
            None => "Delivered.".to_owned(),
        },
        DeliveryState::Failed { reason, .. } => {
            let last = last.map(|last| told(last, &host));
            format!("Not delivered: {}", failed(reason, last, &host))
        }
        DeliveryState::Skipped {
            reason: SkipReason::Condition { why },
            ..
        } => {
            format!("Not sent, because the condition did not hold: {why}.")
        }
        DeliveryState::Skipped { reason, .. } => format!("Not sent: {}.", reason.why()),
        DeliveryState::Cancelled { .. } => "Stopped by hand before it was delivered.".to_owned(),
    }
}

/// What a delivery that was not tried yet waits for.
fn waiting(detail: &DeliveryDetail, host: &str) -> String {
    let row = &detail.row;
    match &detail.waits {
        Some(Waits::Earlier { key, .. }) if detail.event.data.get("path") == Some(&json!(key)) => {
            "Waiting, because an earlier one of the same file is not through yet.".to_owned()
        }
        Some(Waits::Earlier { key, .. }) => {
            format!("Waiting, because an earlier one with the same key ‘{key}’ is not through yet.")
        }
        Some(Waits::AutomationLimit { per_minute, .. }) => {
            let name = &row.automation_name;
            format!("Waiting, because ‘{name}’ sends no more than {per_minute} a minute.")
        }
        Some(Waits::DestinationLimit { per_minute, .. }) => {
            let name = &row.destination_name;
            format!("Waiting, because ‘{name}’ gets no more than {per_minute} a minute.")
        }
        None => format!("Waiting to be sent to {host}."),
    }
}

/// How a delivery stands that rests because this computer is offline.
pub fn waiting_sentence(why: &str) -> String {
    format!("Waiting: {why} It is sent as soon as that is over, and no try is used up.")
}

/// What came of an attempt that did not get through, in one sentence.
pub fn outcome_sentence(outcome: &Outcome, url: Option<&str>, destination: &str) -> String {
    let host = host_in(url).unwrap_or_else(|| destination.to_owned());
    told(outcome, &host)
}

/// Why a delivery was given up, in one sentence.
pub fn trouble_sentence(
    reason: &FailReason,
    last: Option<&Outcome>,
    url: Option<&str>,
    destination: &str,
) -> String {
    let host = host_in(url).unwrap_or_else(|| destination.to_owned());
    let told = failed(reason, last.map(|outcome| told(outcome, &host)), &host);
    let mut letters = told.chars();
    match letters.next() {
        // A host is written as it is; other sentences begin anew.
        Some(first) if !told.starts_with(&host) => first.to_uppercase().chain(letters).collect(),
        _ => told,
    }
}

fn failed(reason: &FailReason, last: Option<String>, host: &str) -> String {
    match reason {
        FailReason::Rejected { status } => last.unwrap_or_else(|| answered(*status, host)),
        FailReason::Exhausted { attempts } => {
            let last = last.unwrap_or_default();
            match attempts {
                1 => last,
                _ => format!("{last} That was attempt {attempts}, the last one."),
            }
        }
        FailReason::Gone {} => {
            format!("{host} no longer wants these (410). The destination is paused.")
        }
        FailReason::Template { field, error } => {
            format!("its {field} could not be filled in: {error}")
        }
        FailReason::Condition { message } => {
            format!("the condition could not be decided: {message}")
        }
        FailReason::File { message } | FailReason::Refused { message } => message.clone(),
    }
}

/// What came of an attempt that got through.
fn accepted(outcome: &Outcome, host: &str) -> String {
    match outcome {
        Outcome::Answered(answer) if Successes::is_usual(answer.status) => {
            format!("{host} answered {}.", answer.status)
        }
        Outcome::Answered(answer) => {
            format!(
                "{host} answered {}, which counts as success here.",
                answer.status
            )
        }
        Outcome::NotSent { message, .. } => message.clone(),
    }
}

/// What came of an attempt that did not get through.
fn told(outcome: &Outcome, host: &str) -> String {
    match outcome {
        Outcome::Answered(answer) => answered(answer.status, host),
        Outcome::NotSent { message, .. } => message.clone(),
    }
}

fn answered(status: u16, host: &str) -> String {
    if Successes::is_usual(status) {
        return format!("{host} answered {status}, which does not count as success here.");
    }
    match meaning(status) {
        Some(meaning) => format!("{host} answered {status} ({meaning})."),
        None => format!("{host} answered {status}."),
    }
}

/// What a status usually means, in words that fit behind "answered 503".
pub fn meaning(status: u16) -> Option<&'static str> {
    Some(match status {
        300..=399 => "it wants another address",
        400 | 422 => "it did not understand the content",
        401 | 403 => "it refused our credentials",
        404 => "there is nothing at that path",
        405 => "it wants another method",
        408 => "it waited too long for us",
        410 => "it no longer wants these",
        413 => "the content is too large for it",
        415 => "it wants another content type",
        429 => "too many requests",
        500 => "it has a fault of its own",
        502..=504 => "it is overloaded or down",
        _ => return None,
    })
}

fn host_of(detail: &DeliveryDetail) -> String {
    let url = detail.request.as_ref().map(|request| &*request.url);
    host_in(url).unwrap_or_else(|| detail.row.destination_name.clone())
}

fn host_in(url: Option<&str>) -> Option<String> {
    let url = url::Url::parse(url?).ok()?;
    url.host_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_with_what_it_usually_means() {
        assert_eq!(
            answered(503, "shop.example"),
            "shop.example answered 503 (it is overloaded or down)."
        );
        assert_eq!(answered(409, "shop.example"), "shop.example answered 409.");
    }

    #[test]
    fn what_counts_as_success_is_said_where_it_is_not_the_usual() {
        for (status, sent, not_sent) in [
            (
                204,
                "shop.example answered 204.",
                "shop.example answered 204, which does not count as success here.",
            ),
            (
                404,
                "shop.example answered 404, which counts as success here.",
                "shop.example answered 404 (there is nothing at that path).",
            ),
        ] {
            let outcome = Outcome::Answered(crate::attempt::Answer {
                status,
                ..crate::attempt::Answer::default()
            });
            assert_eq!(accepted(&outcome, "shop.example"), sent);
            assert_eq!(told(&outcome, "shop.example"), not_sent);
        }
    }

    #[test]
    fn trouble_is_told_as_a_sentence_of_its_own() {
        let rejected = FailReason::Rejected { status: 401 };
        let told = trouble_sentence(&rejected, None, Some("https://shop.example/x"), "Shop");
        assert_eq!(
            told,
            "shop.example answered 401 (it refused our credentials)."
        );
        let condition = FailReason::Condition {
            message: "there is no field.".to_owned(),
        };
        let told = trouble_sentence(&condition, None, None, "Shop");
        assert!(told.starts_with("The condition could"), "{told}");
    }

    #[test]
    fn the_last_attempt_of_several_is_named_as_such() {
        let reason = FailReason::Exhausted { attempts: 8 };
        let told = failed(
            &reason,
            Some("No answer within 15 s.".to_owned()),
            "shop.example",
        );
        assert_eq!(
            told,
            "No answer within 15 s. That was attempt 8, the last one."
        );
    }
}
