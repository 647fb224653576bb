//! Settings from the command line, and what they change at once.

use serde_json::json;

use crate::{
    http::{self, Call},
    sandbox::{Sandbox, free_port, wait_until},
};

fn add_hook(sandbox: &Sandbox) {
    let settings = json!({
        "name": "Orders",
        "trigger": {"type": "inbound", "name": "orders"},
        "sends": [{"destination": "test inbox"}],
    });
    sandbox.json_from(&["automations", "add"], &settings);
}

#[test]
fn a_setting_is_kept_over_a_restart_and_can_be_taken_back() {
    let sandbox = Sandbox::new();
    let mut runner = sandbox.start();
    let set = sandbox.json(&["settings", "set", "storage.keep_days", "7"]);
    assert_eq!(set, json!(7));
    sandbox.run(&["quit"]);
    runner.ended();
    let _runner = sandbox.start();
    assert_eq!(sandbox.json(&["settings", "get", "storage.keep_days"]), 7);
    let undone = sandbox.run(&["undo"]);
    assert!(
        undone.out.contains("The log is kept for 7 days."),
        "{undone:?}"
    );
    assert_eq!(sandbox.json(&["settings", "get", "storage.keep_days"]), 30);
}

#[test]
fn what_can_not_be_is_refused_with_its_field() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let ran = sandbox.run(&["settings", "set", "sending.parallel", "0"]);
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(
        ran.err.contains("sending.parallel: Enter 1 to 256"),
        "{ran:?}"
    );
    let ran = sandbox.run(&["settings", "set", "sending.speed", "9"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    let ran = sandbox.run(&["settings", "set", "incoming.port", "many"]);
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(ran.err.contains("incoming.port"), "{ran:?}");
}

#[test]
fn calls_follow_the_port_without_a_restart() {
    let sandbox = Sandbox::new();
    let first = free_port();
    let _runner = sandbox.start_with(&["--no-tray", "--port", &first.to_string()]);
    add_hook(&sandbox);
    assert_eq!(http::post(first, "/in/orders", "{}"), Call::Answered(202));

    let second = free_port();
    sandbox.json(&["settings", "set", "incoming.port", &second.to_string()]);
    assert_eq!(http::post(second, "/in/orders", "{}"), Call::Answered(202));
    wait_until("nobody answers at the old port", || {
        http::post(first, "/in/orders", "{}") == Call::NotConnected
    });
    let inbox = sandbox.json(&["destinations", "show", "Test inbox"]);
    assert!(inbox.to_string().contains(&format!(":{second}/test-inbox")));

    sandbox.json(&["settings", "set", "incoming.enabled", "false"]);
    assert_eq!(http::post(second, "/in/orders", "{}"), Call::Answered(404));
    assert_eq!(sandbox.json(&["status"])["inbound"]["type"], "off");
}

#[test]
fn a_port_that_is_taken_is_said_with_a_free_one_and_taken_once_it_is_free() {
    let sandbox = Sandbox::new();
    let mut runner = sandbox.start();
    add_hook(&sandbox);
    let port = free_port();
    sandbox.json(&["settings", "set", "incoming.port", &port.to_string()]);
    sandbox.run(&["quit"]);
    runner.ended();

    let other = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
    let _runner = sandbox.start_with(&["--no-tray"]);
    let inbound = &sandbox.json(&["status"])["inbound"];
    assert_eq!(inbound["type"], "unavailable", "{inbound}");
    assert_eq!(inbound["port"], port);
    assert!(inbound["free"].as_u64().is_some(), "{inbound}");
    drop(other);
    wait_until("the port is taken", || {
        sandbox.json(&["status"])["inbound"]["type"] == "listening"
    });
    assert_eq!(http::post(port, "/in/orders", "{}"), Call::Answered(202));
}

#[cfg(target_os = "linux")]
#[test]
fn start_at_login_is_an_entry_that_comes_and_goes() {
    let sandbox = Sandbox::new();
    let mut runner = sandbox.start();
    let entry = sandbox.path().join("config/autostart/hookloom.desktop");
    sandbox.json(&["settings", "set", "general.start_at_login", "true"]);
    wait_until("the entry is there", || entry.exists());
    let text = std::fs::read_to_string(&entry).unwrap();
    let exec = text.lines().find(|line| line.starts_with("Exec=")).unwrap();
    assert!(exec.ends_with("\"run\""), "{exec}");
    assert!(exec.contains("--data-folder"), "{exec}");
    sandbox.json(&["settings", "set", "general.start_at_login", "false"]);
    wait_until("the entry is gone", || !entry.exists());

    sandbox.json(&["settings", "set", "general.start_at_login", "true"]);
    wait_until("the entry is there again", || entry.exists());
    sandbox.run(&["quit"]);
    runner.ended();
    std::fs::remove_file(&entry).unwrap();
    let _runner = sandbox.start();
    wait_until("the setting follows what a person did", || {
        sandbox.json(&["settings", "get", "general.start_at_login"]) == false
    });
}

#[test]
fn the_log_is_counted_cleaned_up_and_backed_up() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let automation = json!({
        "name": "A",
        "trigger": {"type": "manual"},
        "sends": [{"destination": "test inbox"}],
    });
    sandbox.json_from(&["automations", "add"], &automation);
    for _ in 0..3 {
        sandbox.json(&["automations", "run", "A"]);
    }
    let count = || sandbox.json(&["storage", "clean-up", "--older-than", "0", "--count"]);
    wait_until("all is sent", || count()["count"] == 3);
    let storage = sandbox.json(&["storage", "back-up"]);
    assert_eq!(storage["backups"].as_array().unwrap().len(), 1);
    let storage = sandbox.json(&["storage", "clean-up", "--older-than", "0"]);
    assert_eq!(storage["deliveries"], 0, "{storage}");
    assert_eq!(storage["last_cleaning"]["deliveries"], 3, "{storage}");
}

#[test]
fn the_proxy_for_all_sending_has_a_password_that_nothing_shows() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let proxy = r#"{"type":"explicit","address":"http://proxy.example:3128","user":"karin"}"#;
    sandbox.json(&["settings", "set", "sending.proxy", proxy]);
    let file = sandbox.file("password", "s3cret-of-karin\n");
    let kept = sandbox.run(&["settings", "proxy-password", "--file", &file]);
    assert_eq!(
        kept.out, "The password for the proxy is ••••arin.\n",
        "{kept:?}"
    );
    for shown in [
        sandbox.run(&["settings", "get"]),
        sandbox.run(&["diagnostics"]),
    ] {
        assert!(!shown.out.contains("s3cret"), "{shown:?}");
    }
    let diagnostics = sandbox.run(&["diagnostics"]).out;
    assert!(!diagnostics.contains("proxy.example"), "{diagnostics}");
    let forgotten = sandbox.run(&["settings", "proxy-password", "--forget"]);
    assert_eq!(forgotten.out, "There is no password for the proxy.\n");
}
