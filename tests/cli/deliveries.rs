//! `hookloom deliveries …` with many at once, and with text that wants to do harm.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    lifecycle::add_manual,
    sandbox::{Sandbox, wait_until},
};

fn hostile() -> BTreeMap<String, String> {
    let text = include_str!("../fixtures/hostile.json");
    serde_json::from_str(text).unwrap()
}

fn run(sandbox: &Sandbox, automation: &str, data: &Value) -> String {
    let file = sandbox.file("data.json", &data.to_string());
    let ran = sandbox.json(&["automations", "run", automation, "--data", &file]);
    ran["deliveries"][0].as_str().unwrap().to_owned()
}

fn total(sandbox: &Sandbox, arguments: &[&str]) -> u64 {
    let list = [&["deliveries", "list"], arguments].concat();
    sandbox.json(&list)["total"].as_u64().unwrap()
}

#[test]
fn many_are_counted_first_and_then_sent_again() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    add_manual(&sandbox, "A");
    for item in ["red parcel", "blue parcel", "letter"] {
        run(&sandbox, "A", &json!({ "item": item }));
    }
    wait_until("all are sent", || {
        total(&sandbox, &["--state", "sent"]) == 3
    });
    wait_until("the search has read them", || {
        total(&sandbox, &["--search", "parcel", "--since", "1h"]) == 2
    });
    let parcels = ["deliveries", "resend", "--search", "parcel"];
    let counted = sandbox.json(&[&parcels[..], &["--dry-run"]].concat());
    assert_eq!(counted["count"], 2);
    assert_eq!(sandbox.json(&parcels), json!({ "done": 2, "left": 0 }));
    wait_until("they were sent twice", || {
        let list = sandbox.json(&["deliveries", "list", "--search", "parcel"]);
        let rows = list["rows"].as_array().unwrap();
        rows.iter().all(|row| row["attempts"] == 2)
    });
    let all = sandbox.run(&["deliveries", "resend"]);
    assert_eq!(all.code, 1, "{all:?}");
    assert!(all.err.contains("Name a delivery"), "{all:?}");
}

#[test]
fn filters_are_kept_and_deliveries_written_out() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    add_manual(&sandbox, "A");
    let delivery = run(&sandbox, "A", &json!({}));
    wait_until("it is sent", || total(&sandbox, &["--state", "sent"]) == 1);
    let save = ["deliveries", "save-filter", "Bad", "--state", "failed,held"];
    assert_eq!(sandbox.run(&save).code, 0);
    let kept = sandbox.json(&["deliveries", "filters"]);
    assert_eq!(kept[0]["filter"]["states"], json!(["failed", "held"]));
    assert_eq!(sandbox.run(&["deliveries", "forget-filter", "bad"]).code, 0);

    let lines = sandbox.run(&["deliveries", "export"]);
    let line: Value = serde_json::from_str(lines.out.trim()).unwrap();
    assert_eq!(line["row"]["id"], *delivery);
    let out = sandbox.path().join("out.csv").display().to_string();
    let saved = sandbox.run(&["deliveries", "export", "--format", "csv", "--out", &out]);
    assert!(saved.out.contains("1 delivery"), "{saved:?}");
    let table = std::fs::read_to_string(out).unwrap();
    assert!(table.contains(&delivery), "{table}");
    let curl = sandbox.run(&["deliveries", "curl", &delivery]);
    assert!(
        curl.out.contains("$WEBHOOK_SECRET") || curl.out.contains("${WEBHOOK_SECRET"),
        "{curl:?}"
    );
}

/// What a terminal would obey, or what would turn or hide other text.
fn is_harmless(text: &str) -> bool {
    let harmless = |c: char| {
        let unseen = matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | '\u{61c}');
        matches!(c, '\n' | '\t') || !(c.is_control() || unseen)
    };
    text.chars().all(harmless)
}

#[test]
fn hostile_text_reaches_no_terminal() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let hostile = hostile();
    let settings = json!({
        "name": hostile["turned"].chars().filter(|c| !c.is_control()).collect::<String>(),
        "trigger": {"type": "manual"},
        "sends": [{"destination": "test inbox"}],
    });
    let added = sandbox.json_from(&["automations", "add"], &settings);
    let id = added["automation"]["id"].as_str().unwrap();
    let delivery = run(&sandbox, id, &json!(hostile));
    wait_until("it is sent", || total(&sandbox, &["--state", "sent"]) == 1);
    for arguments in [
        &["deliveries", "list"][..],
        &["deliveries", "show", &delivery],
        &["deliveries", "show", &delivery, "--json"],
        &["deliveries", "list", "--json"],
        &["deliveries", "curl", &delivery],
        &["deliveries", "export"],
        &["log"],
        &["log", "--json"],
        &["automations", "list"],
        &["automations", "list", "--json"],
    ] {
        let ran = sandbox.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?} {}", ran.err);
        assert!(is_harmless(&ran.out), "{arguments:?}: {:?}", ran.out);
    }
}
