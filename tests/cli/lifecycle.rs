//! From an empty folder to a delivery, and everything that can be done with what was made.

use hookloom_api::{
    Change, Client,
    command::{Shutdown, Subscribe},
    data_folder::DataFolder,
};
use serde_json::{Value, json};

use crate::sandbox::{Sandbox, wait_until};

/// Makes an automation that a person starts, sending to the Test inbox.
pub fn add_manual(sandbox: &Sandbox, name: &str) -> String {
    let settings = json!({
        "name": name,
        "trigger": {"type": "manual"},
        "sends": [{"destination": "test inbox"}],
    });
    let added = sandbox.json_from(&["automations", "add"], &settings);
    added["automation"]["id"].as_str().unwrap().to_owned()
}

/// Runs an automation and waits until its delivery has succeeded; gives the delivery's id.
fn run_and_wait(sandbox: &Sandbox, automation: &str) -> String {
    let ran = sandbox.json(&["automations", "run", automation]);
    let delivery = ran["deliveries"][0].as_str().unwrap().to_owned();
    wait_until("the delivery has succeeded", || {
        state(sandbox, &delivery) == "succeeded"
    });
    delivery
}

fn state(sandbox: &Sandbox, delivery: &str) -> String {
    let detail = sandbox.json(&["deliveries", "show", delivery]);
    detail["row"]["state"]["state"].as_str().unwrap().to_owned()
}

#[test]
fn an_automation_is_added_run_and_its_delivery_shown() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let id = add_manual(&sandbox, "By hand");
    let delivery = run_and_wait(&sandbox, "by hand");

    let listed = sandbox.run(&["deliveries", "list"]);
    assert!(listed.out.contains("sent"), "{}", listed.out);
    assert!(listed.out.contains(&delivery), "{}", listed.out);
    let shown = sandbox.run(&["deliveries", "show", &delivery]);
    assert!(
        shown.out.contains("\"type\":\"manual.run\""),
        "{}",
        shown.out
    );
    assert!(shown.out.contains("200"), "{}", shown.out);
    let of_it = ["deliveries", "list", "--automation", &id, "--state", "sent"];
    assert_eq!(sandbox.json(&of_it)["total"], 1);
    assert_eq!(
        sandbox.json(&["deliveries", "list", "--state", "failed"])["total"],
        0
    );
}

#[test]
fn a_delivery_is_sent_again_with_the_same_id() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    add_manual(&sandbox, "A");
    let delivery = run_and_wait(&sandbox, "A");
    let resent = sandbox.json(&["deliveries", "resend", &delivery]);
    assert_eq!(resent["id"], *delivery);
    wait_until("it was sent twice", || {
        let detail = sandbox.json(&["deliveries", "show", &delivery]);
        detail["row"]["attempts"] == 2
    });
}

#[test]
fn what_show_prints_is_what_edit_takes() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let id = add_manual(&sandbox, "Before");
    let mut settings =
        sandbox.json(&["automations", "show", "Before"])["automation"]["settings"].take();
    settings["name"] = json!("After");
    let edited = sandbox.json_from(&["automations", "edit", "Before"], &settings);
    assert_eq!(edited["automation"]["id"], *id);
    assert_eq!(sandbox.run(&["automations", "show", "Before"]).code, 4);
    assert_eq!(
        sandbox.json(&["automations", "show", "After"])["automation"]["settings"],
        settings
    );
}

#[test]
fn an_automation_is_turned_off_and_on_and_deleted() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    add_manual(&sandbox, "A");
    for (command, on) in [("disable", false), ("enable", true)] {
        let row = sandbox.json(&["automations", command, "A"]);
        assert_eq!(row["automation"]["settings"]["enabled"], on);
    }
    assert_eq!(sandbox.run(&["automations", "delete", "A"]).code, 0);
    assert_eq!(sandbox.json(&["automations", "list"]), json!([]));
}

#[test]
fn a_destinations_secret_is_printed_once_and_never_again() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let settings = json!({"name": "Shop", "address": "http://127.0.0.1:9/hooks"});
    let added = sandbox.json_from(&["destinations", "add"], &settings);
    let secret = added["secret"].as_str().unwrap();
    assert!(secret.starts_with("whsec_"), "{added}");
    let hint = added["destination"]["secret_hint"].as_str().unwrap();
    assert!(!hint.contains(secret), "{hint}");
    for command in [
        &["destinations", "show", "Shop"][..],
        &["destinations", "list"],
    ] {
        let shown = sandbox.json(command).to_string() + &sandbox.run(command).out;
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn a_secret_can_come_from_a_file_and_is_not_printed() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let secret_file = sandbox.file("secret", &format!("{secret}\n"));
    let settings = json!({"name": "Shop", "address": "http://127.0.0.1:9/hooks"});
    let file = sandbox.file("shop.json", &settings.to_string());
    let ran = sandbox.run(&["destinations", "add", &file, "--secret-file", &secret_file]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(!ran.out.contains(secret), "{ran:?}");
    let shown = sandbox.json(&["destinations", "show", "Shop"]);
    let hint = shown["destination"]["secret_hint"].as_str().unwrap();
    assert!(hint.ends_with("LaSw"), "{hint}");
}

#[test]
fn a_destination_is_paused_resumed_and_deleted() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let settings =
        json!({"name": "Shop", "address": "http://127.0.0.1:9/", "signing": {"type": "none"}});
    sandbox.json_from(&["destinations", "add"], &settings);
    let paused = sandbox.json(&["destinations", "pause", "Shop"]);
    assert_eq!(paused["destination"]["paused"]["why"], "by_hand");
    let resumed = sandbox.json(&["destinations", "resume", "Shop"]);
    assert_eq!(resumed["destination"]["paused"], Value::Null);
    assert_eq!(sandbox.run(&["destinations", "delete", "Shop"]).code, 0);
    assert_eq!(sandbox.run(&["destinations", "show", "Shop"]).code, 4);
}

#[test]
fn a_pause_holds_deliveries_and_resuming_sends_them() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    add_manual(&sandbox, "A");
    let paused = sandbox.json(&["pause", "--for", "15m"]);
    assert_eq!(paused["state"]["type"], "paused");
    assert_ne!(paused["state"]["until"], Value::Null);
    let ran = sandbox.json(&["automations", "run", "A"]);
    let delivery = ran["deliveries"][0].as_str().unwrap();
    assert_eq!(state(&sandbox, delivery), "held");
    assert_eq!(sandbox.json(&["resume"])["state"]["type"], "running");
    wait_until("it was sent", || state(&sandbox, delivery) == "succeeded");
}

#[test]
fn a_delivery_that_waits_can_be_cancelled() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    add_manual(&sandbox, "A");
    sandbox.json(&["pause"]);
    let ran = sandbox.json(&["automations", "run", "A"]);
    let delivery = ran["deliveries"][0].as_str().unwrap();
    let row = sandbox.json(&["deliveries", "cancel", delivery]);
    assert_eq!(row["state"]["state"], "cancelled");
}

#[test]
fn home_in_a_folder_is_that_of_whoever_types() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    std::fs::create_dir(sandbox.path().join("Inbox")).unwrap();
    let settings = json!({
        "name": "A",
        "trigger": {"type": "file", "folder": "~/Inbox"},
        "sends": [{"destination": "Test inbox"}],
    });
    let added = sandbox.json_from(&["automations", "add"], &settings);
    let folder = &added["automation"]["settings"]["trigger"]["folder"];
    assert_eq!(*folder, sandbox.path().join("Inbox").display().to_string());
}

#[tokio::test]
async fn a_runner_that_ends_in_order_says_so_to_its_windows() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let folder = DataFolder::at(sandbox.data());
    let window = Client::connect(&folder).await.unwrap();
    let mut changes = window.subscribe(Subscribe { window: true }).await.unwrap();
    window.call(Shutdown {}).await.unwrap();
    let mut last = None;
    while let Some(change) = changes.recv().await {
        last = Some(change);
    }
    assert_eq!(last, Some(Change::Ending {}));
}
