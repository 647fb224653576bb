//! Writing words down.

use hookloom_core::{id::DeliveryId, search::place};
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    super::{Store, column::Stored, error::StoreError},
    document::Document,
    look::{bounds_sql, owners},
    progress::{Reading, put},
};

impl Store {
    /// Keeps the words of deliveries in place of what was known of them, together with how far the
    /// reading has come.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn keep_words(
        &self,
        documents: Vec<Document>,
        reading: Reading,
    ) -> Result<(), StoreError> {
        self.write(move |connection| {
            for document in &documents {
                keep(connection, document)?;
            }
            put(connection, &reading)
        })
        .await
    }
}

fn keep(connection: &Connection, document: &Document) -> Result<(), StoreError> {
    let id = document.delivery;
    // Retention may have been faster.
    let there = "SELECT 1 FROM deliveries WHERE id = ?1";
    if !connection.prepare_cached(there)?.exists([Stored(id)])? {
        return Ok(());
    }
    let known = "SELECT number FROM search_documents WHERE delivery = ?1";
    let known = number(connection, known, id)?;
    let number = match known {
        Some(number) => {
            let forget = "DELETE FROM search_words WHERE rowid = ?1";
            connection.prepare_cached(forget)?.execute([number])?;
            number
        }
        None => new_number(connection, id)?,
    };
    let [automation, destination] = owners(document.automation.uuid(), document.destination.uuid());
    let words = format!("{automation} {destination} {}", document.words.joined());
    connection
        .prepare_cached("INSERT INTO search_words (rowid, words) VALUES (?1, ?2)")?
        .execute(params![number, words])?;
    Ok(())
}

fn new_number(connection: &Connection, id: DeliveryId) -> rusqlite::Result<i64> {
    let [above, below] = bounds_sql();
    let (below, above) = (
        number(connection, below, id)?,
        number(connection, above, id)?,
    );
    let placed = match place(id, below, above) {
        Some(number) if !is_taken(connection, number)? => number,
        taken => free_after(connection, taken.or(below).unwrap_or_default())?,
    };
    connection
        .prepare_cached("INSERT INTO search_documents (number, delivery) VALUES (?1, ?2)")?
        .execute(params![placed, Stored(id)])?;
    Ok(placed)
}

/// One that found no room in order may have a number beyond its neighbours'.
fn is_taken(connection: &Connection, number: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM search_documents WHERE number = ?1";
    connection.prepare_cached(sql)?.exists([number])
}

/// The next number that is free, where there is no room for one in order: a list may then show two
/// deliveries of the same instant the other way round.
fn free_after(connection: &Connection, number: i64) -> rusqlite::Result<i64> {
    let free = "
        SELECT number + 1 FROM search_documents AS taken WHERE number >= ?1 AND NOT EXISTS (
            SELECT 1 FROM search_documents WHERE number = taken.number + 1)
        ORDER BY number LIMIT 1";
    let mut statement = connection.prepare_cached(free)?;
    let found = statement.query_row([number], |row| row.get(0)).optional()?;
    Ok(found.unwrap_or(number + 1))
}

fn number(connection: &Connection, sql: &str, id: DeliveryId) -> rusqlite::Result<Option<i64>> {
    let mut statement = connection.prepare_cached(sql)?;
    statement
        .query_row([Stored(id)], |row| row.get(0))
        .optional()
}
