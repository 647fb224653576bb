//! The nouns in the words of lists.

use hookloom_api::core::{
    attempt::Outcome,
    delivery::{DeliveryState, StateName},
    moment::Moment,
    schedule::{IntervalUnit, Schedule},
    trigger::Trigger,
    view::{CheckState, Checked, InboundStatus, RunnerState, SecretsKept, TriggerStatus},
};

use super::plain;

/// What starts an automation.
pub fn trigger(trigger: &Trigger) -> String {
    match trigger {
        Trigger::File(file) => format!("files in {}", file.folder),
        Trigger::Schedule(timed) => schedule(&timed.schedule),
        Trigger::Inbound(inbound) => format!("calls of /in/{}", inbound.name),
        Trigger::Manual {} => "by hand".to_owned(),
    }
}

fn schedule(schedule: &Schedule) -> String {
    match schedule {
        Schedule::Every { n, unit } => format!("every {n} {}", interval(*unit)),
        Schedule::Daily { at } => format!("every day at {at}"),
        Schedule::Weekly { days, at } => {
            let days: Vec<String> = days
                .iter()
                .map(|day| format!("{day:?}").chars().take(3).collect())
                .collect();
            format!("{} at {at}", days.join(", "))
        }
        Schedule::Monthly { day, at } => format!("day {day} of the month at {at}"),
        Schedule::Cron { expression } => format!("cron {expression}"),
    }
}

fn interval(unit: IntervalUnit) -> &'static str {
    match unit {
        IntervalUnit::Seconds => "s",
        IntervalUnit::Minutes => "min",
        IntervalUnit::Hours => "h",
    }
}

/// How a trigger is.
pub fn trigger_status(status: &TriggerStatus) -> String {
    match status {
        TriggerStatus::Off {} => "off".to_owned(),
        TriggerStatus::Starting {} => "starting".to_owned(),
        TriggerStatus::Ready {
            next_at: Some(next_at),
            ..
        } => format!("next {}", plain::time(*next_at)),
        TriggerStatus::Ready {
            note: Some(note), ..
        } => format!("ready: {note}"),
        TriggerStatus::Ready { .. } => "ready".to_owned(),
        TriggerStatus::Broken { message } => format!("broken: {message}"),
    }
}

/// A state in one word, as the window writes it.
pub fn state(state: StateName) -> &'static str {
    match state {
        StateName::Pending => "waiting",
        StateName::Held => "held",
        StateName::Succeeded => "sent",
        StateName::Failed => "failed",
        StateName::Skipped => "skipped",
        StateName::Cancelled => "cancelled",
    }
}

/// A state with the moment that belongs to it.
pub fn state_and_time(delivery: &DeliveryState) -> String {
    let name = state(delivery.name());
    match delivery {
        DeliveryState::Pending { due_at } => format!("{name}, due {}", plain::time(*due_at)),
        DeliveryState::Held { since, .. } => format!("{name} since {}", plain::time(*since)),
        DeliveryState::Succeeded { at }
        | DeliveryState::Failed { at, .. }
        | DeliveryState::Skipped { at, .. }
        | DeliveryState::Cancelled { at } => format!("{name} {}", plain::time(*at)),
    }
}

/// How an attempt ended.
pub fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Answered(answer) => answer.status.to_string(),
        Outcome::NotSent { message, .. } => message.clone(),
    }
}

/// Sending, or paused.
pub fn runner_state(state: &RunnerState) -> String {
    match state {
        RunnerState::Running {} => "running".to_owned(),
        RunnerState::Paused {
            until,
            ignore_events,
        } => {
            let paused = until.map_or_else(|| "paused until someone resumes".into(), paused_until);
            let events = if *ignore_events {
                ", events are ignored"
            } else {
                ""
            };
            format!("{paused}{events}")
        }
    }
}

fn paused_until(until: Moment) -> String {
    format!("paused until {}", plain::time(until))
}

/// Where inbound hooks are called.
pub fn inbound(status: &InboundStatus) -> String {
    match status {
        InboundStatus::Listening {
            address,
            network: None,
        } => address.clone(),
        InboundStatus::Listening {
            address,
            network: Some(network),
        } => format!("{address}, and {network} for other computers"),
        InboundStatus::Off {} => "switched off".to_owned(),
        InboundStatus::Unavailable { message, .. } => message.clone(),
    }
}

/// Where secrets are kept.
pub fn secrets(kept: &SecretsKept) -> String {
    match kept {
        SecretsKept::KeyStore {} => "in the system's password store".to_owned(),
        SecretsKept::EncryptedFile { path, why } => {
            format!("in the encrypted file {path} ({why})")
        }
    }
}

/// `1 delivery`, `2 deliveries`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// `512 kB`, `184 MB`.
pub fn bytes(bytes: u64) -> String {
    match bytes {
        0..1_048_576 => format!("{} kB", bytes.div_ceil(1024)),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}

/// How a thing is that was looked at.
pub fn check_state(state: CheckState) -> &'static str {
    match state {
        CheckState::Good => "fine",
        CheckState::Doubtful => "look here",
        CheckState::Bad => "broken",
    }
}

/// What was looked at.
pub fn checked(of: Checked) -> &'static str {
    match of {
        Checked::Database => "Database",
        Checked::Disk => "Disk",
        Checked::Secrets => "Secrets",
        Checked::Incoming => "Incoming calls",
        Checked::Files => "Watched folders",
        Checked::Backup => "Backup",
        Checked::Clock => "Clock",
    }
}
