//! In which order the deliveries of a send go.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use crate::{
    problem::Problems,
    template::{self, Kind},
};

/// The longest key that is kept as it is, in bytes. What is longer keeps its beginning, and what
/// tells it apart.
const LONGEST: usize = 512;

/// In which order the deliveries of a send go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Order {
    /// Each as soon as it is due.
    Any {},
    /// Those with the same key one after the other: none starts before the one ahead of it was
    /// sent, given up, skipped or stopped. Those with other keys go past it.
    Key {
        /// A template of the key. Delivered as: the file's path.
        #[serde(default = "per_file")]
        template: String,
    },
}

impl Default for Order {
    fn default() -> Self {
        Self::Any {}
    }
}

fn per_file() -> String {
    Order::PER_FILE.to_owned()
}

impl Order {
    /// The template that keeps order per file.
    pub const PER_FILE: &str = "{{ file.path }}";

    /// The template of the key, when there is one.
    pub fn template(&self) -> Option<&str> {
        match self {
            Self::Any {} => None,
            Self::Key { template } => Some(template),
        }
    }

    /// Notes what is wrong with the template; `fields` are what the trigger's events offer.
    pub(crate) fn check(&self, fields: &[String], problems: &mut Problems) {
        let Some(template) = self.template() else {
            return;
        };
        if template.trim().is_empty() {
            let message = "Enter what those have in common that are kept in order, such as \
                           {{ file.path }}.";
            problems.add("template", message);
        }
        problems.take_template("template", template::check(Kind::Text, template, fields));
    }
}

/// A key of a bounded length: two keys are the same if and only if what is kept of them is.
pub(crate) fn bounded(key: String) -> String {
    if key.len() <= LONGEST {
        return key;
    }
    let digest = Sha256::digest(key.as_bytes());
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut beginning = key;
    let mut end = LONGEST - digest.len() - "…".len();
    while !beginning.is_char_boundary(end) {
        end -= 1;
    }
    beginning.truncate(end);
    beginning + "…" + &digest
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn problems(order: &Order) -> Vec<String> {
        let mut problems = Problems::default();
        let fields = ["file.path".to_owned()];
        order.check(&fields, &mut problems);
        let found = problems.into_vec();
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_key_is_the_files_path_unless_it_says_otherwise() {
        let order: Order = serde_json::from_str(r#"{"type": "key"}"#).unwrap();
        assert_eq!(order.template(), Some(Order::PER_FILE));
        assert_eq!(problems(&order), [""; 0]);
        assert_eq!(problems(&Order::default()), [""; 0]);
    }

    #[test]
    fn a_key_of_nothing_or_of_something_unknown_is_refused() {
        let key = |template: &str| Order::Key {
            template: template.to_owned(),
        };
        assert!(problems(&key(" "))[0].starts_with("template: Enter what those have in common"));
        assert!(problems(&key("{{ file.pth }}"))[0].contains("file.pth"));
    }

    proptest! {
        #[test]
        fn a_long_key_is_cut_but_still_told_apart(one in "\\PC{0,700}", other in "\\PC{0,700}") {
            let (first, second) = (bounded(one.clone()), bounded(other.clone()));
            prop_assert!(first.len() <= LONGEST);
            prop_assert_eq!(first == second, one == other);
            prop_assert_ne!(bounded(format!("{one}x")), first);
        }
    }
}
