//! Which ends of deliveries are told, so that the desktop can hear of them.

use hookloom_core::{
    automation::AutomationSettings,
    delivery::StateName,
    id::{AutomationId, DestinationId},
    notification::Subject,
    view::SampleSource,
};
use serde_json::json;

use crate::{
    bench::{Bench, next_end},
    receiver::{Receiver, Reply},
};

/// An automation that is run by hand and tried once.
async fn once(bench: &Bench, destination: DestinationId) -> AutomationId {
    let manual = json!({ "type": "manual" });
    let send = json!({ "retry": { "type": "never" } });
    bench.automation(manual, destination, send).await
}

/// The same, which has it told when something arrives.
async fn told_of(bench: &Bench, destination: DestinationId) -> AutomationId {
    let id = once(bench, destination).await;
    let settings = AutomationSettings {
        notify_delivered: true,
        ..settings_of(bench, id).await
    };
    bench.engine.edit_automation(id, settings).await.unwrap();
    id
}

async fn settings_of(bench: &Bench, id: AutomationId) -> AutomationSettings {
    let row = bench.engine.get_automation(id).await.unwrap();
    row.automation.settings
}

#[tokio::test]
async fn what_arrives_is_told_of_the_automations_alone_that_have_it_told() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let destination = bench.destination(&receiver.url("/hook")).await;
    let quiet = once(&bench, destination).await;
    let loud = told_of(&bench, destination).await;
    let mut changes = bench.engine.changes();
    let untold = bench.run(quiet).await;
    bench.until(untold, StateName::Succeeded).await;
    let arrived = bench.run(loud).await;
    let told = next_end(&mut changes).await;
    assert_eq!(told, (arrived, Subject::Delivered(loud, destination)));
}

#[tokio::test]
async fn neither_success_nor_failure_of_a_test_is_told() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let destination = bench.destination(&receiver.url("/hook")).await;
    let loud = told_of(&bench, destination).await;
    let settings = settings_of(&bench, loud).await;
    let mut changes = bench.engine.changes();
    for (status, ends) in [(200, StateName::Succeeded), (500, StateName::Failed)] {
        receiver.answer(move |_| Reply::Status(status));
        let tried = bench
            .engine
            .test_automation(Some(loud), settings.clone(), 0, SampleSource::MadeUp {})
            .await
            .unwrap();
        bench.until(tried.id, ends).await;
    }
    let failed = bench.run(loud).await;
    let told = next_end(&mut changes).await;
    assert_eq!(told, (failed, Subject::Failed(destination)));
}
