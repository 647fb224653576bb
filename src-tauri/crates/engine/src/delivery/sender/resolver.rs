//! Looks names up and leaves out what may never be called, so that the address that was judged
//! is the one that is connected to, however a name's answer changes in between.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Instant,
};

use hookloom_core::{address::reachable, attempt::Fault};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::sync::Semaphore;

use super::{
    fault::{self, NotSent},
    network::Network,
    stopwatch,
};

/// A lookup occupies a thread until the system gives up. Those threads are also others'.
const AT_ONCE: usize = 16;

/// The resolver of the HTTP client.
pub(super) struct Resolver {
    network: Arc<dyn Network>,
    turns: Arc<Semaphore>,
}

impl Resolver {
    pub(super) fn new(network: Arc<dyn Network>) -> Self {
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        Self { network, turns }
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (network, turns) = (self.network.clone(), self.turns.clone());
        Box::pin(async move {
            let started = Instant::now();
            let found = {
                let _turn = turns.acquire().await?;
                network.addresses_of(name.as_str().to_owned()).await
            };
            stopwatch::note(|laps| laps.name = Some(started.elapsed()));
            let found = found.map_err(|error| fault::of_name(name.as_str(), &error, &*network))?;
            Ok(allowed(name.as_str(), found)?)
        })
    }
}

fn allowed(name: &str, found: Vec<IpAddr>) -> Result<Addrs, NotSent> {
    let mut refusal = NotSent::new(Fault::Dns, format!("That name has no address: {name}."));
    let mut addresses = Vec::with_capacity(found.len());
    for ip in found {
        match judge(ip) {
            Ok(()) => addresses.push(SocketAddr::new(ip, 0)),
            Err(why) => refusal = why,
        }
    }
    if addresses.is_empty() {
        return Err(refusal);
    }
    Ok(Box::new(addresses.into_iter()))
}

/// Refuses an address that may never be called.
pub(super) fn judge(ip: IpAddr) -> Result<(), NotSent> {
    reachable(ip).map_err(|why| NotSent::refused(why.to_string()))
}
