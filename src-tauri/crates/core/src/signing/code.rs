//! Authentication codes and how they are written.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use ts_rs::TS;

use crate::secret::Secret;

/// How many bytes an HMAC-SHA256 has.
const BYTES: usize = 32;

/// How the bytes of a signature are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// Two hexadecimal digits for each byte, in small letters.
    #[default]
    Hex,
    /// Base64 with padding.
    Base64,
}

/// The authentication code of `parts`, one after the other.
pub(super) fn mac<'a>(key: &Secret, parts: impl IntoIterator<Item = &'a [u8]>) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.key_bytes())
        .expect("HMAC takes keys of any length (RFC 2104)");
    for part in parts {
        mac.update(part);
    }
    mac
}

/// The code as it is sent.
pub(super) fn written(mac: Hmac<Sha256>, encoding: Encoding) -> String {
    let code = mac.finalize().into_bytes();
    match encoding {
        Encoding::Hex => code.iter().map(|byte| format!("{byte:02x}")).collect(),
        Encoding::Base64 => STANDARD.encode(code),
    }
}

/// Reads a code that was sent. Each code has one spelling: capital letters, missing padding and
/// spaces are none.
pub(super) fn read(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    let code = match encoding {
        Encoding::Hex => from_hex(text)?,
        Encoding::Base64 => STANDARD.decode(text).ok()?,
    };
    (code.len() == BYTES).then_some(code)
}

/// Whether one of the codes is the code of one of the keys. Comparing takes the same time wherever
/// they differ.
pub(super) fn belongs(
    codes: &[Vec<u8>],
    keys: &[Secret],
    mac_with: impl Fn(&Secret) -> Hmac<Sha256>,
) -> bool {
    keys.iter().any(|key| {
        let expected = mac_with(key);
        codes
            .iter()
            .any(|code| expected.clone().verify_slice(code).is_ok())
    })
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return None;
    };
    let byte = |&[high, low]: &[u8; 2]| Some(digit(high)? << 4 | digit(low)?);
    pairs.iter().map(byte).collect()
}
