//! What we sign the official library accepts, and the other way round.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderName};
use proptest::{collection::vec, prelude::*};
use standardwebhooks::Webhook;

use super::*;

/// The library reads the clock itself.
fn now() -> i64 {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(passed.as_secs()).unwrap()
}

fn secret(bytes: &[u8]) -> String {
    format!("whsec_{}", STANDARD.encode(bytes))
}

fn header_map(headers: &[(String, String)]) -> HeaderMap {
    let entry = |(name, value): &(String, String)| {
        let name: HeaderName = name.parse().unwrap();
        (name, value.parse().unwrap())
    };
    headers.iter().map(entry).collect()
}

fn changed(body: &[u8], at: usize) -> Vec<u8> {
    let mut body = body.to_vec();
    match body.len() {
        0 => body.push(0),
        length => body[at % length] ^= 1,
    }
    body
}

proptest! {
    #[test]
    fn the_official_library_accepts_what_we_sign(
        old in vec(any::<u8>(), 24..=64),
        new in vec(any::<u8>(), 24..=64),
        id in "[A-Za-z0-9_-]{1,40}",
        body in any::<String>(),
    ) {
        let keys = [&new, &old].map(|bytes| Signing::default().secret(&secret(bytes)).unwrap());
        let message = Message { id: &id, timestamp: now(), body: body.as_bytes() };
        let headers = header_map(&sign(&Signing::default(), &keys, message));
        for known in [new, old] {
            let receiver = Webhook::new(&secret(&known)).unwrap();
            prop_assert!(receiver.verify(body.as_bytes(), &headers).is_ok());
            let other = format!("{body} ");
            prop_assert!(receiver.verify(other.as_bytes(), &headers).is_err());
        }
    }

    #[test]
    fn we_accept_what_the_official_library_signs(
        bytes in vec(any::<u8>(), 24..=64),
        id in "[A-Za-z0-9_-]{1,40}",
        timestamp in 0..i64::MAX,
        body in any::<String>(),
    ) {
        let sender = Webhook::new(&secret(&bytes)).unwrap();
        let signature = sender.sign(&id, timestamp, body.as_bytes()).unwrap();
        let headers = [
            (ID_HEADER.to_owned(), id),
            (TIMESTAMP_HEADER.to_owned(), timestamp.to_string()),
            (SIGNATURE_HEADER.to_owned(), signature),
        ];
        let keys = [Signing::default().secret(&secret(&bytes)).unwrap()];
        prop_assert_eq!(verify(&headers, body.as_bytes(), &keys, timestamp), Ok(()));
    }

    #[test]
    fn any_change_to_what_was_signed_is_noticed(
        body in vec(any::<u8>(), 0..200),
        at in any::<usize>(),
        later in 1_i64..300,
    ) {
        let message = Message { id: ID, timestamp: NOW, body: &body };
        let headers = sign(&Signing::default(), &[key(1)], message);
        let check = |headers: &[_], body: &[u8]| verify(headers, body, &[key(1)], NOW);
        prop_assert_eq!(check(&headers, &body), Ok(()));

        let refused = Err(VerifyError::NoMatchingSignature);
        prop_assert_eq!(check(&headers, &changed(&body, at)), refused.clone());
        let mut other = headers.clone();
        other[0].1.push('0');
        prop_assert_eq!(check(&other, &body), refused.clone());
        let mut other = headers;
        other[1].1 = (NOW + later).to_string();
        prop_assert_eq!(check(&other, &body), refused);
    }
}
