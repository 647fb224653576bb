//! What the tray shows of the runner.

use hookloom_api::core::{
    moment::Moment,
    view::{InboundStatus, RunnerState, RunnerStatus},
};
use jiff::{Timestamp, tz::TimeZone};

/// What the tray shows of the runner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// Which icon.
    pub sign: Sign,
    /// The state in a few words.
    pub state: String,
    /// What wants attention, if anything does.
    pub notice: Option<String>,
    /// True when there is something to resume.
    pub paused: bool,
}

/// The icons, which differ in shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// All is well.
    Normal,
    /// Sending is paused.
    Paused,
    /// Something wants attention.
    Attention,
}

impl Face {
    /// The face of a runner in that state, with times in that zone.
    pub fn of(status: &RunnerStatus, zone: &TimeZone) -> Self {
        let notice = notice(status);
        let (sign, state, paused) = match status.state {
            RunnerState::Paused { until } => (Sign::Paused, paused(until, zone), true),
            RunnerState::Running {} => {
                let sign = notice.as_ref().map_or(Sign::Normal, |_| Sign::Attention);
                (
                    sign,
                    format!("Running — {} on", status.automations_on),
                    false,
                )
            }
        };
        Self {
            sign,
            state,
            notice,
            paused,
        }
    }
}

fn paused(until: Option<Moment>, zone: &TimeZone) -> String {
    until.map_or_else(
        || "Paused".to_owned(),
        |until| {
            let until = Timestamp::from(until).to_zoned(zone.clone());
            format!("Paused until {}", until.strftime("%H:%M"))
        },
    )
}

fn notice(status: &RunnerStatus) -> Option<String> {
    if let InboundStatus::Unavailable { .. } = status.inbound {
        return Some("Inbound hooks can't be called".to_owned());
    }
    (status.failed_24h > 0).then(|| format!("{} failed in the last 24 hours", status.failed_24h))
}

#[cfg(test)]
mod tests {
    use hookloom_api::core::view::SecretsKept;

    use super::*;

    fn status() -> RunnerStatus {
        RunnerStatus {
            version: "1.0.0".to_owned(),
            pid: 1,
            started_at: Moment::from_unix_seconds(0),
            data_folder: "/data".to_owned(),
            state: RunnerState::Running {},
            automations: 5,
            automations_on: 4,
            waiting: 0,
            held: 0,
            failed_24h: 0,
            inbound: InboundStatus::Listening {
                address: "http://127.0.0.1:8787/in/".to_owned(),
            },
            secrets: SecretsKept::KeyStore {},
        }
    }

    fn face(status: &RunnerStatus) -> Face {
        Face::of(status, &TimeZone::UTC)
    }

    #[test]
    fn a_running_runner_says_how_many_automations_are_on() {
        let face = face(&status());
        assert_eq!(face.state, "Running — 4 on");
        assert_eq!(
            (face.sign, face.paused, face.notice),
            (Sign::Normal, false, None)
        );
    }

    #[test]
    fn a_paused_runner_says_until_when() {
        let until = Some(Moment::from_unix_seconds(14 * 3600 + 1800));
        let state = RunnerState::Paused { until };
        let face = face(&RunnerStatus { state, ..status() });
        assert_eq!(face.state, "Paused until 14:30");
        assert_eq!((face.sign, face.paused), (Sign::Paused, true));
    }

    #[test]
    fn failures_want_attention_and_say_why() {
        let face = face(&RunnerStatus {
            failed_24h: 2,
            ..status()
        });
        assert_eq!(face.sign, Sign::Attention);
        assert_eq!(
            face.notice.as_deref(),
            Some("2 failed in the last 24 hours")
        );
    }

    #[test]
    fn a_pause_shows_as_a_pause_even_with_failures() {
        let state = RunnerState::Paused { until: None };
        let face = face(&RunnerStatus {
            failed_24h: 2,
            state,
            ..status()
        });
        assert_eq!((face.sign, face.state.as_str()), (Sign::Paused, "Paused"));
    }
}
