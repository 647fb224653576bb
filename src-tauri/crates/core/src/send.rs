//! One destination of an automation, with the request that it gets.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    cloud_event,
    file::{FileEventKind, Several},
    header::{self, HeaderField},
    id::DestinationId,
    media_type,
    method::Method,
    order::Order,
    problem::Problems,
    retry::Retry,
    secret_place,
    statuses::{Statuses, Successes},
    template::{self, Kind},
    trigger::Trigger,
    usefulness,
};

/// How long one attempt may take, in seconds.
const TIMEOUT: std::ops::RangeInclusive<u32> = 1..=120;

/// How large the files of one request may be, in MB.
const FILES_MB: std::ops::RangeInclusive<u32> = 1..=1024;

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
    /// Whether the content is compressed on its way (`Content-Encoding: gzip`). What is signed is
    /// the content before that, as a receiver has it that has unpacked it.
    #[serde(default)]
    pub gzip: bool,
    /// When to try again.
    #[serde(default)]
    pub retry: Retry,
    /// After which answers: statuses and ranges of them, such as `408, 425, 429, 500-599`. Faults
    /// and timeouts are always tried again, and 410 never is.
    #[serde(default = "default_retry_on")]
    pub retry_on: String,
    /// Which answers count as delivered: statuses from 200 to 599 and ranges of them, such as
    /// `200-299, 404`. A redirect or 410 that is named here is no failure and pauses nothing; what is
    /// tried again can't be named.
    #[serde(default = "default_success_on")]
    pub success_on: String,
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

fn default_files_mb() -> u32 {
    25
}

fn default_timeout() -> u32 {
    15
}

fn default_retry_on() -> String {
    Statuses::default().to_string()
}

fn default_success_on() -> String {
    Successes::default().to_string()
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
    /// The file that the event is about, as it is.
    File {
        /// What it is called; empty means by the ending of its name.
        #[serde(default)]
        content_type: String,
        /// The largest file that is sent, in MB (1 to 1024).
        #[serde(default = "default_files_mb")]
        max_mb: u32,
    },
    /// Fields and files as an HTML form with files sends them (`multipart/form-data`).
    Multipart {
        /// The parts in the order in which they are sent.
        parts: Vec<MultipartPart>,
        /// The most that its files may have together, in MB (1 to 1024).
        #[serde(default = "default_files_mb")]
        max_mb: u32,
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

/// One part of a multipart body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum MultipartPart {
    /// A text.
    Field {
        /// The field's name, sent as it is.
        name: String,
        /// A template of its value.
        value: String,
    },
    /// The event's file; of a group each file, under the same name.
    File {
        /// The field's name, sent as it is.
        name: String,
    },
}

impl Send {
    /// Notes what is wrong with the settings; `fields` are what the trigger's events offer.
    /// Whether the destination has the secrets that are named is seen when it is sent to.
    pub(crate) fn check(&self, trigger: &Trigger, fields: &[String], problems: &mut Problems) {
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
        problems.within("body", |problems| {
            self.body.check(fields, problems);
            self.body.check_files(trigger, problems);
        });
        problems.within("retry", |problems| self.retry.check(problems));
        self.check_answers(problems);
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

    /// An answer either counts as delivered or is tried again. Where nothing is tried again, that
    /// list says nothing.
    fn check_answers(&self, problems: &mut Problems) {
        let retried = problems.take("retry_on", self.retry_on.parse::<Statuses>());
        let successes = problems.take("success_on", self.success_on.parse::<Successes>());
        let (Some(retried), Some(successes)) = (retried, successes) else {
            return;
        };
        let both = successes.also_among(&retried);
        if let Some(status) = both.filter(|_| self.retry.attempts() > 1) {
            let message = format!(
                "{status} is also among the answers that are tried again. Take it out of one of \
                 the two lists."
            );
            problems.add("success_on", message);
        }
    }

    /// The answers after which it is tried again.
    pub fn retried_statuses(&self) -> Statuses {
        self.retry_on.parse().unwrap_or_default()
    }

    /// The answers that count as delivered.
    pub fn successes(&self) -> Successes {
        self.success_on.parse().unwrap_or_default()
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
            Self::Standard {} | Self::CloudEvents { .. } | Self::File { .. } | Self::None {} => {}
            Self::Json { template } => check_template(Kind::Json, template, fields, problems),
            Self::Xml { template } => check_template(Kind::Xml, template, fields, problems),
            Self::Text { template } => check_template(Kind::Text, template, fields, problems),
            Self::Form { fields: form } => problems.each("fields", form, |field, problems| {
                problems.expect(!field.name.is_empty(), "name", "Give this field a name.");
                problems.take_template("value", template::check(Kind::Text, &field.value, fields));
            }),
            Self::Multipart { parts, .. } => {
                problems.expect(!parts.is_empty(), "parts", "Add a field or the file.");
                problems.each("parts", parts, |part, problems| {
                    part.check(fields, problems)
                });
            }
        }
    }

    /// Whether the trigger has files to send, and how large they may be.
    fn check_files(&self, trigger: &Trigger, problems: &mut Problems) {
        let max_mb = match self {
            Self::File {
                content_type,
                max_mb,
            } => {
                if !content_type.is_empty() {
                    problems.take("content_type", media_type::check(content_type));
                }
                max_mb
            }
            Self::Multipart { parts, max_mb } if parts.iter().any(MultipartPart::is_file) => max_mb,
            _ => return,
        };
        if !FILES_MB.contains(max_mb) {
            problems.add("max_mb", format!("Enter 1 to 1024 MB; you wrote {max_mb}."));
        }
        let Trigger::File(trigger) = trigger else {
            let message = "Only an automation that watches a folder has a file to send.";
            return problems.add("", message);
        };
        let deleted = trigger.on.contains(&FileEventKind::Deleted);
        let message = "A deleted file can't be sent. Untick Deleted, or choose another body.";
        problems.expect(!deleted, "", message);
        let alone = matches!(self, Self::Multipart { .. }) || trigger.several == Several::Each;
        let message = "Several files at once can't be one file. Choose one webhook for each, or \
                       send them as a form with files.";
        problems.expect(alone, "", message);
    }
}

impl MultipartPart {
    fn is_file(&self) -> bool {
        matches!(self, Self::File { .. })
    }

    fn check(&self, fields: &[String], problems: &mut Problems) {
        let (Self::Field { name, .. } | Self::File { name }) = self;
        problems.expect(!name.is_empty(), "name", "Give this field a name.");
        if let Self::Field { value, .. } = self {
            problems.take_template("value", template::check(Kind::Text, value, fields));
        }
    }
}

fn check_template(kind: Kind, template: &str, fields: &[String], problems: &mut Problems) {
    problems.take_template("template", template::check(kind, template, fields));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use serde_json::{Value, json};

    fn problems(more: Value) -> Vec<(String, String)> {
        let mut send = json!({ "destination": DestinationId::new(uuid::Uuid::nil()) });
        let more = more.as_object().unwrap().clone();
        send.as_object_mut().unwrap().extend(more);
        let send: Send = serde_json::from_value(send).unwrap();
        let mut problems = Problems::default();
        send.check(&Trigger::Manual {}, &[], &mut problems);
        let found = problems.into_vec().into_iter();
        found
            .map(|problem| (problem.field, problem.message))
            .collect()
    }

    #[test]
    fn an_answer_either_counts_as_success_or_is_tried_again() {
        for sound in [
            json!({}),
            json!({ "success_on": "200-299, 302, 404, 410" }),
            json!({ "success_on": "200-299, 503", "retry_on": "429" }),
            json!({ "success_on": "200-599", "retry": { "type": "never" } }),
            json!({ "success_on": "200, 201", "retry_on": "202, 500-599, 999" }),
        ] {
            assert_eq!(problems(sound.clone()), [], "{sound}");
        }
        for (wrong, word) in [
            (json!({ "success_on": "200-299, 503" }), "503 is also"),
            (
                json!({ "success_on": "404", "retry_on": "400-499" }),
                "404 is also",
            ),
            (json!({ "retry_on": "202, 429" }), "202 is also"),
            (json!({ "success_on": "100" }), "from 200 to 599"),
            (json!({ "success_on": "all" }), "‘all’ is no status"),
            (json!({ "success_on": "" }), "at least one"),
        ] {
            let found = problems(wrong.clone());
            let [(field, message)] = found.as_slice() else {
                panic!("{wrong}: {found:?}")
            };
            assert_eq!(field, "success_on");
            assert!(message.contains(word), "{wrong}: {message}");
        }
    }
}
