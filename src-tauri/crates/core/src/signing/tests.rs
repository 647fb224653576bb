#![allow(clippy::unwrap_used)]

mod crosscheck;
mod vectors;

use super::*;

const NOW: i64 = 1_760_000_000;
const ID: &str = "dlv_0199c1b8a3b27c4f9d2e5a6b7c8d9e0f";
const BODY: &[u8] = b"{\"type\":\"file.added\"}";

fn key(byte: u8) -> Secret {
    Secret::from_random(&[byte; 32])
}

fn signed(keys: &[Secret]) -> Vec<(String, String)> {
    owned(sign(&Signing::default(), keys, ID, NOW, BODY))
}

fn owned(headers: Vec<(&'static str, String)>) -> Vec<(String, String)> {
    let own = |(name, value): (&str, _)| (name.to_owned(), value);
    headers.into_iter().map(own).collect()
}

fn names(headers: &[(&'static str, String)]) -> Vec<&'static str> {
    headers.iter().map(|(name, _)| *name).collect()
}

#[test]
fn the_settings_keep_their_json_shape() {
    for (signing, json) in [
        (
            Signing::StandardWebhooks {},
            r#"{"type":"standard_webhooks"}"#,
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
    let headers = sign(&Signing::None {}, &[key(1)], ID, NOW, BODY);
    assert_eq!(
        headers,
        [
            (ID_HEADER, ID.to_owned()),
            (TIMESTAMP_HEADER, NOW.to_string())
        ]
    );
    let headers = sign(&Signing::default(), &[], ID, NOW, BODY);
    assert_eq!(names(&headers), [ID_HEADER, TIMESTAMP_HEADER]);
}

#[test]
fn while_a_secret_is_rotated_both_old_and_new_receivers_accept() {
    let headers = signed(&[key(1), key(2)]);
    for known in [key(1), key(2)] {
        assert_eq!(verify(&headers, BODY, &[known], NOW, 300), Ok(()));
    }
    let stranger = verify(&headers, BODY, &[key(3)], NOW, 300);
    assert_eq!(stranger, Err(VerifyError::NoMatchingSignature));
}

#[test]
fn a_receiver_that_rotates_accepts_both_secrets() {
    for key_of_sender in [key(1), key(2)] {
        let headers = signed(&[key_of_sender]);
        assert_eq!(verify(&headers, BODY, &[key(1), key(2)], NOW, 300), Ok(()));
    }
}

#[test]
fn without_a_secret_nothing_is_accepted() {
    let refusal = verify(&signed(&[key(1)]), BODY, &[], NOW, 300);
    assert_eq!(refusal, Err(VerifyError::NoMatchingSignature));
}

#[test]
fn a_request_may_be_late_or_early_by_the_tolerance_and_no_more() {
    let headers = signed(&[key(1)]);
    let at = |now| verify(&headers, BODY, &[key(1)], now, 300);
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
        let refusal = verify(&headers, BODY, &[key(1)], NOW, 300);
        assert_eq!(refusal, Err(VerifyError::MalformedTimestamp), "{timestamp}");
    }
}

#[test]
fn each_header_must_be_there_once() {
    for index in 0..3 {
        let mut headers = signed(&[key(1)]);
        let name = names(&sign(&Signing::default(), &[key(1)], ID, NOW, BODY))[index];
        headers.push((name.to_uppercase(), headers[index].1.clone()));
        let refusal = verify(&headers, BODY, &[key(1)], NOW, 300);
        assert_eq!(refusal, Err(VerifyError::DuplicateHeader(name)));
        headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        let refusal = verify(&headers, BODY, &[key(1)], NOW, 300);
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
            VerifyError::MissingHeader(SIGNATURE_HEADER),
            "It isn't signed: the header webhook-signature is missing or empty.",
        ),
        (
            VerifyError::MalformedTimestamp,
            "The webhook-timestamp isn't a whole number of seconds since 1970.",
        ),
    ] {
        assert_eq!(refusal.to_string(), words);
    }
}
