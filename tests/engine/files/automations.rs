//! Several automations, other settings, and a trigger that was off for a while.

use std::collections::BTreeSet;

use hookloom_core::file::{FileEventKind, FileTrigger};
use hookloom_core::id::AutomationId;
use hookloom_engine::triggers::file::{FileOptions, FileWatch};
use uuid::Uuid;

use super::harness::{Watched, everything, is_in_sight, line};

const NOTHING: [&str; 0] = [];

#[tokio::test(flavor = "multi_thread")]
async fn only_what_was_asked_for_is_told() {
    let only_pdf = |settings: &mut FileTrigger| {
        settings.only = vec!["*.pdf".to_owned()];
        settings.on = BTreeSet::from([FileEventKind::Added, FileEventKind::Deleted]);
    };
    let mut watched = Watched::with("echo 1 > old.pdf", FileOptions::default(), only_pdf).await;
    watched.settings.only.push("~sentinel*".to_owned());
    watched.watch_again().await;
    let script = "echo 1 > a.pdf; echo 2 > b.txt; echo 3 >> old.pdf; mv old.pdf new.pdf";
    assert_eq!(watched.events_of(script).await, ["+a.pdf"]);
    // For this automation the file appears when it gets a name that concerns it.
    assert_eq!(watched.events_of("mv b.txt b.pdf").await, ["+b.pdf"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_differs_only_because_of_other_settings_is_not_told() {
    let mut watched = Watched::after("mkdir x; echo 1 > a.pdf; echo 2 > x/b.txt").await;
    watched.settings.only = vec!["*.pdf".to_owned(), "~sentinel*".to_owned()];
    watched.watch_again().await;
    assert_eq!(
        watched.events_of("echo more >> a.pdf; rm x/b.txt").await,
        ["~a.pdf"]
    );
    watched.sh("echo 3 > c.txt");
    watched.settings.only = vec!["*".to_owned()];
    watched.watch_again().await;
    assert_eq!(watched.events_of("echo more >> c.txt").await, ["~c.txt"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_known_of_another_folder_is_forgotten() {
    let mut watched = Watched::after("mkdir x; echo 1 > a; echo 2 > x/b").await;
    let inner = watched.folder().join("x");
    watched.settings.folder = inner.to_str().unwrap().to_owned();
    watched.forget_everything();
    watched.watch_again().await;
    assert_eq!(watched.events_of("echo 3 > c").await, ["+c"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_while_away_is_learned_in_silence_unless_asked_for() {
    let mut watched = Watched::after("mkdir x; echo 1 > x/a; echo 2 > b; echo 3 > c").await;
    let meanwhile = "echo more >> x/a; mv b d; rm c; echo new > e";

    watched.restart(FileOptions::default());
    watched.sh(meanwhile);
    watched.watch().await;
    assert_eq!(watched.events().await, NOTHING);

    watched.restart(FileOptions::default());
    watched.settings.while_away = true;
    watched.sh("echo more >> x/a; mv d b; rm e; echo new > c");
    watched.watch().await;
    assert_eq!(watched.events().await, ["+c", "-e", "d>b", "~x/a"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_look_that_was_cut_short_does_not_make_the_rest_news() {
    let mut watched = Watched::after("echo 1 > a; echo 2 > b").await;
    watched.settings.while_away = true;
    watched.restart(FileOptions::default());
    watched.forget_that_the_first_look_was_finished();
    watched.watch().await;
    assert_eq!(watched.events_of("echo 3 > c").await, ["+c"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_automations_see_one_folder_each_in_its_own_way() {
    let mut watched = Watched::after("mkdir -p x/y").await;
    let other = AutomationId::new(Uuid::from_u128(2));
    let deeper = FileWatch {
        automation: other,
        settings: FileTrigger {
            only: vec!["*.pdf".to_owned()],
            ..everything(&watched.folder().join("x"))
        },
    };
    let both = vec![watched.wanted(), deeper];
    assert_eq!(watched.triggers.not_running(&both), [other]);
    watched.triggers.set_watches(both, [].into());
    watched.becomes_for(other, "in sight", is_in_sight).await;

    watched.sh("echo 1 > x/y/a.pdf; echo 2 > x/b.txt");
    let mut told = Vec::new();
    while told.len() < 3 {
        let batch = watched.take().await;
        let name = if batch.automation == other {
            "other"
        } else {
            "first"
        };
        told.extend(
            batch
                .changes
                .iter()
                .map(|change| format!("{name} {}", line(change))),
        );
    }
    told.sort();
    assert_eq!(
        told,
        ["first +x/b.txt", "first +x/y/a.pdf", "other +y/a.pdf"]
    );

    // When one leaves, the other goes on to hear of the folders that they shared.
    watched
        .triggers
        .set_watches(vec![watched.wanted()], [].into());
    assert!(!watched.triggers.statuses().borrow().contains_key(&other));
    assert_eq!(
        watched.events_of("echo 3 > x/y/c.pdf").await,
        ["+x/y/c.pdf"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_automation_that_is_wanted_again_unchanged_is_not_disturbed() {
    let mut watched = Watched::after("").await;
    watched.sh("echo one > a");
    watched
        .triggers
        .set_watches(vec![watched.wanted()], [].into());
    assert_eq!(watched.events().await, ["+a"]);
}
