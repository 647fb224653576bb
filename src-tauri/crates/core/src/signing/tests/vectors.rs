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

/// The ways of signing that the vectors call by these names, and how many there are of each.
const SCHEMES: [(&str, usize); 7] = [
    ("sw-v1", 32),
    ("svix-v1", 2),
    ("sw-v1a", 5),
    ("github-sha256", 9),
    ("stripe-v1", 8),
    ("slack-v0", 8),
    ("shopify-hmac", 5),
];

impl Vector {
    fn signing(&self) -> Signing {
        match self.scheme.as_str() {
            "sw-v1" | "svix-v1" => Signing::StandardWebhooks {},
            "sw-v1a" => Signing::StandardWebhooksEd25519 {},
            "github-sha256" => Signing::Github {},
            "stripe-v1" => Signing::Stripe {},
            "slack-v0" => Signing::Slack {},
            "shopify-hmac" => Signing::Shopify {},
            other => panic!("{other} is none of ours"),
        }
    }

    fn key(&self) -> Secret {
        self.signing().secret_of_others(&self.secret).unwrap()
    }

    fn body(&self) -> Vec<u8> {
        let text = || self.body.clone().into_bytes();
        let encoded = self.body_base64.as_ref();
        encoded.map_or_else(text, |encoded| STANDARD.decode(encoded).unwrap())
    }

    fn verdict(&self) -> Result<(), VerifyError> {
        let (body, keys) = (self.body(), [self.key()]);
        let received = Received {
            headers: &self.headers,
            body: &body,
            keys: &keys,
            now: self.now,
            tolerance: self.tolerance_s,
        };
        crate::signing::verify(&self.signing(), received)
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// When it was signed, wherever the scheme writes that.
    fn timestamp(&self) -> i64 {
        let stripe = self.header("stripe-signature").and_then(|value| {
            let time = value.split(',').find_map(|pair| pair.strip_prefix("t="));
            time.map(ToOwned::to_owned)
        });
        let plain = [
            "webhook-timestamp",
            "svix-timestamp",
            "x-slack-request-timestamp",
        ];
        let plain = plain.into_iter().find_map(|name| self.header(name));
        let text = stripe.or(plain.map(ToOwned::to_owned));
        text.map_or(self.now, |text| text.parse().unwrap())
    }
}

fn vectors() -> Vec<Vector> {
    let all: Vectors = serde_json::from_str(FIXTURE).unwrap();
    let ours = |vector: &Vector| SCHEMES.iter().any(|(scheme, _)| *scheme == vector.scheme);
    let vectors: Vec<Vector> = all.vectors.into_iter().filter(ours).collect();
    for (scheme, count) in SCHEMES {
        let found = vectors.iter().filter(|vector| vector.scheme == scheme);
        assert_eq!(
            found.count(),
            count,
            "as many as the fixture has of {scheme}"
        );
    }
    vectors
}

#[test]
fn every_vector_gets_its_verdict_for_its_reason() {
    for vector in vectors() {
        let verdict = vector.verdict();
        let code = verdict.as_ref().map_or_else(VerifyError::code, |()| "ok");
        assert_eq!(code, vector.reason_code, "{}: {verdict:?}", vector.id);
    }
}

/// A public key signs nothing, so the vectors of Ed25519 can only be verified.
#[test]
fn what_a_valid_vector_carries_is_what_we_sign() {
    let signs = |v: &Vector| v.verdict().is_ok() && v.scheme != "sw-v1a";
    let valid: Vec<Vector> = vectors().into_iter().filter(signs).collect();
    assert!(valid.len() >= 25, "only {} vectors are valid", valid.len());
    for vector in valid {
        let (signing, body) = (vector.signing(), vector.body());
        let id = vector.header(ID_HEADER).or(vector.header("svix-id"));
        let message = Message {
            id: id.unwrap_or_default(),
            timestamp: vector.timestamp(),
            body: &body,
        };
        let headers = sign(&signing, &[vector.key()], message);
        let (name, made) = headers.last().unwrap();
        let carried = vector.header(name).or(vector.header("svix-signature"));
        let carries = carried.unwrap().split(' ').any(|carried| carried == made);
        assert!(carries, "{}: {made}", vector.id);
    }
}
