//! What the tray shows of the runner.

use hookloom_api::core::{
    delivery::StateName,
    id::{AutomationId, DeliveryId},
    moment::Moment,
    trigger::Trigger,
    view::{AutomationRow, DeliveryRow, InboundStatus, NoticeKind, RunnerState, RunnerStatus},
};
use jiff::{Timestamp, tz::TimeZone};

/// How many automations can be run from the menu.
const RUNNABLE: usize = 8;
/// How long a line of the menu may be.
const LONGEST: usize = 60;

/// What the tray shows of the runner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// Which icon.
    pub sign: Sign,
    /// The state in a few words.
    pub state: String,
    /// What wants attention, if anything does.
    pub notice: Option<String>,
    /// How many deliveries failed lately.
    pub failed: u64,
    /// True when there is something to resume.
    pub paused: bool,
    /// Whether the next pause ignores events.
    pub ignore_events: bool,
    /// How many deliveries wait.
    pub waiting: u64,
    /// What can be run.
    pub runnable: Vec<(AutomationId, String)>,
    /// What was sent lately, the newest first.
    pub recent: Vec<(DeliveryId, String)>,
}

/// What a face is made of.
pub struct Looks<'a> {
    /// How the runner is.
    pub status: &'a RunnerStatus,
    /// All automations, by name.
    pub automations: &'a [AutomationRow],
    /// The newest deliveries.
    pub recent: &'a [DeliveryRow],
    /// Whether the next pause ignores events.
    pub ignore_events: bool,
    /// Whether times are written up to 12, with am and pm.
    pub twelve_hours: bool,
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
    /// The face of a runner that looks like that, with times in that zone.
    pub fn of(looks: &Looks<'_>, zone: &TimeZone) -> Self {
        let status = looks.status;
        let notice = notice(status);
        let (sign, state, paused) = match status.state {
            RunnerState::Paused {
                until,
                ignore_events,
            } => {
                let until = until.map(|until| time(until, zone, looks.twelve_hours));
                (Sign::Paused, paused(until.as_deref(), ignore_events), true)
            }
            RunnerState::Running {} => {
                let calm = notice.is_none() && status.failed_24h == 0;
                let sign = if calm { Sign::Normal } else { Sign::Attention };
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
            failed: status.failed_24h,
            paused,
            ignore_events: looks.ignore_events,
            waiting: status.waiting + status.held,
            runnable: runnable(looks.automations),
            recent: looks.recent.iter().map(recent).collect(),
        }
    }
}

/// 14:30 or 2:30 pm
fn time(at: Moment, zone: &TimeZone, twelve_hours: bool) -> String {
    let at = Timestamp::from(at).to_zoned(zone.clone());
    let form = if twelve_hours { "%-I:%M %P" } else { "%H:%M" };
    at.strftime(form).to_string()
}

fn paused(until: Option<&str>, ignore_events: bool) -> String {
    let paused = until.map_or_else(
        || "Paused".to_owned(),
        |until| format!("Paused until {until}"),
    );
    let events = if ignore_events {
        ", events are ignored"
    } else {
        ""
    };
    paused + events
}

/// Those that are on; those that are only run by hand come first.
fn runnable(automations: &[AutomationRow]) -> Vec<(AutomationId, String)> {
    let on = automations
        .iter()
        .filter(|row| row.automation.settings.enabled);
    let mut on: Vec<_> = on.collect();
    let by_hand =
        |row: &&AutomationRow| matches!(row.automation.settings.trigger, Trigger::Manual {});
    on.sort_by_key(|row| !by_hand(row));
    let first = on.into_iter().take(RUNNABLE);
    first
        .map(|row| (row.automation.id, line(&row.automation.settings.name)))
        .collect()
}

fn recent(row: &DeliveryRow) -> (DeliveryId, String) {
    let mark = match row.state.name() {
        StateName::Succeeded => '✓',
        StateName::Pending => '◔',
        StateName::Held => '‖',
        StateName::Failed => '✕',
        StateName::Skipped => '⤼',
        StateName::Cancelled => '–',
    };
    let said = line(&format!("{} → {}", row.summary, row.destination_name));
    (row.id, format!("{mark} {said}"))
}

/// Others wrote it, so it is made one line that fits. An underscore would mark a key of the menu.
fn line(text: &str) -> String {
    let clean = text.chars().map(|letter| match letter {
        letter if letter.is_control() => ' ',
        letter => letter,
    });
    let mut line: String = clean.take(LONGEST).collect();
    if text.chars().count() > LONGEST {
        line.push('…');
    }
    line.replace('&', "&&")
}

fn notice(status: &RunnerStatus) -> Option<String> {
    if let Some(notice) = status.notices.iter().find(|one| one.kind().is_lasting()) {
        let words = match notice.kind() {
            NoticeKind::DiskFull => "The disk is full",
            NoticeKind::QueueFull => "Too many deliveries wait",
            _ => "The database is damaged",
        };
        return Some(words.to_owned());
    }
    match status.inbound {
        InboundStatus::Unavailable { .. } => Some("Inbound hooks can't be called".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use hookloom_api::core::view::{Notice, SecretsKept};

    use super::*;

    fn status() -> RunnerStatus {
        RunnerStatus {
            version: "1.0.0".to_owned(),
            pid: 1,
            started_at: Moment::from_unix_seconds(0),
            data_folder: "/data".to_owned(),
            state: RunnerState::Running {},
            offline: None,
            automations: 5,
            automations_on: 4,
            waiting: 0,
            held: 0,
            failed_24h: 0,
            inbound: InboundStatus::Listening {
                address: "http://127.0.0.1:8787/in/".to_owned(),
                network: None,
            },
            secrets: SecretsKept::KeyStore {},
            notices: Vec::new(),
        }
    }

    fn face(status: &RunnerStatus) -> Face {
        let looks = Looks {
            status,
            automations: &[],
            recent: &[],
            ignore_events: false,
            twelve_hours: false,
        };
        Face::of(&looks, &TimeZone::UTC)
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
        let state = RunnerState::Paused {
            until,
            ignore_events: false,
        };
        let face = face(&RunnerStatus { state, ..status() });
        assert_eq!(face.state, "Paused until 14:30");
        assert_eq!((face.sign, face.paused), (Sign::Paused, true));
    }

    #[test]
    fn times_are_written_as_the_settings_say() {
        for (minutes, full, half) in [
            (14 * 60 + 30, "14:30", "2:30 pm"),
            (5, "00:05", "12:05 am"),
            (12 * 60, "12:00", "12:00 pm"),
        ] {
            let at = Moment::from_unix_seconds(minutes * 60);
            assert_eq!(time(at, &TimeZone::UTC, false), full);
            assert_eq!(time(at, &TimeZone::UTC, true), half);
        }
    }

    #[test]
    fn failures_want_attention_and_are_counted() {
        let face = face(&RunnerStatus {
            failed_24h: 2,
            ..status()
        });
        assert_eq!((face.sign, face.failed), (Sign::Attention, 2));
    }

    #[test]
    fn a_full_disk_wants_attention_and_is_named() {
        let since = Moment::from_unix_seconds(0);
        let notices = vec![Notice::DiskFull { since }];
        let face = face(&RunnerStatus {
            notices,
            ..status()
        });
        assert_eq!(face.sign, Sign::Attention);
        assert_eq!(face.notice.as_deref(), Some("The disk is full"));
    }

    #[test]
    fn what_others_wrote_stays_on_one_line_of_the_menu() {
        assert_eq!(line("a\nb\u{1b}[1m & c"), "a b [1m && c");
        let long = line(&"x".repeat(100));
        assert_eq!(long.chars().count(), LONGEST + 1);
    }

    #[test]
    fn a_pause_shows_as_a_pause_even_with_failures() {
        let state = RunnerState::Paused {
            until: None,
            ignore_events: false,
        };
        let face = face(&RunnerStatus {
            failed_24h: 2,
            state,
            ..status()
        });
        assert_eq!((face.sign, face.state.as_str()), (Sign::Paused, "Paused"));
    }
}
