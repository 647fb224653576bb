//! One event on its way to one destination.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    id::{AutomationId, DeliveryId, DestinationId, EventId},
    moment::Moment,
    request::Request,
    retry::{Retry, Step},
    statuses::{Statuses, Successes},
    template::TemplateError,
};

/// A delivery as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// Its id, and the `webhook-id` of all its attempts.
    pub id: DeliveryId,
    /// What happened.
    pub event: EventId,
    /// The automation that sends.
    pub automation: AutomationId,
    /// Where it goes.
    pub destination: DestinationId,
    /// Where it stands.
    pub state: DeliveryState,
    /// What is sent; absent when nothing could be rendered or nothing is to be sent.
    pub request: Option<Request>,
    /// When to try again, as it was set when the event came.
    pub retry: Retry,
    /// After which answers.
    pub retry_on: Statuses,
    /// Which answers count as delivered, as it was set when the event came.
    pub success_on: Successes,
    /// When the event was accepted, or sent once more.
    pub created_at: Moment,
    /// True when a person tried settings out: it is sent once and counts in no figure.
    pub test: bool,
    /// The delivery whose event is sent once more.
    pub copy_of: Option<DeliveryId>,
    /// What it has in common with those that it keeps in order with, on its way from its automation
    /// to its destination.
    pub order_key: Option<String>,
    /// From this moment on it is of no use any more.
    pub useless_at: Option<Moment>,
}

/// Where a delivery stands. Each state carries what makes sense for it alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DeliveryState {
    /// Due at that moment: for the first time, or once more.
    Pending {
        /// When it is tried next.
        due_at: Moment,
    },
    /// Kept back until someone resumes.
    Held {
        /// When it was kept back.
        since: Moment,
        /// What keeps it back.
        why: HoldReason,
    },
    /// Answered with a status that counts as success, usually 2xx.
    Succeeded {
        /// When the answer came.
        at: Moment,
    },
    /// Given up, for good.
    Failed {
        /// When it was given up.
        at: Moment,
        /// Why.
        reason: FailReason,
    },
    /// Never sent, by the automation's own rules.
    Skipped {
        /// When that was decided.
        at: Moment,
        /// Which rule.
        reason: SkipReason,
    },
    /// Stopped by a person.
    Cancelled {
        /// When it was stopped.
        at: Moment,
    },
}

impl DeliveryState {
    /// True when nothing more happens by itself.
    pub fn is_final(&self) -> bool {
        !matches!(self, Self::Pending { .. } | Self::Held { .. })
    }

    /// The state that an attempt wants to follow; none if no attempt was made. Whether the delivery
    /// was held or cancelled while the attempt was under way is for the store to see.
    pub fn after(step: Step, before: &Self, now: Moment) -> Option<Self> {
        let failed = |reason| Self::Failed { at: now, reason };
        Some(match step {
            Step::Offline => return None,
            Step::Interrupted => before.clone(),
            Step::Succeeded => Self::Succeeded { at: now },
            Step::RetryAt(due_at) => Self::Pending { due_at },
            Step::GiveUp(reason) => failed(reason),
            Step::Gone => failed(FailReason::Gone {}),
        })
    }

    /// The state's name in database, filters and JSON.
    pub fn name(&self) -> StateName {
        match self {
            Self::Pending { .. } => StateName::Pending,
            Self::Held { .. } => StateName::Held,
            Self::Succeeded { .. } => StateName::Succeeded,
            Self::Failed { .. } => StateName::Failed,
            Self::Skipped { .. } => StateName::Skipped,
            Self::Cancelled { .. } => StateName::Cancelled,
        }
    }
}

/// A state without what it carries, for filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StateName {
    /// See [`DeliveryState::Pending`].
    Pending,
    /// See [`DeliveryState::Held`].
    Held,
    /// See [`DeliveryState::Succeeded`].
    Succeeded,
    /// See [`DeliveryState::Failed`].
    Failed,
    /// See [`DeliveryState::Skipped`].
    Skipped,
    /// See [`DeliveryState::Cancelled`].
    Cancelled,
}

impl StateName {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Pending,
        Self::Held,
        Self::Succeeded,
        Self::Failed,
        Self::Skipped,
        Self::Cancelled,
    ];

    /// The name as it stands in database and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Held => "held",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of that name, if there is one.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// What keeps a delivery back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// Everything is paused.
    RunnerPaused,
    /// Its destination is paused.
    DestinationPaused,
}

/// Why a delivery was given up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FailReason {
    /// The destination answered with a status that neither counts as success nor is tried again.
    Rejected {
        /// The status.
        status: u16,
    },
    /// Every attempt that the retry rule allows has failed.
    Exhausted {
        /// How many there were.
        attempts: u32,
    },
    /// The destination answered 410: it no longer wants these.
    Gone {},
    /// The request could not be rendered.
    Template {
        /// Which part of the request, as a dotted path.
        field: String,
        /// What is wrong, with the place in the template.
        error: TemplateError,
    },
    /// The condition could not be decided.
    Condition {
        /// What is wrong.
        message: String,
    },
    /// The file to be sent is gone, changed or too large.
    File {
        /// Which file, and why.
        message: String,
    },
    /// The address may never be called, such as a cloud's metadata service.
    Refused {
        /// Which address, and why.
        message: String,
    },
}

/// Which rule of the automation kept a delivery from being sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SkipReason {
    /// The condition did not hold.
    Condition {
        /// Which part of it, in words.
        why: String,
    },
    /// It was about a file of which something had been sent shortly before.
    Repeat {
        /// How shortly, in words.
        why: String,
    },
    /// The call that caused it came from here, and from here before that, again and again.
    Loop {
        /// How often, in words.
        why: String,
    },
    /// It was of no use any more.
    Expired {
        /// After how long, in words.
        why: String,
    },
    /// As many were waiting for the destination as may.
    Full {
        /// How many, in words.
        why: String,
    },
    /// It stands for runs of a schedule that were missed and are not made up for.
    Missed {
        /// How many.
        runs: u32,
        /// The same in words, and by which rule.
        why: String,
    },
}

impl SkipReason {
    /// What is told of it, in words that are no sentence yet.
    pub fn why(&self) -> &str {
        let (Self::Condition { why }
        | Self::Repeat { why }
        | Self::Loop { why }
        | Self::Expired { why }
        | Self::Full { why }
        | Self::Missed { why, .. }) = self;
        why
    }

    /// How many a limit left out that would have been sent without it. What a condition keeps back
    /// was never meant to be sent.
    pub fn left_out(&self) -> u64 {
        match self {
            Self::Condition { .. } => 0,
            Self::Missed { runs, .. } => u64::from(*runs),
            Self::Repeat { .. } | Self::Loop { .. } | Self::Expired { .. } | Self::Full { .. } => 1,
        }
    }
}
