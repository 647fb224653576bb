//! One destination of an automation, with the request that it gets.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    cloud_event,
    header::{self, HeaderField},
    id::DestinationId,
    method::Method,
    order::Order,
    problem::Problems,
    retry::Retry,
    secret_place,
    statuses::Statuses,
    template::{self, Kind},
    usefulness,
};

/// How long one attempt may take, in seconds.
const TIMEOUT: std::ops::RangeInclusive<u32> = 1..=120;

/// Where an automation sends to, what, and how stubbornly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Send {
    /// The destination; its address is the base of the request's.
    pub destination: DestinationId,
    /// The request's method.
    #[serde(default)]
    pub method: Method,
    /// Template of what is appended to the destination's address: a path, a query or both.
    /// It can never change scheme, host or port.
    #[serde(default)]
    pub path: String,
    /// Headers beside the destination's own; the values are templates.
    #[serde(default)]
    pub headers: Vec<HeaderField>,
    /// The request's content.
    #[serde(default)]
    pub body: Body,
    /// When to try again.
    #[serde(default)]
    pub retry: Retry,
    /// After which answers: statuses and ranges of them, such as `408, 425, 429, 500-599`. Faults
    /// and timeouts are always tried again, and 410 never is.
    #[serde(default = "default_retry_on")]
    pub retry_on: String,
    /// How long one attempt may take in all, in seconds (1 to 120).
    #[serde(default = "default_timeout")]
    pub timeout_seconds: u32,
    /// In which order its deliveries go.
    #[serde(default)]
    pub order: Order,
    /// A delivery that was not sent within so many seconds after its event (1 to 2,592,000) is of
    /// no use any more and is skipped. One that a person sends again is of use for ever.
    #[serde(default)]
    pub useless_after_seconds: Option<u32>,
}

fn default_timeout() -> u32 {
    15
}

fn default_retry_on() -> String {
    Statuses::default().to_string()
}

/// The content of a request. All text in it is a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Body {
    /// `{"type", "timestamp", "data"}` as Standard Webhooks has it.
    Standard {},
    /// The same as a CloudEvent, for event brokers.
    CloudEvents {
        /// Where its attributes stand.
        #[serde(default)]
        mode: cloud_event::CloudEventMode,
    },
    /// One's own JSON.
    Json {
        /// A template that gives JSON once it is filled in.
        template: String,
    },
    /// One's own XML.
    Xml {
        /// A template that gives XML once it is filled in.
        template: String,
    },
    /// Fields as an HTML form sends them (`application/x-www-form-urlencoded`).
    Form {
        /// The fields in the order in which they are sent.
        fields: Vec<FormField>,
    },
    /// Plain text.
    Text {
        /// A template of the text.
        template: String,
    },
    /// No content at all.
    None {},
}

impl Default for Body {
    fn default() -> Self {
        Self::Standard {}
    }
}

/// One field of a form body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    /// The field's name, sent as it is.
    pub name: String,
    /// A template of its value.
    pub value: String,
}

impl Send {
    /// Notes what is wrong with the settings; `fields` are what the trigger's events offer.
    /// Whether the destination has the secrets that are named is seen when it is sent to.
    pub(crate) fn check(&self, fields: &[String], problems: &mut Problems) {
        // What a key is made of is kept, so no secret goes into it.
        problems.within("order", |problems| self.order.check(fields, problems));
        let secrets = format!("{}.*", secret_place::ROOT);
        let fields = &[fields, &[secrets]].concat();
        problems.take("method", self.method.check());
        self.check_path(fields, problems);
        header::check(&self.headers, problems);
        problems.each("headers", &self.headers, |header, problems| {
            let checked = template::check(Kind::HeaderValue, &header.value, fields);
            problems.take_template("value", checked);
        });
        problems.within("body", |problems| self.body.check(fields, problems));
        problems.within("retry", |problems| self.retry.check(problems));
        problems.take("retry_on", self.retry_on.parse::<Statuses>());
        if !TIMEOUT.contains(&self.timeout_seconds) {
            let message = format!(
                "Enter 1 to 120 seconds; you wrote {}.",
                self.timeout_seconds
            );
            problems.add("timeout_seconds", message);
        }
        self.check_usefulness(problems);
    }

    fn check_usefulness(&self, problems: &mut Problems) {
        let seconds = usefulness::SECONDS;
        let given = self.useless_after_seconds;
        if let Some(given) = given.filter(|given| !seconds.contains(given)) {
            let most = seconds.end();
            let message =
                format!("Enter 1 to {most} seconds, which is 30 days; you wrote {given}.");
            problems.add("useless_after_seconds", message);
        }
    }

    /// The answers after which it is tried again.
    pub fn retried_statuses(&self) -> Statuses {
        self.retry_on.parse().unwrap_or_default()
    }

    fn check_path(&self, fields: &[String], problems: &mut Problems) {
        if !(self.path.is_empty() || self.path.starts_with(['/', '?'])) {
            let message = format!("Begin with / or ?; you wrote ‘{}’.", self.path);
            problems.add("path", message);
        }
        problems.take_template("path", template::check(Kind::Path, &self.path, fields));
    }
}

impl Body {
    fn check(&self, fields: &[String], problems: &mut Problems) {
        match self {
            Self::Standard {} | Self::CloudEvents { .. } | Self::None {} => {}
            Self::Json { template } => check_template(Kind::Json, template, fields, problems),
            Self::Xml { template } => check_template(Kind::Xml, template, fields, problems),
            Self::Text { template } => check_template(Kind::Text, template, fields, problems),
            Self::Form { fields: form } => problems.each("fields", form, |field, problems| {
                problems.expect(!field.name.is_empty(), "name", "Give this field a name.");
                problems.take_template("value", template::check(Kind::Text, &field.value, fields));
            }),
        }
    }
}

fn check_template(kind: Kind, template: &str, fields: &[String], problems: &mut Problems) {
    problems.take_template("template", template::check(kind, template, fields));
}
