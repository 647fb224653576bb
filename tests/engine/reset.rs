//! Starting over.

use std::{
    fs,
    path::{Path, PathBuf},
};

use hookloom_core::{delivery::StateName, settings::Settings, view::DeliveryFilter};
use hookloom_engine::reset;
use serde_json::json;

use crate::{
    bench::Bench,
    receiver::{Receiver, Reply},
};

/// Something of everything that is kept.
async fn full() -> (Bench, Receiver) {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let sent = bench.by_hand(&receiver.url("/sent"), json!({})).await;
    let delivery = bench.run(sent).await;
    bench.until(delivery, StateName::Succeeded).await;
    let deleted = bench.by_hand(&receiver.url("/deleted"), json!({})).await;
    bench.engine.delete_automation(deleted).await.unwrap();
    let mut settings: Settings = bench.engine.settings().as_ref().clone();
    settings.storage.keep_days = 7;
    bench.engine.set_settings(settings).await.unwrap();
    let filter = DeliveryFilter::default();
    bench.engine.save_filter("Mine", filter).await.unwrap();
    bench.engine.back_up().await.unwrap();
    (bench, receiver)
}

fn data(bench: &Bench) -> PathBuf {
    bench.folder().join("data")
}

fn names(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

async fn is_as_new(bench: &Bench) {
    let engine = &bench.engine;
    assert!(engine.list_automations().await.unwrap().is_empty());
    let destinations = engine.list_destinations().await.unwrap();
    let built_in: Vec<_> = destinations
        .iter()
        .map(|row| row.destination.built_in)
        .collect();
    assert_eq!(built_in, [true], "only the Test inbox");
    assert!(bench.deliveries().await.is_empty());
    assert!(engine.list_deleted().await.unwrap().automations.is_empty());
    assert!(engine.list_undo().await.unwrap().is_empty());
    assert!(engine.list_saved_filters().await.unwrap().is_empty());
    assert_eq!(*engine.settings(), Settings::default());
    assert_eq!(engine.storage().await.unwrap().backups, []);
    assert!(!engine.first_run().await.unwrap().seen, "it is offered");
    assert!(!reset::is_wanted(&data(bench)));
}

#[tokio::test]
async fn after_a_reset_all_is_gone_and_the_first_run_is_offered_again() {
    let (bench, _receiver) = full().await;
    fs::write(data(&bench).join("notes.txt"), "mine").unwrap();
    bench.engine.begin_reset().await.unwrap();
    let bench = bench.restart().await;
    is_as_new(&bench).await;
    let mine = fs::read_to_string(data(&bench).join("notes.txt")).unwrap();
    assert_eq!(mine, "mine", "what is not the app's stays");
}

#[tokio::test]
async fn a_reset_that_was_killed_goes_on_at_the_next_start() {
    let (bench, _receiver) = full().await;
    bench.engine.begin_reset().await.unwrap();
    assert!(reset::is_wanted(&data(&bench)), "it is written down");
    bench.engine.clone().stop().await;
    let folder = data(&bench);
    // As a kill leaves it: the database is deleted already, the rest is not.
    for name in names(&folder)
        .iter()
        .filter(|name| name.starts_with("hookloom.db"))
    {
        fs::remove_file(folder.join(name)).unwrap();
    }
    let bench = bench.restart().await;
    is_as_new(&bench).await;
}

#[tokio::test]
async fn what_is_under_way_is_cut_off_and_nothing_is_sent_any_more() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Nothing);
    let automation = bench.by_hand(&receiver.url("/"), json!({})).await;
    bench.run(automation).await;
    receiver.wait_for(1).await;
    bench.engine.begin_reset().await.unwrap();
    bench.run(automation).await;
    let began = std::time::Instant::now();
    bench.engine.clone().stop().await;
    assert!(began.elapsed().as_secs() < 3, "nothing was waited for");
    assert_eq!(receiver.received().len(), 1);
    let bench = bench.restart().await;
    is_as_new(&bench).await;
    assert_eq!(receiver.received().len(), 1, "what waited is gone");
}
