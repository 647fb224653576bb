//! How values of core stand in a column.

use hookloom_core::{
    id::{AttemptId, AutomationId, DeliveryId, DestinationId, EventId, InboxRequestId, UndoId},
    moment::Moment,
};
use rusqlite::{
    ToSql,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};
use serde::{
    Serialize,
    de::{DeserializeOwned, IntoDeserializer, value::Error as WordError},
};
use uuid::Uuid;

/// The smallest UUIDv7 of that moment: ids sort by time, so what came since then is not below it.
pub(super) fn first_of(moment: Moment) -> Uuid {
    let millis = u128::from(moment.unix_millis().max(0).cast_unsigned());
    Uuid::from_u128(millis << 80)
}

/// An id (16 bytes), a moment (UTC milliseconds) or a number of 64 bits in a column.
pub(super) struct Stored<T>(pub T);

macro_rules! stored_ids {
    ($($id:ident),*) => {$(
        impl ToSql for Stored<$id> {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::Borrowed(ValueRef::Blob(self.0.as_bytes())))
            }
        }

        impl FromSql for Stored<$id> {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let uuid = Uuid::from_slice(value.as_blob()?).map_err(FromSqlError::other)?;
                Ok(Self($id::new(uuid)))
            }
        }
    )*};
}

stored_ids!(
    AttemptId,
    AutomationId,
    DeliveryId,
    DestinationId,
    EventId,
    InboxRequestId,
    UndoId
);

impl ToSql for Stored<Moment> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.unix_millis().into())
    }
}

impl FromSql for Stored<Moment> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(Self(Moment::from_unix_millis(value.as_i64()?)))
    }
}

/// SQLite's numbers have a sign; the bits are the same.
impl ToSql for Stored<u64> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.cast_signed().into())
    }
}

impl FromSql for Stored<u64> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(Self(value.as_i64()?.cast_unsigned()))
    }
}

/// A whole value as JSON in a column.
pub(super) struct Json<T>(pub T);

impl<T: Serialize> ToSql for Json<&T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = serde_json::to_string(self.0).map_err(conversion)?;
        Ok(text.into())
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let value = serde_json::from_str(value.as_str()?).map_err(FromSqlError::other)?;
        Ok(Self(value))
    }
}

/// What [`Json`] would write, made beforehand by whoever wants it written: it has the value at hand,
/// while the writer would have to fetch every part of it from another processor's memory.
pub(super) struct JsonText(String);

impl JsonText {
    pub fn of(value: &impl Serialize) -> Self {
        Self(serde_json::to_string(value).expect("what is kept can always be written as JSON"))
    }
}

impl ToSql for JsonText {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_str().into())
    }
}

/// One of a few words, as JSON spells it but without the quotes. What is written is a unit variant.
pub(super) struct Word<T>(pub T);

impl<T: Serialize> ToSql for Word<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let word = serde_variant::to_variant_name(&self.0).expect("a word is a unit variant");
        Ok(word.into())
    }
}

impl<T: DeserializeOwned> FromSql for Word<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let word: Result<T, WordError> = T::deserialize(value.as_str()?.into_deserializer());
        word.map(Self).map_err(FromSqlError::other)
    }
}

/// A value as it is written and read by people.
pub(super) struct Text<T>(pub T);

impl<T: std::fmt::Display> ToSql for Text<&T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl<T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>> FromSql for Text<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let value = value.as_str()?.parse().map_err(FromSqlError::other)?;
        Ok(Self(value))
    }
}

fn conversion(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(error))
}
