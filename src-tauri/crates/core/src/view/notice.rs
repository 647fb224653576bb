//! What the app has to say about itself until a person has read it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{id::AutomationId, moment::Moment};

/// Something about the app itself that a person should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Notice {
    /// The disk is full: nothing new is accepted until there is room, what waits is still sent.
    DiskFull {
        /// Since when.
        since: Moment,
    },
    /// As many deliveries wait as may wait: nothing new is accepted until there are fewer.
    QueueFull {
        /// Since when.
        since: Moment,
        /// How many may wait.
        limit: u32,
    },
    /// The database was damaged, and a backup was put in its place.
    Restored {
        /// When.
        at: Moment,
        /// When the backup was made; nothing means that there was none, and all is new.
        backup: Option<Moment>,
        /// How many newer deliveries are missing, where that can still be told.
        missing: Option<u32>,
        /// Where the damaged file lies now.
        kept_as: String,
    },
    /// The database is damaged; the next start puts a backup in its place.
    Damaged {
        /// When that was found.
        at: Moment,
        /// What is wrong.
        detail: String,
    },
    /// The computer's clock was set.
    ClockJumped {
        /// When that was noticed.
        at: Moment,
        /// By how many seconds; below zero means back.
        #[ts(type = "number")]
        seconds: i64,
    },
    /// The app was started with everything off.
    StartedSafe {
        /// When.
        at: Moment,
        /// The automations that were switched off by that.
        switched_off: Vec<AutomationId>,
    },
    /// Old deliveries were removed before their time, because the disk was full.
    LogShortened {
        /// When.
        at: Moment,
        /// How many.
        #[ts(type = "number")]
        deliveries: u64,
    },
}

impl Notice {
    /// The kind of notice, as JSON spells it. Of each kind there is one at the most.
    pub fn kind(&self) -> NoticeKind {
        match self {
            Self::DiskFull { .. } => NoticeKind::DiskFull,
            Self::QueueFull { .. } => NoticeKind::QueueFull,
            Self::Restored { .. } => NoticeKind::Restored,
            Self::Damaged { .. } => NoticeKind::Damaged,
            Self::ClockJumped { .. } => NoticeKind::ClockJumped,
            Self::StartedSafe { .. } => NoticeKind::StartedSafe,
            Self::LogShortened { .. } => NoticeKind::LogShortened,
        }
    }
}

/// The kinds of notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// See [`Notice::DiskFull`].
    DiskFull,
    /// See [`Notice::QueueFull`].
    QueueFull,
    /// See [`Notice::Restored`].
    Restored,
    /// See [`Notice::Damaged`].
    Damaged,
    /// See [`Notice::ClockJumped`].
    ClockJumped,
    /// See [`Notice::StartedSafe`].
    StartedSafe,
    /// See [`Notice::LogShortened`].
    LogShortened,
}

impl NoticeKind {
    /// Whether it says how things are now, and not what happened once: it goes when they change.
    pub fn is_lasting(self) -> bool {
        matches!(self, Self::DiskFull | Self::QueueFull | Self::Damaged)
    }
}
