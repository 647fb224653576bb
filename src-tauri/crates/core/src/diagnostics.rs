//! What a person may hand to somebody who helps them: nothing of it is secret.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// All that can be said about how the app is, as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Diagnostics {
    /// The whole text.
    pub text: String,
}

/// What looks like a secret, whoever wrote it: keys of ours, what follows the words for such
/// things, and what stands in an address before its host or after its question mark.
static SECRETS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    [
        (r"whs(ec|k|pk)_[A-Za-z0-9+/=_-]+", "••••"),
        (r"(?i)\b(bearer|basic)\s+[A-Za-z0-9+/=._~-]{8,}", "$1 ••••"),
        (
            r#"(?i)\b([\w-]*(?:password|secret|token|api[_-]?key))(["']?\s*[:=]\s*["']?)[^\s"',}&]+"#,
            "$1$2••••",
        ),
        (r"(\w+://)[^/\s@]+@", "$1••••@"),
        (r#"(\w+://[^\s?"']+)\?[^\s"']+"#, "$1?••••"),
    ]
    .into_iter()
    .map(|(pattern, mask)| (Regex::new(pattern).expect("a pattern of ours"), mask))
    .collect()
});

/// The text without what looks like a secret, and with `~` for the home folder.
pub fn masked(text: &str, home: &str) -> String {
    let mut text = match home {
        "" | "/" => text.to_owned(),
        home => text.replace(home, "~"),
    };
    for (pattern, mask) in SECRETS.iter() {
        text = pattern.replace_all(&text, *mask).into_owned();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_secret_is_left_out() {
        for (text, expected) in [
            ("key whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw.", "key ••••."),
            (
                "Authorization: Bearer abcdef1234567890",
                "Authorization: Bearer ••••",
            ),
            (r#"{"password": "hunter2"}"#, r#"{"password": "••••"}"#),
            ("api_key=12345&x=1", "api_key=••••&x=1"),
            (
                "https://me:pw@shop.example/a",
                "https://••••@shop.example/a",
            ),
            (
                "GET https://shop.example/a?sig=xyz ok",
                "GET https://shop.example/a?•••• ok",
            ),
        ] {
            assert_eq!(masked(text, ""), expected);
        }
    }

    #[test]
    fn what_is_no_secret_stays() {
        let text = "the secret store: no key store answers at 127.0.0.1:8787";
        assert_eq!(masked(text, ""), text);
    }

    #[test]
    fn the_home_folder_is_not_named() {
        let text = masked("folder=/home/karin/.local/share/hookloom", "/home/karin");
        assert_eq!(text, "folder=~/.local/share/hookloom");
    }
}
