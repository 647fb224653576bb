//! The log, page by page.

use hookloom_core::{
    delivery::StateName,
    id::DeliveryId,
    moment::Moment,
    search::wanted,
    view::{DeliveryCount, DeliveryFilter, DeliveryRow, PageStart, Tests},
};
use rusqlite::{Connection, ToSql, params_from_iter};

use super::{
    super::{
        Store,
        column::Stored,
        error::StoreError,
        search::{self, Looking},
    },
    record::row,
    walk::{Direction, Scope},
};

/// Counting stops here: nobody reads a list of which this is only the beginning.
const COUNTED: u64 = 100_000;

/// What a filter asks for.
enum Asked {
    /// What an index leads to.
    Walk(Scope),
    /// What the search has to find.
    Search(Scope, Looking),
}

impl Store {
    /// A page of the log, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn delivery_page(
        &self,
        filter: &DeliveryFilter,
        start: PageStart,
        limit: u32,
        now: Moment,
    ) -> Result<(Vec<DeliveryRow>, DeliveryCount), StoreError> {
        let filter = filter.clone();
        self.read(move |connection| {
            let asked = Asked::of(&filter, now);
            let rows = asked.ids(connection, start, limit)?.into_iter();
            let rows = rows.map(|id| row(connection, id));
            let rows = rows.filter_map(Result::transpose);
            Ok((rows.collect::<Result<_, _>>()?, asked.count(connection)?))
        })
        .await
    }

    /// The ids of a page of the log, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn delivery_ids(
        &self,
        filter: &DeliveryFilter,
        start: PageStart,
        limit: u32,
        now: Moment,
    ) -> Result<Vec<DeliveryId>, StoreError> {
        let filter = filter.clone();
        self.read(move |connection| Ok(Asked::of(&filter, now).ids(connection, start, limit)?))
            .await
    }

    /// How many deliveries a filter lets through.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn delivery_count(
        &self,
        filter: &DeliveryFilter,
        now: Moment,
    ) -> Result<DeliveryCount, StoreError> {
        let filter = filter.clone();
        self.read(move |connection| Ok(Asked::of(&filter, now).count(connection)?))
            .await
    }
}

impl Asked {
    fn of(filter: &DeliveryFilter, now: Moment) -> Self {
        let scope = Scope::of(filter, now);
        if let Ok(id) = filter.search.trim().parse() {
            return Self::Walk(scope.only(id));
        }
        let wanted = wanted(&filter.search);
        match wanted.is_empty() {
            true => Self::Walk(scope),
            false => Self::Search(scope.clone(), Looking::new(&wanted, &scope)),
        }
    }

    fn ids(
        &self,
        connection: &Connection,
        start: PageStart,
        limit: u32,
    ) -> rusqlite::Result<Vec<DeliveryId>> {
        let way = match start.before {
            Some(_) => Direction::Up,
            None => Direction::Down,
        };
        let mut ids = match self {
            Self::Walk(scope) => {
                let scope = scope.clone().from(start);
                walked(connection, &scope, way, limit, start.skip)?
            }
            Self::Search(scope, looking) => {
                let scope = scope.clone().from(start);
                search::page(connection, looking, &scope, way, limit, start.skip)?
            }
        };
        if way == Direction::Up {
            ids.reverse();
        }
        Ok(ids)
    }

    fn count(&self, connection: &Connection) -> rusqlite::Result<DeliveryCount> {
        match self {
            Self::Walk(scope) => counted(connection, scope, COUNTED),
            Self::Search(scope, looking) => search::count(connection, looking, scope),
        }
    }
}

/// The ids that the walks of a scope meet first.
pub(in super::super) fn walked(
    connection: &Connection,
    scope: &Scope,
    way: Direction,
    limit: u32,
    skip: u32,
) -> rusqlite::Result<Vec<DeliveryId>> {
    let mut statement = connection.prepare_cached(&scope.page_sql(way))?;
    let mut values = scope.values();
    values.push(Box::new(limit));
    values.push(Box::new(skip));
    let ids = statement.query_map(params_from_iter(values), |row| row.get::<_, Stored<_>>(0))?;
    ids.map(|id| id.map(|id| id.0)).collect()
}

/// How many there are in a scope, counted no further than `most`.
pub(in super::super) fn counted(
    connection: &Connection,
    scope: &Scope,
    most: u64,
) -> rusqlite::Result<DeliveryCount> {
    let tests = |most| sum(connection, scope, std::iter::once(scope.walk_tests()), most);
    let count = match scope.tests {
        Tests::All => by_state(connection, scope, most + 1)?,
        Tests::Only => tests(most + 1)?,
        // They are few, so that the others are counted without looking at any.
        Tests::None => {
            let tests = tests(u64::MAX)?;
            by_state(connection, scope, tests.saturating_add(most + 1))? - tests
        }
    };
    Ok(DeliveryCount {
        count: count.min(most),
        more: count > most,
    })
}

/// How many there are in the states of a scope, tests or not.
fn by_state(connection: &Connection, scope: &Scope, most: u64) -> rusqlite::Result<u64> {
    let in_states = |states: Vec<StateName>, most| {
        let walks = states.into_iter().map(|state| scope.walk_state(state));
        sum(connection, scope, walks, most)
    };
    if !scope.states.contains(&StateName::Succeeded) {
        return in_states(scope.states.clone(), most);
    }
    // What succeeded is what remains without the others.
    let others = in_states(scope.other_states(), u64::MAX)?;
    let all = std::iter::once(scope.walk_all());
    Ok(sum(connection, scope, all, others.saturating_add(most))? - others)
}

/// How many deliveries the walks meet together, no further than `most`.
fn sum(
    connection: &Connection,
    scope: &Scope,
    walks: impl Iterator<Item = String>,
    most: u64,
) -> rusqlite::Result<u64> {
    let mut sum = 0;
    for walk in walks {
        let left = i64::try_from(most - sum).unwrap_or(i64::MAX);
        let mut statement = connection.prepare_cached(&count_sql(&walk))?;
        let mut values = scope.values();
        values.push(Box::new(left) as Box<dyn ToSql>);
        let met = statement.query_row(params_from_iter(values), |row| row.get::<_, Stored<u64>>(0));
        sum += met?.0;
        if sum >= most {
            break;
        }
    }
    Ok(sum)
}

/// How many deliveries a walk meets, no further than `?5`.
pub(in super::super) fn count_sql(walk: &str) -> String {
    format!("SELECT count(*) FROM (SELECT 1 {walk} LIMIT ?5)")
}
