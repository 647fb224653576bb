//! Inbound hooks: an address on this computer that other programs call.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{method::Method, problem::Problems};

/// The longest name of an inbound hook, in bytes.
const LONGEST_NAME: usize = 64;

/// Settings of an inbound hook. It answers at `/in/<name>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct InboundTrigger {
    /// Last part of the address: letters, digits, dashes.
    pub name: String,
    /// Methods that are accepted; anything else is answered 405.
    #[serde(default = "post_only")]
    pub methods: Vec<Method>,
    /// What the caller hears once the event is on disk.
    #[serde(default)]
    pub reply: InboundReply,
}

/// The answer to an accepted call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct InboundReply {
    /// A status from 200 to 299.
    pub status: u16,
    /// A fixed text, empty by default. Nothing of the call is ever echoed.
    pub body: String,
}

impl Default for InboundReply {
    fn default() -> Self {
        Self {
            status: 202,
            body: String::new(),
        }
    }
}

fn post_only() -> Vec<Method> {
    vec![Method::Post]
}

impl InboundTrigger {
    /// Notes what is wrong with the settings. If the name is taken is for the caller to see.
    pub fn check(&self, problems: &mut Problems) {
        problems.take("name", named(&self.name));
        if self.methods.is_empty() {
            problems.add("methods", "Pick at least one method, usually POST.");
        }
        if !(200..300).contains(&self.reply.status) {
            problems.add(
                "reply.status",
                format!("Answer with 200 to 299; you wrote {}.", self.reply.status),
            );
        }
    }
}

/// Checks a hook's name.
///
/// # Errors
/// What is wrong, in words.
pub(crate) fn named(name: &str) -> Result<(), String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if name.is_empty() {
        return Err("Give the address a name, such as ‘orders’.".to_owned());
    }
    if !name.chars().all(fits) {
        return Err(format!(
            "Use letters, numbers and dashes; you wrote ‘{name}’."
        ));
    }
    if name.len() > LONGEST_NAME {
        return Err(format!(
            "Use at most {LONGEST_NAME} letters; this name has {}.",
            name.len()
        ));
    }
    Ok(())
}
