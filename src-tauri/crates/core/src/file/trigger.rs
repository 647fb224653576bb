//! The settings of a file trigger.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ContentKind, FileEventKind, PatternError, Patterns};
use crate::problem::Problems;

/// *When a file …*: which folder to watch, which of its files, and what must happen to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "snake_case", deny_unknown_fields)]
pub struct FileTrigger {
    /// The full path of the folder to watch.
    pub folder: String,
    /// Whether files in its subfolders count too.
    pub subfolders: bool,
    /// Patterns of which a file must match one.
    pub only: Vec<String>,
    /// Patterns of files and folders that are left out.
    pub ignore: Vec<String>,
    /// What must happen to a file.
    pub on: BTreeSet<FileEventKind>,
    /// For how many seconds a file must not have changed before it is reported, 0 to 300.
    /// A file that its writer has closed is reported at once where the system tells (Linux).
    pub settle_seconds: f64,
    /// Whether what happened while Hookloom was not running is reported when it is back.
    pub while_away: bool,
    /// What becomes of several files that come to rest at about the same time.
    pub several: Several,
    /// Whether a file's content goes along.
    pub content: ContentKind,
    /// The largest content that goes along, in KB (1 to 1024).
    pub content_kb: u32,
    /// Whether the folder is looked at every 30 s instead of being watched.
    pub poll: bool,
}

/// What becomes of several files that come to rest at about the same time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Several {
    /// Each is an event of its own.
    #[default]
    Each,
    /// They are one event, which waits 10 s for the others at the most.
    Group,
}

const LONGEST_SETTLE_SECONDS: f64 = 300.0;
const MOST_CONTENT_KB: u32 = 1024;

impl Default for FileTrigger {
    fn default() -> Self {
        Self {
            folder: String::new(),
            subfolders: true,
            only: vec!["*".to_owned()],
            ignore: preset_ignore(),
            on: BTreeSet::from([FileEventKind::Added]),
            settle_seconds: 2.0,
            while_away: false,
            several: Several::default(),
            content: ContentKind::default(),
            content_kb: 256,
            poll: false,
        }
    }
}

impl FileTrigger {
    /// Notes all that is wrong with these settings. Whether the folder is there is not asked.
    pub fn check(&self, problems: &mut Problems) {
        self.check_folder(problems);
        problems.expect(
            !self.only.is_empty(),
            "only",
            "Write at least one pattern; * means every file.",
        );
        for (field, patterns) in [("only", &self.only), ("ignore", &self.ignore)] {
            problems.each(field, patterns, |pattern, at| {
                at.take("", Patterns::check(pattern));
            });
        }
        problems.expect(!self.on.is_empty(), "on", "Pick at least one.");
        problems.expect(
            (0.0..=LONGEST_SETTLE_SECONDS).contains(&self.settle_seconds),
            "settle_seconds",
            "Enter 0 to 300 seconds.",
        );
        problems.expect(
            (1..=MOST_CONTENT_KB).contains(&self.content_kb),
            "content_kb",
            format!(
                "Enter 1 to {MOST_CONTENT_KB} KB; you wrote {}.",
                self.content_kb
            ),
        );
    }

    /// The largest content that goes along, in bytes.
    pub fn most_content(&self) -> u64 {
        u64::from(self.content_kb) * 1024
    }

    /// The compiled patterns.
    pub fn patterns(&self) -> Result<Patterns, PatternError> {
        Patterns::new(&self.only, &self.ignore)
    }

    /// For how long a file must not have changed before it is reported.
    pub fn settle(&self) -> Duration {
        let seconds = self.settle_seconds.clamp(0.0, LONGEST_SETTLE_SECONDS);
        Duration::try_from_secs_f64(seconds).unwrap_or_default()
    }

    fn check_folder(&self, problems: &mut Problems) {
        let folder = &self.folder;
        if folder.is_empty() {
            problems.add("folder", "Choose a folder to watch.");
        } else if !Path::new(folder).is_absolute() || folder.contains('\0') {
            problems.add(
                "folder",
                format!(
                    "‘{folder}’ isn't a full path. Write it from the top, like /home/ada/Invoices."
                ),
            );
        }
    }
}

/// What is left out unless a person says otherwise: hidden files and folders, and what editors,
/// office programs, browsers, version control and rsync write on their way to the real file.
pub fn preset_ignore() -> Vec<String> {
    [
        ".*",
        ".git",
        "*~",
        ".*.sw?",
        "4913",
        "*.tmp",
        "~$*",
        ".#*",
        "#*#",
        "*.part",
        "*.partial",
        "*.crdownload",
        "*.download",
    ]
    .map(str::to_owned)
    .to_vec()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn problems(json: &str) -> Vec<String> {
        let trigger: FileTrigger = serde_json::from_str(json).unwrap();
        let mut problems = Problems::default();
        trigger.check(&mut problems);
        problems
            .into_vec()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_folder_is_all_that_must_be_said() {
        assert_eq!(problems(r#"{"folder": "/in"}"#), [""; 0]);
        let trigger: FileTrigger = serde_json::from_str(r#"{"folder": "/in"}"#).unwrap();
        assert!(trigger.subfolders);
        assert_eq!(trigger.only, ["*"]);
        assert_eq!(trigger.on, BTreeSet::from([FileEventKind::Added]));
        assert_eq!(trigger.settle(), Duration::from_secs(2));
        assert!(!trigger.while_away);
        assert_eq!(trigger.several, Several::Each);
        assert_eq!(trigger.content, ContentKind::None);
        assert_eq!(trigger.most_content(), 256 * 1024);
    }

    #[test]
    fn the_most_content_is_a_megabyte() {
        assert_eq!(
            problems(r#"{"folder": "/in", "content": "text", "content_kb": 1025}"#),
            ["content_kb: Enter 1 to 1024 KB; you wrote 1025."]
        );
        assert_eq!(
            problems(r#"{"folder": "/in", "content_kb": 1024}"#),
            [""; 0]
        );
    }

    #[test]
    fn settings_come_back_from_json_as_they_were() {
        let trigger = FileTrigger {
            folder: "/in".to_owned(),
            on: BTreeSet::from([FileEventKind::Renamed, FileEventKind::Deleted]),
            ..FileTrigger::default()
        };
        let json = serde_json::to_string(&trigger).unwrap();
        assert_eq!(serde_json::from_str::<FileTrigger>(&json).unwrap(), trigger);
    }

    #[test]
    fn an_unknown_setting_is_refused() {
        let refusal = serde_json::from_str::<FileTrigger>(r#"{"foldr": "/in"}"#).unwrap_err();
        assert!(refusal.to_string().contains("foldr"), "{refusal}");
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let found = problems(
            r#"{"folder": "in", "only": ["*", "[abc"], "ignore": ["a}"], "on": [], "settle_seconds": 301}"#,
        );
        assert_eq!(
            found,
            [
                "folder: ‘in’ isn't a full path. Write it from the top, like /home/ada/Invoices.",
                "only[1]: ‘[abc’ isn't a valid pattern: ] is missing.",
                "ignore[0]: ‘a}’ isn't a valid pattern: { is missing.",
                "on: Pick at least one.",
                "settle_seconds: Enter 0 to 300 seconds.",
            ]
        );
    }

    #[test]
    fn nothing_chosen_asks_to_choose() {
        assert_eq!(
            problems(r#"{"only": []}"#),
            [
                "folder: Choose a folder to watch.",
                "only: Write at least one pattern; * means every file.",
            ]
        );
    }
}
