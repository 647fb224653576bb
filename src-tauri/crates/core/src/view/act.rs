//! What a person does with deliveries, one or many.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::DeliveryFilter;
use crate::{delivery::StateName, id::DeliveryId};

/// Some of the deliveries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Chosen {
    /// Exactly these.
    These {
        /// Their ids.
        ids: Vec<DeliveryId>,
    },
    /// All that a filter lets through at this moment.
    All {
        /// The filter.
        filter: DeliveryFilter,
    },
}

/// What a person can do with deliveries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryAct {
    /// Send finished ones again: same content, same id.
    SendAgain,
    /// Make a new delivery of the same event, with the settings of today.
    SendAnew,
    /// Do not wait for the next retry.
    RetryNow,
    /// Stop what waits or is held.
    Stop,
}

impl DeliveryAct {
    /// Whether it can be done with a delivery in that state.
    pub fn fits(self, state: StateName) -> bool {
        use StateName::{Cancelled, Failed, Held, Pending, Skipped, Succeeded};
        match self {
            Self::SendAgain => matches!(state, Succeeded | Failed | Cancelled),
            Self::SendAnew => matches!(state, Succeeded | Failed | Cancelled | Skipped),
            Self::RetryNow => matches!(state, Pending),
            Self::Stop => matches!(state, Pending | Held),
        }
    }
}

/// How many deliveries something would be done with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeliveryCount {
    /// How many, as far as they were counted.
    #[ts(type = "number")]
    pub count: u64,
    /// True when counting was stopped there.
    pub more: bool,
}

/// What was done with many deliveries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActResult {
    /// How many it was done with.
    #[ts(type = "number")]
    pub done: u64,
    /// How many were left as they are, because it could not be done with them.
    #[ts(type = "number")]
    pub left: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_can_be_hurried_and_what_is_finished_sent_again() {
        for state in StateName::ALL {
            let waits = matches!(state, StateName::Pending | StateName::Held);
            assert_eq!(DeliveryAct::Stop.fits(state), waits, "{state:?}");
            assert_eq!(DeliveryAct::SendAnew.fits(state), !waits, "{state:?}");
        }
        assert!(!DeliveryAct::SendAgain.fits(StateName::Skipped));
        assert!(!DeliveryAct::RetryNow.fits(StateName::Held));
    }
}
