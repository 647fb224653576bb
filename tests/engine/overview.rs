//! What Home and the map are told, after things really went through or failed.

use hookloom_core::{
    delivery::StateName,
    view::{Attention, Coming, MapPlace, Overview, RouteHealth, Span},
};
use serde_json::json;

use crate::{
    bench::Bench,
    receiver::{Receiver, Reply},
};

async fn overview(bench: &Bench) -> Overview {
    bench.engine.overview().await.unwrap()
}

fn sum(bars: &[hookloom_core::view::Bar]) -> (u64, u64, u64) {
    let sum = |of: fn(&hookloom_core::view::Bar) -> u64| bars.iter().map(of).sum();
    (
        sum(|bar| bar.sent),
        sum(|bar| bar.failed),
        sum(|bar| bar.failed_tries),
    )
}

#[tokio::test]
async fn an_engine_that_was_never_used_says_so() {
    let bench = Bench::start().await;
    let overview = overview(&bench).await;
    assert!(!overview.used);
    assert_eq!((overview.sent_today, overview.sent_week_ago), (0, None));
    assert_eq!(overview.typical_ms, None);
    assert_eq!((overview.attention, overview.coming), (vec![], vec![]));
}

#[tokio::test]
async fn what_is_sent_shows_in_every_chart_and_in_the_rows_of_lists() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let automation = bench.by_hand(&receiver.url("/hook"), json!({})).await;
    let delivery = bench.run(automation).await;
    let destination = bench
        .until(delivery, StateName::Succeeded)
        .await
        .row
        .destination;
    for span in [Span::Hour, Span::Day, Span::Week, Span::Month] {
        let series = bench.engine.series(span).await.unwrap();
        assert_eq!(sum(&series.bars), (1, 0, 0), "{span:?}");
        assert_eq!(series.bars.last().unwrap().sent, 1, "{span:?}");
        assert!(series.typical_ms.is_some_and(|millis| millis < 20_000));
    }
    let row = bench.engine.get_automation(automation).await.unwrap();
    assert_eq!(row.hours.len(), 24);
    assert_eq!(row.hours[23].sent, 1);
    let row = bench.engine.get_destination(destination).await.unwrap();
    assert_eq!((row.days.len(), row.days[6].sent), (7, 1));
    assert!(row.typical_ms.is_some());
    assert!(overview(&bench).await.used);
}

#[tokio::test]
async fn counts_outlive_a_restart() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let automation = bench.by_hand(&receiver.url("/hook"), json!({})).await;
    let delivery = bench.run(automation).await;
    bench.until(delivery, StateName::Succeeded).await;
    let bench = bench.restart().await;
    let series = bench.engine.series(Span::Hour).await.unwrap();
    assert_eq!(sum(&series.bars), (1, 0, 0));
}

#[tokio::test]
async fn a_destination_that_refuses_needs_attention_until_something_gets_through() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(401));
    let address = receiver.url("/hook");
    let automation = bench.by_hand(&address, json!({})).await;
    for _ in 0..2 {
        bench
            .until(bench.run(automation).await, StateName::Failed)
            .await;
    }
    let told = overview(&bench).await;
    assert_eq!(told.failed_24h, 2);
    assert_eq!(told.failed_to, std::slice::from_ref(&address));
    let [
        Attention::Failing {
            failed,
            status,
            why,
            unmade,
            name,
            ..
        },
    ] = &*told.attention
    else {
        panic!("{:?}", told.attention);
    };
    assert_eq!(
        (*failed, *status, *unmade, name),
        (2, Some(401), false, &address)
    );
    assert!(
        why.contains("answered 401 (it refused our credentials)"),
        "{why}"
    );
    let map = bench.engine.get_map().await.unwrap();
    assert_eq!(map.routes[0].health, RouteHealth::Failing);
    assert_eq!((map.routes[0].sent, map.routes[0].failed), (0, 2));

    receiver.answer(|_| Reply::Status(200));
    let delivery = bench.run(automation).await;
    bench.until(delivery, StateName::Succeeded).await;
    assert_eq!(overview(&bench).await.attention, []);
}

#[tokio::test]
async fn what_is_tried_again_later_is_announced() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(503));
    let retry = json!({ "retry": { "type": "own", "delays_seconds": [3600] } });
    let automation = bench.by_hand(&receiver.url("/hook"), retry).await;
    let delivery = bench.run(automation).await;
    let detail = bench
        .until_it(delivery, |detail| detail.row.attempts == 1)
        .await;
    let told = overview(&bench).await;
    let [
        Coming::Retry {
            at,
            destination,
            deliveries,
            ..
        },
    ] = &*told.coming
    else {
        panic!("{:?}", told.coming);
    };
    assert_eq!((*destination, *deliveries), (detail.row.destination, 1));
    assert_eq!((told.next_try, told.waiting), (Some(*at), 1));
    assert_eq!(told.attention, [], "it is not given up");
    let map = bench.engine.get_map().await.unwrap();
    assert_eq!(map.routes[0].health, RouteHealth::Retrying);
    assert_eq!(map.routes[0].retrying, 1);
}

#[tokio::test]
async fn what_is_held_needs_attention_until_it_is_let_go() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let automation = bench.by_hand(&receiver.url("/hook"), json!({})).await;
    bench.engine.pause(None).await.unwrap();
    let delivery = bench.run(automation).await;
    let destination = bench.until(delivery, StateName::Held).await.row.destination;
    let told = overview(&bench).await;
    assert!(matches!(
        &*told.attention,
        [Attention::Held {
            held: 1,
            until: None
        }]
    ));

    bench.engine.pause_destination(destination).await.unwrap();
    bench.engine.resume().await.unwrap();
    let told = overview(&bench).await;
    assert!(matches!(
        &*told.attention,
        [Attention::Paused { held: 1, .. }]
    ));
    let map = bench.engine.get_map().await.unwrap();
    assert_eq!(map.routes[0].health, RouteHealth::Held);
    bench.engine.resume_destination(destination).await.unwrap();
    bench.until(delivery, StateName::Succeeded).await;
    assert_eq!(overview(&bench).await.attention, []);
}

#[tokio::test]
async fn a_folder_that_is_gone_needs_attention() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let folder = tempfile::tempdir().unwrap();
    let destination = bench.destination(&receiver.url("/hook")).await;
    let trigger = json!({ "type": "file", "folder": folder.path() });
    let automation = bench.automation(trigger, destination, json!({})).await;
    bench.until_ready(automation).await;
    let mut changes = bench.engine.changes();
    folder.close().unwrap();
    let told = tokio::time::timeout(crate::receiver::PATIENCE, async {
        loop {
            let told = overview(&bench).await;
            if !told.attention.is_empty() {
                return told;
            }
            let wait = std::time::Duration::from_millis(200);
            let _ = tokio::time::timeout(wait, changes.recv()).await;
        }
    });
    let told = told.await.expect("it is noticed");
    let [
        Attention::Broken {
            automation: broken, ..
        },
    ] = &*told.attention
    else {
        panic!("{:?}", told.attention);
    };
    assert_eq!(*broken, automation);
}

#[tokio::test]
async fn schedules_say_when_they_run_next() {
    let bench = Bench::start().await;
    let destination = bench.destination("http://127.0.0.1:9/").await;
    let daily = json!({
        "type": "schedule",
        "schedule": { "type": "daily", "at": "02:30" },
        "time_zone": "UTC",
    });
    let automation = bench.automation(daily, destination, json!({})).await;
    let told = overview(&bench).await;
    let [
        Coming::Run {
            automation: next, ..
        },
    ] = &*told.coming
    else {
        panic!("{:?}", told.coming);
    };
    assert_eq!(*next, automation);
}

#[tokio::test]
async fn whoever_looks_for_the_first_time_was_not_away() {
    let bench = Bench::start().await;
    assert_eq!(bench.engine.catch_up().await.unwrap(), None);
    assert_eq!(bench.engine.catch_up().await.unwrap(), None);
}

#[tokio::test]
async fn boxes_stay_where_they_were_put() {
    let bench = Bench::start().await;
    let place = MapPlace {
        of: "atm_1".to_owned(),
        x: 40,
        y: -12,
    };
    let places = vec![place];
    bench.engine.arrange_map(places.clone()).await.unwrap();
    let bench = bench.restart().await;
    assert_eq!(bench.engine.get_map().await.unwrap().places, places);
    bench.engine.arrange_map(Vec::new()).await.unwrap();
    assert_eq!(bench.engine.get_map().await.unwrap().places, []);
    let undone = bench.engine.undo(None).await.unwrap();
    assert_eq!(undone.done, "The map was tidied up.");
    assert_eq!(bench.engine.get_map().await.unwrap().places, places);
}
