//! Which paths concern an automation.

use std::fmt;

use globset::{Candidate, ErrorKind, GlobBuilder, GlobSet, GlobSetBuilder};

use super::RelativePath;

/// The compiled *Only files like* and *Ignore* of a file trigger.
///
/// A pattern without `/` matches a name at any depth; one with `/` matches the path from the watched
/// folder on, where `*` stays inside one part and `**` crosses them. One with `/` at its end is about
/// a folder and all that lies in it. Upper and lower case differ where they do on disk.
#[derive(Clone, Debug)]
pub struct Patterns {
    only: GlobSet,
    ignored: GlobSet,
    ignored_folders: GlobSet,
}

/// Why a pattern can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    pattern: String,
    reason: String,
}

impl Patterns {
    /// Compiles the patterns, or names the first that can't be used.
    pub fn new(only: &[String], ignore: &[String]) -> Result<Self, PatternError> {
        let (folders, anything): (Vec<&String>, Vec<&String>) =
            ignore.iter().partition(|pattern| pattern.ends_with('/'));
        Ok(Self {
            only: compile(only.iter().map(|pattern| inside_if_folder(pattern)))?,
            ignored: compile(anything.into_iter().cloned())?,
            ignored_folders: compile(folders.into_iter().cloned())?,
        })
    }

    /// Says what is wrong with one pattern.
    pub fn check(pattern: &str) -> Result<(), PatternError> {
        compile([pattern.to_owned()]).map(|_| ())
    }

    /// Whether a file at `path` concerns the automation.
    pub fn admit_file(&self, path: &RelativePath) -> bool {
        self.only.is_match_candidate(&candidate(path.as_bytes()))
            && !self.ignored.is_match_candidate(&candidate(path.as_bytes()))
            && path
                .parent()
                .is_none_or(|folder| self.admit_folder(&folder))
    }

    /// Whether to look into the folder at `path`: neither it nor a folder around it is ignored.
    pub fn admit_folder(&self, path: &RelativePath) -> bool {
        let bytes = path.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/');
        ends.map(|(at, _)| at)
            .chain([bytes.len()])
            .map(|end| candidate(&bytes[..end]))
            .all(|folder| {
                !self.ignored.is_match_candidate(&folder)
                    && !self.ignored_folders.is_match_candidate(&folder)
            })
    }
}

fn candidate(path: &[u8]) -> Candidate<'_> {
    Candidate::from_bytes(path)
}

fn inside_if_folder(pattern: &str) -> String {
    match pattern.strip_suffix('/') {
        Some(folder) if !folder.contains('/') => format!("**/{folder}/**"),
        Some(folder) => format!("{folder}/**"),
        None => pattern.to_owned(),
    }
}

fn compile(patterns: impl IntoIterator<Item = String>) -> Result<GlobSet, PatternError> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let from_the_top = pattern.trim_end_matches('/').contains('/');
        let bare = pattern.trim_matches('/');
        if bare.is_empty() {
            return Err(PatternError::new(&pattern, "it is empty"));
        }
        let glob = match from_the_top {
            true => bare.to_owned(),
            false => format!("**/{bare}"),
        };
        let glob = GlobBuilder::new(&glob)
            .literal_separator(true)
            .backslash_escape(true)
            .case_insensitive(cfg!(any(windows, target_os = "macos")))
            .build()
            .map_err(|error| PatternError::new(&pattern, &reason(error.kind())))?;
        set.add(glob);
    }
    set.build()
        .map_err(|error| PatternError::new(error.glob().unwrap_or_default(), "it is too large"))
}

fn reason(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::UnclosedClass => "] is missing".to_owned(),
        ErrorKind::UnclosedAlternates => "} is missing".to_owned(),
        ErrorKind::UnopenedAlternates => "{ is missing".to_owned(),
        ErrorKind::InvalidRange(from, to) => format!("{from}-{to} runs backwards"),
        ErrorKind::DanglingEscape => "nothing follows its last \\".to_owned(),
        other => other.to_string(),
    }
}

impl PatternError {
    fn new(pattern: &str, reason: &str) -> Self {
        Self {
            pattern: pattern.to_owned(),
            reason: reason.to_owned(),
        }
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pattern, reason } = self;
        write!(f, "‘{pattern}’ isn't a valid pattern: {reason}.")
    }
}

impl std::error::Error for PatternError {}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::file::preset_ignore;

    fn patterns(only: &[&str], ignore: &[&str]) -> Patterns {
        let owned = |list: &[&str]| {
            list.iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>()
        };
        Patterns::new(&owned(only), &owned(ignore)).unwrap()
    }

    fn admits(only: &str, path: &str) -> bool {
        patterns(&[only], &[]).admit_file(&path.into())
    }

    #[test]
    fn a_pattern_without_a_slash_matches_the_name_at_any_depth() {
        assert!(admits("*.pdf", "a.pdf"));
        assert!(admits("*.pdf", "2026/may/a.pdf"));
        assert!(!admits("*.pdf", "a.pdf.txt"));
        assert!(!admits("*.pdf", "a.pdf/b"));
        assert!(admits("{a,b}.txt", "x/b.txt"));
    }

    #[test]
    fn a_pattern_with_a_slash_matches_from_the_watched_folder_on() {
        assert!(admits("in/*.pdf", "in/a.pdf"));
        assert!(!admits("in/*.pdf", "old/in/a.pdf"));
        assert!(!admits("in/*.pdf", "in/deep/a.pdf"));
        assert!(admits("in/**/*.pdf", "in/deep/a.pdf"));
        assert!(admits("/a.pdf", "a.pdf"));
        assert!(!admits("/a.pdf", "x/a.pdf"));
    }

    #[test]
    fn a_pattern_ending_in_a_slash_is_about_a_folder() {
        assert!(admits("in/", "in/deep/a.pdf"));
        assert!(admits("in/", "x/in/a.pdf"));
        assert!(!admits("in/", "in"));
        let ignoring = patterns(&["*"], &["build/"]);
        assert!(ignoring.admit_file(&"build".into()));
        assert!(!ignoring.admit_file(&"build/a".into()));
        assert!(!ignoring.admit_file(&"x/build/y/a".into()));
        assert!(!ignoring.admit_folder(&"build".into()));
    }

    #[test]
    fn all_that_lies_in_an_ignored_folder_is_ignored() {
        let ignoring = patterns(&["*"], &["node_modules", "out/*.o"]);
        assert!(!ignoring.admit_file(&"a/node_modules/b/c.js".into()));
        assert!(!ignoring.admit_folder(&"node_modules/b".into()));
        assert!(!ignoring.admit_file(&"out/a.o".into()));
        assert!(ignoring.admit_file(&"out/a.c".into()));
        assert!(ignoring.admit_folder(&RelativePath::root()));
    }

    #[test]
    fn the_preset_ignores_what_programs_leave_lying_about() {
        let preset = Patterns::new(&["*".to_owned()], &preset_ignore()).unwrap();
        for path in [
            ".hidden",
            "a~",
            ".a.swp",
            ".a.swx",
            "4913",
            "x.tmp",
            "~$letter.docx",
            ".#a",
            "#a#",
            ".git/config",
            "x/.git/HEAD",
            "film.mkv.part",
            "a.crdownload",
            "a.partial",
            "Song.download/a",
            ".a.txt.x8Kf2Q",
        ] {
            assert!(!preset.admit_file(&path.into()), "{path}");
        }
        for path in ["a.txt", "a.b.c", "dir/49130", "tmp", "swp", "part"] {
            assert!(preset.admit_file(&path.into()), "{path}");
        }
    }

    #[test]
    fn names_that_are_no_text_or_hold_odd_characters_match_too() {
        let all = patterns(&["*"], &[]);
        for name in [b"\xff\xfe".as_slice(), b"two\nlines", b"quo\"te", b" "] {
            assert!(all.admit_file(&RelativePath::from_bytes(name)));
        }
    }

    #[test]
    fn a_pattern_that_cannot_be_used_is_refused_with_the_reason() {
        for (pattern, message) in [
            ("[abc", "‘[abc’ isn't a valid pattern: ] is missing."),
            ("{a,b", "‘{a,b’ isn't a valid pattern: } is missing."),
            ("a}", "‘a}’ isn't a valid pattern: { is missing."),
            (
                "[z-a]",
                "‘[z-a]’ isn't a valid pattern: z-a runs backwards.",
            ),
            (
                "a\\",
                "‘a\\’ isn't a valid pattern: nothing follows its last \\.",
            ),
            ("", "‘’ isn't a valid pattern: it is empty."),
            ("/", "‘/’ isn't a valid pattern: it is empty."),
        ] {
            let refusal = Patterns::check(pattern).unwrap_err();
            assert_eq!(refusal.to_string(), message);
        }
    }
}
