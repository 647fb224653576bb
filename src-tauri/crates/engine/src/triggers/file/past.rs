//! What a difference means that is found when a folder comes in sight.

use std::path::{Path, PathBuf};

use hookloom_core::file::{FileStat, Snapshot};

/// Where the snapshot of a folder comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Past {
    /// It was stored when Hookloom last ran.
    Stored,
    /// It was made with other settings.
    OtherSettings,
    /// This worker has kept it since it saw the folder on the disk that is mounted here.
    Seen(PathBuf),
}

/// What a difference between the snapshot and the folder means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// It has happened, and is to be told.
    News,
    /// It is only to be learned.
    Nothing,
    /// That the disk is not connected; what is in its place has nothing to do with it.
    Unmounted,
}

impl Past {
    /// What a difference means, now that the folder is found as `root` on the disk mounted at `mount`.
    pub fn difference(
        &self,
        known: &Snapshot,
        while_away: bool,
        root: &FileStat,
        mount: &Path,
    ) -> Difference {
        let told = match (self, known.folder()) {
            (Self::Seen(before), _) if before != mount && before.starts_with(mount) => {
                return Difference::Unmounted;
            }
            (_, None) | (Self::OtherSettings, _) => false,
            (Self::Stored, Some(folder)) => while_away && folder.inode == root.inode,
            // On another disk that was put in its place, files are not news.
            (Self::Seen(before), Some(_)) => before == mount,
        };
        match told {
            true => Difference::News,
            false => Difference::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use hookloom_core::file::RelativePath;

    use super::*;

    fn folder(inode: u64) -> FileStat {
        FileStat {
            size: 0,
            modified_ns: 0,
            inode: Some(inode),
            born_ns: None,
        }
    }

    /// What a difference means in the folder with inode 1, on the disk mounted at `mount`.
    fn difference(past: &Past, while_away: bool, mount: &str) -> Difference {
        let known = [(RelativePath::root(), folder(1))].into_iter().collect();
        past.difference(&known, while_away, &folder(1), Path::new(mount))
    }

    #[test]
    fn what_happened_while_away_is_news_only_if_that_was_asked_for() {
        assert_eq!(difference(&Past::Stored, true, "/"), Difference::News);
        assert_eq!(difference(&Past::Stored, false, "/"), Difference::Nothing);
        let other = [(RelativePath::root(), folder(2))].into_iter().collect();
        let moved = Past::Stored.difference(&other, true, &folder(1), Path::new("/"));
        assert_eq!(moved, Difference::Nothing);
    }

    #[test]
    fn without_a_finished_first_look_nothing_is_news() {
        for past in [Past::Stored, Past::Seen("/".into())] {
            let known = Snapshot::default();
            let first = past.difference(&known, true, &folder(1), Path::new("/"));
            assert_eq!(first, Difference::Nothing);
        }
    }

    #[test]
    fn other_settings_make_no_news() {
        let past = Past::OtherSettings;
        assert_eq!(difference(&past, true, "/"), Difference::Nothing);
    }

    #[test]
    fn what_happened_while_the_folder_was_out_of_sight_is_news() {
        let past = Past::Seen("/media/usb".into());
        assert_eq!(difference(&past, false, "/media/usb"), Difference::News);
    }

    #[test]
    fn the_empty_place_of_a_disk_does_not_make_its_files_deleted() {
        let past = Past::Seen("/media/usb".into());
        assert_eq!(difference(&past, true, "/"), Difference::Unmounted);
    }

    #[test]
    fn the_files_of_a_disk_that_is_mounted_over_the_folder_are_not_news() {
        let past = Past::Seen("/".into());
        assert_eq!(difference(&past, true, "/media/usb"), Difference::Nothing);
    }
}
