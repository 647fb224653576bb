//! Standard Webhooks: `v1` by HMAC-SHA256, `v1a` by Ed25519, both over `id.timestamp.body`.

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::Hmac;
use sha2::Sha256;

use super::{
    ID_HEADER, Message, SIGNATURE_HEADER, TIMESTAMP_HEADER,
    code::{self, Encoding},
    verify::{Received, VerifyError, verdict},
};
use crate::secret::Secret;

/// Begins a signature by HMAC-SHA256.
const V1: &str = "v1,";
/// Begins a signature by Ed25519.
const V1A: &str = "v1a,";
/// The names of the same headers in Svix's own libraries, which came before the standard.
const SVIX: [&str; 3] = ["svix-id", "svix-timestamp", "svix-signature"];

/// The header with one `v1` signature by each key.
pub(super) fn header(codes: impl Iterator<Item = Hmac<Sha256>>) -> (String, String) {
    let mut signatures = String::new();
    for code in codes {
        let gap = if signatures.is_empty() { "" } else { " " };
        signatures += gap;
        signatures += V1;
        signatures += &code::written(code, Encoding::Base64);
    }
    (SIGNATURE_HEADER.to_owned(), signatures)
}

/// The header with one `v1a` signature by each key.
pub(super) fn sign_v1a(keys: &[Secret], message: Message<'_>) -> Option<(String, String)> {
    let timestamp = message.timestamp.to_string();
    let signed = parts(message.id, &timestamp, message.body).concat();
    let signature = |key: &Secret| {
        let signature = key.pair()?.sign(&signed);
        Some(format!("{V1A}{}", STANDARD.encode(signature.as_ref())))
    };
    let signatures: Vec<_> = keys.iter().filter_map(signature).collect();
    let header = SIGNATURE_HEADER.to_owned();
    (!signatures.is_empty()).then(|| (header, signatures.join(" ")))
}

/// Checks the one kind of signature and never the other: what is public to one would be the secret
/// of the other. That an id comes only once is for the caller to see to.
pub(super) fn verify(
    received: Received<'_>,
    matches: fn(&[Secret], [&[u8]; 5], &str) -> bool,
) -> Result<(), VerifyError> {
    let [id_header, timestamp_header, signature_header] = names(received.headers);
    let id = received.only(id_header)?;
    let timestamp = received.only(timestamp_header)?;
    let signatures = received.only(signature_header)?;
    if id.contains('.') {
        return Err(VerifyError::IdContainsDot);
    }
    received.check_age(timestamp_header, timestamp)?;
    let parts = parts(id, timestamp, received.body);
    verdict(matches(received.keys, parts, signatures))
}

/// Whether a `v1` signature belongs to one of the keys.
pub(super) fn matches_v1(keys: &[Secret], parts: [&[u8]; 5], signatures: &str) -> bool {
    let codes: Vec<_> = signatures
        .split(' ')
        .filter_map(|signature| signature.strip_prefix(V1))
        .filter_map(|code| code::read(code, Encoding::Base64))
        .collect();
    code::belongs(&codes, keys, |key| code::mac(key, parts))
}

/// Whether a `v1a` signature belongs to one of the keys.
pub(super) fn matches_v1a(keys: &[Secret], parts: [&[u8]; 5], signatures: &str) -> bool {
    let signed = parts.concat();
    let sent: Vec<_> = signatures
        .split(' ')
        .filter_map(|signature| signature.strip_prefix(V1A))
        .filter_map(|code| STANDARD.decode(code).ok())
        .collect();
    keys.iter().filter_map(Secret::public_bytes).any(|key| {
        let key = UnparsedPublicKey::new(&ED25519, key);
        sent.iter().any(|sent| key.verify(&signed, sent).is_ok())
    })
}

fn names(headers: &[(String, String)]) -> [&'static str; 3] {
    let standard = [ID_HEADER, TIMESTAMP_HEADER, SIGNATURE_HEADER];
    let any_of = |names: [&str; 3]| {
        headers
            .iter()
            .any(|(name, _)| names.iter().any(|known| name.eq_ignore_ascii_case(known)))
    };
    if !any_of(standard) && any_of(SVIX) {
        SVIX
    } else {
        standard
    }
}

fn parts<'a>(id: &'a str, timestamp: &'a str, body: &'a [u8]) -> [&'a [u8]; 5] {
    [id.as_bytes(), b".", timestamp.as_bytes(), b".", body]
}
