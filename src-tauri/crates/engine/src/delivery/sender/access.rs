//! Shows a destination who calls it: writes what the authentication asks for into the headers.

use base64::{Engine, engine::general_purpose::STANDARD};
use hookloom_core::{
    attempt::Fault,
    authentication::{self, Authentication},
    secret::Secret,
};
use http::{HeaderMap, HeaderName, HeaderValue, header::AUTHORIZATION};
use zeroize::Zeroizing;

use super::{fault::NotSent, header_name, way::Way};

/// Adds the header that lets a request in, unless a token has to be fetched for it.
pub(super) fn let_in(headers: &mut HeaderMap, way: &Way<'_>) -> Result<(), NotSent> {
    match way.authentication {
        Authentication::None | Authentication::OAuth2(_) => Ok(()),
        Authentication::Basic { user } => {
            let value = basic(user, secret(way)?.reveal());
            put(headers, AUTHORIZATION, &value)
        }
        Authentication::Bearer => bearer(headers, secret(way)?.reveal()),
        Authentication::Header { header } => {
            put(headers, header_name(header)?, secret(way)?.reveal())
        }
    }
}

/// Adds a token.
pub(super) fn bearer(headers: &mut HeaderMap, token: &str) -> Result<(), NotSent> {
    let value = Zeroizing::new(format!("Bearer {token}"));
    put(headers, AUTHORIZATION, &value)
}

/// User name and password as `Authorization` carries them.
pub(super) fn basic(user: &str, password: &str) -> Zeroizing<String> {
    let both = Zeroizing::new(format!("{user}:{password}"));
    Zeroizing::new(format!("Basic {}", STANDARD.encode(both.as_bytes())))
}

/// The password, token or client secret.
pub(super) fn secret<'a>(way: &Way<'a>) -> Result<&'a Secret, NotSent> {
    way.secrets.get(authentication::SECRET).ok_or_else(|| {
        let what = way.authentication.missing_secret();
        NotSent::new(
            Fault::Secret,
            format!("{what} It is missing at the destination."),
        )
    })
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) -> Result<(), NotSent> {
    let mut value = HeaderValue::from_str(value).map_err(|_| {
        let message = "The secret has characters that a header can't carry. Enter it again.";
        NotSent::new(Fault::Secret, message)
    })?;
    value.set_sensitive(true);
    headers.insert(name, value);
    Ok(())
}
