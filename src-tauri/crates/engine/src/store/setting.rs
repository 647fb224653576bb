//! The table of settings of the app itself.

use rusqlite::{OptionalExtension, params};
use serde_json::Value;

use super::{Store, column::Json, error::StoreError};

impl Store {
    /// The setting of that name, if it was ever put.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn setting(&self, key: &'static str) -> Result<Option<Value>, StoreError> {
        self.read(move |connection| {
            let sql = "SELECT value FROM settings WHERE key = ?1";
            let mut statement = connection.prepare_cached(sql)?;
            let found = statement.query_row([key], |row| row.get::<_, Json<_>>(0));
            Ok(found.optional()?.map(|value| value.0))
        })
        .await
    }

    /// Keeps a setting under that name.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn put_setting(&self, key: &'static str, value: Value) -> Result<(), StoreError> {
        self.write(move |connection| {
            let sql = "INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)";
            connection
                .prepare_cached(sql)?
                .execute(params![key, Json(&value)])?;
            Ok(())
        })
        .await
    }
}
