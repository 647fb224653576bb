//! Starts the engine's parts, from the database outwards.

use std::{path::PathBuf, sync::Arc};

use hookloom_core::{
    authentication::Authentication,
    destination::{Destination, DestinationSettings, KnownSecrets},
    id::DestinationId,
    secret::Secret,
    signing::Signing,
    transport::Transport,
};
use thiserror::Error;
use tokio::sync::{Mutex, watch};
use uuid::Uuid;

use super::{Engine, Stage, folders::Existing, pause};
use crate::{
    catalog::Present,
    change::Changes,
    clock::Clock,
    delivery::{Bell, Courier, Dispatcher, sender::Sender},
    holds::{Holds, Pause},
    inbox::{self, TestInbox},
    intake::Intake,
    listener::{BindError, Limits, Listener, Route, Site},
    repeats::Repeats,
    secrets::{Preference, SecretError, SecretStore, Secrets},
    store::{OpenError, Store, StoreError},
    supervise::supervise,
    triggers::{
        Files, Schedules, Triggers,
        file::FileStatuses,
        inbound::{self, Inbound},
    },
};

/// The Test inbox's own id, the same everywhere, so that a recipe can name it.
pub const TEST_INBOX: DestinationId = DestinationId::new(Uuid::from_u128(1));

/// What an engine needs to know before it starts.
pub struct EngineOptions {
    /// Where the database lies.
    pub data_folder: PathBuf,
    /// Where the key of the encrypted secrets lies, apart from the data.
    pub config_folder: PathBuf,
    /// Where inbound hooks are called.
    pub port: Port,
    /// Where secrets are kept.
    pub secrets: Preference,
    /// The clock.
    pub clock: Clock,
}

/// A port of the loopback address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one or none; 0 lets the system choose.
    Exactly(u16),
    /// This one, or else the next that is free.
    From(u16),
}

/// Why the engine did not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The database is not to be had.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The database can't be read or written.
    #[error("the database: {0}")]
    Store(#[from] StoreError),
    /// A secret can't be read or kept.
    #[error("the secret store: {0}")]
    Secrets(#[from] SecretError),
    /// The port is not to be had.
    #[error(transparent)]
    Port(#[from] BindError),
    /// This system gives no random numbers, so no secret can be made.
    #[error("this system gives no random numbers: {0}")]
    Chance(#[from] getrandom::Error),
}

impl Engine {
    /// Starts everything. Nothing is accepted before the parts that store and send are ready.
    ///
    /// # Errors
    /// When the database or the secrets are not to be had; nothing keeps running then.
    pub async fn start(options: EngineOptions) -> Result<Arc<Self>, StartError> {
        let listener = bind(options.port).await?;
        let (statuses, files) = watch::channel(FileStatuses::default());
        let base = format!("http://{}", listener.address());
        let engine = Arc::new(Self::open(options, files, &base).await?);
        engine
            .keep_test_inbox(format!("{base}{}", inbox::PATH))
            .await?;
        engine.refresh_hooks();
        engine.start_sending();
        engine.start_noticing(statuses);
        engine.start_listening(listener);
        Ok(engine)
    }

    async fn open(
        options: EngineOptions,
        files: watch::Receiver<FileStatuses>,
        base: &str,
    ) -> Result<Self, StartError> {
        let EngineOptions {
            data_folder,
            config_folder,
            port: _,
            secrets,
            clock,
        } = options;
        let store = Store::open(&data_folder)?;
        let secrets = Arc::new(SecretStore::open(&data_folder, &config_folder, secrets).await);
        let catalog = Present::new(store.automations().await?, store.destinations().await?);
        let pause = remembered_pause(&store).await?;
        store.align_holds(pause.is_some(), clock.now()).await?;
        let holds = Arc::new(Holds::new(pause, catalog.clone()));
        let (bell, changes) = (Bell::default(), Changes::default());
        let intake = Intake {
            store: store.clone(),
            catalog: catalog.clone(),
            holds: Arc::clone(&holds),
            bell: bell.clone(),
            clock: clock.clone(),
            changes: changes.clone(),
            paces: Arc::default(),
            repeats: Arc::new(Repeats::new(store.file_marks(clock.now()).await?)),
        };
        Ok(Self {
            triggers: Triggers {
                clock: clock.clone(),
                files,
                inbound: format!("{base}{}", inbound::PREFIX),
            },
            inbox: TestInbox::new(
                TEST_INBOX,
                store.clone(),
                Arc::clone(&secrets),
                catalog.clone(),
                clock.clone(),
                changes.clone(),
            ),
            hooks: Arc::new(Inbound::new(Arc::new(intake.clone()), clock.clone())),
            started_at: clock.now(),
            editing: Mutex::default(),
            undoing: Mutex::default(),
            existing: Existing::default(),
            noticing: Stage::default(),
            sending: Stage::default(),
            secrets,
            store,
            catalog,
            holds,
            intake,
            bell,
            clock,
            changes,
            data_folder,
        })
    }

    fn start_sending(self: &Arc<Self>) {
        let courier = Arc::new(Courier {
            store: self.store.clone(),
            sender: Sender::default(),
            secrets: Arc::clone(&self.secrets),
            catalog: self.catalog.clone(),
            holds: Arc::clone(&self.holds),
            clock: self.clock.clone(),
            changes: self.changes.clone(),
            bell: self.bell.clone(),
            paces: Arc::clone(&self.intake.paces),
        });
        let Stage { workers, stop } = &self.sending;
        let (bell, stopping) = (self.bell.clone(), stop.clone());
        supervise(workers, stop, "dispatcher", move || {
            Dispatcher::new(Arc::clone(&courier), bell.clone()).run(stopping.clone())
        });
    }

    fn start_noticing(self: &Arc<Self>, statuses: watch::Sender<FileStatuses>) {
        let Stage { workers, stop } = &self.noticing;
        let schedules = Arc::new(Schedules {
            catalog: self.catalog.clone(),
            store: self.store.clone(),
            intake: self.intake.clone(),
            clock: self.clock.clone(),
        });
        let stopping = stop.clone();
        supervise(workers, stop, "schedules", move || {
            let (schedules, stop) = (Arc::clone(&schedules), stopping.clone());
            async move {
                stop.run_until_cancelled(schedules.run()).await;
            }
        });
        let files = Arc::new(Files {
            catalog: self.catalog.clone(),
            store: self.store.clone(),
            teller: self.teller(),
            changes: self.changes.clone(),
            statuses,
            own: self.own_folders(),
        });
        let stopping = stop.clone();
        supervise(workers, stop, "files", move || {
            Arc::clone(&files).run(stopping.clone())
        });
        let (engine, stopping) = (Arc::downgrade(self), stop.clone());
        supervise(workers, stop, "rotations", move || {
            let (engine, stop) = (engine.clone(), stopping.clone());
            async move {
                if let Some(engine) = engine.upgrade() {
                    stop.run_until_cancelled(engine.end_rotations()).await;
                }
            }
        });
        let (engine, stopping) = (Arc::downgrade(self), stop.clone());
        supervise(workers, stop, "pauses", move || {
            let (engine, stop) = (engine.clone(), stopping.clone());
            async move {
                if let Some(engine) = engine.upgrade() {
                    stop.run_until_cancelled(engine.end_pauses()).await;
                }
            }
        });
        let (engine, stopping) = (Arc::downgrade(self), stop.clone());
        supervise(workers, stop, "tallies", move || {
            let (engine, stop) = (engine.clone(), stopping.clone());
            async move {
                if let Some(engine) = engine.upgrade() {
                    stop.run_until_cancelled(engine.keep_tallies_small()).await;
                }
            }
        });
        let (engine, stopping) = (Arc::downgrade(self), stop.clone());
        supervise(workers, stop, "forgetting", move || {
            let (engine, stop) = (engine.clone(), stopping.clone());
            async move {
                if let Some(engine) = engine.upgrade() {
                    stop.run_until_cancelled(engine.forget_in_time()).await;
                }
            }
        });
    }

    fn start_listening(self: &Arc<Self>, listener: Listener) {
        let site = Site::default()
            .with(Arc::clone(&self.hooks) as Arc<dyn Route>)
            .with(Arc::new(Arc::clone(&self.inbox)));
        let (listener, site) = (Arc::new(listener), Arc::new(site));
        let Stage { workers, stop } = &self.noticing;
        let stopping = stop.clone();
        supervise(workers, stop, "listener", move || {
            let (listener, site, stop) =
                (Arc::clone(&listener), Arc::clone(&site), stopping.clone());
            async move { listener.serve(site, stop).await }
        });
    }

    /// The Test inbox's destination: made at the first start, and its address brought up to date.
    async fn keep_test_inbox(&self, address: String) -> Result<(), StartError> {
        let known = self.catalog.get().destinations.get(&TEST_INBOX).cloned();
        let destination = match known {
            Some(known) if known.settings.address == address => return Ok(()),
            Some(known) => {
                let settings = DestinationSettings {
                    address,
                    ..known.settings.clone()
                };
                Destination {
                    settings,
                    ..Destination::clone(&known)
                }
            }
            None => self.new_test_inbox(address).await?,
        };
        self.store.put_destination(destination.clone()).await?;
        self.catalog.put_destination(destination);
        Ok(())
    }

    async fn new_test_inbox(&self, address: String) -> Result<Destination, StartError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        let secret = Secret::from_random(&bytes);
        let secret_hint = Some(secret.hint());
        let secrets = Secrets::of_signing(vec![secret]);
        self.secrets.put(TEST_INBOX.into(), secrets).await?;
        let now = self.clock.now();
        let settings = DestinationSettings {
            name: "Test inbox".to_owned(),
            address,
            headers: Vec::new(),
            signing: Signing::default(),
            authentication: Authentication::None,
            transport: Transport::default(),
            parallel: 4,
        };
        Ok(Destination {
            id: TEST_INBOX,
            settings,
            paused: None,
            secret_hint,
            secrets: KnownSecrets::default(),
            built_in: true,
            created_at: now,
            updated_at: now,
        })
    }
}

async fn bind(port: Port) -> Result<Listener, BindError> {
    match port {
        Port::Exactly(port) => Listener::bind(port, Limits::default()).await,
        Port::From(port) => match Listener::bind(port, Limits::default()).await {
            Err(BindError::Taken {
                free: Some(free), ..
            }) => {
                tracing::warn!(
                    port,
                    free,
                    "the port is used by another program; taking a free one"
                );
                Listener::bind(free, Limits::default()).await
            }
            bound => bound,
        },
    }
}

async fn remembered_pause(store: &Store) -> Result<Option<Pause>, StoreError> {
    let setting = store.setting(pause::SETTING).await?;
    Ok(setting
        .and_then(|setting| serde_json::from_value(setting).ok())
        .flatten())
}
