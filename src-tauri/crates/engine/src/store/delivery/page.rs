//! Deliveries as the log shows them.

use hookloom_core::{
    attempt::Attempt,
    delivery::{Delivery, StateName},
    event::Event,
    id::DeliveryId,
    view::{DeliveryFilter, DeliveryPage, DeliveryRow},
};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params_from_iter};
use uuid::Uuid;

use super::{
    super::{
        Store, attempt,
        column::{Stored, Word},
        error::StoreError,
        event,
    },
    COLUMNS, WIDTH, from_row,
    state::Standing,
};

/// All that is known of a delivery.
#[derive(Clone, Debug, PartialEq)]
pub struct DeliveryRecord {
    /// Its line in the log.
    pub row: DeliveryRow,
    /// The delivery.
    pub delivery: Delivery,
    /// What happened.
    pub event: Event,
    /// Every attempt, oldest first.
    pub attempts: Vec<Attempt>,
    /// How many of the attempts its retry rule counts: those since it was last sent again.
    pub attempts_counted: u32,
}

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

    /// A delivery's line in the log.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn delivery_row(&self, id: DeliveryId) -> Result<Option<DeliveryRow>, StoreError> {
        self.read(move |connection| Ok(row(connection, id)?)).await
    }

    /// All that is known of a delivery.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn delivery_record(
        &self,
        id: DeliveryId,
    ) -> Result<Option<DeliveryRecord>, StoreError> {
        self.read(move |connection| Ok(record(connection, id)?))
            .await
    }
}

const ROW: &str = "
    SELECT d.id, d.automation, a.name, d.destination, t.name, e.kind, e.summary, d.created_at,
        d.attempts, d.last_status, d.last_took_ms, d.resent,
        d.state, d.due_at, d.state_at, d.state_reason
    FROM deliveries d
        JOIN events e ON e.id = d.event
        JOIN automations a ON a.id = d.automation
        JOIN destinations t ON t.id = d.destination
    WHERE d.id = ?1";

fn row(connection: &Connection, id: DeliveryId) -> rusqlite::Result<Option<DeliveryRow>> {
    connection
        .prepare_cached(ROW)?
        .query_row([Stored(id)], row_from_row)
        .optional()
}

fn row_from_row(row: &Row<'_>) -> rusqlite::Result<DeliveryRow> {
    Ok(DeliveryRow {
        id: row.get::<_, Stored<_>>(0)?.0,
        automation: row.get::<_, Stored<_>>(1)?.0,
        automation_name: row.get(2)?,
        destination: row.get::<_, Stored<_>>(3)?.0,
        destination_name: row.get(4)?,
        kind: row.get::<_, Word<_>>(5)?.0,
        summary: row.get(6)?,
        created_at: row.get::<_, Stored<_>>(7)?.0,
        attempts: row.get(8)?,
        last_status: row.get(9)?,
        took_ms: row.get(10)?,
        resent: row.get(11)?,
        state: Standing::from_row(row, 12)?.state,
    })
}

fn record(connection: &Connection, id: DeliveryId) -> rusqlite::Result<Option<DeliveryRecord>> {
    let Some(row) = row(connection, id)? else {
        return Ok(None);
    };
    let sql = format!(
        "SELECT {COLUMNS}, attempts - attempts_before_resend FROM deliveries WHERE id = ?1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let (delivery, attempts_counted) =
        statement.query_row([Stored(id)], |row| Ok((from_row(row)?, row.get(WIDTH)?)))?;
    let event = event::get(connection, delivery.event)?;
    let attempts = attempt::of(connection, id)?;
    Ok(Some(DeliveryRecord {
        row,
        delivery,
        event,
        attempts,
        attempts_counted,
    }))
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

fn total(connection: &Connection, filter: &DeliveryFilter) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached(&total_sql(filter))?;
    let values = params_from_iter(owners(filter));
    Ok(statement
        .query_row(values, |row| row.get::<_, Stored<_>>(0))?
        .0)
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
pub(super) fn page_sql(filter: &DeliveryFilter) -> String {
    let owners = owners(filter).len();
    let (before, limit) = (owners + 1, owners + 2);
    let walks = walks(filter)
        .into_iter()
        .map(|walk| format!("SELECT id {walk} AND id < ?{before}"));
    let walks: Vec<String> = walks.collect();
    format!(
        "{} ORDER BY id DESC LIMIT ?{limit}",
        walks.join(" UNION ALL ")
    )
}

fn total_sql(filter: &DeliveryFilter) -> String {
    let counts = walks(filter)
        .into_iter()
        .map(|walk| format!("(SELECT count(*) {walk})"));
    let counts: Vec<String> = counts.collect();
    format!("SELECT {}", counts.join(" + "))
}

/// What a filter lets through, as walks along an index.
///
/// Every index that serves a filter holds the state before the id, so each state is walked by
/// itself, newest first, and SQLite merges the walks without sorting.
fn walks(filter: &DeliveryFilter) -> Vec<String> {
    let (index, owned) = match (filter.automation, filter.destination) {
        (Some(_), Some(_)) => (
            "INDEXED BY deliveries_by_automation",
            " AND automation = ?1 AND destination = ?2",
        ),
        (Some(_), None) => (
            "INDEXED BY deliveries_by_automation",
            " AND automation = ?1",
        ),
        (None, Some(_)) => (
            "INDEXED BY deliveries_by_destination",
            " AND destination = ?1",
        ),
        (None, None) if filter.states.is_empty() => {
            return vec!["FROM deliveries WHERE true".into()];
        }
        (None, None) => ("INDEXED BY deliveries_by_state", ""),
    };
    let wanted = |state: &StateName| filter.states.is_empty() || filter.states.contains(state);
    let states = StateName::ALL.into_iter().filter(wanted);
    states
        .map(|state| {
            format!(
                "FROM deliveries {index} WHERE state = '{}'{owned}",
                state.as_str()
            )
        })
        .collect()
}
