//! This app's own hooks as a target: refused unless a person says that it is meant.

use std::net::TcpListener;

use hookloom_core::{
    delivery::{DeliveryState, FailReason, StateName},
    destination::DestinationSettings,
    id::DestinationId,
    view::InboundStatus,
};
use hookloom_engine::{EngineError, TEST_INBOX};
use serde_json::json;

use crate::bench::{Bench, SECRET};

const REFUSED: &str = "one of this app itself";

fn settings(address: &str, own_hooks: bool) -> DestinationSettings {
    let settings = json!({ "name": address, "address": address, "own_hooks": own_hooks });
    serde_json::from_value(settings).unwrap()
}

async fn add(bench: &Bench, address: &str, own: bool) -> Result<DestinationId, EngineError> {
    let settings = settings(address, own);
    let added = bench.engine.add_destination(settings, Some(SECRET)).await?;
    Ok(added.destination.id)
}

async fn port(bench: &Bench) -> u16 {
    let InboundStatus::Listening { address, .. } = bench.engine.status().await.unwrap().inbound
    else {
        panic!("it does not listen")
    };
    url::Url::parse(&address).unwrap().port().unwrap()
}

#[tokio::test]
async fn an_own_hook_is_refused_as_a_destination_until_it_is_said_to_be_meant() {
    let bench = Bench::start().await;
    let port = port(&bench).await;
    for host in ["127.0.0.1", "localhost", "127.1", "[::1]"] {
        let address = format!("http://{host}:{port}/in/orders");
        let refused = add(&bench, &address, false).await.unwrap_err().to_string();
        assert!(refused.starts_with("address: "), "{refused}");
        assert!(refused.contains(REFUSED), "{refused}");
        assert!(refused.contains("own_hooks"), "{refused}");
    }
    let address = format!("http://127.0.0.1:{port}/in/orders");
    let meant = add(&bench, &address, true).await.unwrap();
    let changed = bench
        .engine
        .edit_destination(meant, settings(&address, false), Some(SECRET));
    let refused = changed.await.unwrap_err().to_string();
    assert!(refused.contains(REFUSED), "{refused}");
}

#[tokio::test]
async fn the_test_inbox_is_no_hook() {
    let bench = Bench::start().await;
    let port = port(&bench).await;
    let address = format!("http://localhost:{port}/test-inbox");
    let typed = add(&bench, &address, false).await.unwrap();
    for inbox in [typed, TEST_INBOX] {
        let automation = bench
            .automation(json!({ "type": "manual" }), inbox, json!({}))
            .await;
        let delivery = bench.run(automation).await;
        bench.until(delivery, StateName::Succeeded).await;
    }
}

#[tokio::test]
async fn a_destination_that_became_an_own_hook_is_not_called() {
    let bench = Bench::start().await;
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    let address = format!("http://127.0.0.1:{port}/in/orders");
    let automation = bench.by_hand(&address, json!({})).await;
    drop(free);
    let mut wanted = bench.engine.settings().as_ref().clone();
    wanted.incoming.port = port;
    bench.engine.set_settings(wanted).await.unwrap();

    let delivery = bench.run(automation).await;
    let detail = bench.until(delivery, StateName::Failed).await;
    let DeliveryState::Failed {
        reason: FailReason::Refused { message },
        ..
    } = detail.row.state
    else {
        panic!("{:?}", detail.row.state)
    };
    assert!(message.contains(REFUSED), "{message}");
}
