//! Walks along an index that meet exactly what a filter lets through, newest or oldest first.

use hookloom_core::{
    delivery::StateName,
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
    view::{DeliveryFilter, PageStart, Tests},
};
use rusqlite::{ToSql, types::Null};
use uuid::Uuid;

use super::super::column::Stored;

/// Which way a walk goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Direction {
    /// Towards older ones.
    Down,
    /// Towards newer ones.
    Up,
}

/// What a filter means at a moment: whose deliveries, in which states, between which ids.
#[derive(Clone, Debug)]
pub(in super::super) struct Scope {
    pub automation: Option<AutomationId>,
    pub destination: Option<DestinationId>,
    pub states: Vec<StateName>,
    pub tests: Tests,
    /// The first id that is let through. Ids sort by time.
    pub low: DeliveryId,
    /// The first id that is not let through any more.
    pub high: DeliveryId,
}

impl Scope {
    pub fn of(filter: &DeliveryFilter, now: Moment) -> Self {
        let any = filter.states.is_empty();
        let wanted = |state: &StateName| any || filter.states.contains(state);
        let low = filter.from(now).map(DeliveryId::first_at);
        let high = filter.until.map(DeliveryId::first_at);
        Self {
            automation: filter.automation,
            destination: filter.destination,
            states: StateName::ALL.into_iter().filter(wanted).collect(),
            tests: filter.tests,
            low: low.unwrap_or(DeliveryId::new(Uuid::nil())),
            high: high.unwrap_or(DeliveryId::new(Uuid::max())),
        }
    }

    /// What of it lies beyond the start of a page.
    #[must_use]
    pub fn from(mut self, start: PageStart) -> Self {
        if let Some(after) = start.after {
            self.high = self.high.min(after);
        }
        if let Some(before) = start.before {
            self.low = self.low.max(next(before));
        }
        self
    }

    /// That delivery alone, if it is in here.
    #[must_use]
    pub fn only(mut self, id: DeliveryId) -> Self {
        self.low = self.low.max(id);
        self.high = self.high.min(next(id));
        self
    }

    /// The states that are not let through.
    pub fn other_states(&self) -> Vec<StateName> {
        let others = StateName::ALL.into_iter();
        others
            .filter(|state| !self.states.contains(state))
            .collect()
    }

    /// Whether no state is left out.
    pub fn in_any_state(&self) -> bool {
        self.states.len() == StateName::ALL.len()
    }

    /// The parameters 1 to 4 of every walk.
    pub fn values(&self) -> Vec<Box<dyn ToSql>> {
        vec![
            optional(self.automation),
            optional(self.destination),
            Box::new(Stored(self.low)),
            Box::new(Stored(self.high)),
        ]
    }

    /// The walks that together meet everything. SQLite merges them, and sorts only what is pending.
    fn walks(&self) -> Vec<String> {
        if self.states.is_empty() {
            return vec![format!("{} AND false", self.walk_all())];
        }
        let walks = match self.tests {
            Tests::Only => return vec![self.walk_tests()],
            Tests::All | Tests::None => self.walks_by_state().into_iter(),
        };
        match self.tests {
            Tests::None => walks.map(|walk| walk + " AND test = 0").collect(),
            Tests::All | Tests::Only => walks.collect(),
        }
    }

    fn walks_by_state(&self) -> Vec<String> {
        match self.states.contains(&StateName::Succeeded) {
            true if self.in_any_state() => vec![self.walk_all()],
            true => vec![format!(
                "{} AND state IN ({})",
                self.walk_all(),
                self.quoted()
            )],
            false => self
                .states
                .iter()
                .map(|state| self.walk_state(*state))
                .collect(),
        }
    }

    /// The ids of a page: `?5` is how many, `?6` how many are left out first.
    pub fn page_sql(&self, way: Direction) -> String {
        let walks = self.walks().into_iter();
        let walks: Vec<String> = walks.map(|walk| format!("SELECT id {walk}")).collect();
        let order = match way {
            Direction::Down => "DESC",
            Direction::Up => "ASC",
        };
        format!(
            "{} ORDER BY id {order} LIMIT ?5 OFFSET ?6",
            walks.join(" UNION ALL ")
        )
    }

    /// The owner's tests: they are few.
    pub fn walk_tests(&self) -> String {
        let (states, owned) = (self.quoted(), self.owned());
        format!(
            "FROM deliveries INDEXED BY deliveries_tests
             WHERE test = 1 AND state IN ({states}) AND {owned}"
        )
    }

    /// All deliveries of the owner.
    pub fn walk_all(&self) -> String {
        let index = match (self.automation, self.destination) {
            (Some(_), _) => "INDEXED BY deliveries_by_automation",
            (None, Some(_)) => "INDEXED BY deliveries_by_destination",
            (None, None) => "",
        };
        format!("FROM deliveries {index} WHERE {}", self.owned())
    }

    /// The owner's deliveries in one state, which is not `succeeded`: those are in no index of their
    /// own. Those that are pending come in the order in which they are due.
    pub fn walk_state(&self, state: StateName) -> String {
        let owned = self.owned();
        match state {
            StateName::Pending => format!(
                "FROM deliveries INDEXED BY deliveries_due
                 WHERE destination IN (SELECT id FROM destinations) AND state = 'pending'
                    AND due_at IS NOT NULL AND {owned}"
            ),
            state => format!(
                "FROM deliveries INDEXED BY deliveries_by_state
                 WHERE state = '{}' AND state <> 'succeeded' AND state <> 'pending' AND {owned}",
                state.as_str()
            ),
        }
    }

    fn quoted(&self) -> String {
        let states = self.states.iter();
        let quoted: Vec<String> = states
            .map(|state| format!("'{}'", state.as_str()))
            .collect();
        quoted.join(", ")
    }

    fn owned(&self) -> &'static str {
        match (self.automation, self.destination) {
            (Some(_), Some(_)) => "automation = ?1 AND destination = ?2 AND id >= ?3 AND id < ?4",
            (Some(_), None) => "automation = ?1 AND id >= ?3 AND id < ?4",
            (None, Some(_)) => "destination = ?2 AND id >= ?3 AND id < ?4",
            (None, None) => "id >= ?3 AND id < ?4",
        }
    }
}

fn next(id: DeliveryId) -> DeliveryId {
    let next = id.uuid().as_u128().saturating_add(1);
    DeliveryId::new(Uuid::from_u128(next))
}

fn optional<T>(value: Option<T>) -> Box<dyn ToSql>
where
    Stored<T>: ToSql + 'static,
{
    match value {
        Some(value) => Box::new(Stored(value)),
        None => Box::new(Null),
    }
}
