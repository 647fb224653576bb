//! The log, page by page.

use hookloom_core::{
    delivery::StateName,
    id::DeliveryId,
    view::{DeliveryFilter, DeliveryPage},
};
use rusqlite::{Connection, ToSql, params_from_iter};
use uuid::Uuid;

use super::{
    super::{Store, column::Stored, error::StoreError},
    record::row,
};

impl Store {
    /// A page of the log, newest first: what comes after `after`, or the first page.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn delivery_page(
        &self,
        filter: &DeliveryFilter,
        after: Option<DeliveryId>,
        limit: u32,
    ) -> Result<DeliveryPage, StoreError> {
        let filter = filter.clone();
        self.read(move |connection| Ok(page(connection, &filter, after, limit)?))
            .await
    }
}

fn page(
    connection: &Connection,
    filter: &DeliveryFilter,
    after: Option<DeliveryId>,
    limit: u32,
) -> rusqlite::Result<DeliveryPage> {
    let ids = page_ids(connection, filter, after, limit)?;
    let rows = ids.into_iter().map(|id| row(connection, id));
    let rows = rows
        .filter_map(Result::transpose)
        .collect::<Result<_, _>>()?;
    Ok(DeliveryPage {
        rows,
        total: total(connection, filter)?,
    })
}

fn page_ids(
    connection: &Connection,
    filter: &DeliveryFilter,
    after: Option<DeliveryId>,
    limit: u32,
) -> rusqlite::Result<Vec<DeliveryId>> {
    let mut statement = connection.prepare_cached(&page_sql(filter))?;
    let mut values = owners(filter);
    values.push(Box::new(Stored(
        after.unwrap_or(DeliveryId::new(Uuid::max())),
    )));
    values.push(Box::new(limit));
    let ids = statement.query_map(params_from_iter(values), |row| row.get::<_, Stored<_>>(0))?;
    ids.map(|id| id.map(|id| id.0)).collect()
}

/// The first parameters of a page and its total: the automation, the destination, or both.
fn owners(filter: &DeliveryFilter) -> Vec<Box<dyn ToSql>> {
    let automation = filter
        .automation
        .map(|id| Box::new(Stored(id)) as Box<dyn ToSql>);
    let destination = filter
        .destination
        .map(|id| Box::new(Stored(id)) as Box<dyn ToSql>);
    automation.into_iter().chain(destination).collect()
}

/// The ids of a page; after the owners come the id before it, and how many.
pub(in super::super) fn page_sql(filter: &DeliveryFilter) -> String {
    let owners = owners(filter).len();
    let (before, limit) = (owners + 1, owners + 2);
    let walks = walks(filter).into_iter();
    let walks = walks.map(|walk| format!("SELECT id {walk} AND id < ?{before}"));
    let walks: Vec<String> = walks.collect();
    format!(
        "{} ORDER BY id DESC LIMIT ?{limit}",
        walks.join(" UNION ALL ")
    )
}

/// Walks along an index, newest first, that meet exactly what the filter lets through. SQLite merges
/// them without sorting.
fn walks(filter: &DeliveryFilter) -> Vec<String> {
    let states = wanted(filter);
    match states.contains(&StateName::Succeeded) {
        true if states.len() == StateName::ALL.len() => vec![walk_all(filter)],
        true => vec![format!(
            "{} AND state IN ({})",
            walk_all(filter),
            quoted(&states)
        )],
        false => states
            .into_iter()
            .map(|state| walk_state(filter, state))
            .collect(),
    }
}

fn wanted(filter: &DeliveryFilter) -> Vec<StateName> {
    let any = filter.states.is_empty();
    let wanted = |state: &StateName| any || filter.states.contains(state);
    StateName::ALL.into_iter().filter(wanted).collect()
}

fn quoted(states: &[StateName]) -> String {
    let quoted: Vec<String> = states
        .iter()
        .map(|state| format!("'{}'", state.as_str()))
        .collect();
    quoted.join(", ")
}

/// All deliveries of the owner.
fn walk_all(filter: &DeliveryFilter) -> String {
    let index = match (filter.automation, filter.destination) {
        (Some(_), _) => "INDEXED BY deliveries_by_automation",
        (None, Some(_)) => "INDEXED BY deliveries_by_destination",
        (None, None) => "",
    };
    format!("FROM deliveries {index} WHERE {}", owned(filter))
}

/// The owner's deliveries in one state, which is not `succeeded`: those are in no index of their own.
fn walk_state(filter: &DeliveryFilter, state: StateName) -> String {
    let state = state.as_str();
    let owned = owned(filter);
    format!(
        "FROM deliveries INDEXED BY deliveries_by_state
         WHERE state = '{state}' AND state <> 'succeeded' AND {owned}"
    )
}

fn owned(filter: &DeliveryFilter) -> &'static str {
    match (filter.automation, filter.destination) {
        (Some(_), Some(_)) => "automation = ?1 AND destination = ?2",
        (Some(_), None) => "automation = ?1",
        (None, Some(_)) => "destination = ?1",
        (None, None) => "true",
    }
}

/// How many there are in all. What succeeded is what remains without the others.
fn total(connection: &Connection, filter: &DeliveryFilter) -> rusqlite::Result<u64> {
    let wanted = wanted(filter);
    let count = |walk: String| -> rusqlite::Result<u64> {
        let mut statement = connection.prepare_cached(&format!("SELECT count(*) {walk}"))?;
        let values = params_from_iter(owners(filter));
        Ok(statement
            .query_row(values, |row| row.get::<_, Stored<_>>(0))?
            .0)
    };
    let sum = |states: &[StateName]| -> rusqlite::Result<u64> {
        states
            .iter()
            .map(|state| count(walk_state(filter, *state)))
            .sum()
    };
    if !wanted.contains(&StateName::Succeeded) {
        return sum(&wanted);
    }
    let others: Vec<_> = StateName::ALL
        .into_iter()
        .filter(|state| !wanted.contains(state))
        .collect();
    Ok(count(walk_all(filter))? - sum(&others)?)
}
