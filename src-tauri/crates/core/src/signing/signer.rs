//! Signs content that comes in pieces, so that a file need not be in memory to be signed.

use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::{
    ID_HEADER, Signing, TIMESTAMP_HEADER,
    code::{self, Encoding},
    content::Content,
    standard, vendor,
};
use crate::secret::Secret;

/// A way of signing that has to see the whole content at once: Ed25519, and an own header that
/// signs the body twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeedsWhole;

/// A signature in the making.
pub struct Signer<'a> {
    signing: &'a Signing,
    id: String,
    timestamp: String,
    codes: Vec<Hmac<Sha256>>,
    /// What is signed behind the content.
    after: Vec<u8>,
}

impl<'a> Signer<'a> {
    /// Begins to sign the attempt of a delivery. `keys` are the live secrets, the newest first; of
    /// a scheme with room for one signature, the oldest signs.
    ///
    /// # Errors
    /// When this way of signing can't do without the whole content.
    pub fn new(
        signing: &'a Signing,
        keys: &[Secret],
        id: &str,
        timestamp: i64,
    ) -> Result<Self, NeedsWhole> {
        let timestamp = timestamp.to_string();
        let (before, after) = around(signing, id, &timestamp)?;
        let keys = match signing {
            Signing::None {} => &[],
            _ if signing.signs_with_all() => keys,
            _ => &keys[keys.len().saturating_sub(1)..],
        };
        let code = |key| code::mac(key, [before.as_slice()]);
        Ok(Self {
            signing,
            id: id.to_owned(),
            codes: keys.iter().map(code).collect(),
            timestamp,
            after,
        })
    }

    /// Goes over the next piece of the content.
    pub fn update(&mut self, piece: &[u8]) {
        for code in &mut self.codes {
            code.update(piece);
        }
    }

    /// The headers that name, date and sign the attempt.
    pub fn finish(mut self) -> Vec<(String, String)> {
        let after = std::mem::take(&mut self.after);
        self.update(&after);
        let mut headers = vec![
            (ID_HEADER.to_owned(), self.id),
            (TIMESTAMP_HEADER.to_owned(), self.timestamp.clone()),
        ];
        let mut codes = self.codes.into_iter();
        match self.signing {
            Signing::StandardWebhooks {} if codes.len() > 0 => {
                headers.push(standard::header(codes));
            }
            Signing::Stripe {} if codes.len() > 0 => {
                headers.push(vendor::stripe_header(&self.timestamp, codes));
            }
            signing => {
                let code = codes.next();
                headers.extend(code.into_iter().flat_map(|code| {
                    let slack = matches!(signing, Signing::Slack {});
                    let dated = slack.then(|| vendor::slack_timestamp(&self.timestamp));
                    dated.into_iter().chain(carried(signing, code))
                }));
            }
        }
        headers
    }
}

/// What is signed before and behind the content.
fn around(signing: &Signing, id: &str, timestamp: &str) -> Result<(Vec<u8>, Vec<u8>), NeedsWhole> {
    let before = |text: String| Ok((text.into_bytes(), Vec::new()));
    match signing {
        Signing::StandardWebhooks {} => before(format!("{id}.{timestamp}.")),
        Signing::Stripe {} => before(format!("{timestamp}.")),
        Signing::Slack {} => before(format!("v0:{timestamp}:")),
        Signing::Github {} | Signing::Shopify {} | Signing::None {} => before(String::new()),
        Signing::StandardWebhooksEd25519 {} => Err(NeedsWhole),
        Signing::Header(own) => {
            let content: Content = own.content.parse().map_err(|_| NeedsWhole)?;
            content.around_body(id, timestamp).ok_or(NeedsWhole)
        }
    }
}

/// The header that carries the only code.
fn carried(signing: &Signing, code: Hmac<Sha256>) -> Option<(String, String)> {
    let (prefix, encoding) = match signing {
        Signing::Github {} => ("sha256=", Encoding::Hex),
        Signing::Slack {} => ("v0=", Encoding::Hex),
        Signing::Shopify {} => ("", Encoding::Base64),
        Signing::Header(own) => (own.prefix.as_str(), own.encoding),
        _ => return None,
    };
    let value = format!("{prefix}{}", code::written(code, encoding));
    Some((signing.header()?, value))
}
