//! Tokens by OAuth 2 client credentials (RFC 6749, section 4.4): fetched when they are needed, kept
//! until shortly before they end, and fetched once more when a destination refuses one.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use hookloom_core::{
    attempt::Fault,
    authentication::{ClientIn, OAuth2},
    id::DestinationId,
    secret::Secret,
};
use http::{HeaderValue, header};
use reqwest::{Client, Response, Url};
use serde::Deserialize;
use tokio::time::Instant;
use url::form_urlencoded::{Serializer, byte_serialize};
use zeroize::Zeroizing;

use super::{
    access,
    called::address,
    fault::{self, NotSent},
};

/// How long a token is used whose server doesn't say.
const LIFETIME: Duration = Duration::from_secs(300);
/// How long before its end a token is no longer used, at the most.
const MARGIN: Duration = Duration::from_secs(60);
/// How much of a token server's answer is read, in bytes.
const LONGEST_ANSWER: usize = 64 * 1024;
/// How much of a refusal is repeated, in characters.
const REPEATED: usize = 200;

/// All tokens, one for each destination. Whoever comes while one is fetched waits for it.
#[derive(Default)]
pub(super) struct Tokens(Mutex<HashMap<DestinationId, Arc<tokio::sync::Mutex<Option<Token>>>>>);

struct Token {
    text: Zeroizing<String>,
    until: Instant,
    from: OAuth2,
    secret: Secret,
}

/// What a token server answers (RFC 6749, section 5.1).
#[derive(Deserialize)]
struct Granted {
    access_token: Zeroizing<String>,
    expires_in: Option<u64>,
}

/// How it refuses (section 5.2).
#[derive(Default, Deserialize)]
struct Refused {
    error: Option<String>,
    error_description: Option<String>,
}

impl Tokens {
    /// The token of a destination, fetched by the `client` for its address if there is none that is
    /// good. One that was just `refused` is not.
    pub(super) async fn get(
        &self,
        destination: DestinationId,
        client: impl AsyncFnOnce(&Url) -> Result<Client, NotSent>,
        from: &OAuth2,
        secret: &Secret,
        refused: Option<&str>,
    ) -> Result<Zeroizing<String>, NotSent> {
        let slot = self.slot(destination);
        let mut slot = slot.lock().await;
        let good = slot.as_ref().filter(|token| {
            let same = token.from == *from && token.secret == *secret;
            same && Instant::now() < token.until && Some(token.text.as_str()) != refused
        });
        if let Some(token) = good {
            return Ok(token.text.clone());
        }
        *slot = None;
        let url = address(&from.token_address)?;
        let client = client(&url).await?;
        let Granted {
            access_token,
            expires_in,
        } = fetch(&client, url, from, secret).await?;
        let lifetime = expires_in.map_or(LIFETIME, Duration::from_secs);
        *slot = Some(Token {
            text: access_token.clone(),
            until: Instant::now() + lifetime - MARGIN.min(lifetime / 10),
            from: from.clone(),
            secret: secret.clone(),
        });
        Ok(access_token)
    }

    fn slot(&self, destination: DestinationId) -> Arc<tokio::sync::Mutex<Option<Token>>> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(slots.entry(destination).or_default())
    }
}

async fn fetch(
    client: &Client,
    url: Url,
    from: &OAuth2,
    secret: &Secret,
) -> Result<Granted, NotSent> {
    let mut request = client
        .post(url)
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(form(from, secret));
    if from.client_in == ClientIn::Header {
        let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        let secret = Zeroizing::new(encoded(secret.reveal()));
        let value = access::basic(&encoded(&from.client_id), &secret);
        let value = HeaderValue::from_str(&value).map_err(|_| none("its name can't be sent"))?;
        request = request.header(header::AUTHORIZATION, value);
    }
    let response = request.send().await.map_err(|error| {
        let cause = fault::innermost(&error);
        none(&format!("its server can't be reached: {cause}"))
    })?;
    read(response).await
}

fn form(from: &OAuth2, secret: &Secret) -> String {
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "client_credentials");
    for (name, value) in [("scope", &from.scope), ("audience", &from.audience)] {
        if !value.is_empty() {
            form.append_pair(name, value);
        }
    }
    if from.client_in == ClientIn::Body {
        form.append_pair("client_id", &from.client_id);
        form.append_pair("client_secret", secret.reveal());
    }
    form.finish()
}

async fn read(mut response: Response) -> Result<Granted, NotSent> {
    let status = response.status();
    let mut body = Zeroizing::new(Vec::new());
    while body.len() < LONGEST_ANSWER
        && let Ok(Some(chunk)) = response.chunk().await
    {
        body.extend_from_slice(&chunk);
    }
    if !status.is_success() {
        return Err(none(&format!(
            "its server answered {}{}",
            status.as_u16(),
            why(&body)
        )));
    }
    let granted: Result<Granted, _> = serde_json::from_slice(&body);
    granted.map_err(|_| none("its server's answer has no access_token"))
}

fn why(body: &[u8]) -> String {
    let refused: Refused = serde_json::from_slice(body).unwrap_or_default();
    let said = refused.error_description.or(refused.error);
    let said: Option<String> = said.map(|said| said.chars().take(REPEATED).collect());
    said.map_or_else(String::new, |said| format!(" ({said})"))
}

fn none(why: &str) -> NotSent {
    let message = format!("No access token could be had: {why}.");
    NotSent::new(Fault::Access, message)
}
