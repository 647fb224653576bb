//! How a destination knows who calls it, beside the signature. The secret itself is kept in the
//! secret store, under [`SECRET`].

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{address::Address, header, problem::Problems};

/// The name under which the password, token or client secret is kept.
pub const SECRET: &str = "authentication";

/// How requests are authenticated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Authentication {
    /// Not at all, beside the signature.
    #[default]
    None,
    /// `Authorization: Basic`, with a user name and a password.
    Basic {
        /// The user name.
        user: String,
    },
    /// `Authorization: Bearer`, with a token.
    Bearer,
    /// A header whose whole value is secret.
    Header {
        /// Its name.
        header: String,
    },
    /// A token that is fetched by OAuth 2 client credentials, and fetched anew before it ends.
    #[serde(rename = "oauth2")]
    OAuth2(OAuth2),
}

/// Where a token is had, and for whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OAuth2 {
    /// The address of the token server.
    pub token_address: String,
    /// The client's id.
    pub client_id: String,
    /// What the token is for, with spaces between several; empty where the server asks for none.
    #[serde(default)]
    pub scope: String,
    /// Whom the token is for; empty where the server asks for none.
    #[serde(default)]
    pub audience: String,
    /// How the client's id and secret are sent.
    #[serde(default)]
    pub client_in: ClientIn,
}

/// How a token server learns the client's id and secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClientIn {
    /// By `Authorization: Basic`, which every server has to take (RFC 6749, section 2.3.1).
    #[default]
    Header,
    /// In the form itself.
    Body,
}

impl Authentication {
    /// Whether it needs a secret.
    pub fn needs_secret(&self) -> bool {
        *self != Self::None
    }

    /// What to say when the secret is missing.
    pub fn missing_secret(&self) -> &'static str {
        match self {
            Self::None => "",
            Self::Basic { .. } => "Enter the password.",
            Self::Bearer => "Enter the token.",
            Self::Header { .. } => "Enter the header's secret value.",
            Self::OAuth2(_) => "Enter the client's secret.",
        }
    }

    /// The header that it adds, as the log may show it.
    pub fn header(&self) -> Option<(String, String)> {
        let (name, value) = match self {
            Self::None => return None,
            Self::Basic { .. } => ("authorization", "Basic ••••"),
            Self::Bearer | Self::OAuth2(_) => ("authorization", "Bearer ••••"),
            Self::Header { header } => (header.as_str(), "••••"),
        };
        Some((name.to_ascii_lowercase(), value.to_owned()))
    }

    /// Notes what is wrong with the settings.
    pub fn check(&self, problems: &mut Problems) {
        match self {
            Self::None | Self::Bearer => {}
            Self::Basic { user } => {
                let message = "A user name can't contain a colon.";
                problems.expect(!user.contains(':'), "user", message);
            }
            Self::Header { header } => {
                if let Err(message) = header::check_name(header) {
                    problems.add("header", message);
                }
            }
            Self::OAuth2(oauth2) => {
                problems.take("token_address", Address::parse(&oauth2.token_address));
                let message = "Enter the client's id.";
                problems.expect(!oauth2.client_id.is_empty(), "client_id", message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_keep_their_json_shape() {
        for json in [
            r#"{"type":"none"}"#,
            r#"{"type":"basic","user":"karin"}"#,
            r#"{"type":"bearer"}"#,
            r#"{"type":"header","header":"X-Api-Key"}"#,
            r#"{"type":"oauth2","token_address":"https://id.example/token","client_id":"a","scope":"","audience":"","client_in":"header"}"#,
        ] {
            let read: Authentication = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), json);
        }
    }

    #[test]
    fn what_could_not_be_sent_is_told_at_its_field() {
        let oauth2 = r#"{"type":"oauth2","token_address":"id.example","client_id":""}"#;
        for (json, fields) in [
            (r#"{"type":"basic","user":"a:b"}"#, vec!["user"]),
            (r#"{"type":"header","header":"X Key"}"#, vec!["header"]),
            (oauth2, vec!["token_address", "client_id"]),
        ] {
            let mut problems = Problems::default();
            let read: Authentication = serde_json::from_str(json).unwrap();
            read.check(&mut problems);
            let found: Vec<_> = problems.into_vec().into_iter().map(|p| p.field).collect();
            assert_eq!(found, fields, "{json}");
        }
    }
}
