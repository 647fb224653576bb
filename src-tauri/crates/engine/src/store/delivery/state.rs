//! Where a delivery stands, as four columns.

use hookloom_core::{
    delivery::{DeliveryState, StateName},
    moment::Moment,
};
use rusqlite::{Row, ToSql, types::Null};

use super::super::column::{Json, Stored, Word};

/// A state, and what a held delivery will need again.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Standing {
    pub state: DeliveryState,
    /// When it is due, also while it is held: so it keeps its place and its distance.
    pub due_at: Option<Moment>,
}

impl Standing {
    /// A state that comes without a past: held from the start means due from the start.
    pub fn new(state: DeliveryState) -> Self {
        let due_at = match &state {
            DeliveryState::Pending { due_at } => Some(*due_at),
            DeliveryState::Held { since, .. } => Some(*since),
            _ => None,
        };
        Self { state, due_at }
    }

    /// Where a delivery stands once an attempt has ended, which wants it to stand at `wanted`.
    ///
    /// What happened while the attempt was under way counts: held stays held until something final
    /// comes, and cancelled or skipped stays so unless it was delivered after all.
    pub fn after(self, wanted: DeliveryState) -> Self {
        use DeliveryState::{Cancelled, Held, Pending, Skipped, Succeeded};
        match (&self.state, &wanted) {
            // A probe that failed changes nothing, also if it was let go meanwhile.
            (Held { .. } | Pending { .. }, Held { .. }) => self,
            (Held { .. }, Pending { due_at }) => Self {
                due_at: Some(*due_at),
                ..self
            },
            (Pending { .. } | Held { .. }, _)
            | (Cancelled { .. } | Skipped { .. }, Succeeded { .. }) => Self::new(wanted),
            _ => self,
        }
    }

    /// The columns `state, due_at, state_at, state_reason`, from the `first` on.
    pub fn from_row(row: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        let Word(name) = row.get(first)?;
        let due_at = row.get::<_, Option<Stored<_>>>(first + 1)?.map(|due| due.0);
        let at = || Ok::<_, rusqlite::Error>(row.get::<_, Stored<_>>(first + 2)?.0);
        let reason = first + 3;
        let state = match name {
            StateName::Pending => DeliveryState::Pending {
                due_at: row.get::<_, Stored<_>>(first + 1)?.0,
            },
            StateName::Held => DeliveryState::Held {
                since: at()?,
                why: row.get::<_, Word<_>>(reason)?.0,
            },
            StateName::Succeeded => DeliveryState::Succeeded { at: at()? },
            StateName::Failed => DeliveryState::Failed {
                at: at()?,
                reason: row.get::<_, Json<_>>(reason)?.0,
            },
            StateName::Skipped => DeliveryState::Skipped {
                at: at()?,
                reason: row.get::<_, Json<_>>(reason)?.0,
            },
            StateName::Cancelled => DeliveryState::Cancelled { at: at()? },
        };
        Ok(Self { state, due_at })
    }

    /// The column `state_at`.
    pub fn at(&self) -> Option<Moment> {
        match &self.state {
            DeliveryState::Pending { .. } => None,
            DeliveryState::Held { since: at, .. }
            | DeliveryState::Succeeded { at }
            | DeliveryState::Failed { at, .. }
            | DeliveryState::Skipped { at, .. }
            | DeliveryState::Cancelled { at } => Some(*at),
        }
    }

    /// The column `state_reason`.
    pub fn reason(&self) -> Box<dyn ToSql + '_> {
        match &self.state {
            DeliveryState::Held { why, .. } => Box::new(Word(why)),
            DeliveryState::Failed { reason, .. } => Box::new(Json(reason)),
            DeliveryState::Skipped { reason, .. } => Box::new(Json(reason)),
            _ => Box::new(Null),
        }
    }
}
