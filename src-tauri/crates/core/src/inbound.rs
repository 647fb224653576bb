//! Inbound hooks: an address on this computer that other programs call.

mod check;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{method::Method, problem::Problems};

pub use check::{CallError, InboundCheck};

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
    /// Who may call.
    #[serde(default)]
    pub callers: Callers,
    /// What a call must show before it is believed.
    #[serde(default)]
    pub check: InboundCheck,
}

/// Who may call an inbound hook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Callers {
    /// Programs of this computer.
    #[default]
    ThisComputer,
    /// Also other computers of its networks.
    Network,
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
    /// Whether other computers may call, which takes a secret.
    pub fn is_open_to_network(&self) -> bool {
        self.callers == Callers::Network && self.check.needs_secret()
    }

    /// Notes what is wrong with the settings. If the name is taken is for the caller to see.
    pub fn check(&self, problems: &mut Problems) {
        problems.take("name", named(&self.name));
        if self.methods.is_empty() {
            problems.add("methods", "Pick at least one method, usually POST.");
        }
        problems.each("methods", &self.methods, |method, problems| {
            problems.take("", method.check());
        });
        problems.within("check", |problems| self.check.check(problems));
        if self.callers == Callers::Network && !self.check.needs_secret() {
            problems.add(
                "check",
                "Anyone on your network can call this. Add a secret.",
            );
        }
        if !(200..300).contains(&self.reply.status) {
            problems.add(
                "reply.status",
                format!("Answer with 200 to 299; you wrote {}.", self.reply.status),
            );
        }
    }
}

/// Whether other computers may reach the hooks that are on: one of them wants it, and none could
/// be called without a secret.
pub fn opens_network<'a>(mut on: impl Iterator<Item = &'a InboundTrigger> + Clone) -> bool {
    on.clone().all(|hook| hook.check.needs_secret()) && on.any(InboundTrigger::is_open_to_network)
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
