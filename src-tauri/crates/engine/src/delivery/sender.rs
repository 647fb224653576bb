//! Sends one request once and says how it went. It stores nothing and tries nothing again.

mod access;
mod answer;
mod called;
mod client;
mod common;
mod content;
mod fault;
pub mod network;
mod plain;
mod resolver;
mod stopwatch;
mod tls;
mod token;
mod upload;
pub mod way;

use std::{borrow::Cow, pin::pin, sync::Arc, time::Duration};

use hookloom_core::{
    attempt::{Fault, Outcome, Phases},
    authentication::{Authentication, OAuth2},
    doubt::Doubt,
    id::DeliveryId,
    moment::Moment,
    request::Request,
    secret_place,
    settings::SendingSettings,
    signing::Signing,
};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use hyper_util::client::legacy::connect::HttpInfo;
use reqwest::{Body, Url};
use tokio::time::{Instant, timeout_at};
use zeroize::Zeroizing;

use called::{Called, LastCalled};
use client::{Clients, Connected};
pub(crate) use common::Common;
use content::Content;
use fault::NotSent;
use network::{Network, SystemNetwork};
use stopwatch::Laps;
use token::Tokens;
use way::Way;

/// What the app calls itself.
pub const USER_AGENT: &str = concat!("Hookloom/", env!("CARGO_PKG_VERSION"));

/// One attempt: what came of it, and how long its parts took.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// How long each part took.
    pub phases: Phases,
    /// The address and port that answered.
    pub remote: Option<String>,
    /// What may be this computer's own fault, when no answer came.
    pub doubt: Option<Doubt>,
    /// How it ended.
    pub outcome: Outcome,
    /// The token that let it in was refused, and there is a new one now.
    pub renewed: bool,
}

/// Sends requests over connections that are kept open between them.
///
/// Dropping a [`Sender::send`] half-way closes its connection: what comes late can never be taken
/// for the answer to another request.
pub struct Sender {
    clients: Clients,
    called: LastCalled,
    tokens: Tokens,
    network: Arc<dyn Network>,
    /// What counts where a destination says nothing; without it such a one is reached directly.
    common: Option<Common>,
}

impl Default for Sender {
    fn default() -> Self {
        Self::over(Arc::new(SystemNetwork))
    }
}

impl Sender {
    /// A sender that asks `network` for addresses.
    pub fn over(network: Arc<dyn Network>) -> Self {
        Self {
            clients: Clients::new(network.clone()),
            called: LastCalled::default(),
            tokens: Tokens::default(),
            network,
            common: None,
        }
    }

    /// The same, following the settings.
    pub(crate) fn following(self, common: Common) -> Self {
        Self {
            common: Some(common),
            ..self
        }
    }

    /// Whether any way leads out of this computer. Asking sends nothing.
    pub fn is_online(&self) -> bool {
        self.network.is_online()
    }

    /// Sends `request` as the delivery's attempt at `now`, signed and let in as `way` says.
    ///
    /// The request's time limit covers all of it: token, name, connection, TLS, head and body. Once
    /// the whole head is there, the destination has answered, whatever becomes of the body.
    pub async fn send(
        &self,
        delivery: DeliveryId,
        request: &Request,
        way: &Way<'_>,
        now: Moment,
    ) -> Sent {
        let started = std::time::Instant::now();
        let limit = Duration::from_secs(request.timeout_seconds.into());
        let deadline = Instant::now() + limit;
        // Pinned here, because each future around it would have room for all of it once more.
        let head = pin!(self.head(delivery, request, way, now));
        let (laps, head) = stopwatch::timing(timeout_at(deadline, head)).await;
        let waited = started.elapsed();
        let remote = match &head {
            Ok(Ok(head)) => remote(&head.response),
            _ => None,
        };
        let doubt = match &head {
            Ok(Err(not_sent)) => not_sent.doubt(),
            _ => None,
        };
        let mut refused = None;
        let outcome = match head {
            Ok(Ok(Head { response, let_in })) => {
                refused = let_in.filter(|_| response.status() == StatusCode::UNAUTHORIZED);
                let answer = answer::read(response, deadline).await;
                Outcome::Answered(answer::without_secrets(answer, way))
            }
            Ok(Err(not_sent)) => not_sent.into(),
            Err(_) => NotSent::timed_out(request.timeout_seconds).into(),
        };
        let phases = phases(laps, waited, started.elapsed());
        let renewed = match refused.filter(|_| way.renews) {
            Some(refused) => Box::pin(self.renew(&refused, way, deadline)).await,
            None => false,
        };
        Sent {
            phases,
            remote,
            doubt,
            outcome,
            renewed,
        }
    }

    async fn head(
        &self,
        delivery: DeliveryId,
        request: &Request,
        way: &Way<'_>,
        now: Moment,
    ) -> Result<Head, NotSent> {
        let request = with_secrets(request, way)?;
        let called = match &request {
            Cow::Borrowed(request) => self.called.read(way.destination, &request.url)?,
            Cow::Owned(with_secrets) => Arc::new(Called::read(&with_secrets.url)?),
        };
        let method = reqwest::Method::from_bytes(request.method.as_str().as_bytes());
        let method = method.map_err(|_| NotSent::unsendable("its method isn't one of HTTP's"))?;
        let mut headers = headers(&request, way)?;
        let (content, signature) = content::signed(delivery, &request, way, now).await?;
        for (name, value) in signature {
            headers.insert(header_name(&name)?, header_value(&name, &value)?);
        }
        let connected = self.connected(&called.url, way).await?;
        let unsent = Unsent {
            method,
            called,
            content,
        };
        let let_in = match way.authentication {
            Authentication::OAuth2(oauth2) => {
                // In a box: most destinations ask for none.
                let token = Box::pin(self.token(way, oauth2, None)).await?;
                access::bearer(&mut headers, &token)?;
                Some(token)
            }
            _ => None,
        };
        let response = self.post(unsent, headers, &connected).await?;
        Ok(Head { response, let_in })
    }

    /// The client for an address on that way.
    async fn connected(&self, url: &Url, way: &Way<'_>) -> Result<Connected, NotSent> {
        let Some(common) = &self.common else {
            let nothing = SendingSettings::default();
            return self.clients.reaching(url, way, &nothing, None).await;
        };
        let settings = common.settings();
        let sending = &settings.sending;
        let password = common.password(way, sending).await?;
        let password = password.as_ref();
        self.clients.reaching(url, way, sending, password).await
    }

    /// The token that lets in. Who gives it is reached on the same way, but by its own address: the
    /// destination may be a plain one.
    async fn token(
        &self,
        way: &Way<'_>,
        oauth2: &OAuth2,
        refused: Option<&str>,
    ) -> Result<Zeroizing<String>, NotSent> {
        let secret = access::secret(way)?;
        let client = async |url: &Url| Ok(self.connected(url, way).await?.client);
        self.tokens
            .get(way.destination, client, oauth2, secret, refused)
            .await
    }

    /// Fetches a token in place of one that was refused. The request is not sent once more here:
    /// each that goes out is an attempt of its own.
    async fn renew(&self, refused: &str, way: &Way<'_>, deadline: Instant) -> bool {
        let Authentication::OAuth2(oauth2) = way.authentication else {
            return false;
        };
        let fresh = self.token(way, oauth2, Some(refused));
        matches!(timeout_at(deadline, fresh).await, Ok(Ok(_)))
    }

    async fn post(
        &self,
        unsent: Unsent,
        headers: HeaderMap,
        connected: &Connected,
    ) -> Result<Response<Body>, NotSent> {
        let Unsent {
            method,
            called,
            content,
        } = unsent;
        let (network, proxy) = (&*self.network, connected.proxy.as_deref());
        if let Some(plain) = &connected.direct {
            let mut request = http::Request::new(content.body().unwrap_or_default());
            *request.method_mut() = method;
            *request.uri_mut() = called.uri.clone();
            *request.headers_mut() = headers;
            let sent = plain.send(request).await;
            return sent.map_err(|e| fault::classify(&e, e.is_connect(), network, proxy));
        }
        let mut request = reqwest::Request::new(method, called.url.clone());
        *request.headers_mut() = headers;
        *request.body_mut() = content.body();
        let sent = connected.client.execute(request).await.map(Into::into);
        sent.map_err(|e| fault::classify(&e, e.is_connect(), network, proxy))
    }
}

/// The head of an answer.
struct Head {
    response: Response<Body>,
    /// The token that the request was let in by.
    let_in: Option<Zeroizing<String>>,
}

/// A request without its headers.
struct Unsent {
    method: reqwest::Method,
    called: Arc<Called>,
    content: Content,
}

/// The address and port that answered.
fn remote(response: &Response<Body>) -> Option<String> {
    let connection = response.extensions().get::<HttpInfo>();
    connection.map(|connection| connection.remote_addr().to_string())
}

fn with_secrets<'a>(request: &'a Request, way: &Way<'_>) -> Result<Cow<'a, Request>, NotSent> {
    if !secret_place::has_places(way.event, request) {
        return Ok(Cow::Borrowed(request));
    }
    let filled = secret_place::filled(way.event, request, way.secrets);
    let filled = filled.map_err(|missing| NotSent::new(Fault::Secret, missing.to_string()))?;
    Ok(Cow::Owned(filled))
}

/// The request's own headers, then what belongs to the attempt, which nothing can replace. The
/// signature comes after them.
fn headers(request: &Request, way: &Way<'_>) -> Result<HeaderMap, NotSent> {
    if way.keys.is_empty() && *way.signing != (Signing::None {}) {
        return Err(NotSent::new(
            Fault::Secret,
            "There is no secret to sign with.",
        ));
    }
    let mut headers = HeaderMap::with_capacity(request.headers.len() + 4);
    for (name, value) in &request.headers {
        headers.append(header_name(name)?, header_value(name, value)?);
    }
    headers.insert("accept-encoding", HeaderValue::from_static("identity"));
    access::let_in(&mut headers, way)?;
    Ok(headers)
}

fn header_name(name: &str) -> Result<HeaderName, NotSent> {
    name.parse()
        .map_err(|_| NotSent::unsendable(format!("‘{name}’ can't be the name of a header")))
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, NotSent> {
    HeaderValue::from_str(value).map_err(|_| {
        NotSent::unsendable(format!(
            "the header ‘{name}’ has characters that can't be sent"
        ))
    })
}

fn phases(laps: Laps, waited: Duration, total: Duration) -> Phases {
    let millis = |time: Duration| u32::try_from(time.as_millis()).unwrap_or(u32::MAX);
    Phases {
        name_ms: laps.name.map(millis),
        connect_ms: laps.connect.map(millis),
        wait_ms: millis(waited),
        read_ms: millis(total.saturating_sub(waited)),
        total_ms: millis(total),
    }
}
