//! The watched folder itself: missing, gone and back, too large to watch, other disks.

use std::fs;
use std::time::Duration;

use hookloom_core::file::FileTrigger;
use hookloom_core::view::TriggerStatus;
use hookloom_engine::triggers::file::{FileOptions, FileStatus};

use super::harness::{Watched, run};

const NOTHING: [&str; 0] = [];

/// Looks for a missing folder, and at polled ones, often enough for a test.
fn hasty() -> FileOptions {
    FileOptions {
        missing: Duration::from_millis(50),
        poll: Duration::from_millis(100),
        ..FileOptions::default()
    }
}

fn is_missing(status: &FileStatus) -> bool {
    matches!(status, FileStatus::FolderMissing { .. })
}

fn is_watching(status: &FileStatus) -> bool {
    matches!(status, FileStatus::Watching { .. })
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_were_there_before_are_never_told_of() {
    let mut watched =
        Watched::after("mkdir x; for i in $(seq 3000); do echo $i > x/$i; done").await;
    assert_eq!(watched.events().await, NOTHING);
    assert_eq!(
        watched.events_of("echo new > x/1; rm x/2").await,
        ["-x/2", "~x/1"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_missing_is_said_to_be_and_watched_once_it_is_there() {
    let mut watched = Watched::not_yet(hasty(), |_| {});
    let folder = watched.folder();
    fs::remove_dir(&folder).unwrap();
    watched
        .triggers
        .set_watches(vec![watched.wanted()], [].into());
    let status = watched.becomes("missing", is_missing).await;
    let shown = folder.display();
    assert_eq!(
        TriggerStatus::from(status),
        TriggerStatus::Broken {
            message: format!("This folder doesn't exist: {shown}. Create it or choose another.")
        }
    );
    fs::create_dir(&folder).unwrap();
    watched.becomes("watching", is_watching).await;
    assert_eq!(watched.events_of("echo one > a").await, ["+a"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_removed_and_back_is_compared_with_what_was_known() {
    let mut watched = Watched::with("echo one > a; echo two > b", hasty(), |_| {}).await;
    run(&watched.beside(""), "rm -r ../in");
    watched.becomes("missing", is_missing).await;
    run(
        &watched.beside(""),
        "mkdir ../new; echo new > ../new/b; echo three > ../new/c; mv ../new ../in",
    );
    assert_eq!(watched.events().await, ["+c", "-a", "~b"]);
    assert_eq!(watched.events_of("echo four > d").await, ["+d"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_moved_away_and_back_is_the_same_as_before() {
    let mut watched = Watched::with("mkdir x; echo one > x/a; echo two > b", hasty(), |_| {}).await;
    run(&watched.beside(""), "mv ../in ../away");
    watched.becomes("missing", is_missing).await;
    run(
        &watched.beside(""),
        "echo more >> ../away/x/a; mv ../away ../in",
    );
    assert_eq!(watched.events().await, ["~x/a"]);
    assert_eq!(watched.events_of("echo more >> x/a").await, ["~x/a"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_folder_does_not_make_its_files_deleted() {
    let mut watched = Watched::with("echo one > a", hasty(), |_| {}).await;
    run(&watched.beside(""), "rm -r ../in");
    // Changes on the way to it would fail here.
    watched.becomes("missing", is_missing).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn folders_beyond_the_limit_are_polled_and_that_is_said() {
    let options = FileOptions {
        watches: 2,
        ..hasty()
    };
    let mut watched = Watched::with("mkdir -p x/y z; echo one > x/y/a", options, |_| {}).await;
    let FileStatus::Polling { files, why } = watched.becomes("polling", |_| true).await else {
        panic!("not polled");
    };
    assert_eq!(files, 1);
    assert!(
        why.starts_with("Your system allows 2 watched folders"),
        "{why}"
    );
    watched.sh("echo two > x/y/b; echo more >> x/y/a; echo three > z/c; echo four > d");
    let mut told = watched.told(4).await;
    told.sort();
    assert_eq!(told, ["+d", "+x/y/b", "+z/c", "~x/y/a"]);
    watched.sh("mv x/y/b z/b; rm x/y/a");
    let mut told = watched.told(2).await;
    told.sort();
    assert_eq!(told, ["-x/y/a", "x/y/b>z/b"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_polled_file_is_told_of_when_it_has_stopped_growing() {
    let options = FileOptions {
        watches: 0,
        ..hasty()
    };
    let mut watched = Watched::with("", options, |settings| settings.settle_seconds = 0.5).await;
    watched.sh("for i in $(seq 15); do echo $i >> a; sleep 0.1; done");
    let told = loop {
        let changes = watched.batch().await;
        if !changes.is_empty() {
            break changes;
        }
    };
    let size = fs::metadata(watched.path("a")).unwrap().len();
    assert_eq!(
        told.iter()
            .map(|change| change.stat.size)
            .collect::<Vec<_>>(),
        [size]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn ignored_folders_are_not_watched() {
    let mut watched = Watched::after("mkdir -p .git/objects/a node_modules/b x/y").await;
    let status = watched.becomes("watching", is_watching).await;
    assert_eq!(
        status,
        FileStatus::Watching {
            files: 0,
            folders: 5
        }
    );
    watched.settings.ignore.push("node_modules".to_owned());
    watched.watch_again().await;
    let without = FileStatus::Watching {
        files: 0,
        folders: 3,
    };
    watched
        .becomes("without them", |status| *status == without)
        .await;
    let script = "echo 1 > .git/objects/a/b; echo 2 > node_modules/b/c; echo 3 > x/y/z";
    assert_eq!(watched.events_of(script).await, ["+x/y/z"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_subfolders_only_the_folder_itself_counts() {
    let only_top = |settings: &mut FileTrigger| settings.subfolders = false;
    let mut watched =
        Watched::with("mkdir x; echo one > x/a", FileOptions::default(), only_top).await;
    assert_eq!(
        watched
            .events_of("echo two > b; echo two > x/b; mkdir y; echo 3 > y/c")
            .await,
        ["+b"]
    );
    assert_eq!(watched.events_of("mv b x/c; mv x/a .").await, ["+a", "-b"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_folder_may_be_a_link() {
    let mut watched = Watched::not_yet(FileOptions::default(), |_| {});
    run(&watched.beside(""), "mkdir real; ln -s real link");
    watched.settings.folder = watched.beside("link").to_str().unwrap().to_owned();
    watched.watch().await;
    assert_eq!(watched.events_of("mkdir x; echo one > x/a").await, ["+x/a"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn folders_without_ordinary_files_and_our_own_are_refused_with_words() {
    let mut watched = Watched::not_yet(FileOptions::default(), |settings| {
        settings.folder = "/proc/self".to_owned();
    });
    let failed = |status: &FileStatus| matches!(status, FileStatus::Failed { .. });
    watched
        .triggers
        .set_watches(vec![watched.wanted()], [].into());
    let FileStatus::Failed { message } = watched.becomes("refused", failed).await else {
        unreachable!()
    };
    assert!(
        message.ends_with("holds no ordinary files. Choose another folder."),
        "{message}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_hookloom_writes_itself_is_never_told() {
    let mut watched = Watched::not_yet(FileOptions::default(), |_| {});
    let own = watched.path("data");
    let options = FileOptions {
        own: vec![own.canonicalize().unwrap_or(own)],
        ..FileOptions::default()
    };
    watched.restart(options);
    watched.watch().await;
    watched.sh("mkdir data; echo one > data/a; echo two > b");
    assert_eq!(watched.events_so_far().await, ["+b"]);
}
