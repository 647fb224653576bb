//! Requests with known verdicts, as other implementations sign them.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Deserialize;

use super::*;

const FIXTURE: &str = include_str!("../../../../../../tests/fixtures/signatures.json");

#[derive(Deserialize)]
struct Vectors {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    id: String,
    scheme: String,
    secret: String,
    now: i64,
    tolerance_s: i64,
    headers: Vec<(String, String)>,
    #[serde(default)]
    body: String,
    body_base64: Option<String>,
    reason_code: String,
}

impl Vector {
    fn key(&self) -> Secret {
        Signing::default().secret(&self.secret).unwrap()
    }

    fn body(&self) -> Vec<u8> {
        let text = || self.body.clone().into_bytes();
        let encoded = self.body_base64.as_ref();
        encoded.map_or_else(text, |encoded| STANDARD.decode(encoded).unwrap())
    }

    fn verdict(&self) -> Result<(), VerifyError> {
        let keys = [self.key()];
        verify(
            &self.headers,
            &self.body(),
            &keys,
            self.now,
            self.tolerance_s,
        )
    }

    fn header(&self, name: &str) -> &str {
        let mut headers = self.headers.iter();
        let found = headers.find(|(other, _)| other.eq_ignore_ascii_case(name));
        &found.unwrap().1
    }
}

fn vectors() -> Vec<Vector> {
    let all: Vectors = serde_json::from_str(FIXTURE).unwrap();
    let ours = |vector: &Vector| vector.scheme == "sw-v1";
    let vectors: Vec<Vector> = all.vectors.into_iter().filter(ours).collect();
    assert_eq!(
        vectors.len(),
        32,
        "as many as the fixture has of this scheme"
    );
    vectors
}

#[test]
fn every_vector_gets_its_verdict_for_its_reason() {
    for vector in vectors() {
        let code = vector.verdict().map_or_else(VerifyError::code, |()| "ok");
        assert_eq!(code, vector.reason_code, "{}", vector.id);
    }
}

#[test]
fn what_a_valid_vector_carries_is_what_we_sign() {
    let valid: Vec<Vector> = vectors()
        .into_iter()
        .filter(|v| v.verdict().is_ok())
        .collect();
    assert!(valid.len() >= 10, "only {} vectors are valid", valid.len());
    for vector in valid {
        let id = vector.header(ID_HEADER);
        let timestamp = vector.header(TIMESTAMP_HEADER).parse().unwrap();
        let keys = [vector.key()];
        let headers = sign(&Signing::default(), &keys, id, timestamp, &vector.body());
        let mut carried = vector.header(SIGNATURE_HEADER).split(' ');
        assert!(
            carried.any(|signature| signature == headers[2].1),
            "{}",
            vector.id
        );
    }
}
