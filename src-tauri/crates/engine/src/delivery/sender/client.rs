//! The HTTP clients, built in this one place.

use std::{sync::Arc, time::Duration};

use hookloom_core::attempt::Fault;
use reqwest::{Client, ClientBuilder, Url, redirect::Policy};
use tokio::sync::OnceCell;

use super::{
    fault::{self, NotSent},
    network::Network,
    resolver::Resolver,
};

/// How long name, connection and TLS may take, within the attempt's own limit.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a connection without work is kept: less than the 5 s after which many servers close
/// it, so that a request seldom meets a connection that is just being closed.
const IDLE_TIMEOUT: Duration = Duration::from_secs(4);
/// How many connections without work are kept for one host.
const IDLE_PER_HOST: usize = 64;

/// One client for plain addresses and one for TLS, each made when it is first needed: the
/// system's certificates are read only by someone who sends to `https://`, and where there are
/// none, plain addresses still work.
pub(super) struct Clients {
    resolver: Arc<Resolver>,
    plain: OnceCell<Client>,
    tls: OnceCell<Client>,
}

impl Clients {
    pub(super) fn new(network: Arc<dyn Network>) -> Self {
        Self {
            resolver: Arc::new(Resolver::new(network)),
            plain: OnceCell::new(),
            tls: OnceCell::new(),
        }
    }

    /// The client for that address.
    pub(super) async fn reaching(&self, url: &Url) -> Result<Client, NotSent> {
        let client = if url.scheme() == "https" {
            self.tls.get_or_try_init(|| build(self.builder())).await
        } else {
            let builder = self.builder().tls_certs_only([]);
            self.plain.get_or_try_init(|| build(builder)).await
        };
        client.cloned()
    }

    /// What both have in common. Every default that would reach further than one request to the
    /// typed host is off: redirects, proxies of the environment, second tries, referers.
    fn builder(&self) -> ClientBuilder {
        Client::builder()
            .user_agent(super::USER_AGENT)
            .redirect(Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .no_proxy()
            .connect_timeout(CONNECT_TIMEOUT)
            .pool_idle_timeout(IDLE_TIMEOUT)
            .pool_max_idle_per_host(IDLE_PER_HOST)
            .dns_resolver(self.resolver.clone())
    }
}

async fn build(builder: ClientBuilder) -> Result<Client, NotSent> {
    // Reading the system's certificates takes some files and milliseconds.
    let built = tokio::task::spawn_blocking(|| builder.build()).await;
    let built = built.map_err(|error| tls_unavailable(&error))?;
    built.map_err(|error| tls_unavailable(&error))
}

fn tls_unavailable(error: &(dyn std::error::Error + 'static)) -> NotSent {
    let cause = fault::innermost(error);
    NotSent::new(
        Fault::Tls,
        format!(
            "This computer can't check certificates: {cause}. On Linux, install the package \
             ca-certificates."
        ),
    )
}
