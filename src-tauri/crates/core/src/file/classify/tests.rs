#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

/// A file by its inode and the hour in which it was last written; it was born at its inode's number.
fn file(inode: u64, written: i64) -> FileStat {
    FileStat {
        size: 1,
        modified_ns: written,
        inode: Some(inode),
        born_ns: Some(inode.cast_signed()),
    }
}

fn snapshot(files: &[(&str, FileStat)]) -> Snapshot {
    let rows = files.iter().map(|(path, stat)| ((*path).into(), *stat));
    rows.collect()
}

/// Classifies and writes the changes like a log: `+a`, `~a`, `a>b`, `-a`.
fn log(before: &[(&str, FileStat)], now: &[(&str, Option<FileStat>)]) -> Vec<String> {
    let now = now.iter().map(|(path, stat)| ((*path).into(), *stat));
    let classified = classify(&snapshot(before), &now.collect());
    classified.changes.iter().map(line).collect()
}

fn line(change: &FileChange) -> String {
    match (change.kind, &change.from) {
        (FileEventKind::Added, _) => format!("+{}", change.path),
        (FileEventKind::Changed, _) => format!("~{}", change.path),
        (FileEventKind::Deleted, _) => format!("-{}", change.path),
        (FileEventKind::Renamed, from) => format!("{}>{}", from.as_ref().unwrap(), change.path),
    }
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_new_file_is_added_and_a_missing_one_deleted() {
    assert_eq!(log(&[], &[("a", Some(file(1, 1)))]), ["+a"]);
    assert_eq!(log(&[("a", file(1, 1))], &[("a", None)]), ["-a"]);
}

#[test]
fn a_file_that_came_and_went_between_two_looks_was_never_there() {
    assert_eq!(log(&[], &[("a", None)]), NOTHING);
}

#[test]
fn a_file_that_nobody_wrote_gives_nothing() {
    assert_eq!(
        log(&[("a", file(1, 1))], &[("a", Some(file(1, 1)))]),
        NOTHING
    );
}

#[test]
fn a_touched_file_is_changed_although_its_size_is_the_same() {
    assert_eq!(
        log(&[("a", file(1, 1))], &[("a", Some(file(1, 2)))]),
        ["~a"]
    );
}

#[test]
fn a_file_saved_atomically_is_changed_not_added() {
    let before = [("a", file(1, 1))];
    // A temporary file took its place; the system also told of the temporary name.
    assert_eq!(
        log(&before, &[("a", Some(file(2, 2))), ("a.new", None)]),
        ["~a"]
    );
    // The editor renamed the old file away, wrote a new one and kept the old as a backup.
    assert_eq!(
        log(
            &before,
            &[("a", Some(file(2, 2))), ("a.bak", Some(file(1, 1)))]
        ),
        ["~a", "+a.bak"]
    );
}

#[test]
fn a_file_moved_within_the_tree_is_renamed_once() {
    assert_eq!(
        log(
            &[("a", file(1, 1))],
            &[("a", None), ("x/b", Some(file(1, 1)))]
        ),
        ["a>x/b"]
    );
}

#[test]
fn a_file_renamed_and_then_written_is_both() {
    assert_eq!(
        log(
            &[("a", file(1, 1))],
            &[("a", None), ("b", Some(file(1, 2)))]
        ),
        ["a>b", "~b"]
    );
}

#[test]
fn a_new_file_that_got_the_inode_of_a_deleted_one_is_added() {
    let reused = FileStat {
        born_ns: Some(99),
        ..file(1, 9)
    };
    assert_eq!(
        log(&[("a", file(1, 1))], &[("a", None), ("b", Some(reused))]),
        ["-a", "+b"]
    );
}

#[test]
fn a_hard_link_is_added_because_the_first_name_stays() {
    assert_eq!(
        log(
            &[("a", file(1, 1))],
            &[("a", Some(file(1, 1))), ("b", Some(file(1, 1)))]
        ),
        ["+b"]
    );
}

#[test]
fn one_of_two_hard_links_is_renamed_and_the_other_deleted() {
    assert_eq!(
        log(
            &[("a", file(1, 1)), ("b", file(1, 1))],
            &[("a", None), ("b", None), ("c", Some(file(1, 1)))]
        ),
        ["-b", "a>c"]
    );
}

#[test]
fn a_known_file_moved_over_another_changes_that_and_is_gone_itself() {
    assert_eq!(
        log(
            &[("a", file(1, 1)), ("b", file(2, 2))],
            &[("a", None), ("b", Some(file(1, 1)))]
        ),
        ["-a", "~b"]
    );
}

#[test]
fn files_that_swap_their_names_are_both_changed() {
    assert_eq!(
        log(
            &[("a", file(1, 1)), ("b", file(2, 2))],
            &[("a", Some(file(2, 2))), ("b", Some(file(1, 1)))]
        ),
        ["~a", "~b"]
    );
}

#[test]
fn what_was_not_looked_at_is_left_alone() {
    assert_eq!(
        log(&[("a", file(1, 1)), ("b", file(2, 2))], &[("a", None)]),
        ["-a"]
    );
}

#[test]
fn a_new_inode_under_unwritten_content_is_noted_without_a_word() {
    let now = Observed::from([("a".into(), Some(file(7, 1)))]);
    let classified = classify(&snapshot(&[("a", file(1, 1))]), &now);
    assert_eq!(classified.changes, []);
    assert_eq!(
        classified.refreshed,
        [SnapshotUpdate::Put("a".into(), file(7, 1))]
    );
}

/// What a program may do to the files of a small folder.
#[derive(Clone, Debug)]
enum Step {
    Write(usize),
    Create(usize),
    Remove(usize),
    Rename(usize, usize),
    Link(usize, usize),
}

const NAMES: [&str; 5] = ["a", "b", "c", "x/a", "x/b"];

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let name = || 0..NAMES.len();
    prop::collection::vec(
        prop_oneof![
            name().prop_map(Step::Write),
            name().prop_map(Step::Create),
            name().prop_map(Step::Remove),
            (name(), name()).prop_map(|(from, to)| Step::Rename(from, to)),
            (name(), name()).prop_map(|(from, to)| Step::Link(from, to)),
        ],
        0..12,
    )
}

/// A folder that reuses the inodes of removed files at once, as real ones do.
#[derive(Clone, Default)]
struct Disk {
    files: BTreeMap<&'static str, u64>,
    contents: BTreeMap<u64, FileStat>,
    clock: i64,
}

impl Disk {
    fn perform(&mut self, step: &Step) {
        self.clock += 1;
        match *step {
            Step::Write(at) => {
                if let Some(inode) = self.files.get(NAMES[at]) {
                    let written = self.contents.get_mut(inode).unwrap();
                    written.modified_ns = self.clock;
                }
            }
            Step::Create(at) => {
                self.files.remove(NAMES[at]);
                let used: Vec<u64> = self.files.values().copied().collect();
                let inode = (1..).find(|inode| !used.contains(inode)).unwrap();
                let born = FileStat {
                    born_ns: Some(self.clock),
                    ..file(inode, self.clock)
                };
                self.contents.insert(inode, born);
                self.files.insert(NAMES[at], inode);
            }
            Step::Remove(at) => {
                self.files.remove(NAMES[at]);
            }
            Step::Rename(from, to) => {
                if let Some(inode) = self.files.remove(NAMES[from]) {
                    self.files.insert(NAMES[to], inode);
                }
            }
            Step::Link(from, to) => {
                if let Some(inode) = self.files.get(NAMES[from]).copied() {
                    self.files.entry(NAMES[to]).or_insert(inode);
                }
            }
        }
    }

    fn observe(&self) -> Observed {
        let look = |name| self.files.get(name).map(|inode| self.contents[inode]);
        NAMES.map(|name| (name.into(), look(name))).into()
    }

    fn snapshot(&self) -> Snapshot {
        let files = self.observe().into_iter();
        files
            .filter_map(|(path, stat)| Some((path, stat?)))
            .collect()
    }
}

proptest! {
    #[test]
    fn the_changes_lead_from_what_was_known_to_what_is_there(before in steps(), after in steps()) {
        let mut disk = Disk::default();
        before.iter().for_each(|step| disk.perform(step));
        let known = disk.snapshot();
        after.iter().for_each(|step| disk.perform(step));
        let Classified { changes, refreshed } = classify(&known, &disk.observe());

        let mut told = known;
        for update in changes.iter().flat_map(FileChange::updates).chain(refreshed) {
            told.apply(&update);
        }
        prop_assert_eq!(told, disk.snapshot());
    }

    #[test]
    fn each_thing_is_told_once(before in steps(), after in steps()) {
        let mut disk = Disk::default();
        before.iter().for_each(|step| disk.perform(step));
        let known = disk.snapshot();
        after.iter().for_each(|step| disk.perform(step));
        let changes = classify(&known, &disk.observe()).changes;

        for (index, change) in changes.iter().enumerate() {
            for other in &changes[index + 1..] {
                prop_assert_ne!((&change.path, change.kind), (&other.path, other.kind));
                prop_assert!(change.from.is_none() || change.from != other.from);
            }
            let was_known = known.get(&change.path).is_some();
            let is_new = matches!(change.kind, FileEventKind::Added | FileEventKind::Renamed);
            let renamed_too = changes.iter().any(|other| other.path == change.path && other.from.is_some());
            prop_assert_eq!(was_known, !is_new && !renamed_too);
        }
    }

    #[test]
    fn a_second_look_at_the_same_disk_finds_nothing(before in steps()) {
        let mut disk = Disk::default();
        before.iter().for_each(|step| disk.perform(step));
        prop_assert_eq!(classify(&disk.snapshot(), &disk.observe()), Classified::default());
    }
}
