//! Which answers count as delivered.

use hookloom_core::{
    delivery::{DeliveryState, FailReason, StateName},
    id::{AutomationId, DestinationId},
    view::{SampleSource, Span},
};
use hookloom_engine::EngineError;
use serde_json::{Value, json};

use crate::{
    bench::{Bench, statuses},
    receiver::{Receiver, Reply},
};

fn counting(success_on: &str) -> Value {
    json!({ "success_on": success_on, "retry": { "type": "never" } })
}

/// How many were sent, given up, and tried in vain in the last hour.
async fn counted(bench: &Bench) -> (u64, u64, u64) {
    let series = bench.engine.series(Span::Hour).await.unwrap();
    series.bars.iter().fold((0, 0, 0), |sum, bar| {
        (
            sum.0 + bar.sent,
            sum.1 + bar.failed,
            sum.2 + bar.failed_tries,
        )
    })
}

async fn is_paused(bench: &Bench, destination: DestinationId) -> bool {
    let row = bench.engine.get_destination(destination).await.unwrap();
    row.destination.paused.is_some()
}

async fn delivered_with(bench: &Bench, automation: AutomationId, status: u16) {
    let delivery = bench.run(automation).await;
    let detail = bench.until(delivery, StateName::Succeeded).await;
    assert_eq!(statuses(&detail), [Some(status)]);
    assert_eq!(detail.successes, [1], "{status}");
    let sentence = format!("Delivered: 127.0.0.1 answered {status}, which counts as success here.");
    assert_eq!(detail.sentence, sentence);
    assert_eq!(detail.moved_to, None, "{status}");
    let destination = detail.row.destination;
    assert!(!is_paused(bench, destination).await, "{status}");
}

#[tokio::test]
async fn a_missing_page_a_redirect_and_410_are_delivered_where_they_count() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let send = counting("200-299, 302, 404, 410");
    let automation = bench.by_hand(&receiver.url("/hook"), send).await;
    for status in [404, 302, 410] {
        let elsewhere = format!("location: {}\r\n", receiver.url("/elsewhere"));
        receiver.answer(move |_| Reply::with(status, &elsewhere, ""));
        delivered_with(&bench, automation, status).await;
    }
    receiver.answer(|_| Reply::Status(204));
    let usual = bench.run(automation).await;
    bench.until(usual, StateName::Succeeded).await;
    assert_eq!(receiver.received().len(), 4, "each was sent once");
    assert_eq!(counted(&bench).await, (4, 0, 0));
}

#[tokio::test]
async fn the_same_answers_fail_where_nobody_said_so() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let once = json!({ "retry": { "type": "never" } });
    let automation = bench.by_hand(&receiver.url("/hook"), once).await;
    for status in [404, 302, 410] {
        receiver.answer(move |_| Reply::Status(status));
        let delivery = bench.run(automation).await;
        let detail = bench.until(delivery, StateName::Failed).await;
        assert_eq!(detail.successes, [0; 0], "{status}");
    }
    assert_eq!(counted(&bench).await, (0, 3, 3));
}

#[tokio::test]
async fn a_200_that_does_not_count_is_a_failure() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let automation = bench
        .by_hand(&receiver.url("/hook"), counting("201-299"))
        .await;
    let delivery = bench.run(automation).await;
    let detail = bench.until(delivery, StateName::Failed).await;
    let DeliveryState::Failed { reason, .. } = &detail.row.state else {
        panic!("{:?}", detail.row.state)
    };
    assert_eq!(*reason, FailReason::Rejected { status: 200 });
    assert!(
        detail
            .sentence
            .ends_with("answered 200, which does not count as success here."),
        "{}",
        detail.sentence
    );
    assert_eq!(counted(&bench).await, (0, 1, 1));
}

#[tokio::test]
async fn what_counts_is_kept_with_the_delivery_over_an_edit_and_a_restart() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(503));
    let send = json!({
        "success_on": "200-299, 404",
        "retry": { "type": "own", "delays_seconds": [3600] },
    });
    let automation = bench.by_hand(&receiver.url("/hook"), send).await;
    let delivery = bench.run(automation).await;
    bench
        .until_it(delivery, |detail| detail.attempts.len() == 1)
        .await;
    let row = bench.engine.get_automation(automation).await.unwrap();
    let mut settings = row.automation.settings;
    assert_eq!(settings.sends[0].success_on, "200-299, 404");
    settings.sends[0].success_on = "200-299".to_owned();
    let edited = bench.engine.edit_automation(automation, settings).await;
    edited.unwrap();
    let bench = bench.restart().await;
    receiver.answer(|_| Reply::Status(404));
    bench.engine.retry_delivery(delivery).await.unwrap();
    let detail = bench.until(delivery, StateName::Succeeded).await;
    assert_eq!(statuses(&detail), [Some(503), Some(404)]);
    assert_eq!(detail.successes, [2]);
    let later = bench.run(automation).await;
    bench.until(later, StateName::Failed).await;
}

#[tokio::test]
async fn a_test_is_judged_by_the_settings_it_tries() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(410));
    let automation = bench.by_hand(&receiver.url("/hook"), json!({})).await;
    let row = bench.engine.get_automation(automation).await.unwrap();
    let mut settings = row.automation.settings;
    settings.sends[0].success_on = "410".to_owned();
    let made_up = SampleSource::MadeUp {};
    let tested = bench
        .engine
        .test_automation(Some(automation), settings, 0, made_up);
    let tested = tested.await.unwrap();
    bench.until(tested.id, StateName::Succeeded).await;
    assert!(!is_paused(&bench, tested.destination).await);
}

#[tokio::test]
async fn an_answer_that_is_tried_again_can_not_count_as_success() {
    let bench = Bench::start().await;
    let automation = bench.by_hand("http://127.0.0.1:9/hook", json!({})).await;
    let row = bench.engine.get_automation(automation).await.unwrap();
    let mut settings = row.automation.settings;
    settings.sends[0].success_on = "200-299, 503".to_owned();
    let refused = bench.engine.edit_automation(automation, settings).await;
    let EngineError::Invalid(problems) = refused.unwrap_err() else {
        panic!("it is refused for its settings")
    };
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].field, "sends[0].success_on");
    assert!(
        problems[0].message.starts_with("503 is also"),
        "{problems:?}"
    );
}
