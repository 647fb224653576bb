//! The Test inbox's destination: made at the first start, and its address kept up to date.

use hookloom_core::{
    authentication::Authentication,
    destination::{Destination, DestinationSettings, KnownSecrets},
    id::DestinationId,
    inbox::PATH,
    limits::DestinationLimits,
    secret::Secret,
    signing::Signing,
    transport::Transport,
};
use uuid::Uuid;

use super::{Engine, StartError};
use crate::{change::EngineChange, secrets::Secrets, store::StoreError};

/// The Test inbox's own id, the same everywhere, so that a recipe can name it.
pub const TEST_INBOX: DestinationId = DestinationId::new(Uuid::from_u128(1));

impl Engine {
    /// Makes the destination unless there is one, and has it follow the port.
    pub(super) async fn keep_test_inbox(&self) -> Result<(), StartError> {
        if !self.catalog.get().destinations.contains_key(&TEST_INBOX) {
            let made = self.new_test_inbox().await?;
            self.store.put_destination(made.clone()).await?;
            self.catalog.put_destination(made);
        }
        Ok(self.follow_the_port().await?)
    }

    /// Has the Test inbox's destination lead to where it is now.
    pub(super) async fn follow_the_port(&self) -> Result<(), StoreError> {
        let Some(base) = self.listening.base() else {
            return Ok(());
        };
        let address = format!("{base}{}", PATH);
        let known = self.catalog.get().destinations.get(&TEST_INBOX).cloned();
        let Some(known) = known.filter(|known| known.settings.address != address) else {
            return Ok(());
        };
        let mut moved = Destination::clone(&known);
        moved.settings.address = address;
        self.store.put_destination(moved.clone()).await?;
        self.catalog.put_destination(moved);
        self.changes.tell(EngineChange::Destination(TEST_INBOX));
        self.changes.tell(EngineChange::Inbox);
        Ok(())
    }

    async fn new_test_inbox(&self) -> Result<Destination, StartError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        let secret = Secret::from_random(&bytes);
        let secret_hint = Some(secret.hint());
        let secrets = Secrets::of_signing(vec![secret]);
        self.secrets.put(TEST_INBOX.into(), secrets).await?;
        let now = self.clock.now();
        let settings = DestinationSettings {
            name: "Test inbox".to_owned(),
            address: format!("http://127.0.0.1{}", PATH),
            headers: Vec::new(),
            signing: Signing::default(),
            authentication: Authentication::None,
            transport: Transport::default(),
            parallel: 4,
            own_hooks: false,
            limits: DestinationLimits::default(),
            unhealthy_after_hours: None,
        };
        Ok(Destination {
            id: TEST_INBOX,
            settings,
            paused: None,
            resumed_at: None,
            secret_hint,
            secrets: KnownSecrets::default(),
            built_in: true,
            created_at: now,
            updated_at: now,
        })
    }
}
