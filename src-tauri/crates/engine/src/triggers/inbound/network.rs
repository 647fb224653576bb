//! Calls from other computers: taken only while a hook wants them.

use std::{collections::BTreeMap, net::SocketAddr, sync::Arc};

use hookloom_core::{inbound::opens_network, settings::Settings, trigger::Trigger};
use http::request::Parts;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::Inbound;
use crate::{
    catalog::{Catalog, Present},
    change::{Changes, EngineChange},
    clock::Clock,
    listener::{Limits, Listener, Refusal, Route, Site, Take, outward},
    listening::Place,
    settings::Chosen,
};

/// Where other computers can call, while they can.
pub(crate) type Reachable = Vec<SocketAddr>;

/// Listens on this computer's addresses while a hook wants calls from other computers, and no hook
/// could be called by them without a secret.
pub(crate) struct NetworkListeners {
    pub(crate) hooks: Arc<Inbound>,
    pub(crate) catalog: Present,
    pub(crate) chosen: Chosen,
    pub(crate) clock: Clock,
    pub(crate) changes: Changes,
    /// Where the loopback listener is: the port is the same.
    pub(crate) place: watch::Receiver<Place>,
    /// Where it is told on which addresses it listens.
    pub(crate) reachable: watch::Sender<Reachable>,
}

/// The hooks that other computers may call, and nothing else.
struct FromNetwork(Arc<Inbound>);

impl Route for FromNetwork {
    fn find(&self, head: &Parts) -> Result<Take, Refusal> {
        self.0.find_for_network(head)
    }
}

impl NetworkListeners {
    /// Opens and closes listeners as the hooks ask for it and as addresses come and go, until
    /// `stop`.
    pub(crate) async fn run(self: Arc<Self>, stop: CancellationToken) {
        let (mut catalogs, mut settings) = (self.catalog.follow(), self.chosen.follow());
        let mut place = self.place.clone();
        let mut open: BTreeMap<SocketAddr, CancellationToken> = BTreeMap::new();
        loop {
            let wanted = wanted(
                &catalogs.borrow_and_update(),
                &settings.borrow_and_update(),
                &place.borrow_and_update(),
            );
            open.retain(|address, listening| {
                let keep = wanted.contains(address) && !listening.is_cancelled();
                if !keep {
                    listening.cancel();
                }
                keep
            });
            for address in wanted {
                if !open.contains_key(&address)
                    && let Some(listening) = self.listen(address, &stop).await
                {
                    open.insert(address, listening);
                }
            }
            let now = open.keys().copied().collect();
            let changed = self.reachable.send_if_modified(|before| {
                let other = *before != now;
                *before = now;
                other
            });
            if changed {
                self.changes.tell(EngineChange::Status);
            }
            tokio::select! {
                () = stop.cancelled() => return,
                Ok(()) = catalogs.changed() => {}
                Ok(()) = settings.changed() => {}
                Ok(()) = place.changed() => {}
                () = self.clock.sleep_towards(None) => {}
            }
        }
    }

    /// Answers calls to one address until the token that it gives is cancelled.
    async fn listen(
        &self,
        address: SocketAddr,
        stop: &CancellationToken,
    ) -> Option<CancellationToken> {
        let listener = match Listener::bind_at(address, Limits::default()).await {
            Ok(listener) => listener,
            Err(error) => {
                tracing::warn!(%address, %error, "calls from the network can't be taken");
                return None;
            }
        };
        let site = Site::default().with(Arc::new(FromNetwork(Arc::clone(&self.hooks))));
        let listening = stop.child_token();
        let stopping = listening.clone();
        tokio::spawn(async move {
            listener.serve(Arc::new(site), stopping.clone()).await;
            stopping.cancel();
        });
        Some(listening)
    }
}

/// Where to listen for other computers.
fn wanted(catalog: &Catalog, settings: &Settings, place: &Place) -> Vec<SocketAddr> {
    match place {
        Place::At(here) if settings.incoming.enabled && wants_network(catalog) => {
            let addresses = outward().into_iter();
            addresses
                .map(|ip| SocketAddr::new(ip, here.port()))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn wants_network(catalog: &Catalog) -> bool {
    let on = catalog.automations.values();
    let on = on.filter(|automation| automation.settings.enabled);
    opens_network(
        on.filter_map(|automation| match &automation.settings.trigger {
            Trigger::Inbound(hook) => Some(hook),
            _ => None,
        }),
    )
}
