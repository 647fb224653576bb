//! What can be found of a delivery.

use hookloom_core::{
    attempt::Outcome,
    delivery::{DeliveryState, FailReason},
    id::{AutomationId, DeliveryId, DestinationId},
    masking,
    search::Words,
    upload::Upload,
};
use rusqlite::Connection;

use super::super::{
    Store,
    delivery::{DeliveryRecord, record},
    error::StoreError,
};

/// A delivery's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The delivery.
    pub delivery: DeliveryId,
    /// The automation that sends.
    pub automation: AutomationId,
    /// Where it goes.
    pub destination: DestinationId,
    /// Its words.
    pub words: Words,
}

impl Store {
    /// The words of these deliveries; those that are gone are left out.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn documents(&self, ids: Vec<DeliveryId>) -> Result<Vec<Document>, StoreError> {
        self.read(move |connection| Ok(documents(connection, &ids)?))
            .await
    }
}

fn documents(connection: &Connection, ids: &[DeliveryId]) -> rusqlite::Result<Vec<Document>> {
    let records = ids.iter().map(|id| record(connection, *id));
    let records = records.filter_map(Result::transpose);
    records.map(|record| Ok(document(record?))).collect()
}

fn document(record: DeliveryRecord) -> Document {
    let DeliveryRecord {
        row,
        delivery,
        event,
        attempts,
        ..
    } = record;
    let mut words = Words::default();
    words.add(&row.summary);
    words.add(&row.automation_name);
    words.add(&row.destination_name);
    let shown = |request| masking::request(delivery.event, request);
    if let Some(request) = delivery.request.as_ref().map(shown) {
        words.add(&request.url);
        for (_, value) in &request.headers {
            words.add(value);
        }
        words.add(request.body.as_deref().unwrap_or_default());
        for field in request.upload.iter().flat_map(Upload::fields) {
            words.add(field);
        }
    }
    let data = masking::event(event).data;
    words.add(&serde_json::Value::Object(data).to_string());
    add_reason(&mut words, &row.state);
    for attempt in attempts.iter().rev() {
        match &attempt.outcome {
            Outcome::Answered(answer) => {
                words.add(&answer.status.to_string());
                words.add(&answer.body);
            }
            Outcome::NotSent { message, .. } => words.add(message),
        }
    }
    Document {
        delivery: row.id,
        automation: row.automation,
        destination: row.destination,
        words,
    }
}

fn add_reason(words: &mut Words, state: &DeliveryState) {
    match state {
        DeliveryState::Failed { reason, .. } => match reason {
            FailReason::Template { field, error } => {
                words.add(field);
                words.add(&error.to_string());
            }
            FailReason::Condition { message }
            | FailReason::File { message }
            | FailReason::Refused { message } => {
                words.add(message);
            }
            _ => {}
        },
        DeliveryState::Skipped { reason, .. } => words.add(reason.why()),
        _ => {}
    }
}
