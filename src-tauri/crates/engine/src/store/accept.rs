//! Accepting events: each with all its deliveries and the trigger's cursor, in one transaction.

use std::sync::Arc;

use hookloom_core::{
    delivery::{Delivery, DeliveryState, SkipReason},
    event::Event,
    file::SnapshotUpdate,
    id::{AutomationId, DeliveryId},
    moment::Moment,
    tally::Counted,
};
use rusqlite::Connection;

use super::{
    Store, automation,
    column::JsonText,
    delivery::{self, Cap, Caps, Way},
    error::StoreError,
    event,
    file_mark::{self, FileMark},
    file_snapshot,
    inbound_call::{self, InboundCall},
    schedule_state, tally,
    transaction::{Expected, Transaction},
};

/// An event with everything that it causes.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted {
    /// What happened.
    pub event: Event,
    /// The bytes of an inbound call, as they came.
    pub raw: Option<Vec<u8>>,
    /// One delivery for each send.
    pub deliveries: Vec<Delivery>,
}

/// Settings that a person tries out.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// What is made out to have happened.
    pub event: Event,
    /// The delivery, which says that it is a test.
    pub delivery: Delivery,
    /// What the log calls an automation that was never saved.
    pub unsaved_name: &'static str,
}

/// What is written together or not at all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// The events.
    pub accepted: Vec<Accepted>,
    /// Files of which something is sent, so that a repeat is known as one.
    pub marks: Vec<FileMark>,
    /// What limits left out of what is sent, to be counted.
    pub left_out: Vec<(Way, Counted)>,
    /// What the trigger that noticed them knows now.
    pub cursor: Option<Cursor>,
    /// How many may wait for destinations that have such a limit.
    pub caps: Vec<Cap>,
}

/// What a trigger knows, so that it finds what happened while it could not look.
#[derive(Clone, Debug, PartialEq)]
pub enum Cursor {
    /// Changes of what is known of an automation's files.
    FileSnapshot {
        /// The automation.
        automation: AutomationId,
        /// The folder they are in. When the automation watches another one by now, nothing of the
        /// batch is accepted.
        folder: String,
        /// Rows to write and to remove, in this order.
        updates: Vec<SnapshotUpdate>,
    },
    /// A signed call that is taken once.
    Inbound(InboundCall),
    /// How far an automation's schedule has come.
    Schedule {
        /// The automation.
        automation: AutomationId,
        /// Every moment up to this one was looked after.
        last_checked: Moment,
    },
}

impl Store {
    /// Accepts events. They are on disk when this returns. Gives which deliveries were skipped to make
    /// room for theirs.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] if an automation or a destination was deleted meanwhile, or watches
    /// another folder than that of the cursor, or when nothing could be written. Then nothing of the batch was accepted.
    pub async fn accept(
        &self,
        batch: impl Into<Arc<Batch>>,
    ) -> Result<Vec<DeliveryId>, StoreError> {
        let batch = batch.into();
        let accepted = batch.accepted.iter();
        let data: Vec<JsonText> = accepted.map(|it| JsonText::of(&it.event.data)).collect();
        self.write(move |transaction| accept(transaction, &batch, &data))
            .await
    }

    /// Accepts a test. It is on disk when this returns.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] if the destination was deleted meanwhile, or when nothing could be
    /// written.
    pub async fn accept_test(&self, test: Test) -> Result<(), StoreError> {
        self.write(move |transaction| accept_test(transaction, &test))
            .await
    }
}

/// `data` is what the events of the batch hold, in their order.
fn accept(
    transaction: &Transaction<'_>,
    batch: &Batch,
    data: &[JsonText],
) -> Result<Vec<DeliveryId>, StoreError> {
    let mut caps = Caps::new(&batch.caps);
    for (accepted, data) in batch.accepted.iter().zip(data) {
        let Accepted {
            event,
            raw,
            deliveries,
        } = accepted;
        transaction.expect(Expected::Automation(event.automation))?;
        event::add(transaction, event, data, raw.as_deref(), false)?;
        add_all(transaction, deliveries, &mut caps)?;
    }
    if let (Some(first), [_, ..]) = (batch.accepted.first(), batch.marks.as_slice()) {
        file_mark::forget_ended(transaction, first.event.at)?;
        for mark in &batch.marks {
            file_mark::put(transaction, mark)?;
        }
    }
    for (way, counted) in &batch.left_out {
        transaction.count(*way, counted);
    }
    if let Some(cursor) = &batch.cursor {
        keep(transaction, batch, cursor)?;
    }
    Ok(caps.made_room)
}

/// A test may be of settings that no automation has yet: then the log finds this name.
fn accept_test(transaction: &Transaction<'_>, test: &Test) -> Result<(), StoreError> {
    let Test {
        event,
        delivery,
        unsaved_name,
    } = test;
    automation::leave_name(transaction, event.automation, unsaved_name, event.at)?;
    event::add(transaction, event, &JsonText::of(&event.data), None, true)?;
    add_all(
        transaction,
        std::slice::from_ref(delivery),
        &mut Caps::new(&[]),
    )
}

fn add_all(
    transaction: &Transaction<'_>,
    deliveries: &[Delivery],
    caps: &mut Caps<'_>,
) -> Result<(), StoreError> {
    for delivery in deliveries {
        transaction.expect(Expected::Destination(delivery.destination))?;
        match caps.refuse(transaction, delivery)? {
            None => add_one(transaction, delivery)?,
            Some(reason) => add_skipped(transaction, delivery, reason)?,
        }
    }
    Ok(())
}

fn add_one(transaction: &Transaction<'_>, delivery: &Delivery) -> rusqlite::Result<()> {
    delivery::add(transaction, delivery)?;
    tally::add_new(transaction, delivery);
    Ok(())
}

/// Keeps a delivery that can't wait. What it would have sent is kept as well, so that a person can
/// send it after all.
fn add_skipped(
    transaction: &Transaction<'_>,
    delivery: &Delivery,
    reason: SkipReason,
) -> rusqlite::Result<()> {
    let at = delivery.created_at;
    let state = DeliveryState::Skipped { at, reason };
    add_one(
        transaction,
        &Delivery {
            state,
            ..delivery.clone()
        },
    )
}

fn keep(connection: &Connection, batch: &Batch, cursor: &Cursor) -> Result<(), StoreError> {
    match cursor {
        Cursor::FileSnapshot {
            automation,
            folder,
            updates,
        } => {
            automation::expect_folder(connection, *automation, folder)?;
            for update in updates {
                file_snapshot::apply(connection, *automation, update)?;
            }
        }
        Cursor::Inbound(call) => {
            // A call that nobody wants any more needn't be remembered.
            if let Some(accepted) = batch.accepted.first() {
                inbound_call::add(connection, call, accepted.event.at)?;
            }
        }
        Cursor::Schedule {
            automation,
            last_checked,
        } => {
            automation::expect(connection, *automation)?;
            schedule_state::put(connection, *automation, *last_checked)?;
        }
    }
    Ok(())
}
