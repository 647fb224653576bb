//! Secrets of destinations: replaced without a gap, placed into requests, kept out of everything.

use std::{collections::BTreeMap, path::Path, time::Duration};

use hookloom_core::{
    delivery::StateName, destination::DestinationSettings, id::DestinationId, signing::Signing,
};
use hookloom_engine::{EngineError, GivenSecrets, clock::Clock};
use serde_json::{Value, json};

use crate::{
    bench::{Bench, SECRET},
    receiver::{PATIENCE, Received, Receiver},
};

const NEW: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const TOKEN: &str = "token-that-nobody-may-read";

fn verifies(secret: &str, received: &Received) -> bool {
    let webhook = standardwebhooks::Webhook::new(secret).unwrap();
    webhook
        .verify(&received.body, &received.header_map())
        .is_ok()
}

fn settings(value: Value) -> DestinationSettings {
    serde_json::from_value(value).unwrap()
}

async fn add(bench: &Bench, value: Value, named: &[(&str, &str)]) -> DestinationId {
    let secrets = GivenSecrets {
        signing: Some(SECRET),
        named: named.iter().copied().collect::<BTreeMap<_, _>>(),
    };
    let added = bench.engine.add_destination(settings(value), secrets).await;
    added.unwrap().destination.id
}

fn refusals(error: EngineError) -> Vec<(String, String)> {
    let EngineError::Invalid(problems) = error else {
        panic!("{error}")
    };
    problems.into_iter().map(|p| (p.field, p.message)).collect()
}

#[tokio::test]
async fn while_a_secret_is_replaced_either_verifies_and_afterwards_only_the_new_one() {
    let receiver = Receiver::ok().await;
    let mut bench = Bench::start().await;
    let destination = bench.destination(&receiver.url("/")).await;
    let manual = json!({ "type": "manual" });
    let automation = bench.automation(manual, destination, json!({})).await;
    let row = bench
        .engine
        .rotate_secret(destination, NEW, 24)
        .await
        .unwrap();
    let rotation = row.destination.secrets.rotation.unwrap();
    assert_eq!(row.destination.secret_hint.as_deref(), Some("••••b7oD"));
    assert!(SECRET.ends_with(rotation.old_hint.trim_start_matches('•')));

    bench = bench.restart().await;
    bench.run(automation).await;
    let received = receiver.wait_for(1).await;
    assert!(verifies(SECRET, &received[0]) && verifies(NEW, &received[0]));

    let row = bench.engine.end_rotation(destination).await.unwrap();
    assert_eq!(row.destination.secrets.rotation, None);
    bench.run(automation).await;
    let received = receiver.wait_for(2).await;
    assert!(!verifies(SECRET, &received[1]) && verifies(NEW, &received[1]));
}

#[tokio::test]
async fn a_secret_can_be_replaced_at_once_and_must_serve_its_way_of_signing() {
    let receiver = Receiver::ok().await;
    let bench = Bench::start().await;
    let destination = bench.destination(&receiver.url("/")).await;
    let row = bench
        .engine
        .rotate_secret(destination, NEW, 0)
        .await
        .unwrap();
    assert_eq!(row.destination.secrets.rotation, None);
    let error = bench.engine.rotate_secret(destination, "short", 24).await;
    let expected = (
        "secret".to_owned(),
        "Secrets need at least 16 characters.".to_owned(),
    );
    assert_eq!(refusals(error.unwrap_err()), [expected]);
    let error = bench.engine.rotate_secret(destination, NEW, 721).await;
    assert_eq!(refusals(error.unwrap_err())[0].0, "hours");
    let error = bench.engine.end_rotation(destination).await.unwrap_err();
    assert!(matches!(error, EngineError::Refused(_)), "{error}");
}

#[tokio::test]
async fn another_way_of_signing_asks_for_another_kind_of_secret() {
    let bench = Bench::start().await;
    let value = json!({ "name": "Shop", "address": "http://127.0.0.1:9/" });
    let id = add(&bench, value, &[]).await;
    let github = json!({
        "name": "Shop", "address": "http://127.0.0.1:9/", "signing": { "type": "github" },
    });
    let github = settings(github);
    let error = bench
        .engine
        .edit_destination(id, github.clone(), None)
        .await;
    assert_eq!(refusals(error.unwrap_err())[0].0, "secret");
    let edited = bench
        .engine
        .edit_destination(id, github, Some("correct horse battery staple"))
        .await
        .unwrap();
    assert_eq!(edited.destination.settings.signing, Signing::Github {});
}

#[tokio::test]
async fn the_public_key_of_an_ed25519_secret_can_be_read() {
    let bench = Bench::start().await;
    let value = json!({
        "name": "Shop", "address": "http://127.0.0.1:9/",
        "signing": { "type": "standard_webhooks_ed25519" },
    });
    let private = "whsk_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
    let added = bench
        .engine
        .add_destination(settings(value), Some(private))
        .await
        .unwrap();
    let public = added.destination.secrets.public_key.unwrap();
    assert!(public.starts_with("whpk_"), "{public}");
}

#[tokio::test]
async fn a_named_secret_is_sent_and_is_found_nowhere_on_the_disk() {
    let receiver = Receiver::answering(|request| {
        let echo = format!("got {}", request.target);
        crate::receiver::Reply::with(200, "", &echo)
    })
    .await;
    let bench = Bench::start().await;
    let value = json!({
        "name": "Shop",
        "address": receiver.url("/"),
        "headers": [{ "name": "X-Key", "value": "{{ secret.token }}" }],
        "authentication": { "type": "basic", "user": "karin" },
    });
    let named = [
        ("token", TOKEN),
        ("authentication", "password-nobody-may-read"),
    ];
    let destination = add(&bench, value, &named).await;
    let send = json!({
        "path": "/{{ secret.token }}",
        "body": { "type": "json", "template": "{\"a\": \"{{ secret.token }}\"}" },
    });
    let manual = json!({ "type": "manual" });
    let automation = bench.automation(manual, destination, send).await;
    let delivery = bench.run(automation).await;
    let detail = bench.until(delivery, StateName::Succeeded).await;

    let received = &receiver.received()[0];
    assert_eq!(received.target, format!("/{TOKEN}"));
    assert_eq!(received.header("x-key"), Some(TOKEN));
    assert_eq!(received.body, format!("{{\"a\": \"{TOKEN}\"}}").as_bytes());
    let request = detail.request.as_ref().unwrap();
    assert!(
        request.url.ends_with("/{{ secret.token }}"),
        "{}",
        request.url
    );
    let shown = serde_json::to_string(&detail).unwrap();
    assert!(!shown.contains(TOKEN), "{shown}");

    let folder = bench.folder().to_owned();
    bench.engine.clone().stop().await;
    for secret in [TOKEN, "password-nobody-may-read", SECRET] {
        assert_eq!(files_with(&folder, secret), Vec::<String>::new());
    }
}

#[tokio::test]
async fn what_lacks_its_secret_is_not_saved() {
    let bench = Bench::start().await;
    for (value, field) in [
        (
            json!({ "headers": [{ "name": "X-Key", "value": "{{ secret.token }}" }] }),
            "headers[0].value",
        ),
        (
            json!({ "authentication": { "type": "bearer" } }),
            "secrets.authentication",
        ),
        (
            json!({ "transport": { "client_certificate":
                "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----" } }),
            "secrets.client_key",
        ),
    ] {
        let mut all = json!({ "name": "Shop", "address": "http://127.0.0.1:9/" });
        all.as_object_mut()
            .unwrap()
            .extend(value.as_object().unwrap().clone());
        let error = bench
            .engine
            .add_destination(settings(all), Some(SECRET))
            .await;
        let fields: Vec<_> = refusals(error.unwrap_err())
            .into_iter()
            .map(|(f, _)| f)
            .collect();
        assert_eq!(fields, [field]);
    }
}

#[tokio::test]
async fn a_password_is_not_taken_over_into_another_authentication() {
    let bench = Bench::start().await;
    let value = |authentication: Value| {
        settings(json!({
            "name": "Shop", "address": "http://127.0.0.1:9/", "authentication": authentication,
        }))
    };
    let basic = json!({ "type": "basic", "user": "karin" });
    let secrets = GivenSecrets {
        signing: Some(SECRET),
        named: [("authentication", "hunter2")].into(),
    };
    let added = bench
        .engine
        .add_destination(value(basic.clone()), secrets)
        .await
        .unwrap();
    let id = added.destination.id;
    let same = json!({ "type": "basic", "user": "anna" });
    bench
        .engine
        .edit_destination(id, value(same), None)
        .await
        .unwrap();
    let bearer = value(json!({ "type": "bearer" }));
    let error = bench
        .engine
        .edit_destination(id, bearer, None)
        .await
        .unwrap_err();
    assert_eq!(refusals(error)[0].1, "Enter the token.");
    let none = value(json!({ "type": "none" }));
    let row = bench.engine.edit_destination(id, none, None).await.unwrap();
    assert_eq!(row.destination.secrets.named, []);
    let error = bench
        .engine
        .edit_destination(id, value(basic), None)
        .await
        .unwrap_err();
    assert_eq!(refusals(error)[0].1, "Enter the password.");
}

#[tokio::test]
async fn a_secret_that_is_forgotten_is_missing_where_it_is_asked_for() {
    let receiver = Receiver::ok().await;
    let bench = Bench::start().await;
    let value = json!({ "name": "Shop", "address": receiver.url("/") });
    let destination = add(&bench, value, &[("token", TOKEN)]).await;
    let send = json!({ "path": "/{{ secret.token }}", "retry": { "type": "never" } });
    let manual = json!({ "type": "manual" });
    let automation = bench.automation(manual, destination, send).await;
    let row = bench
        .engine
        .forget_secret(destination, "token")
        .await
        .unwrap();
    assert_eq!(row.destination.secrets.named, []);
    let delivery = bench.run(automation).await;
    let detail = bench.until(delivery, StateName::Failed).await;
    assert!(
        detail.sentence.contains("has no secret"),
        "{}",
        detail.sentence
    );
    assert_eq!(receiver.received().len(), 0);
}

/// The files below a folder that have a text in them.
fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
        } else if let Ok(bytes) = std::fs::read(&path)
            && bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        {
            found.push(path.display().to_string());
        }
    }
    found
}

#[tokio::test]
async fn an_old_secret_is_forgotten_by_itself_when_its_time_is_over() {
    let receiver = Receiver::ok().await;
    let bench = Bench::start().await;
    let destination = bench.destination(&receiver.url("/")).await;
    let manual = json!({ "type": "manual" });
    let automation = bench.automation(manual, destination, json!({})).await;
    bench
        .engine
        .rotate_secret(destination, NEW, 1)
        .await
        .unwrap();
    assert_eq!(bench.secrets(destination).await, 2);

    let later = Clock::system().now().plus(Duration::from_secs(3601));
    let bench = bench.restart_with(Clock::starting_at(later)).await;
    let mut changes = bench.engine.changes();
    let rotation = || async {
        let row = bench.engine.get_destination(destination).await.unwrap();
        row.destination.secrets.rotation
    };
    // The secret goes first, and then what is known of it.
    let forgotten = async {
        while bench.secrets(destination).await > 1 || rotation().await.is_some() {
            let _ = tokio::time::timeout(Duration::from_millis(50), changes.recv()).await;
        }
    };
    tokio::time::timeout(PATIENCE, forgotten)
        .await
        .expect("it is forgotten");
    bench.run(automation).await;
    let received = receiver.wait_for(1).await;
    let webhook = standardwebhooks::Webhook::new(SECRET).unwrap();
    let signatures = received[0].header("webhook-signature").unwrap();
    assert_eq!(
        signatures.split(' ').count(),
        1,
        "only the new one signs: {signatures}"
    );
    assert!(
        webhook
            .verify(&received[0].body, &received[0].header_map())
            .is_err()
    );
}
