//! What the log shows of credentials: that there were some.

use serde_json::{Map, Value};
use url::Url;

use crate::{
    event::{Event, EventKind},
    header,
    id::EventId,
    request::Request,
    secret_place,
};

/// Stands for a credential.
pub const MASK: &str = "••••";

/// Parts of the names of query fields whose values open doors.
const SECRET_NAMES: &[&str] = &[
    "api_key",
    "api-key",
    "apikey",
    "auth",
    "code",
    "credential",
    "passwd",
    "password",
    "secret",
    "session",
    "sig",
    "token",
];

/// Whether a query field of that name holds a credential.
fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "key" || name.ends_with("_key") || SECRET_NAMES.iter().any(|part| name.contains(part))
}

/// An address without user name and password and with the credentials of its query masked. Text
/// that is no address comes back as it is.
pub fn address(text: &str) -> String {
    let Ok(mut url) = Url::parse(text) else {
        return text.to_owned();
    };
    let mut masked = false;
    if !url.username().is_empty() || url.password().is_some() {
        // An address that can have them can lose them.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        masked = true;
    }
    let query = url.query().unwrap_or_default().to_owned();
    let fields: Vec<String> = query.split('&').map(field).collect();
    let shown = fields.join("&");
    if shown == query {
        return if masked { url.into() } else { text.to_owned() };
    }
    // Put in as text: in an address, the dots of the mask would be percent-encoded.
    url.set_query(None);
    let fragment = url.fragment().map(|fragment| format!("#{fragment}"));
    url.set_fragment(None);
    format!("{url}?{shown}{}", fragment.unwrap_or_default())
}

fn field(field: &str) -> String {
    match field.split_once('=') {
        Some((name, value)) if !value.is_empty() && is_secret(name) => format!("{name}={MASK}"),
        _ => field.to_owned(),
    }
}

/// A stored request for an event as it may be shown: credentials are masked, and the destination's
/// own secrets stand there by their names.
#[must_use]
pub fn request(event: EventId, request: &Request) -> Request {
    let request = secret_place::shown(event, request);
    let headers = request.headers.into_iter();
    Request {
        url: address(&request.url),
        headers: headers
            .map(|(name, value)| {
                let shown = header::shown(&name, &value);
                (name, shown)
            })
            .collect(),
        ..request
    }
}

/// An event as it may be shown: the query and headers of whoever called in are masked.
#[must_use]
pub fn event(mut event: Event) -> Event {
    if event.kind == EventKind::InboundReceived {
        mask_in(&mut event.data, "query", |name, _| {
            is_secret(name).then(|| MASK.to_owned())
        });
        mask_in(&mut event.data, "headers", |name, value| {
            Some(header::shown(name, value))
        });
    }
    event
}

fn mask_in(
    data: &mut Map<String, Value>,
    under: &str,
    shown: impl Fn(&str, &str) -> Option<String>,
) {
    let Some(Value::Object(fields)) = data.get_mut(under) else {
        return;
    };
    for (name, value) in fields {
        if let Some(shown) = value.as_str().and_then(|value| shown(name, value)) {
            *value = shown.into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_in_an_address_are_masked_and_nothing_else_is_touched() {
        for (text, shown) in [
            ("https://a.example/x?id=7", "https://a.example/x?id=7"),
            (
                "https://a.example/x?id=7&token=abc&Api_Key=d#e",
                "https://a.example/x?id=7&token=••••&Api_Key=••••#e",
            ),
            (
                "https://a.example?key=1&monkey=2",
                "https://a.example/?key=••••&monkey=2",
            ),
            ("https://me:pw@a.example/", "https://a.example/"),
            (
                "https://a.example/?X-Amz-Signature=1",
                "https://a.example/?X-Amz-Signature=••••",
            ),
            ("https://a.example/?token=", "https://a.example/?token="),
            ("no address", "no address"),
        ] {
            assert_eq!(address(text), shown);
        }
    }

    #[test]
    fn a_request_keeps_all_but_its_credentials() {
        let stored = Request {
            method: crate::method::Method::Post,
            url: "https://a.example/?sig=1".to_owned(),
            headers: vec![
                ("Authorization".to_owned(), "Bearer abc".to_owned()),
                ("x-order".to_owned(), "7".to_owned()),
            ],
            body: Some("{}".to_owned()),
            upload: None,
            gzip: false,
            timeout_seconds: 15,
        };
        let shown = request(EventId::new(uuid::Uuid::nil()), &stored);
        assert_eq!(shown.url, "https://a.example/?sig=••••");
        assert_eq!(shown.headers[0].1, MASK);
        assert_eq!(shown.headers[1].1, "7");
    }
}
