//! How a destination is reached: what is added to its requests at the moment of sending.

use std::{collections::BTreeMap, sync::LazyLock};

use hookloom_core::{
    authentication::Authentication,
    id::{DestinationId, EventId},
    secret::Secret,
    signing::Signing,
    transport::Transport,
};
use uuid::Uuid;

static PLAIN: LazyLock<Transport> = LazyLock::new(Transport::default);
static NO_SECRETS: BTreeMap<String, Secret> = BTreeMap::new();

/// What a destination asks for, with the secrets that belong to it.
#[derive(Clone, Copy)]
pub struct Way<'a> {
    /// The destination; connections and tokens are kept for each.
    pub destination: DestinationId,
    /// The event that is sent. Only marks of this event are places for secrets.
    pub event: EventId,
    /// How requests are signed.
    pub signing: &'a Signing,
    /// The live signing secrets, the newest first.
    pub keys: &'a [Secret],
    /// How requests are authenticated.
    pub authentication: &'a Authentication,
    /// Whether a token that is refused is fetched anew.
    pub renews: bool,
    /// The way that requests take.
    pub transport: &'a Transport,
    /// Secrets by name.
    pub secrets: &'a BTreeMap<String, Secret>,
}

impl<'a> Way<'a> {
    /// The plain way: signed, and nothing else.
    pub fn signed(signing: &'a Signing, keys: &'a [Secret]) -> Self {
        Self {
            destination: DestinationId::new(Uuid::nil()),
            event: EventId::new(Uuid::nil()),
            signing,
            keys,
            authentication: &Authentication::None,
            renews: true,
            transport: &PLAIN,
            secrets: &NO_SECRETS,
        }
    }
}
