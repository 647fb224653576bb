//! The HTTP clients, built in this one place.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use hookloom_core::{
    attempt::Fault,
    id::DestinationId,
    secret::Secret,
    settings::SendingSettings,
    transport::{self, ExplicitProxy, HttpVersion, Proxy, TlsVersion, Transport},
};
use reqwest::{Client, ClientBuilder, Url, redirect::Policy};
use tokio::sync::OnceCell;

use super::{
    fault::{self, NotSent},
    network::Network,
    plain::Plain,
    resolver::Resolver,
    stopwatch::ConnectTimer,
    tls::{self, Certificates},
    way::Way,
};

/// How long name, connection and TLS may take, within the attempt's own limit.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a connection without work is kept: less than the 5 s after which many servers close
/// it, so that a request seldom meets a connection that is just being closed.
pub(super) const IDLE_TIMEOUT: Duration = Duration::from_secs(4);
/// How many connections without work are kept for one host.
pub(super) const IDLE_PER_HOST: usize = 64;

/// One client for plain addresses and one for TLS, each made when it is first needed: the
/// system's certificates are read only by someone who sends to `https://`, and where there are
/// none, plain addresses still work.
pub(super) struct Clients {
    resolver: Arc<Resolver>,
    direct: Plain,
    plain: OnceCell<Client>,
    tls: OnceCell<Client>,
    own: Mutex<HashMap<DestinationId, Own>>,
}

/// A client, and what stands between it and the destination.
#[derive(Clone)]
pub(super) struct Connected {
    pub(super) client: Client,
    /// What takes less work for the same, where it can.
    pub(super) direct: Option<Plain>,
    pub(super) proxy: Option<String>,
}

/// The client of a destination that is reached in its own way, and what it was made for.
struct Own {
    transport: Transport,
    secrets: [Option<Secret>; 2],
    connected: Connected,
}

impl Clients {
    pub(super) fn new(network: Arc<dyn Network>) -> Self {
        let resolver = Arc::new(Resolver::new(network));
        Self {
            direct: Plain::new(Arc::clone(&resolver)),
            resolver,
            plain: OnceCell::new(),
            tls: OnceCell::new(),
            own: Mutex::default(),
        }
    }

    /// The client for that address, on that way. What the way leaves open `sending` says, with the
    /// password for the proxy that it names.
    pub(super) async fn reaching(
        &self,
        url: &Url,
        way: &Way<'_>,
        sending: &SendingSettings,
        password: Option<&Secret>,
    ) -> Result<Connected, NotSent> {
        let (host, tls) = (url.host_str().unwrap_or_default(), url.scheme() == "https");
        let transport = way.transport.towards(host, tls, sending);
        if transport.is_plain() {
            let client = match self.made(tls).get() {
                Some(client) => client.clone(),
                None => Box::pin(self.plainly(tls)).await?,
            };
            return Ok(Connected {
                client,
                direct: (!tls).then(|| self.direct.clone()),
                proxy: None,
            });
        }
        let password = match &way.transport.proxy {
            Some(_) => way.secrets.get(transport::PROXY_PASSWORD),
            None => password,
        };
        let secrets = [
            way.secrets.get(transport::CLIENT_KEY).cloned(),
            password.cloned(),
        ];
        if let Some(own) = self.lock().get(&way.destination)
            && own.transport == *transport
            && own.secrets == secrets
        {
            return Ok(own.connected.clone());
        }
        let connected = Connected {
            client: Box::pin(build(self.own(&transport, &secrets)?)).await?,
            direct: None,
            proxy: proxy_words(transport.proxy.as_ref()),
        };
        let own = Own {
            transport: transport.into_owned(),
            secrets,
            connected: connected.clone(),
        };
        self.lock().insert(way.destination, own);
        Ok(connected)
    }

    fn made(&self, tls: bool) -> &OnceCell<Client> {
        if tls { &self.tls } else { &self.plain }
    }

    async fn plainly(&self, tls: bool) -> Result<Client, NotSent> {
        let builder = match tls {
            true => self.builder(),
            false => self.builder().no_proxy().tls_certs_only([]),
        };
        let made = self.made(tls).get_or_try_init(|| build(builder)).await;
        made.cloned()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<DestinationId, Own>> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn own(
        &self,
        transport: &Transport,
        [client_key, proxy_password]: &[Option<Secret>; 2],
    ) -> Result<ClientBuilder, NotSent> {
        let builder = match &transport.proxy {
            None | Some(Proxy::None) => self.builder().no_proxy(),
            Some(Proxy::System) => self.builder(),
            Some(Proxy::Explicit(proxy)) => {
                let password = proxy_password.as_ref();
                self.builder().proxy(explicit(proxy, password)?)
            }
        };
        let (builder, alpn): (_, &'static [&'static [u8]]) = match transport.http {
            HttpVersion::Any => (builder, &[b"h2", b"http/1.1"]),
            HttpVersion::Http1 => (builder.http1_only(), &[b"http/1.1"]),
            HttpVersion::Http2 => (builder.http2_prior_knowledge(), &[b"h2"]),
        };
        let only_tls13 = transport.tls == TlsVersion::Tls13;
        let chain = transport.client_certificate.trim();
        if transport.trusted.trim().is_empty() && chain.is_empty() && !only_tls13 {
            return Ok(builder);
        }
        let client = match (chain, client_key) {
            ("", _) => None,
            (chain, Some(key)) => Some((chain, key)),
            (_, None) => {
                let message = "The private key of the client certificate is missing. Add it to \
                               the destination.";
                return Err(NotSent::new(Fault::Secret, message));
            }
        };
        let config = tls::config(Certificates {
            trusted: transport.trusted_certificates(),
            client,
            only_tls13,
            alpn,
        })?;
        Ok(builder.tls_backend_preconfigured(config))
    }

    /// What all have in common. Every default that would reach further than one request to the
    /// typed host is off: redirects, proxies of the environment, second tries, referers.
    fn builder(&self) -> ClientBuilder {
        Client::builder()
            .user_agent(super::USER_AGENT)
            .redirect(Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .pool_idle_timeout(IDLE_TIMEOUT)
            .pool_max_idle_per_host(IDLE_PER_HOST)
            .dns_resolver(self.resolver.clone())
            .connector_layer(ConnectTimer)
    }
}

fn explicit(proxy: &ExplicitProxy, password: Option<&Secret>) -> Result<reqwest::Proxy, NotSent> {
    let refused = |error: reqwest::Error| {
        let cause = fault::innermost(&error);
        NotSent::refused(format!(
            "The proxy {} can't be used: {cause}.",
            proxy.address
        ))
    };
    let mut made = reqwest::Proxy::all(&proxy.address).map_err(refused)?;
    if !proxy.user.is_empty() {
        made = made.basic_auth(&proxy.user, password.map_or("", Secret::reveal));
    }
    Ok(made)
}

/// A proxy that is surely in between. The system's may be none, and then a connection that fails is
/// the destination's own matter.
fn proxy_words(proxy: Option<&Proxy>) -> Option<String> {
    match proxy {
        None | Some(Proxy::None | Proxy::System) => None,
        Some(Proxy::Explicit(proxy)) => Some(proxy.address.clone()),
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
