//! Signatures as GitHub, Stripe, Slack and Shopify make them.

use hmac::Hmac;
use sha2::Sha256;

use super::{
    code::{self, Encoding},
    verify::{Received, VerifyError, verdict},
};
use crate::secret::Secret;

pub(super) const GITHUB: &str = "x-hub-signature-256";
pub(super) const STRIPE: &str = "stripe-signature";
pub(super) const SLACK: &str = "x-slack-signature";
pub(super) const SHOPIFY: &str = "x-shopify-hmac-sha256";
const SLACK_TIMESTAMP: &str = "x-slack-request-timestamp";

/// The header with one signature by each key.
pub(super) fn stripe_header(
    timestamp: &str,
    codes: impl Iterator<Item = Hmac<Sha256>>,
) -> (String, String) {
    let mut value = format!("t={timestamp}");
    for code in codes {
        value += ",v1=";
        value += &code::written(code, Encoding::Hex);
    }
    (STRIPE.to_owned(), value)
}

/// The header with the time, which Slack has beside the signature.
pub(super) fn slack_timestamp(timestamp: &str) -> (String, String) {
    (SLACK_TIMESTAMP.to_owned(), timestamp.to_owned())
}

pub(super) fn verify_github(received: Received<'_>) -> Result<(), VerifyError> {
    verify_body(received, GITHUB, "sha256=", Encoding::Hex)
}

pub(super) fn verify_shopify(received: Received<'_>) -> Result<(), VerifyError> {
    verify_body(received, SHOPIFY, "", Encoding::Base64)
}

fn verify_body(
    received: Received<'_>,
    header: &str,
    prefix: &str,
    encoding: Encoding,
) -> Result<(), VerifyError> {
    let sent = received.only(header)?;
    let sent = code_after(sent, prefix, encoding, header)?;
    let mac = |key: &Secret| code::mac(key, [received.body]);
    verdict(code::belongs(&[sent], received.keys, mac))
}

pub(super) fn verify_slack(received: Received<'_>) -> Result<(), VerifyError> {
    let timestamp = received.only(SLACK_TIMESTAMP)?;
    let sent = received.only(SLACK)?;
    let sent = code_after(sent, "v0=", Encoding::Hex, SLACK)?;
    received.check_age(SLACK_TIMESTAMP, timestamp)?;
    let mac = |key: &Secret| slack_mac(key, timestamp, received.body);
    verdict(code::belongs(&[sent], received.keys, mac))
}

/// Reads the pairs by their names; only `v1` counts, since anything older would be a way round it.
pub(super) fn verify_stripe(received: Received<'_>) -> Result<(), VerifyError> {
    let value = received.only(STRIPE)?;
    let pairs = || value.split(',').filter_map(|pair| pair.split_once('='));
    let mut times = pairs().filter(|(name, _)| *name == "t").map(|(_, at)| at);
    let (Some(timestamp), None) = (times.next(), times.next()) else {
        return Err(VerifyError::MalformedTimestamp(STRIPE.to_owned()));
    };
    let mut codes = pairs().filter(|(name, _)| *name == "v1").peekable();
    if codes.peek().is_none() {
        return Err(VerifyError::NoKnownScheme(STRIPE.to_owned()));
    }
    received.check_age(STRIPE, timestamp)?;
    let codes: Vec<_> = codes
        .filter_map(|(_, code)| code::read(code, Encoding::Hex))
        .collect();
    let mac = |key: &Secret| stripe_mac(key, timestamp, received.body);
    verdict(code::belongs(&codes, received.keys, mac))
}

fn code_after(
    value: &str,
    prefix: &str,
    encoding: Encoding,
    header: &str,
) -> Result<Vec<u8>, VerifyError> {
    value
        .strip_prefix(prefix)
        .and_then(|sent| code::read(sent, encoding))
        .ok_or_else(|| VerifyError::MalformedHeader(header.to_owned()))
}

fn slack_mac(key: &Secret, timestamp: &str, body: &[u8]) -> Hmac<Sha256> {
    code::mac(key, [b"v0:".as_slice(), timestamp.as_bytes(), b":", body])
}

fn stripe_mac(key: &Secret, timestamp: &str, body: &[u8]) -> Hmac<Sha256> {
    code::mac(key, [timestamp.as_bytes(), b".".as_slice(), body])
}
