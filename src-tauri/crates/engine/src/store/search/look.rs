//! Finding deliveries by their words, newest first.

use hookloom_core::{
    delivery::StateName,
    id::DeliveryId,
    search::Wanted,
    view::{DeliveryCount, Tests},
};
use rusqlite::{Connection, OptionalExtension, params};

use super::super::{
    column::Stored,
    delivery::{Direction, Scope, counted, walked},
};

/// Counting what was found stops here.
const COUNTED: u64 = 10_000;
/// So few candidates are looked at one by one, however many deliveries have the words.
const FEW: u64 = 2_000;

/// Begin the words that say whose a delivery is; nobody can type these.
const OF_AUTOMATION: char = '\u{e000}';
const TO_DESTINATION: char = '\u{e001}';

/// What to look for, in the index's own language.
#[derive(Clone, Debug)]
pub(in super::super) struct Looking(String);

impl Looking {
    /// Deliveries of the scope's owner with all the wanted words.
    pub fn new(wanted: &[Wanted], scope: &Scope) -> Self {
        let automation = scope.automation.map(|id| owner(OF_AUTOMATION, id.uuid()));
        let destination = scope.destination.map(|id| owner(TO_DESTINATION, id.uuid()));
        let owners = automation.into_iter().chain(destination);
        let parts = wanted.iter().map(|Wanted { word, begins }| match begins {
            true => format!("\"{word}\" *"),
            false => format!("\"{word}\""),
        });
        let owners = owners.map(|owner| format!("\"{owner}\""));
        Self(parts.chain(owners).collect::<Vec<_>>().join(" AND "))
    }
}

/// The words that say whose a delivery is.
pub(super) fn owners(automation: uuid::Uuid, destination: uuid::Uuid) -> [String; 2] {
    [
        owner(OF_AUTOMATION, automation),
        owner(TO_DESTINATION, destination),
    ]
}

fn owner(kind: char, id: uuid::Uuid) -> String {
    format!("{kind}{}", id.simple())
}

/// The ids of a page.
pub(in super::super) fn page(
    connection: &Connection,
    looking: &Looking,
    scope: &Scope,
    way: Direction,
    limit: u32,
    skip: u32,
) -> rusqlite::Result<Vec<DeliveryId>> {
    if let Some(mut few) = few(connection, looking, scope)? {
        if way == Direction::Up {
            few.reverse();
        }
        let page = few.into_iter().skip(skip as usize).take(limit as usize);
        return Ok(page.collect());
    }
    let Some((low, high)) = bounds(connection, scope)? else {
        return Ok(Vec::new());
    };
    let mut statement = connection.prepare_cached(&page_sql(scope, way))?;
    let ids = statement.query_map(params![looking.0, low, high, limit, skip], |row| {
        row.get::<_, Stored<_>>(0)
    })?;
    ids.map(|id| id.map(|id| id.0)).collect()
}

/// How many were found, counted only so far.
pub(in super::super) fn count(
    connection: &Connection,
    looking: &Looking,
    scope: &Scope,
) -> rusqlite::Result<DeliveryCount> {
    if let Some(few) = few(connection, looking, scope)? {
        let count = few.len() as u64;
        return Ok(DeliveryCount { count, more: false });
    }
    let Some((low, high)) = bounds(connection, scope)? else {
        return Ok(DeliveryCount::default());
    };
    let sql = format!(
        "SELECT count(*) FROM ({})",
        page_sql(scope, Direction::Down)
    );
    let values = params![looking.0, low, high, Stored(COUNTED + 1), 0];
    let found = connection
        .prepare_cached(&sql)?
        .query_row(values, |row| row.get::<_, Stored<u64>>(0))?;
    Ok(DeliveryCount {
        count: found.0.min(COUNTED),
        more: found.0 > COUNTED,
    })
}

/// What fits, when the states alone leave only a few: then the words of these are looked at instead
/// of the states of all that have the words.
fn few(
    connection: &Connection,
    looking: &Looking,
    scope: &Scope,
) -> rusqlite::Result<Option<Vec<DeliveryId>>> {
    let many = scope.in_any_state() || scope.states.contains(&StateName::Succeeded);
    if many && scope.tests != Tests::Only {
        return Ok(None);
    }
    let candidates = counted(connection, scope, FEW)?;
    if candidates.more {
        return Ok(None);
    }
    let limit = u32::try_from(candidates.count).unwrap_or(u32::MAX);
    let mut found = walked(connection, scope, Direction::Down, limit, 0)?;
    let mut statement = connection.prepare_cached(HAS_WORDS)?;
    let mut failed = None;
    found.retain(
        |id| match statement.exists(params![looking.0, Stored(*id)]) {
            Ok(exists) => exists,
            Err(error) => {
                failed = Some(error);
                false
            }
        },
    );
    failed.map_or(Ok(Some(found)), Err)
}

const HAS_WORDS: &str = "
    SELECT 1 FROM search_words WHERE search_words MATCH ?1
        AND rowid = (SELECT number FROM search_documents WHERE delivery = ?2)";

/// The numbers between which a scope lies.
fn bounds(connection: &Connection, scope: &Scope) -> rusqlite::Result<Option<(i64, i64)>> {
    let [low_sql, high_sql] = bounds_sql();
    let number = |sql: &str, id: DeliveryId| {
        let mut statement = connection.prepare_cached(sql)?;
        statement
            .query_row([Stored(id)], |row| row.get::<_, i64>(0))
            .optional()
    };
    // At the ends of the log the numbers themselves count: one that found no room in order may have
    // a higher number than the newest.
    let end = |sql: &str| {
        let mut statement = connection.prepare_cached(sql)?;
        statement.query_row([], |row| row.get::<_, Option<i64>>(0))
    };
    let low = match scope.low.uuid().is_nil() {
        true => end("SELECT min(number) FROM search_documents")?,
        false => number(low_sql, scope.low)?,
    };
    let high = match scope.high.uuid().is_max() {
        true => end("SELECT max(number) FROM search_documents")?,
        false => number(high_sql, scope.high)?,
    };
    Ok(low.zip(high))
}

pub(in super::super) fn bounds_sql() -> [&'static str; 2] {
    [
        "SELECT number FROM search_documents WHERE delivery >= ?1 ORDER BY delivery LIMIT 1",
        "SELECT number FROM search_documents WHERE delivery < ?1 ORDER BY delivery DESC LIMIT 1",
    ]
}

/// Walks through what has the words, in the order of the numbers.
pub(in super::super) fn page_sql(scope: &Scope, way: Direction) -> String {
    let order = match way {
        Direction::Down => "DESC",
        Direction::Up => "ASC",
    };
    let mut wanted = String::new();
    if !scope.in_any_state() {
        wanted += &format!(" AND state IN ({})", quoted(&scope.states));
    }
    match scope.tests {
        Tests::All => {}
        Tests::Only => wanted += " AND test = 1",
        Tests::None => wanted += " AND test = 0",
    }
    let looked_at = match wanted.is_empty() {
        true => "",
        false => "CROSS JOIN deliveries ON deliveries.id = delivery",
    };
    format!(
        "SELECT delivery FROM search_words
            CROSS JOIN search_documents ON number = search_words.rowid {looked_at}
         WHERE search_words MATCH ?1 AND search_words.rowid BETWEEN ?2 AND ?3 {wanted}
         ORDER BY search_words.rowid {order} LIMIT ?4 OFFSET ?5"
    )
}

fn quoted(states: &[StateName]) -> String {
    let states: Vec<String> = states
        .iter()
        .map(|state| format!("'{}'", state.as_str()))
        .collect();
    states.join(", ")
}
