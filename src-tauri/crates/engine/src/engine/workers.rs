//! The engine's workers: what runs from the start to the end, and is started again if it fails.

use std::sync::Arc;

use tokio::sync::watch;

use super::{Engine, Stage};
use crate::{
    delivery::{
        Courier, Dispatcher, Doubts, Looked,
        sender::{Common, Sender},
    },
    indexer::Indexer,
    supervise::supervise,
    triggers::{
        Files, Schedules,
        file::FileStatuses,
        inbound::{NetworkListeners, Reachable},
    },
};

impl Engine {
    pub(super) fn start_sending(self: &Arc<Self>) {
        let courier = Arc::new(Courier {
            store: self.store.clone(),
            sender: Sender::over(Arc::clone(&self.network)).following(Common {
                chosen: self.chosen.clone(),
                secrets: Arc::clone(&self.secrets),
            }),
            secrets: Arc::clone(&self.secrets),
            catalog: self.catalog.clone(),
            holds: Arc::clone(&self.holds),
            clock: self.clock.clone(),
            changes: self.changes.clone(),
            bell: self.bell.clone(),
            paces: Arc::clone(&self.intake.paces),
            under_way: self.intake.under_way.clone(),
            chosen: self.chosen.clone(),
            room: self.room.clone(),
            place: self.listening.place(),
            doubts: Doubts::default(),
            looked: Looked::default(),
            cut_off: self.cut_off.clone(),
        });
        let Stage { workers, stop } = &self.sending;
        let handover = self.intake.handover.clone();
        let (outage, stopping) = (self.outage.clone(), stop.clone());
        supervise(workers, stop, "dispatcher", move || {
            let (courier, outage) = (Arc::clone(&courier), outage.clone());
            Dispatcher::new(courier, handover.clone(), outage).run(stopping.clone())
        });
    }

    pub(super) fn start_noticing(self: &Arc<Self>, statuses: watch::Sender<FileStatuses>) {
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
        let indexer = Arc::new(Indexer {
            store: self.store.clone(),
            clock: self.clock.clone(),
            changes: self.changes.clone(),
            unread: self.unread.clone(),
        });
        let stopping = stop.clone();
        supervise(workers, stop, "search", move || {
            Arc::clone(&indexer).run(stopping.clone())
        });
        self.keep(
            "rotations",
            |engine| async move { engine.end_rotations().await },
        );
        self.keep(
            "housekeeping",
            |engine| async move { engine.keep_house().await },
        );
        self.keep(
            "log keeping",
            |engine| async move { engine.keep_log().await },
        );
        self.keep("pauses", |engine| async move { engine.end_pauses().await });
        self.keep("tallies", |engine| async move {
            engine.keep_tallies_small().await
        });
        self.keep("forgetting", |engine| async move {
            engine.forget_in_time().await
        });
    }

    /// Keeps one of the engine's own works going until the end. The work does not keep the engine.
    fn keep<F>(
        self: &Arc<Self>,
        name: &'static str,
        work: impl Fn(Arc<Self>) -> F + Send + Sync + Copy + 'static,
    ) where
        F: Future<Output = ()> + Send + 'static,
    {
        let Stage { workers, stop } = &self.noticing;
        let (engine, stopping) = (Arc::downgrade(self), stop.clone());
        supervise(workers, stop, name, move || {
            let (engine, stop) = (engine.clone(), stopping.clone());
            async move {
                if let Some(engine) = engine.upgrade() {
                    stop.run_until_cancelled(work(engine)).await;
                }
            }
        });
    }

    pub(super) fn start_listening_to_network(&self, reachable: watch::Sender<Reachable>) {
        let Stage { workers, stop } = &self.noticing;
        let listeners = Arc::new(NetworkListeners {
            hooks: Arc::clone(&self.hooks),
            catalog: self.catalog.clone(),
            chosen: self.chosen.clone(),
            clock: self.clock.clone(),
            changes: self.changes.clone(),
            place: self.listening.place(),
            reachable,
        });
        let stopping = stop.clone();
        supervise(workers, stop, "network listeners", move || {
            Arc::clone(&listeners).run(stopping.clone())
        });
    }
}
