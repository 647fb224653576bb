//! What the Test inbox received, and whether its signature holds.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    id::InboxRequestId,
    moment::Moment,
    secret::Secret,
    signing::{Received, Signing, VerifyError, is_signed, verify},
};

/// Where the Test inbox answers; whatever follows after a `/` is its own, too.
pub const PATH: &str = "/test-inbox";

/// How old a signature may be, in seconds, and how far in the future.
const TOLERANCE: i64 = 300;

/// A request that the Test inbox received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InboxRequest {
    /// Its id.
    pub id: InboxRequestId,
    /// When it came.
    pub at: Moment,
    /// Its method, as it stood on the wire.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// Its headers.
    pub headers: Vec<(String, String)>,
    /// The body as text; bytes that are not UTF-8 are shown as `�`.
    pub body: String,
    /// How long the whole body was, in bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// What checking the signature said.
    pub signature: SignatureCheck,
    /// What it was answered; nothing while it is left hanging or was hung up on.
    pub answered: Option<u16>,
    /// How long the answer took, in milliseconds.
    #[serde(default)]
    pub took_ms: Option<u32>,
}

/// What checking a signature said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SignatureCheck {
    /// It is right.
    Valid {
        /// How it was signed.
        #[serde(default)]
        signing: Option<Signing>,
    },
    /// There is none.
    Unsigned {},
    /// It is not.
    Invalid {
        /// Why, in words.
        why: String,
    },
}

impl SignatureCheck {
    /// True when there is a signature and it holds.
    pub fn is_valid(&self) -> bool {
        matches!(self, Self::Valid { .. })
    }
}

/// How the Test inbox answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InboxAnswer {
    /// 200 at once.
    #[default]
    Ok,
    /// 500 at once.
    Error,
    /// 200 after five seconds.
    Slow,
    /// Never: the sender runs into its time limit.
    Never,
    /// The connection is closed without an answer.
    HangUp,
}

/// A destination that sends to the Test inbox, as far as its signatures go.
#[derive(Clone, Debug)]
pub struct Sender {
    /// How it signs.
    pub signing: Signing,
    /// Its live secrets.
    pub keys: Vec<Secret>,
    /// The end of its newest secret, such as `••••a1b2`.
    pub hint: Option<String>,
}

/// Checks a request against everyone who may have sent it: one whose signature holds is enough.
pub fn check_signature(
    senders: &[Sender],
    headers: &[(String, String)],
    body: &[u8],
    now_seconds: i64,
) -> SignatureCheck {
    let mut why = None;
    let signed = |sender: &&Sender| is_signed(&sender.signing, headers);
    for sender in senders.iter().filter(signed) {
        let received = Received {
            headers,
            body,
            keys: &sender.keys,
            now: now_seconds,
            tolerance: TOLERANCE,
        };
        match verify(&sender.signing, received) {
            Ok(()) => {
                let signing = Some(sender.signing.clone());
                return SignatureCheck::Valid { signing };
            }
            Err(error) => why.get_or_insert_with(|| refusal(&error, sender)),
        };
    }
    let why = why.or_else(|| unknown_kind(headers));
    why.map_or(SignatureCheck::Unsigned {}, |why| SignatureCheck::Invalid {
        why,
    })
}

fn refusal(error: &VerifyError, sender: &Sender) -> String {
    match (error, &sender.hint) {
        (VerifyError::NoMatchingSignature, Some(hint)) => format!(
            "It doesn't match the secret {hint}: another one was used, or the body was changed."
        ),
        _ => error.to_string(),
    }
}

/// A signature that none of the destinations makes that send here.
fn unknown_kind(headers: &[(String, String)]) -> Option<String> {
    let known = [
        Signing::StandardWebhooks {},
        Signing::Github {},
        Signing::Stripe {},
        Signing::Slack {},
        Signing::Shopify {},
    ];
    let header = known
        .iter()
        .find(|signing| is_signed(signing, headers))
        .and_then(Signing::header)?;
    Some(format!(
        "It has a signature in {header}, and no destination that sends here signs that way, so \
         nobody knows its secret."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signing::{Message, sign};

    const NOW: i64 = 1_760_000_000;
    const BODY: &[u8] = b"{}";

    fn sender(signing: Signing, text: &str) -> Sender {
        let key = signing.secret(text).unwrap();
        Sender {
            signing,
            hint: Some(key.hint()),
            keys: vec![key],
        }
    }

    fn signed_by(sender: &Sender) -> Vec<(String, String)> {
        let message = Message {
            id: "dlv_1",
            timestamp: NOW,
            body: BODY,
        };
        sign(&sender.signing, &sender.keys, message)
    }

    fn github() -> Sender {
        sender(Signing::Github {}, "correct horse battery staple")
    }

    fn stripe() -> Sender {
        sender(Signing::Stripe {}, "another secret, long enough")
    }

    #[test]
    fn one_of_all_that_send_here_is_enough() {
        let senders = [github(), stripe()];
        for sender in &senders {
            let check = check_signature(&senders, &signed_by(sender), BODY, NOW);
            let signing = Some(sender.signing.clone());
            assert_eq!(check, SignatureCheck::Valid { signing });
        }
    }

    #[test]
    fn what_does_not_match_names_the_secret_it_should_match() {
        let stranger = sender(Signing::Github {}, "wrong horse battery staple?");
        let check = check_signature(&[github()], &signed_by(&stranger), BODY, NOW);
        let why = "It doesn't match the secret ••••aple: another one was used, or the body was \
                   changed."
            .to_owned();
        assert_eq!(check, SignatureCheck::Invalid { why });
    }

    #[test]
    fn a_signature_that_nobody_here_makes_is_told_from_none() {
        let check = check_signature(&[github()], &signed_by(&stripe()), BODY, NOW);
        let SignatureCheck::Invalid { why } = check else {
            panic!("{check:?}")
        };
        assert!(why.contains("stripe-signature"), "{why}");
        let none = check_signature(&[github()], &[], BODY, NOW);
        assert_eq!(none, SignatureCheck::Unsigned {});
    }
}
