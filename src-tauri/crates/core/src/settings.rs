//! What a person chooses for the app as a whole.
//!
//! What only concerns one window, such as its theme, is kept by that window.

mod change;
mod quiet_hours;
#[cfg(test)]
mod tests;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    problem::Problems,
    transport::{self, Proxy},
};

pub use change::{OldValues, old_values};
pub use quiet_hours::QuietHours;

/// The most requests that may be under way at once.
const MOST_PARALLEL: u32 = 256;
/// How many deliveries may wait at the least and at the most.
const QUEUE: std::ops::RangeInclusive<u32> = 1_000..=10_000_000;
/// For how long a destination may ask to be left alone, in minutes: up to a week.
const WISHES: std::ops::RangeInclusive<u32> = 1..=7 * 24 * 60;
/// The longest time that the log is kept: ten years.
const MOST_DAYS: u32 = 3_650;
/// How large the log may become, in MB.
const SIZES: std::ops::RangeInclusive<u32> = 50..=100_000;
/// How many fields may be masked, and how long their names may be, in bytes.
const MOST_REDACTED: usize = 50;
const LONGEST_NAME: usize = 100;

/// What a person chooses for the app as a whole. What is left out has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// How the app starts.
    pub general: GeneralSettings,
    /// How webhooks are sent.
    pub sending: SendingSettings,
    /// How this computer is called.
    pub incoming: IncomingSettings,
    /// What is kept of the log.
    pub storage: StorageSettings,
    /// What the desktop is told.
    pub notifications: NotificationSettings,
}

/// How the app starts, and how it writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct GeneralSettings {
    /// Start when the person logs in.
    pub start_at_login: bool,
    /// Then start without the window.
    pub start_hidden: bool,
    /// Write times of day up to 12 with am and pm, in the window and in the tray.
    pub twelve_hours: bool,
}

/// How webhooks are sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct SendingSettings {
    /// How many requests may be under way at once, to all destinations together (1 to 256).
    pub parallel: u32,
    /// How many deliveries may wait before nothing more is accepted (1,000 to 10,000,000).
    pub queue_limit: u32,
    /// For how many minutes at the most a destination may ask to be left alone (1 to 10080, a week).
    pub longest_wish_minutes: u32,
    /// Through what destinations are reached that say nothing else. This computer itself is always
    /// reached directly. The password is a secret.
    pub proxy: Proxy,
    /// Certificates in PEM that are trusted beside the system's, for every destination.
    pub trusted: String,
}

/// How this computer is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct IncomingSettings {
    /// Whether incoming calls start automations.
    pub enabled: bool,
    /// The port of this computer (1024 to 65535).
    pub port: u16,
}

/// What is kept of the log. What waits to be sent is kept in any case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct StorageSettings {
    /// For how many days (1 to 3650).
    pub keep_days: u32,
    /// How large it may become, in MB (50 to 100000). Whichever comes first.
    pub keep_mb: u32,
    /// Whether contents are kept: those of requests that were delivered, of their events, and of
    /// answers. What may still be sent is kept in any case.
    pub keep_bodies: bool,
    /// Names of JSON fields and headers whose values are masked in what is kept.
    pub redact: Vec<String>,
}

/// What the desktop is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct NotificationSettings {
    /// Deliveries that were given up.
    pub failed: bool,
    /// Destinations that were paused because they no longer want anything.
    pub paused: bool,
    /// Automations that can't work, because a folder is missing for example.
    pub broken: bool,
    /// Deliveries that arrived, of those automations alone that have it told (`notify_delivered`).
    pub delivered: bool,
    /// When the desktop is told nothing; it hears of it afterwards.
    pub quiet_hours: Option<QuietHours>,
}

impl Default for GeneralSettings {
    fn default() -> Self {
        Self {
            start_at_login: false,
            start_hidden: true,
            twelve_hours: false,
        }
    }
}

impl Default for SendingSettings {
    /// 32 in all: with as few as one destination may have, two that never answer would delay every
    /// other. The queue lies on disk, so it may become long.
    fn default() -> Self {
        Self {
            parallel: 32,
            queue_limit: 100_000,
            longest_wish_minutes: 24 * 60,
            proxy: Proxy::None,
            trusted: String::new(),
        }
    }
}

impl Default for IncomingSettings {
    fn default() -> Self {
        Self {
            enabled: true,
            port: 8787,
        }
    }
}

impl Default for StorageSettings {
    fn default() -> Self {
        Self {
            keep_days: 30,
            keep_mb: 500,
            keep_bodies: true,
            redact: Vec::new(),
        }
    }
}

impl Default for NotificationSettings {
    fn default() -> Self {
        Self {
            failed: true,
            paused: true,
            broken: true,
            delivered: true,
            quiet_hours: None,
        }
    }
}

impl Settings {
    /// Notes what is wrong with the settings.
    pub fn check(&self, problems: &mut Problems) {
        problems.within("sending", |problems| self.sending.check(problems));
        problems.within("incoming", |problems| {
            let allowed = self.incoming.port >= 1024;
            problems.expect(allowed, "port", "Enter a port from 1024 to 65535.");
        });
        problems.within("storage", |problems| self.storage.check(problems));
        problems.within("notifications.quiet_hours", |problems| {
            if let Some(hours) = &self.notifications.quiet_hours {
                hours.check(problems);
            }
        });
    }
}

impl SendingSettings {
    /// For how long at the most a destination may ask to be left alone.
    pub fn longest_wish(&self) -> Duration {
        Duration::from_secs(60 * u64::from(self.longest_wish_minutes))
    }

    fn check(&self, problems: &mut Problems) {
        let parallel = (1..=MOST_PARALLEL).contains(&self.parallel);
        problems.expect(parallel, "parallel", "Enter 1 to 256 requests.");
        let queue = QUEUE.contains(&self.queue_limit);
        let message = "Enter 1,000 to 10,000,000 deliveries.";
        problems.expect(queue, "queue_limit", message);
        let wish = WISHES.contains(&self.longest_wish_minutes);
        let message = "Enter 1 to 10,080 minutes (a week).";
        problems.expect(wish, "longest_wish_minutes", message);
        problems.within("proxy", |problems| self.proxy.check(problems));
        transport::check_certificates("trusted", &self.trusted, problems);
    }
}

impl StorageSettings {
    fn check(&self, problems: &mut Problems) {
        let days = (1..=MOST_DAYS).contains(&self.keep_days);
        problems.expect(days, "keep_days", "Enter 1 to 3650 days.");
        let size = SIZES.contains(&self.keep_mb);
        problems.expect(size, "keep_mb", "Enter 50 to 100,000 MB.");
        let few = self.redact.len() <= MOST_REDACTED;
        let message = "Name at most 50 fields.";
        problems.expect(few, "redact", message);
        let fit = |name: &String| !name.trim().is_empty() && name.len() <= LONGEST_NAME;
        let message = "Name a field by 1 to 100 letters.";
        problems.expect(self.redact.iter().all(fit), "redact", message);
    }
}
