//! What the engine has to say about itself until a person has read it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use hookloom_core::view::{Notice, NoticeKind};

use crate::{
    change::{Changes, EngineChange},
    store::{Store, StoreError},
};

/// The name under which the store keeps what happened once.
const SETTING: &str = "notices";

type All = BTreeMap<NoticeKind, Notice>;

/// All notices, one of each kind. Clones share them.
#[derive(Clone)]
pub struct Notices {
    all: Arc<Mutex<All>>,
    store: Store,
    changes: Changes,
}

impl Notices {
    /// Starts with what the store remembers.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn remembered(store: &Store, changes: &Changes) -> Result<Self, StoreError> {
        let known = store.setting(SETTING).await?;
        let known: Vec<Notice> = known
            .and_then(|known| serde_json::from_value(known).ok())
            .unwrap_or_default();
        let all = known.into_iter().map(|notice| (notice.kind(), notice));
        Ok(Self {
            all: Arc::new(Mutex::new(all.collect())),
            store: store.clone(),
            changes: changes.clone(),
        })
    }

    /// All of them.
    pub fn all(&self) -> Vec<Notice> {
        self.with(|all| all.values().cloned().collect())
    }

    /// Whether there is one of that kind.
    pub fn has(&self, kind: NoticeKind) -> bool {
        self.with(|all| all.contains_key(&kind))
    }

    /// Says something; it takes the place of what was said of that kind before.
    pub async fn post(&self, notice: Notice) {
        tracing::warn!(?notice, "a notice");
        let kind = notice.kind();
        self.with(|all| all.insert(kind, notice));
        self.changed(kind).await;
    }

    /// Takes back what was said of that kind, if anything was.
    pub async fn withdraw(&self, kind: NoticeKind) {
        if self.with(|all| all.remove(&kind)).is_some() {
            self.changed(kind).await;
        }
    }

    async fn changed(&self, kind: NoticeKind) {
        self.changes.tell(EngineChange::Status);
        if kind.is_lasting() {
            return;
        }
        let kept = self.with(|all| {
            let once = all.values().filter(|notice| !notice.kind().is_lasting());
            once.cloned().collect::<Vec<_>>()
        });
        let kept = self.store.put_setting(SETTING, serde_json::json!(kept));
        if let Err(error) = kept.await {
            tracing::warn!(%error, "a notice will be forgotten at the next start");
        }
    }

    fn with<T>(&self, act: impl FnOnce(&mut All) -> T) -> T {
        act(&mut self.all.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
