//! Who may call an inbound hook: secrets, signatures, replays, other computers, circles.

use std::{net::SocketAddr, time::Duration};

use hookloom_core::{
    automation::AutomationSettings,
    delivery::{DeliveryState, SkipReason, StateName},
    id::AutomationId,
    inbound::InboundCheck,
    signing::{Message, sign},
    view::{InboundStatus, TriggerStatus},
};
use hookloom_engine::{EngineError, TEST_INBOX};
use serde_json::{Value, json};
use tokio::net::TcpStream;

use crate::{
    bench::{Bench, SECRET as SIGNING},
    caller::{Answered, Caller},
    receiver::PATIENCE,
};

/// The secret of every caller in these tests.
const SECRET: &str = "a secret between the two";

/// Settings of an automation that takes calls and sends them to the Test inbox.
fn hook(name: &str, more: Value) -> AutomationSettings {
    let mut trigger = json!({ "type": "inbound", "name": name });
    let own = more.as_object().unwrap().clone();
    trigger.as_object_mut().unwrap().extend(own);
    let sends = json!([{ "destination": TEST_INBOX }]);
    let settings = json!({ "name": name, "trigger": trigger, "sends": sends });
    serde_json::from_value(settings).unwrap()
}

async fn add(bench: &Bench, name: &str, more: Value, secret: Option<&str>) -> AutomationId {
    let added = bench
        .engine
        .add_automation_with_secret(hook(name, more), secret)
        .await;
    added.unwrap().automation.id
}

/// What is wrong with such a hook.
async fn refused(bench: &Bench, name: &str, more: Value, secret: Option<&str>) -> String {
    let added = bench
        .engine
        .add_automation_with_secret(hook(name, more), secret)
        .await;
    match added.unwrap_err() {
        error @ EngineError::Invalid(_) => error.to_string(),
        other => panic!("{other}"),
    }
}

async fn address(bench: &Bench, automation: AutomationId) -> url::Url {
    let row = bench.engine.get_automation(automation).await.unwrap();
    let TriggerStatus::Ready { address, .. } = row.trigger else {
        panic!("{row:?}")
    };
    address.unwrap().parse().unwrap()
}

/// Posts a body to that address and gives the whole answer.
async fn post(to: &url::Url, headers: &[(String, String)], body: &str) -> Answered {
    let host = format!("{}:{}", to.host_str().unwrap(), to.port().unwrap());
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let request = format!(
        "POST {} HTTP/1.1\r\nhost: {host}\r\n{headers}content-length: {}\r\n\r\n{body}",
        to.path(),
        body.len()
    );
    let mut caller = Caller::to(host.parse().unwrap()).await;
    let mut answered = caller.exchange(request).await;
    answered.headers.retain(|(name, _)| name != "date");
    answered
}

fn header(name: &str, value: &str) -> Vec<(String, String)> {
    vec![(name.to_owned(), value.to_owned())]
}

/// The headers by which a call is signed just now.
fn signed(check: &Value, id: &str, body: &str) -> Vec<(String, String)> {
    let check: InboundCheck = serde_json::from_value(check.clone()).unwrap();
    let keys = [check.secret(SECRET).unwrap()];
    let InboundCheck::Signature { signing } = check else {
        panic!()
    };
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let message = Message {
        id,
        timestamp: i64::try_from(now.unwrap().as_secs()).unwrap(),
        body: body.as_bytes(),
    };
    sign(&signing, &keys, message)
}

#[tokio::test]
async fn without_the_secret_every_call_is_refused_in_the_same_way() {
    let bench = Bench::start().await;
    let check = json!({ "check": { "type": "secret_header", "header": "X-Token" } });
    let automation = add(&bench, "orders", check, Some(SECRET)).await;
    let to = address(&bench, automation).await;
    let mut refusals = Vec::new();
    for headers in [
        Vec::new(),
        header("x-token", ""),
        header("x-token", "another secret of the two"),
        [header("x-token", SECRET), header("x-token", SECRET)].concat(),
    ] {
        refusals.push(post(&to, &headers, "{}").await);
    }
    assert_eq!((refusals[0].status, refusals[0].body.as_str()), (401, ""));
    assert!(
        refusals.windows(2).all(|two| two[0] == two[1]),
        "{refusals:?}"
    );
    assert_eq!(bench.deliveries().await, []);

    assert_eq!(
        post(&to, &header("X-Token", SECRET), "{}").await.status,
        202
    );
    let rows = bench.until_all_ended(1).await;
    let event = bench.engine.get_delivery(rows[0].id).await.unwrap().event;
    assert_eq!(event.data["headers"]["x-token"], "••••");
    let row = bench.engine.get_automation(automation).await.unwrap();
    assert_eq!(row.automation.secret_hint.as_deref(), Some("•••• two"));
    assert!(!format!("{row:?}").contains(SECRET));
}

#[tokio::test]
async fn a_signed_call_is_believed_and_a_changed_one_is_not() {
    let bench = Bench::start().await;
    for (index, signing) in [
        json!({ "type": "github" }),
        json!({ "type": "stripe" }),
        json!({ "type": "slack" }),
        json!({ "type": "header", "header": "X-Sign", "content": "{{ timestamp }}.{{ body }}" }),
    ]
    .into_iter()
    .enumerate()
    {
        let check = json!({ "type": "signature", "signing": signing });
        let name = format!("hook-{index}");
        let automation = add(&bench, &name, json!({ "check": check }), Some(SECRET)).await;
        let to = address(&bench, automation).await;
        let headers = signed(&check, "msg_1", r#"{"a": 1}"#);
        assert_eq!(
            post(&to, &headers, r#"{"a": 2}"#).await.status,
            401,
            "{check}"
        );
        assert_eq!(
            post(&to, &headers, r#"{"a": 1}"#).await.status,
            202,
            "{check}"
        );
    }
    bench.until_all_ended(4).await;
    assert_eq!(bench.deliveries().await.len(), 4);
}

#[tokio::test]
async fn a_replayed_call_is_answered_alike_and_taken_once_also_over_a_restart() {
    let bench = Bench::start().await;
    let check = json!({ "type": "signature", "signing": { "type": "stripe" } });
    let automation = add(&bench, "orders", json!({ "check": check }), Some(SECRET)).await;
    let to = address(&bench, automation).await;
    let headers = signed(&check, "", "{}");
    let first = post(&to, &headers, "{}").await;
    assert_eq!(first.status, 202);
    assert_eq!(post(&to, &headers, "{}").await, first);
    bench.until_all_ended(1).await;
    let bench = bench.restart().await;
    let to = address(&bench, automation).await;
    assert_eq!(post(&to, &headers, "{}").await.status, 202);
    // The same content with another signed time is another call.
    let mut other = signed(&check, "", r#"{"more": 1}"#);
    other.retain(|(name, _)| name == "stripe-signature");
    assert_eq!(post(&to, &other, r#"{"more": 1}"#).await.status, 202);
    bench.until_all_ended(2).await;
    assert_eq!(bench.deliveries().await.len(), 2);
}

#[tokio::test]
async fn a_check_needs_a_secret_of_its_form_and_keeps_it_over_edits() {
    let bench = Bench::start().await;
    let check =
        |kind: &str| json!({ "check": { "type": "signature", "signing": { "type": kind } } });
    let missing = refused(&bench, "orders", check("github"), None).await;
    assert_eq!(missing, "secret: Enter the secret the caller uses.");
    let wrong = refused(&bench, "orders", check("standard_webhooks"), Some(SECRET)).await;
    assert!(
        wrong.contains("whsec_") && !wrong.contains(SECRET),
        "{wrong}"
    );

    let automation = add(&bench, "orders", check("github"), Some(SECRET)).await;
    let edit = |more: Value| {
        bench
            .engine
            .edit_automation(automation, hook("orders", more))
    };
    // Any text serves these two.
    edit(check("stripe")).await.unwrap();
    let other = edit(check("standard_webhooks")).await.unwrap_err();
    assert_eq!(
        other.to_string(),
        "secret: Enter the secret the caller uses."
    );
    let row = edit(json!({})).await.unwrap();
    assert_eq!(
        row.automation.secret_hint, None,
        "it is forgotten with the check"
    );
    assert!(edit(check("github")).await.is_err());
}

#[tokio::test]
async fn other_computers_reach_only_hooks_that_want_them_and_only_with_a_secret() {
    let bench = Bench::start().await;
    let secret = json!({ "type": "secret_header", "header": "X-Token" });
    let open = json!({ "callers": "network", "check": secret });
    let closed = json!({ "check": secret });
    let without = refused(&bench, "open", json!({ "callers": "network" }), None).await;
    assert_eq!(
        without,
        "trigger.check: Anyone on your network can call this. Add a secret."
    );

    let own = add(&bench, "own", closed, Some(SECRET)).await;
    let automation = add(&bench, "open", open.clone(), Some(SECRET)).await;
    let Some(base) = network(&bench, true).await else {
        eprintln!("this computer has no network");
        return;
    };
    let to: url::Url = format!("{base}open").parse().unwrap();
    let shown = address(&bench, automation).await;
    assert_eq!(shown, to);
    assert_eq!(post(&to, &[], "{}").await.status, 401);
    assert_eq!(
        post(&to, &header("X-Token", SECRET), "{}").await.status,
        202
    );
    for path in ["/in/own", "/in/none", "/test-inbox"] {
        let elsewhere = to.join(path).unwrap();
        let answered = post(&elsewhere, &header("X-Token", SECRET), "{}").await;
        assert_eq!(answered.status, 404, "{path}");
    }
    let local = address(&bench, own).await;
    assert_eq!(
        post(&local, &header("X-Token", SECRET), "{}").await.status,
        202
    );

    let bare = refused(&bench, "bare", json!({}), None).await;
    assert!(
        bare.starts_with("trigger.check: ‘open’ lets your network"),
        "{bare}"
    );
    bench
        .engine
        .switch_automation(automation, false)
        .await
        .unwrap();
    network(&bench, false).await;
    let at: SocketAddr = format!("{}:{}", to.host_str().unwrap(), to.port().unwrap())
        .parse()
        .unwrap();
    assert!(TcpStream::connect(at).await.is_err(), "it is closed again");
    add(&bench, "bare", json!({}), None).await;
    let again = bench.engine.switch_automation(automation, true).await;
    let again = again.unwrap_err().to_string();
    assert!(again.contains("Your network could call ‘bare’"), "{again}");
}

/// Waits until other computers can call, or can't; nothing where this computer has no network.
async fn network(bench: &Bench, wanted: bool) -> Option<String> {
    let waited = tokio::time::timeout(PATIENCE, async {
        loop {
            let InboundStatus::Listening { network, .. } =
                bench.engine.status().await.unwrap().inbound
            else {
                panic!()
            };
            if network.is_some() == wanted {
                return network;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    match waited.await {
        Ok(network) => network,
        Err(_) if wanted => None,
        Err(_) => panic!("the network's listener does not close"),
    }
}

#[tokio::test]
async fn a_hook_that_calls_itself_is_stopped_after_five_rounds() {
    let bench = Bench::start().await;
    let automation = add(&bench, "round", json!({}), None).await;
    let to = address(&bench, automation).await;
    let meant = json!({ "name": "Itself", "address": to.as_str(), "own_hooks": true });
    let meant = serde_json::from_value(meant).unwrap();
    let itself = bench.engine.add_destination(meant, Some(SIGNING)).await;
    let itself = itself.unwrap().destination.id;
    let mut settings = hook("round", json!({}));
    settings.sends[0].destination = itself;
    bench
        .engine
        .edit_automation(automation, settings)
        .await
        .unwrap();
    assert_eq!(post(&to, &[], "{}").await.status, 202);
    let rows = bench.until_all_ended(6).await;
    let sent = |state: StateName| rows.iter().filter(|row| row.state.name() == state).count();
    assert_eq!(
        (sent(StateName::Succeeded), sent(StateName::Skipped)),
        (5, 1)
    );
    let last = bench.engine.get_delivery(rows[0].id).await.unwrap();
    let DeliveryState::Skipped {
        reason: SkipReason::Loop { .. },
        ..
    } = last.row.state
    else {
        panic!("{:?}", last.row.state)
    };
    assert!(last.sentence.contains("in a circle"), "{}", last.sentence);
}
