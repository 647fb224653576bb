//! Where webhooks go.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    address::Address,
    authentication::Authentication,
    automation::check_name,
    header::{self, HeaderField},
    health::{self, Probe},
    id::DestinationId,
    limits::DestinationLimits,
    moment::Moment,
    problem::Problems,
    rotation::Rotation,
    signing::Signing,
    transport::Transport,
};

/// The most requests to one destination that may be under way at once.
const MOST_PARALLEL: u32 = 64;

/// A destination as it is kept. Its secrets live in the secret store, never here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Destination {
    /// Its id; stays the same over all edits.
    pub id: DestinationId,
    /// What a person chose.
    pub settings: DestinationSettings,
    /// Set while nothing is sent here; what is due is held meanwhile.
    pub paused: Option<DestinationPause>,
    /// When it was resumed last; what failed before that no longer counts against it.
    #[serde(default)]
    pub resumed_at: Option<Moment>,
    /// The end of the signing secret, such as `••••a1b2`, when there is one.
    pub secret_hint: Option<String>,
    /// What else is known of its secrets, without the secrets themselves.
    pub secrets: KnownSecrets,
    /// True for the Test inbox, which cannot be edited or deleted.
    pub built_in: bool,
    /// When it was made.
    pub created_at: Moment,
    /// When its settings were last changed.
    pub updated_at: Moment,
}

/// What may be shown of a destination's secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KnownSecrets {
    /// What receivers check Ed25519 signatures with, `whpk_…`; nothing in other ways of signing.
    #[serde(default)]
    pub public_key: Option<String>,
    /// The old signing secret, while it is still in use.
    #[serde(default)]
    pub rotation: Option<Rotation>,
    /// The secrets that are placed into requests, by name.
    #[serde(default)]
    pub named: Vec<NamedSecret>,
}

/// A secret with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NamedSecret {
    /// Its name, as in `{{ secret.name }}`.
    pub name: String,
    /// Enough of it to tell secrets apart, such as `••••a1b2`.
    pub hint: String,
}

/// Everything about a destination that a person chooses, except its secret.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DestinationSettings {
    /// A name of at most 80 letters, unique among destinations.
    pub name: String,
    /// A full `http://` or `https://` address, typed by a person: never a template.
    pub address: String,
    /// Headers of every request; the values are sent as they stand, but for `{{ secret.name }}`.
    #[serde(default)]
    pub headers: Vec<HeaderField>,
    /// How requests are signed.
    #[serde(default)]
    pub signing: Signing,
    /// How the destination knows who calls, beside the signature.
    #[serde(default)]
    pub authentication: Authentication,
    /// The way that requests take.
    #[serde(default)]
    pub transport: Transport,
    /// How many requests may be under way at once (1 to 64).
    #[serde(default = "default_parallel")]
    pub parallel: u32,
    /// True when it may be one of this app's own hooks, through which automations start each
    /// other. Otherwise nothing is sent there.
    #[serde(default)]
    pub own_hooks: bool,
    /// How much it takes at the most.
    #[serde(default)]
    pub limits: DestinationLimits,
    /// After how many hours of nothing but failures it is paused and only tried from time to time
    /// (1 to 1440); nothing means never.
    #[serde(default = "default_unhealthy_after")]
    pub unhealthy_after_hours: Option<u32>,
}

fn default_parallel() -> u32 {
    4
}

#[expect(clippy::unnecessary_wraps, reason = "the type of the setting")]
fn default_unhealthy_after() -> Option<u32> {
    Some(health::USUAL_HOURS)
}

/// Since when and why nothing is sent to a destination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DestinationPause {
    /// When it was paused.
    pub since: Moment,
    /// Who paused it.
    pub why: PauseReason,
    /// How it is tried again by itself, if it is unhealthy.
    #[serde(default)]
    pub probe: Option<Probe>,
}

/// Why a destination is paused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    /// A person did it.
    ByHand,
    /// It answered 410: it no longer wants these.
    Gone,
    /// Nothing but failures came from it for too long.
    Unhealthy,
}

impl DestinationPause {
    /// A pause that nothing ends by itself.
    pub fn by(why: PauseReason, since: Moment) -> Self {
        Self {
            since,
            why,
            probe: None,
        }
    }
}

impl DestinationSettings {
    /// Notes what is wrong with the settings. If the name is free is for the caller to see.
    pub fn check(&self, problems: &mut Problems) {
        check_name(&self.name, "Give this destination a name.", problems);
        problems.take("address", Address::parse(&self.address));
        header::check(&self.headers, problems);
        problems.within("signing", |problems| self.signing.check(problems));
        let authentication = &self.authentication;
        problems.within("authentication", |problems| authentication.check(problems));
        problems.within("transport", |problems| self.transport.check(problems));
        if !(1..=MOST_PARALLEL).contains(&self.parallel) {
            let message = format!("Enter 1 to {MOST_PARALLEL}; you wrote {}.", self.parallel);
            problems.add("parallel", message);
        }
        problems.within("limits", |problems| self.limits.check(problems));
        let hours = self.unhealthy_after_hours;
        let message = "Enter 1 to 1440 hours, or none for never.";
        let fine = hours.is_none_or(|hours| health::HOURS.contains(&hours));
        problems.expect(fine, "unhealthy_after_hours", message);
    }
}
