//! Folders of which the system can't tell, so that they are looked at from time to time.

use std::collections::BTreeMap;
use std::time::Duration;

use hookloom_core::file::RelativePath;

use super::watcher::Refusal;

/// Why a folder must be polled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unwatched {
    /// It lies on a drive of this type, which doesn't tell what others do to it.
    Remote(String),
    /// The system refuses to watch it.
    Refused(Refusal),
    /// A person wants it so.
    Chosen,
}

/// The topmost folders to poll, each with all below it.
#[derive(Debug, Default)]
pub(super) struct Polled(BTreeMap<RelativePath, Unwatched>);

impl Polled {
    /// Notes that the folder must be polled with all below it.
    pub fn insert(&mut self, folder: RelativePath, why: Unwatched) {
        self.0.insert(folder, why);
    }

    /// Notes that the folder needn't be polled any more.
    pub fn remove(&mut self, folder: &RelativePath) {
        self.0.remove(folder);
    }

    /// Keeps only the folders of which `keep` says so.
    pub fn retain(&mut self, mut keep: impl FnMut(&RelativePath) -> bool) {
        self.0.retain(|folder, _| keep(folder));
    }

    /// Whether the folder, or one around it, is polled.
    pub fn covers(&self, folder: &RelativePath) -> bool {
        !self.0.is_empty()
            && std::iter::successors(Some(folder.clone()), RelativePath::parent)
                .any(|around| self.0.contains_key(&around))
    }

    /// The folders to begin at.
    pub fn starts(&self) -> impl Iterator<Item = &RelativePath> {
        self.0.keys()
    }

    /// Whether nothing must be polled.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Why something must be polled `every` so often, in words; nothing if nothing must.
    pub fn why(&self, every: Duration) -> Option<String> {
        let reason = match self.0.values().next()? {
            Unwatched::Remote(kind) => {
                format!(
                    "This folder lies on a network drive ({kind}), which doesn't tell of changes."
                )
            }
            Unwatched::Refused(Refusal::Limit(limit)) => {
                format!(
                    "Your system allows {limit} watched folders, and they are used up. Watch a smaller folder."
                )
            }
            Unwatched::Refused(Refusal::System(error)) => {
                format!("Your system doesn't tell of changes in this folder ({error}).")
            }
            Unwatched::Refused(Refusal::Gone) => return None,
            Unwatched::Chosen => "This folder isn't watched, as you chose.".to_owned(),
        };
        let seconds = every.as_secs_f64();
        Some(match self.0.keys().all(RelativePath::is_root) {
            true => format!("{reason} It is checked every {seconds} s."),
            false => format!(
                "{reason} {} subfolders are checked every {seconds} s.",
                self.0.len()
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: Duration = Duration::from_secs(30);

    fn remote() -> Unwatched {
        Unwatched::Remote("nfs4".to_owned())
    }

    #[test]
    fn a_polled_folder_covers_what_lies_below_it() {
        let mut polled = Polled::default();
        assert!(!polled.covers(&RelativePath::root()));
        polled.insert("a/b".into(), remote());
        assert!(polled.covers(&"a/b".into()));
        assert!(polled.covers(&"a/b/c/d".into()));
        assert!(!polled.covers(&"a".into()));
        polled.insert(RelativePath::root(), remote());
        assert!(polled.covers(&"a".into()));
    }

    #[test]
    fn the_reason_is_told_with_how_often_it_is_checked() {
        let mut polled = Polled::default();
        assert_eq!(polled.why(EVERY), None);
        polled.insert("a".into(), Unwatched::Refused(Refusal::Limit(8_192)));
        assert_eq!(
            polled.why(EVERY).unwrap_or_default(),
            "Your system allows 8192 watched folders, and they are used up. Watch a smaller folder. \
             1 subfolders are checked every 30 s."
        );
        polled.remove(&"a".into());
        polled.insert(RelativePath::root(), remote());
        assert_eq!(
            polled.why(EVERY).unwrap_or_default(),
            "This folder lies on a network drive (nfs4), which doesn't tell of changes. \
             It is checked every 30 s."
        );
    }
}
