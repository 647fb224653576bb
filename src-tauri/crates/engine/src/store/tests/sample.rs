//! A store in a folder of its own, and things to put into it.

use hookloom_core::{
    attempt::{Answer, Attempt, Fault, Outcome, Phases, Why},
    authentication::Authentication,
    automation::{Automation, AutomationSettings},
    delivery::{Delivery, DeliveryState, HoldReason},
    destination::{Destination, DestinationSettings, KnownSecrets},
    event::{Event, EventKind},
    file::FileTrigger,
    health,
    id::{AttemptId, AutomationId, DeliveryId, DestinationId, EventId, UndoId},
    limits::{DestinationLimits, Limits},
    method::Method,
    moment::Moment,
    request::Request,
    retry::Retry,
    signing::Signing,
    statuses::{Statuses, Successes},
    transport::Transport,
    trigger::Trigger,
    undo::UndoEntry,
};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

use super::super::{Accepted, Batch, Store};

/// What every automation here watches.
pub const FOLDER: &str = "/home/karin/Invoices";

/// A store with one automation and one destination.
pub struct Sample {
    pub store: Store,
    pub folder: TempDir,
    pub automation: AutomationId,
    pub destination: DestinationId,
}

impl Sample {
    pub async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let automation = automation("Invoices");
        let destination = destination("Shop");
        let ids = (automation.id, destination.id);
        store.put_automation(automation).await.unwrap();
        store.put_destination(destination).await.unwrap();
        Self {
            store,
            folder,
            automation: ids.0,
            destination: ids.1,
        }
    }

    /// Closes the store and opens it again.
    pub async fn reopened(self) -> Self {
        self.store.close().await;
        let store = Store::open(self.folder.path()).unwrap();
        Self { store, ..self }
    }

    /// An event with one delivery in that state.
    pub fn accepted(&self, state: DeliveryState) -> Accepted {
        let event = event(self.automation);
        let delivery = delivery(&event, self.destination, state);
        Accepted {
            event,
            raw: None,
            deliveries: vec![delivery],
        }
    }

    /// Accepts an event with one delivery in that state.
    pub async fn accept(&self, state: DeliveryState) -> DeliveryId {
        let accepted = self.accepted(state);
        let id = accepted.deliveries[0].id;
        self.store.accept(only(accepted)).await.unwrap();
        id
    }

    /// The state of a delivery.
    pub async fn state(&self, id: DeliveryId) -> DeliveryState {
        self.store.delivery_row(id).await.unwrap().unwrap().state
    }
}

/// A batch of one event and no cursor.
pub fn only(accepted: Accepted) -> Batch {
    Batch {
        accepted: vec![accepted],
        cursor: None,
        ..Batch::default()
    }
}

/// So many seconds after the tests' zero hour.
pub fn at(seconds: i64) -> Moment {
    Moment::from_unix_seconds(1_700_000_000 + seconds)
}

pub fn pending(seconds: i64) -> DeliveryState {
    DeliveryState::Pending {
        due_at: at(seconds),
    }
}

pub fn held(seconds: i64, why: HoldReason) -> DeliveryState {
    DeliveryState::Held {
        since: at(seconds),
        why,
    }
}

pub fn automation(name: &str) -> Automation {
    Automation {
        id: AutomationId::new(Uuid::now_v7()),
        settings: AutomationSettings {
            name: name.into(),
            enabled: true,
            trigger: Trigger::File(FileTrigger {
                folder: FOLDER.to_owned(),
                ..FileTrigger::default()
            }),
            condition: None,
            limits: Limits::default(),
            notify_delivered: false,
            sends: Vec::new(),
        },
        secret_hint: None,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub fn destination(name: &str) -> Destination {
    Destination {
        id: DestinationId::new(Uuid::now_v7()),
        settings: DestinationSettings {
            name: name.into(),
            address: "https://shop.example/hooks".into(),
            headers: Vec::new(),
            signing: Signing::StandardWebhooks {},
            authentication: Authentication::None,
            transport: Transport::default(),
            parallel: 4,
            own_hooks: false,
            limits: DestinationLimits::default(),
            unhealthy_after_hours: Some(health::USUAL_HOURS),
        },
        paused: None,
        resumed_at: None,
        secret_hint: Some("••••a1b2".into()),
        secrets: KnownSecrets::default(),
        built_in: false,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub fn event(automation: AutomationId) -> Event {
    let data = json!({ "name": "invoice-42.pdf", "size": 1234 });
    Event {
        id: EventId::new(Uuid::now_v7()),
        automation,
        kind: EventKind::FileAdded,
        at: at(0),
        summary: "invoice-42.pdf added".into(),
        data: data.as_object().unwrap().clone(),
    }
}

pub fn delivery(event: &Event, destination: DestinationId, state: DeliveryState) -> Delivery {
    Delivery {
        id: DeliveryId::new(Uuid::now_v7()),
        event: event.id,
        automation: event.automation,
        destination,
        state,
        request: Some(Request {
            method: Method::Post,
            url: "https://shop.example/hooks".into(),
            headers: vec![("content-type".into(), "application/json".into())],
            body: Some(r#"{"type":"file.added"}"#.into()),
            upload: None,
            gzip: false,
            timeout_seconds: 15,
        }),
        retry: Retry::default(),
        retry_on: Statuses::default(),
        success_on: Successes::default(),
        created_at: at(0),
        test: false,
        copy_of: None,
        order_key: None,
        useless_at: None,
    }
}

/// An attempt that was answered with that status, or not answered at all.
pub fn attempt(delivery: DeliveryId, number: u32, status: Option<u16>) -> Attempt {
    let outcome = match status {
        Some(status) => Outcome::Answered(Answer {
            status,
            ..Answer::default()
        }),
        None => Outcome::NotSent {
            fault: Fault::Timeout,
            message: "No answer within 15 s.".into(),
        },
    };
    Attempt {
        id: AttemptId::new(Uuid::now_v7()),
        delivery,
        number,
        at: at(i64::from(number)),
        why: Why::of(number, number.saturating_sub(1), false),
        remote: status.map(|_| "127.0.0.1:443".into()),
        phases: Phases {
            name_ms: None,
            connect_ms: status.map(|_| 1),
            wait_ms: 1,
            read_ms: 1,
            total_ms: 2,
        },
        outcome,
    }
}

/// An entry of the undo log about something that was done at that second.
pub fn entry(seconds: i64) -> UndoEntry {
    UndoEntry {
        id: UndoId::new(Uuid::now_v7()),
        at: at(seconds),
        done: "Something was done.".into(),
        steps: Vec::new(),
        undone_at: None,
    }
}
