//! Starts the engine's parts, from the database outwards.

use std::{path::PathBuf, sync::Arc};

use hookloom_core::{moment::Moment, trigger::Trigger, view::Notice};
use thiserror::Error;
use tokio::sync::{Mutex, watch};
use tokio_util::sync::CancellationToken;

use super::{Engine, Stage, TEST_INBOX, folders::Existing, pause};
use crate::{
    catalog::Present,
    change::Changes,
    cleaner::Cleaner,
    clock::Clock,
    delivery::{Bell, Handover, Outage, UnderWay, sender::network::Network},
    error::EngineError,
    holds::{Holds, Pause},
    inbox::TestInbox,
    indexer::Unread,
    intake::Intake,
    listener::{BindError, Limits, Listener, Route, Site},
    listening::Listening,
    notices::Notices,
    repeats::Repeats,
    reserve::Reserve,
    reset,
    room::Room,
    secrets::{Preference, SecretError, SecretStore},
    settings::Chosen,
    store::{OpenError, Rescued, Store, StoreError},
    triggers::{
        Triggers,
        file::FileStatuses,
        inbound::{Inbound, Keys, Reachable},
    },
};

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
    /// The network.
    pub network: Arc<dyn Network>,
    /// How to start when something is wrong.
    pub care: Care,
}

/// How to start when something is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Care {
    /// Switches everything off first.
    pub safe: bool,
    /// Sets a database aside that can't be used and has no backup, and begins with an empty one.
    pub start_fresh: bool,
}

/// A port of the loopback address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one or none; 0 lets the system choose.
    Exactly(u16),
    /// The one of the settings. When it is not to be had, the engine starts all the same.
    AsSet,
}

/// Why the engine did not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// What should be switched off could not be.
    #[error("everything could not be switched off: {0}")]
    Safe(#[from] EngineError),
    /// What is to be reset could not be deleted.
    #[error("everything was to be reset, but not all could be deleted: {0}")]
    Reset(std::io::Error),
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
        let safe = options.care.safe;
        let named = named_port(options.port).await?;
        let (statuses, files) = watch::channel(FileStatuses::default());
        let (told, reachable) = watch::channel(Reachable::default());
        let engine = Arc::new(Self::open(options, files, reachable).await?);
        if safe {
            engine.switch_all_off().await?;
        }
        engine.refresh_hooks();
        match named {
            Some(listener) => engine.listening.take_over(listener).await,
            None => engine.listen_as_set().await?,
        }
        engine.keep_test_inbox().await?;
        engine.start_sending();
        engine.start_noticing(statuses);
        engine.start_listening_to_network(told);
        Ok(engine)
    }

    async fn open(
        options: EngineOptions,
        files: watch::Receiver<FileStatuses>,
        reachable: watch::Receiver<Reachable>,
    ) -> Result<Self, StartError> {
        let EngineOptions {
            data_folder,
            config_folder,
            port: _,
            secrets,
            clock,
            network,
            care,
        } = options;
        let reset = reset::finish(&data_folder, &config_folder, secrets).await;
        reset.map_err(StartError::Reset)?;
        let (store, rescued) = Store::open_or_rescue(&data_folder, clock.now(), care.start_fresh)?;
        let secrets = Arc::new(SecretStore::open(&data_folder, &config_folder, secrets).await);
        let catalog = Present::new(store.automations().await?, store.destinations().await?);
        let pause = remembered_pause(&store).await?;
        store.align_holds(pause.is_some(), clock.now()).await?;
        let holds = Arc::new(Holds::new(pause, catalog.clone()));
        let (bell, changes) = (Bell::default(), Changes::default());
        let chosen = Chosen::remembered(&store).await?;
        let notices = Notices::remembered(&store, &changes).await?;
        if let Some(rescued) = rescued {
            notices.post(restored(rescued, clock.now())).await;
        }
        let room = Room::new(
            store.clone(),
            chosen.clone(),
            clock.clone(),
            notices.clone(),
            Reserve::of(&data_folder),
        );
        let intake = Intake {
            room: room.clone(),
            chosen: chosen.clone(),
            store: store.clone(),
            catalog: catalog.clone(),
            holds: Arc::clone(&holds),
            handover: Handover::new(bell.clone()),
            bell: bell.clone(),
            clock: clock.clone(),
            changes: changes.clone(),
            paces: Arc::default(),
            under_way: UnderWay::default(),
            repeats: Arc::new(Repeats::new(store.file_marks(clock.now()).await?)),
        };
        let inbox = TestInbox::new(
            TEST_INBOX,
            store.clone(),
            Arc::clone(&secrets),
            catalog.clone(),
            clock.clone(),
            changes.clone(),
        );
        let hooks = Arc::new(Inbound::new(
            Arc::new(intake.clone()),
            Arc::clone(&secrets) as Arc<dyn Keys>,
            clock.clone(),
        ));
        let site = Site::default()
            .with(Arc::clone(&hooks) as Arc<dyn Route>)
            .with(Arc::new(Arc::clone(&inbox)));
        let noticing = Stage::default();
        let listening = Listening::new(site, noticing.workers.clone(), noticing.stop.clone());
        Ok(Self {
            triggers: Triggers {
                clock: clock.clone(),
                files,
                place: listening.place(),
                reachable,
                chosen: chosen.clone(),
            },
            inbox,
            hooks,
            listening,
            chosen,
            notices,
            room,
            cleaner: Cleaner::new(store.clone(), changes.clone()),
            backup_problem: std::sync::Mutex::default(),
            started_at: clock.now(),
            unread: Unread::default(),
            editing: Mutex::default(),
            undoing: Mutex::default(),
            existing: Existing::default(),
            noticing,
            sending: Stage::default(),
            cut_off: CancellationToken::new(),
            secrets,
            store,
            catalog,
            holds,
            intake,
            bell,
            outage: Outage::default(),
            network,
            clock,
            changes,
            data_folder,
        })
    }

    /// Takes the port. One of the settings that is not to be had is no reason not to start: as long
    /// as nobody was told where to call, another one will do, and otherwise it is tried again.
    async fn listen_as_set(&self) -> Result<(), StartError> {
        let wanted = self.chosen.get().incoming.port;
        match self.listening.move_to(wanted).await {
            Err(BindError::Taken {
                free: Some(free), ..
            }) if !self.is_called() => {
                tracing::warn!(
                    wanted,
                    free,
                    "the port is taken; a free one is used instead"
                );
                Ok(self.listening.move_to(free).await?)
            }
            Err(error) => {
                tracing::error!(%error, "no incoming calls");
                self.listening.miss(&error);
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// Whether an automation waits for calls, so that somebody may know the port.
    fn is_called(&self) -> bool {
        let catalog = self.catalog.get();
        let mut automations = catalog.automations.values();
        automations.any(|automation| {
            automation.settings.enabled
                && matches!(automation.settings.trigger, Trigger::Inbound(_))
        })
    }
}

/// The port that was named, taken before anything is written: without it there is no start.
async fn named_port(port: Port) -> Result<Option<Listener>, BindError> {
    match port {
        Port::Exactly(port) => Ok(Some(Listener::bind(port, Limits::default()).await?)),
        Port::AsSet => Ok(None),
    }
}

fn restored(rescued: Rescued, at: Moment) -> Notice {
    let Rescued {
        backup,
        missing,
        kept_as,
    } = rescued;
    Notice::Restored {
        at,
        backup,
        missing,
        kept_as: kept_as.display().to_string(),
    }
}

async fn remembered_pause(store: &Store) -> Result<Option<Pause>, StoreError> {
    let setting = store.setting(pause::SETTING).await?;
    Ok(setting
        .and_then(|setting| serde_json::from_value(setting).ok())
        .flatten())
}
