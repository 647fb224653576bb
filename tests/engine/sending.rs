//! The proxy of the settings, which counts for every destination that says nothing else.

use hookloom_core::{
    delivery::StateName, destination::DestinationSettings, id::AutomationId, settings::Settings,
    transport::Proxy,
};
use hookloom_engine::GivenSecrets;
use serde_json::{Value, json};

use crate::{
    bench::Bench,
    receiver::Receiver,
    sender::transport::{issued_by, saying, self_signed, serving},
};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

async fn choose(bench: &Bench, proxy: Value) {
    let mut settings: Settings = bench.engine.settings().as_ref().clone();
    settings.sending.proxy = serde_json::from_value(proxy).unwrap();
    bench.engine.set_settings(settings).await.unwrap();
}

fn through(proxy: &Receiver, user: &str) -> Value {
    json!({ "type": "explicit", "address": proxy.url("/"), "user": user, "except": [] })
}

/// An automation whose destination only a proxy can reach.
async fn far_away(bench: &Bench, name: &str, proxy: Value) -> AutomationId {
    let settings: DestinationSettings = serde_json::from_value(json!({
        "name": name, "address": "http://shop.example/orders", "transport": { "proxy": proxy },
    }))
    .unwrap();
    let added = bench.engine.add_destination(settings, Some(SECRET)).await;
    let destination = added.unwrap().destination.id;
    let send = json!({ "retry": { "type": "never" } });
    let manual = json!({ "type": "manual" });
    bench.automation(manual, destination, send).await
}

async fn send(bench: &Bench, automation: AutomationId) {
    let delivery = bench.run(automation).await;
    bench.until(delivery, StateName::Succeeded).await;
}

#[tokio::test]
async fn what_says_nothing_goes_through_the_proxy_of_the_settings_from_the_next_attempt_on() {
    let bench = Bench::start().await;
    let (first, second) = (Receiver::ok().await, Receiver::ok().await);
    let shop = far_away(&bench, "Shop", Value::Null).await;
    choose(&bench, through(&first, "")).await;
    send(&bench, shop).await;
    assert_eq!(first.received()[0].target, "http://shop.example/orders");
    choose(&bench, through(&second, "")).await;
    send(&bench, shop).await;
    assert_eq!((first.received().len(), second.received().len()), (1, 1));
    bench.engine.undo(None).await.unwrap();
    send(&bench, shop).await;
    assert_eq!((first.received().len(), second.received().len()), (2, 1));
}

#[tokio::test]
async fn a_destination_that_chooses_wins_over_the_settings() {
    let bench = Bench::start().await;
    let (general, own) = (Receiver::ok().await, Receiver::ok().await);
    choose(&bench, through(&general, "")).await;
    let shop = far_away(&bench, "Shop", through(&own, "")).await;
    send(&bench, shop).await;
    assert_eq!((general.received().len(), own.received().len()), (0, 1));
}

#[tokio::test]
async fn this_computer_is_never_asked_of_the_proxy_of_the_settings() {
    let bench = Bench::start().await;
    let (proxy, receiver) = (Receiver::ok().await, Receiver::ok().await);
    choose(&bench, through(&proxy, "")).await;
    let here = bench.by_hand(&receiver.url("/"), json!({})).await;
    send(&bench, here).await;
    assert_eq!((proxy.received().len(), receiver.received().len()), (0, 1));
}

#[tokio::test]
async fn the_password_for_the_proxy_is_a_secret_that_the_next_attempt_uses() {
    let bench = Bench::start().await;
    let proxy = Receiver::ok().await;
    choose(&bench, through(&proxy, "karin")).await;
    let shop = far_away(&bench, "Shop", Value::Null).await;
    assert_eq!(bench.engine.proxy_password().await.unwrap(), None);
    let kept = bench.engine.set_proxy_password(Some("s3cret-of-karin"));
    let hint = kept.await.unwrap().unwrap();
    assert!(!hint.contains("s3cret"), "{hint}");
    send(&bench, shop).await;
    let expected = "Basic a2FyaW46czNjcmV0LW9mLWthcmlu";
    let seen = &proxy.received()[0];
    assert_eq!(seen.header("proxy-authorization"), Some(expected));
    let settings = serde_json::to_string(bench.engine.settings().as_ref()).unwrap();
    assert!(!settings.contains("s3cret"), "{settings}");

    let bench = bench.restart().await;
    assert_eq!(bench.engine.proxy_password().await.unwrap(), Some(hint));
    bench.engine.set_proxy_password(None).await.unwrap();
    send(&bench, shop).await;
    let seen = &proxy.received()[1];
    assert_eq!(seen.header("proxy-authorization"), Some("Basic a2FyaW46"));
}

#[tokio::test]
async fn a_proxy_that_can_not_be_is_refused_with_its_field() {
    let bench = Bench::start().await;
    let mut settings: Settings = bench.engine.settings().as_ref().clone();
    settings.sending.proxy =
        serde_json::from_value(json!({ "type": "explicit", "address": "proxy:3128" })).unwrap();
    let refused = bench.engine.set_settings(settings).await.unwrap_err();
    assert!(
        refused.to_string().contains("sending.proxy.address"),
        "{refused}"
    );
    assert_eq!(bench.engine.settings().sending.proxy, Proxy::None);
}

#[tokio::test]
async fn an_authority_of_the_settings_is_trusted_from_the_next_attempt_on() {
    let bench = Bench::start().await;
    let authority = self_signed("authority");
    let url = serving(&issued_by(&authority, "localhost")).await;
    let send_never_again = json!({ "retry": { "type": "never" } });
    let automation = bench.by_hand(&url, send_never_again).await;
    let delivery = bench.run(automation).await;
    bench.until(delivery, StateName::Failed).await;
    let mut settings: Settings = bench.engine.settings().as_ref().clone();
    settings.sending.trusted = authority.pem;
    bench.engine.set_settings(settings).await.unwrap();
    send(&bench, automation).await;
    bench.engine.undo(None).await.unwrap();
    let delivery = bench.run(automation).await;
    bench.until(delivery, StateName::Failed).await;
}

#[tokio::test]
async fn a_token_comes_over_tls_also_for_a_plain_destination() {
    let bench = Bench::start().await;
    let authority = self_signed("authority");
    let body = r#"{"access_token":"over-tls","token_type":"Bearer","expires_in":3600}"#;
    let length = body.len();
    let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}");
    let tokens = saying(&issued_by(&authority, "localhost"), answer).await;
    let mut settings: Settings = bench.engine.settings().as_ref().clone();
    settings.sending.trusted = authority.pem;
    bench.engine.set_settings(settings).await.unwrap();

    let receiver = Receiver::ok().await;
    let oauth2 = json!({ "type": "oauth2", "token_address": tokens, "client_id": "shop" });
    let settings = json!({
        "name": "Shop", "address": receiver.url("/"), "authentication": oauth2,
    });
    let settings: DestinationSettings = serde_json::from_value(settings).unwrap();
    let secrets = GivenSecrets {
        signing: Some(SECRET),
        named: [("authentication", "pass")].into(),
    };
    let added = bench.engine.add_destination(settings, secrets).await;
    let destination = added.unwrap().destination.id;
    let retry = json!({ "retry": { "type": "never" } });
    let automation = bench.automation(json!({ "type": "manual" }), destination, retry);
    send(&bench, automation.await).await;
    let received = receiver.received();
    assert_eq!(received[0].header("authorization"), Some("Bearer over-tls"));
}
