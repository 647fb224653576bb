#![allow(clippy::unwrap_used)]

mod crosscheck;
mod schemes;
mod vectors;

use super::*;

const NOW: i64 = 1_760_000_000;
const ID: &str = "dlv_0199c1b8a3b27c4f9d2e5a6b7c8d9e0f";
const BODY: &[u8] = b"{\"type\":\"file.added\"}";

fn key(byte: u8) -> Secret {
    Secret::from_random(&[byte; 32])
}

fn message() -> Message<'static> {
    Message {
        id: ID,
        timestamp: NOW,
        body: BODY,
    }
}

fn signed(keys: &[Secret]) -> Vec<(String, String)> {
    sign(&Signing::default(), keys, message())
}

fn names(headers: &[(String, String)]) -> Vec<&str> {
    headers.iter().map(|(name, _)| name.as_str()).collect()
}

/// Checks a Standard Webhooks signature; a request may be five minutes late or early.
fn verify(
    headers: &[(String, String)],
    body: &[u8],
    keys: &[Secret],
    now: i64,
) -> Result<(), VerifyError> {
    verify_as(&Signing::default(), headers, body, keys, now)
}

fn verify_as(
    signing: &Signing,
    headers: &[(String, String)],
    body: &[u8],
    keys: &[Secret],
    now: i64,
) -> Result<(), VerifyError> {
    let received = Received {
        headers,
        body,
        keys,
        now,
        tolerance: 300,
    };
    super::verify(signing, received)
}

#[test]
fn the_settings_keep_their_json_shape() {
    let own = OwnHeader {
        header: "X-Signature".to_owned(),
        prefix: "sha256=".to_owned(),
        encoding: Encoding::Base64,
        content: "{{ body }}".to_owned(),
    };
    for (signing, json) in [
        (
            Signing::StandardWebhooks {},
            r#"{"type":"standard_webhooks"}"#,
        ),
        (
            Signing::StandardWebhooksEd25519 {},
            r#"{"type":"standard_webhooks_ed25519"}"#,
        ),
        (Signing::Github {}, r#"{"type":"github"}"#),
        (
            Signing::Header(own),
            r#"{"type":"header","header":"X-Signature","prefix":"sha256=","encoding":"base64","content":"{{ body }}"}"#,
        ),
        (Signing::None {}, r#"{"type":"none"}"#),
    ] {
        assert_eq!(serde_json::to_string(&signing).unwrap(), json);
        assert_eq!(serde_json::from_str::<Signing>(json).unwrap(), signing);
    }
}

#[test]
fn each_way_of_signing_takes_its_own_form_of_secret() {
    let text = "correct horse battery staple";
    let standard = Signing::StandardWebhooks {};
    assert_eq!(standard.secret(text), Err(SecretError::Prefix));
    let key = Signing::None {}.secret(text).unwrap();
    assert_eq!(key.key_bytes(), text.as_bytes());
    let encoded = "whsec_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7";
    let key = standard.secret(encoded).unwrap();
    assert_eq!(key.key_bytes(), b"defghijklmnopqrstuvwxyz{");
}

#[test]
fn what_is_unsigned_still_has_id_and_timestamp() {
    let headers = sign(&Signing::None {}, &[key(1)], message());
    assert_eq!(
        headers,
        [
            (ID_HEADER.to_owned(), ID.to_owned()),
            (TIMESTAMP_HEADER.to_owned(), NOW.to_string())
        ]
    );
    let headers = signed(&[]);
    assert_eq!(names(&headers), [ID_HEADER, TIMESTAMP_HEADER]);
}

#[test]
fn while_a_secret_is_rotated_both_old_and_new_receivers_accept() {
    let headers = signed(&[key(1), key(2)]);
    for known in [key(1), key(2)] {
        assert_eq!(verify(&headers, BODY, &[known], NOW), Ok(()));
    }
    let stranger = verify(&headers, BODY, &[key(3)], NOW);
    assert_eq!(stranger, Err(VerifyError::NoMatchingSignature));
}

#[test]
fn a_receiver_that_rotates_accepts_both_secrets() {
    for key_of_sender in [key(1), key(2)] {
        let headers = signed(&[key_of_sender]);
        assert_eq!(verify(&headers, BODY, &[key(1), key(2)], NOW), Ok(()));
    }
}

#[test]
fn without_a_secret_nothing_is_accepted() {
    let refusal = verify(&signed(&[key(1)]), BODY, &[], NOW);
    assert_eq!(refusal, Err(VerifyError::NoMatchingSignature));
}

#[test]
fn a_request_may_be_late_or_early_by_the_tolerance_and_no_more() {
    let headers = signed(&[key(1)]);
    let at = |now| verify(&headers, BODY, &[key(1)], now);
    assert_eq!(at(NOW + 300), Ok(()));
    assert_eq!(at(NOW - 300), Ok(()));
    assert_eq!(at(NOW + 301), Err(VerifyError::Stale { seconds: 301 }));
    assert_eq!(at(NOW - 301), Err(VerifyError::Future { seconds: 301 }));
    assert_eq!(
        at(i64::MIN),
        Err(VerifyError::Future {
            seconds: NOW.abs_diff(i64::MIN)
        })
    );
}

#[test]
fn a_timestamp_is_digits_and_nothing_else() {
    for timestamp in [
        "+1760000000",
        "-1",
        " 1760000000",
        "1760000000 ",
        "1.76e9",
        "0x68",
        "٣",
        "99999999999999999999",
    ] {
        let mut headers = signed(&[key(1)]);
        headers[1].1 = timestamp.to_owned();
        let refusal = verify(&headers, BODY, &[key(1)], NOW);
        let expected = VerifyError::MalformedTimestamp(TIMESTAMP_HEADER.to_owned());
        assert_eq!(refusal, Err(expected), "{timestamp}");
    }
}

#[test]
fn each_header_must_be_there_once() {
    for index in 0..3 {
        let mut headers = signed(&[key(1)]);
        let name = headers[index].0.clone();
        headers.push((name.to_uppercase(), headers[index].1.clone()));
        let refusal = verify(&headers, BODY, &[key(1)], NOW);
        assert_eq!(refusal, Err(VerifyError::DuplicateHeader(name.clone())));
        headers.retain(|(other, _)| !other.eq_ignore_ascii_case(&name));
        let refusal = verify(&headers, BODY, &[key(1)], NOW);
        assert_eq!(refusal, Err(VerifyError::MissingHeader(name)));
    }
}

#[test]
fn a_refusal_is_told_in_plain_words() {
    for (refusal, words) in [
        (
            VerifyError::NoMatchingSignature,
            "The signature doesn't match: another secret was used, or the body was changed.",
        ),
        (
            VerifyError::Stale { seconds: 301 },
            "It is too old: signed 301 seconds ago. Someone may have sent it again, or a clock is \
             wrong.",
        ),
        (
            VerifyError::MissingHeader(SIGNATURE_HEADER.to_owned()),
            "It isn't signed: the header webhook-signature is missing or empty.",
        ),
        (
            VerifyError::MalformedTimestamp(TIMESTAMP_HEADER.to_owned()),
            "The time in webhook-timestamp isn't a whole number of seconds since 1970.",
        ),
    ] {
        assert_eq!(refusal.to_string(), words);
    }
}
