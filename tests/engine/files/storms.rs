//! More than the queues can hold.

use std::collections::BTreeSet;
use std::fs;

use hookloom_core::file::FileEventKind;
use hookloom_engine::triggers::file::FileOptions;

use super::harness::Watched;

#[tokio::test(flavor = "multi_thread")]
async fn a_storm_while_nobody_takes_the_batches_loses_nothing() {
    let options = FileOptions {
        queue: 1_000,
        ..FileOptions::default()
    };
    let mut watched = Watched::with("", options, |_| {}).await;
    const FILES: usize = 20_000;
    for index in 0..FILES {
        let folder = watched.folder().join(format!("{}", index % 7));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("file-{index}")), "x").unwrap();
    }
    let told = watched.events().await;
    assert_eq!(told.len(), FILES);
    assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), FILES);
    assert!(told.iter().all(|event| event.starts_with('+')));
}

#[tokio::test(flavor = "multi_thread")]
async fn writing_all_the_time_ends_in_the_state_that_is_on_disk() {
    let options = FileOptions {
        queue: 50,
        ..FileOptions::default()
    };
    let mut watched = Watched::with("mkdir a b", options, |_| {}).await;
    for round in 0..2_000 {
        let (one, other) = (format!("a/{}", round % 40), format!("b/{}", round % 30));
        let at = |name: &str| watched.folder().join(name);
        fs::write(at(&one), round.to_string()).unwrap();
        match round % 3 {
            0 => fs::rename(at(&one), at(&other)).unwrap(),
            1 => drop(fs::remove_file(at(&other))),
            _ => {}
        }
    }
    // That the told changes lead to what is on disk is checked in there.
    watched.events().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storm_that_was_not_asked_for_moves_only_the_snapshot_on() {
    let asked_for = |settings: &mut hookloom_core::file::FileTrigger| {
        settings.on = BTreeSet::from([FileEventKind::Added, FileEventKind::Deleted]);
    };
    let script = "mkdir x; for i in $(seq 2000); do echo $i > x/$i; done";
    let mut watched = Watched::with(script, FileOptions::default(), asked_for).await;
    assert_eq!(watched.events_of("touch x/*; mv x y").await, [""; 0]);
}
