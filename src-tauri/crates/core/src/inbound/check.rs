//! What a call must show before it is believed.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use crate::{
    header,
    problem::Problems,
    secret::{Secret, SecretError, SecretForm},
    signing::{ID_HEADER, Received, Signing, TIMESTAMP_HEADER, VerifyError, verify},
};

/// How long ago a call may have been signed, and how far ahead, in seconds.
const TOLERANCE: i64 = 300;

/// What a call must show before it is believed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum InboundCheck {
    /// Nothing.
    #[serde(rename = "none")]
    Nothing {},
    /// A header whose value is the secret.
    SecretHeader {
        /// The header's name.
        #[serde(default = "secret_header")]
        header: String,
    },
    /// A signature that only who knows the secret can make.
    Signature {
        /// How the caller signs.
        #[serde(default)]
        signing: Signing,
    },
}

/// Why a call is not believed. For our own log alone: the caller is told no more than that.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The header with the secret is not there, or is there more than once.
    #[error("the header with the secret is missing, or there more than once")]
    NoSecret,
    /// The header holds another secret.
    #[error("the header holds another secret")]
    OtherSecret,
    /// The signature doesn't hold.
    #[error("{0}")]
    Signature(VerifyError),
}

fn secret_header() -> String {
    "X-Webhook-Secret".to_owned()
}

impl Default for InboundCheck {
    fn default() -> Self {
        Self::Nothing {}
    }
}

impl InboundCheck {
    /// Whether the check needs a secret.
    pub fn needs_secret(&self) -> bool {
        !matches!(self, Self::Nothing {})
    }

    /// Reads the secret that the caller uses, in the form that the check needs.
    ///
    /// # Errors
    /// Why `text` can't serve as one, without repeating it.
    pub fn secret(&self, text: &str) -> Result<Secret, SecretError> {
        match self {
            Self::Nothing {} | Self::SecretHeader { .. } => Secret::of_others(text),
            Self::Signature { signing } => signing.secret_of_others(text),
        }
    }

    /// The form of the secrets that serve this check; nothing for any text.
    pub fn secret_form(&self) -> Option<SecretForm> {
        match self {
            Self::Nothing {} | Self::SecretHeader { .. } => None,
            Self::Signature { signing } => signing
                .secret_form()
                .filter(|form| *form != SecretForm::Text),
        }
    }

    /// Notes what is wrong with the settings.
    pub fn check(&self, problems: &mut Problems) {
        match self {
            Self::Nothing {} => {}
            Self::SecretHeader { header } => {
                if let Err(message) = header::check_name(header) {
                    problems.add("header", message);
                }
            }
            Self::Signature {
                signing: Signing::None {},
            } => problems.add("signing", "Choose how the caller signs."),
            Self::Signature { signing } => {
                problems.within("signing", |problems| signing.check(problems));
            }
        }
    }

    /// The header that holds the secret itself, in small letters.
    pub fn secret_header(&self) -> Option<String> {
        match self {
            Self::SecretHeader { header } => Some(header.to_ascii_lowercase()),
            Self::Nothing {} | Self::Signature { .. } => None,
        }
    }

    /// Checks a call over the very bytes that came, at `now` in seconds since 1970. Comparing takes
    /// the same time wherever the secrets differ.
    ///
    /// # Errors
    /// Why the call is not believed.
    pub fn verify(
        &self,
        headers: &[(String, String)],
        body: &[u8],
        keys: &[Secret],
        now: i64,
    ) -> Result<(), CallError> {
        match self {
            Self::Nothing {} => Ok(()),
            Self::SecretHeader { header } => {
                let shown = only(headers, header).ok_or(CallError::NoSecret)?;
                let known = keys.iter().any(|key| is_same(key, shown));
                known.then_some(()).ok_or(CallError::OtherSecret)
            }
            Self::Signature { signing } => {
                let received = Received {
                    headers,
                    body,
                    keys,
                    now,
                    tolerance: TOLERANCE,
                };
                verify(signing, received).map_err(CallError::Signature)
            }
        }
    }

    /// What tells a believed call apart from others, so that the same one is not taken twice;
    /// nothing where nothing does. An id or time counts only as far as its scheme has it.
    pub fn call_id(&self, headers: &[(String, String)], body: &[u8]) -> Option<String> {
        let Self::Signature { signing } = self else {
            return None;
        };
        let header = |name: &str| only(headers, name).map(str::to_owned);
        match signing {
            Signing::StandardWebhooks {} | Signing::StandardWebhooksEd25519 {} => header(ID_HEADER),
            Signing::Github {} => header("x-github-delivery"),
            Signing::Shopify {} => header("x-shopify-webhook-id"),
            Signing::Stripe {} => {
                let signature = header("stripe-signature")?;
                let time = signature
                    .split(',')
                    .find_map(|pair| pair.strip_prefix("t="));
                Some(digest(time?, body))
            }
            Signing::Slack {} => Some(digest(&header("x-slack-request-timestamp")?, body)),
            Signing::Header(own) if own.signs_id() => header(ID_HEADER),
            Signing::Header(own) if own.signs_timestamp() => {
                Some(digest(&header(TIMESTAMP_HEADER)?, body))
            }
            Signing::Header(_) | Signing::None {} => None,
        }
    }
}

/// The value of a header that is there once.
fn only<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut values = headers
        .iter()
        .filter(|(other, _)| other.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str());
    values.next().filter(|_| values.next().is_none())
}

/// Compares by authentication codes, which takes the same time for every text of one length.
fn is_same(key: &Secret, shown: &str) -> bool {
    let code = |text: &[u8]| {
        let mut mac = Hmac::<Sha256>::new_from_slice(key.key_bytes())
            .expect("HMAC takes keys of any length (RFC 2104)");
        mac.update(text);
        mac
    };
    let known = code(key.key_bytes()).finalize().into_bytes();
    code(shown.as_bytes()).verify_slice(&known).is_ok()
}

/// What was signed at that time with that body, in short.
fn digest(time: &str, body: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(time);
    hash.update(b".");
    hash.update(body);
    let bytes = hash.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use base64::{Engine, engine::general_purpose::STANDARD};

    use super::*;
    use crate::signing::{Message, sign};

    const TEXT: &str = "a secret of theirs";
    const NOW: i64 = 1_800_000_000;

    fn header_check() -> InboundCheck {
        InboundCheck::SecretHeader {
            header: "X-Token".to_owned(),
        }
    }

    fn headers(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn a_secret_header_must_be_there_once_and_hold_the_secret() {
        let check = header_check();
        let keys = [check.secret(TEXT).unwrap()];
        let verdict = |pairs: &[(&str, &str)]| check.verify(&headers(pairs), b"", &keys, NOW);
        assert_eq!(verdict(&[("x-token", TEXT)]), Ok(()));
        assert_eq!(verdict(&[]), Err(CallError::NoSecret));
        let twice = [("x-token", TEXT), ("x-token", TEXT)];
        assert_eq!(verdict(&twice), Err(CallError::NoSecret));
        for other in ["", "a secret of their", "a secret of theirs "] {
            assert_eq!(verdict(&[("x-token", other)]), Err(CallError::OtherSecret));
        }
        assert_eq!(
            check.verify(&headers(&[("x-token", TEXT)]), b"", &[], NOW),
            Err(CallError::OtherSecret)
        );
    }

    #[test]
    fn what_each_scheme_signs_is_believed_and_nothing_else() {
        for signing in [
            r#"{"type": "github"}"#,
            r#"{"type": "stripe"}"#,
            r#"{"type": "slack"}"#,
            r#"{"type": "shopify"}"#,
            r#"{"type": "header", "header": "X-Sign"}"#,
        ] {
            let signing: Signing = serde_json::from_str(signing).unwrap();
            let check = InboundCheck::Signature {
                signing: signing.clone(),
            };
            let keys = [check.secret(TEXT).unwrap()];
            let message = Message {
                id: "msg_1",
                timestamp: NOW,
                body: b"{}",
            };
            let headers = sign(&signing, &keys, message);
            assert_eq!(
                check.verify(&headers, b"{}", &keys, NOW + 299),
                Ok(()),
                "{signing:?}"
            );
            let changed = check.verify(&headers, b"[]", &keys, NOW);
            let why = CallError::Signature(VerifyError::NoMatchingSignature);
            assert_eq!(changed, Err(why), "{signing:?}");
        }
    }

    #[test]
    fn a_replayed_call_is_known_by_what_its_signature_covers() {
        let stripe = InboundCheck::Signature {
            signing: Signing::Stripe {},
        };
        let id = |value: &str, body: &[u8]| {
            stripe.call_id(&headers(&[("stripe-signature", value)]), body)
        };
        assert_eq!(id("t=1,v1=aa", b"x"), id("v1=bb,v0=cc,t=1", b"x"));
        assert_ne!(id("t=1,v1=aa", b"x"), id("t=2,v1=aa", b"x"));
        assert_ne!(id("t=1,v1=aa", b"x"), id("t=1,v1=aa", b"y"));
        let standard = InboundCheck::Signature {
            signing: Signing::default(),
        };
        let call = headers(&[(ID_HEADER, "msg_1")]);
        assert_eq!(standard.call_id(&call, b""), Some("msg_1".to_owned()));
        assert_eq!(header_check().call_id(&call, b""), None);
    }

    /// Requests as the services themselves sign them, with known verdicts.
    #[test]
    fn every_vector_of_a_scheme_of_ours_gets_its_verdict() {
        let fixture = include_str!("../../../../../tests/fixtures/signatures.json");
        let fixture: serde_json::Value = serde_json::from_str(fixture).unwrap();
        let mut checked = 0;
        for vector in fixture["vectors"].as_array().unwrap() {
            let scheme = match vector["scheme"].as_str().unwrap() {
                "sw-v1" | "svix-v1" => "standard_webhooks",
                "sw-v1a" => "standard_webhooks_ed25519",
                "github-sha256" => "github",
                "stripe-v1" => "stripe",
                "slack-v0" => "slack",
                "shopify-hmac" => "shopify",
                _ => continue,
            };
            assert_eq!(vector["tolerance_s"], TOLERANCE);
            let check = serde_json::json!({ "type": "signature", "signing": { "type": scheme } });
            let check: InboundCheck = serde_json::from_value(check).unwrap();
            let keys = [check.secret(vector["secret"].as_str().unwrap()).unwrap()];
            let headers: Vec<(String, String)> =
                serde_json::from_value(vector["headers"].clone()).unwrap();
            let body = match vector["body_base64"].as_str() {
                Some(encoded) => STANDARD.decode(encoded).unwrap(),
                None => vector["body"].as_str().unwrap_or_default().into(),
            };
            let now = vector["now"].as_i64().unwrap();
            let believed = check.verify(&headers, &body, &keys, now).is_ok();
            assert_eq!(believed, vector["reason_code"] == "ok", "{}", vector["id"]);
            checked += 1;
        }
        assert_eq!(checked, 69, "as many as the fixture has of these schemes");
    }

    #[test]
    fn a_check_by_signature_names_how() {
        let nothing: InboundCheck =
            serde_json::from_str(r#"{"type": "signature", "signing": {"type": "none"}}"#).unwrap();
        let mut problems = Problems::default();
        nothing.check(&mut problems);
        let found = problems.into_vec();
        assert_eq!(
            found[0].to_string(),
            "signing: Choose how the caller signs."
        );
    }
}
