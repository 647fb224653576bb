//! Whose secrets they are.

use std::fmt;

use hookloom_core::id::{AutomationId, DestinationId};

/// What secrets belong to: they are kept, and forgotten, together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A destination: what signs, and what gives access.
    Destination(DestinationId),
    /// An automation: what its callers sign with.
    Automation(AutomationId),
    /// The settings: what gives access to the proxy for all sending.
    Settings,
}

/// Under what the secrets of the settings are kept.
const SETTINGS: &str = "settings";

impl From<DestinationId> for Owner {
    fn from(id: DestinationId) -> Self {
        Self::Destination(id)
    }
}

impl From<AutomationId> for Owner {
    fn from(id: AutomationId) -> Self {
        Self::Automation(id)
    }
}

impl Owner {
    /// The owner of an id as it is kept.
    pub(super) fn read(id: &str) -> Option<Self> {
        if id == SETTINGS {
            return Some(Self::Settings);
        }
        let destination = id.parse().ok().map(Self::Destination);
        destination.or_else(|| id.parse().ok().map(Self::Automation))
    }
}

/// The owner's id, under which its secrets are kept.
impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Destination(id) => id.fmt(f),
            Self::Automation(id) => id.fmt(f),
            Self::Settings => f.write_str(SETTINGS),
        }
    }
}
