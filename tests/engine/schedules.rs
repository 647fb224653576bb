//! Schedules that really come due.

use hookloom_core::event::EventKind;
use serde_json::json;

use crate::{bench::Bench, receiver::Receiver};

#[tokio::test]
async fn a_schedule_fires_at_its_moments_and_no_others() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let destination = bench.destination(&receiver.url("/hook")).await;
    let every_second = json!({
        "type": "schedule",
        "schedule": { "type": "every", "n": 1, "unit": "seconds" },
        "time_zone": "UTC",
    });
    let automation = bench.automation(every_second, destination, json!({})).await;
    receiver.wait_for(3).await;
    bench
        .engine
        .switch_automation(automation, false)
        .await
        .unwrap();
    let rows = bench.until_all_ended(3).await;
    assert!(rows.iter().all(|row| row.kind == EventKind::ScheduleDue));
    let mut due = Vec::new();
    for row in &rows {
        let event = bench.engine.get_delivery(row.id).await.unwrap().event;
        due.push(event.data["due_at"].as_str().unwrap().to_owned());
    }
    let all = due.len();
    due.sort();
    due.dedup();
    assert_eq!(due.len(), all, "each moment once: {due:?}");
}

#[tokio::test]
async fn an_impossible_schedule_is_refused_with_its_field() {
    let bench = Bench::start().await;
    let destination = bench.destination("http://127.0.0.1:9/").await;
    let settings = json!({
        "name": "Never",
        "trigger": {
            "type": "schedule",
            "schedule": { "type": "cron", "expression": "0 0 31 2 *" },
            "time_zone": "UTC",
        },
        "sends": [{ "destination": destination }],
    });
    let settings = serde_json::from_value(settings).unwrap();
    let refused = bench
        .engine
        .add_automation(settings)
        .await
        .unwrap_err()
        .to_string();
    assert!(refused.contains("trigger.schedule"), "{refused}");
    assert!(refused.contains("never happens"), "{refused}");
    assert_eq!(bench.engine.list_automations().await.unwrap(), []);
}
