//! Secrets in the system's key store: a real one, on a session bus of our own.

mod keyring;

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    thread::{self, JoinHandle},
};

use serde_json::{Value, json};

use crate::{
    sandbox::{Runner, Sandbox},
    tray::bus::Bus,
};
use keyring::Keyring;

const TOKEN: &str = "a-token-that-nobody-may-read";

/// A runner that looks for a key store, on that bus if there is one.
fn start(sandbox: &Sandbox, bus: Option<&Bus>) -> Runner {
    let mut command = sandbox.command(&["run", "--no-tray", "--port", "0"]);
    command.env_remove("HOOKLOOM_SECRETS");
    if let Some(bus) = bus {
        command.env("DBUS_SESSION_BUS_ADDRESS", bus.address());
    }
    sandbox.when_it_answers(Runner::of(command, sandbox))
}

fn end(sandbox: &Sandbox, mut runner: Runner) {
    assert_eq!(sandbox.run(&["quit"]).code, 0);
    assert!(runner.ended().success(), "{}", runner.messages());
}

fn kept(sandbox: &Sandbox) -> Value {
    sandbox.json(&["status"])["secrets"].clone()
}

/// A destination that lets in who has the token, and an automation that is run by hand.
fn add_shop(sandbox: &Sandbox, receiver: &TcpListener) {
    let address = format!("http://{}/", receiver.local_addr().unwrap());
    let settings = json!({
        "name": "Shop", "address": address, "authentication": { "type": "bearer" },
    });
    let file = sandbox.file("shop.json", &settings.to_string());
    let token = format!("authentication={}", sandbox.file("token", TOKEN));
    let added = sandbox.run(&["destinations", "add", &file, "--named-secret", &token]);
    assert_eq!(added.code, 0, "{added:?}");
    std::fs::remove_file(sandbox.path().join("token")).unwrap();
    let automation = json!({
        "name": "Order", "trigger": { "type": "manual" }, "sends": [{ "destination": "Shop" }],
    });
    sandbox.json_from(&["automations", "add"], &automation);
}

/// What the next request to the receiver says to be let in.
fn authorization(receiver: &TcpListener) -> JoinHandle<String> {
    let receiver = receiver.try_clone().unwrap();
    thread::spawn(move || {
        let (mut stream, _) = receiver.accept().unwrap();
        let lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let mut head = lines
            .map(Result::unwrap)
            .take_while(|line| !line.is_empty());
        let line = head.find_map(|line| line.strip_prefix("authorization: ").map(str::to_owned));
        head.for_each(drop);
        stream
            .write_all(b"HTTP/1.1 204 None\r\nconnection: close\r\n\r\n")
            .unwrap();
        line.unwrap_or_default()
    })
}

fn assert_let_in(sandbox: &Sandbox, receiver: &TcpListener) {
    let said = authorization(receiver);
    sandbox.json(&["automations", "run", "Order"]);
    assert_eq!(said.join().unwrap(), format!("Bearer {TOKEN}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_move_from_the_file_into_the_key_store_and_are_used_from_there() {
    let (sandbox, bus) = (Sandbox::new(), Bus::start());
    let keyring = Keyring::start(&bus, sandbox.path()).await;
    let receiver = TcpListener::bind("127.0.0.1:0").unwrap();

    let runner = start(&sandbox, None);
    assert_eq!(kept(&sandbox)["type"], "encrypted_file");
    add_shop(&sandbox, &receiver);
    let refused = sandbox.run(&["settings", "move-secrets"]);
    assert_eq!(refused.code, 1, "there is no key store: {refused:?}");
    assert_let_in(&sandbox, &receiver);
    end(&sandbox, runner);

    let runner = start(&sandbox, Some(&bus));
    assert_eq!(kept(&sandbox)["type"], "encrypted_file", "until one asks");
    let moved = sandbox.json(&["settings", "move-secrets"]);
    assert_eq!(moved["type"], "key_store");
    assert!(!sandbox.data().join("secrets.sealed").exists());
    assert!(keyring.holds_something_of_ours().await);
    assert_let_in(&sandbox, &receiver);
    end(&sandbox, runner);

    let runner = start(&sandbox, Some(&bus));
    assert_eq!(kept(&sandbox)["type"], "key_store");
    assert_let_in(&sandbox, &receiver);
    sandbox.json(&["automations", "delete", "Order"]);
    sandbox.json(&["destinations", "delete", "Shop"]);
    end(&sandbox, runner);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_store_that_is_locked_is_said_and_not_waited_for() {
    let (sandbox, bus) = (Sandbox::new(), Bus::start());
    let keyring = Keyring::start(&bus, sandbox.path()).await;
    keyring.lock().await;
    let receiver = TcpListener::bind("127.0.0.1:0").unwrap();
    let runner = start(&sandbox, Some(&bus));
    let place = kept(&sandbox);
    assert_eq!(place["type"], "encrypted_file", "{place}");
    let why = place["why"].as_str().unwrap();
    assert!(why.contains("password store"), "{why}");
    add_shop(&sandbox, &receiver);
    assert_let_in(&sandbox, &receiver);
    end(&sandbox, runner);
}
