//! Ids: a UUIDv7 behind a prefix that says what it names, so that two ids cannot be mixed up and
//! a pasted one explains itself.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize, de::Error as _};
use thiserror::Error;
use uuid::Uuid;

use crate::moment::Moment;

/// A text that is not an id of the wanted kind.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error(
    "‘{text}’ isn't {article} id: it should look like {prefix}0193a5c2e41b7c3d8f20a1b2c3d4e5f6"
)]
pub struct IdError {
    text: String,
    article: &'static str,
    prefix: &'static str,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal, $article:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ts_rs::TS)]
        #[ts(type = "string")]
        pub struct $name(Uuid);

        impl $name {
            /// What the text form of such an id begins with.
            pub const PREFIX: &'static str = $prefix;

            /// Makes an id from a UUID; a UUIDv7 for everything stored, so that ids sort by time.
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID behind the prefix.
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// The bytes of that UUID, which sort like the id.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// What sorts before every such id that is made at that moment or later.
            pub fn first_at(moment: Moment) -> Self {
                let millis = u128::try_from(moment.unix_millis()).unwrap_or(0);
                Self(Uuid::from_u128(millis << 80))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $prefix, self.0.simple())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                text.strip_prefix($prefix)
                    .filter(|hex| hex.len() == 32)
                    .and_then(|hex| Uuid::try_parse(hex).ok())
                    .map(Self)
                    .ok_or_else(|| IdError {
                        text: text.to_owned(),
                        article: $article,
                        prefix: $prefix,
                    })
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(D::Error::custom)
            }
        }
    )*};
}

ids! {
    /// Names an automation.
    AutomationId = "atm_", "an automation";
    /// Names a destination.
    DestinationId = "dst_", "a destination";
    /// Names an event.
    EventId = "evt_", "an event";
    /// Names a delivery; it is also the `webhook-id` that receivers see.
    DeliveryId = "dlv_", "a delivery";
    /// Names an attempt.
    AttemptId = "att_", "an attempt";
    /// Names a request that the Test inbox received.
    InboxRequestId = "inb_", "a Test inbox request";
    /// Names something that was done and can be taken back.
    UndoId = "und_", "an undo";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_its_text_form() {
        let id = DeliveryId::new(Uuid::from_u128(7));
        assert_eq!(id.to_string(), "dlv_00000000000000000000000000000007");
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn ids_sort_by_the_moment_they_were_made_at() {
        let made_at = |seconds| {
            let time = uuid::Timestamp::from_unix_time(seconds, 0, 0, 0);
            DeliveryId::new(Uuid::new_v7(time))
        };
        let bound = DeliveryId::first_at(Moment::from_unix_seconds(1_700_000_000));
        assert!(made_at(1_699_999_999) < bound);
        assert!(made_at(1_700_000_000) > bound);
        let before_all = DeliveryId::first_at(Moment::from_unix_seconds(-1));
        assert_eq!(before_all.uuid(), Uuid::nil());
    }

    #[test]
    fn an_id_has_no_dot_because_the_signed_text_is_split_at_dots() {
        assert!(!DeliveryId::new(Uuid::max()).to_string().contains('.'));
    }

    #[test]
    fn an_id_of_another_kind_is_refused_with_words() {
        let event = EventId::new(Uuid::nil()).to_string();
        let error = event.parse::<DeliveryId>().unwrap_err().to_string();
        assert!(error.contains("isn't a delivery id"), "{error}");
        assert!(error.contains("dlv_"), "{error}");
    }
}
