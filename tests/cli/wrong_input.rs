//! Wrong input: a clear error, an exit code of its own, and nothing written.

use std::net::TcpListener;

use serde_json::{Value, json};

use crate::sandbox::{Sandbox, free_port};

/// A document that is refused, and what the refusal has to contain.
struct Wrong {
    command: &'static str,
    document: String,
    words: &'static [&'static str],
}

fn wrong(command: &'static str, document: Value, words: &'static [&'static str]) -> Wrong {
    let document = serde_json::to_string_pretty(&document).unwrap();
    Wrong {
        command,
        document,
        words,
    }
}

fn automation(trigger: Value) -> Value {
    json!({"name": "A", "trigger": trigger, "sends": [{"destination": "Test inbox"}]})
}

fn destination(address: &str) -> Value {
    json!({"name": "Shop", "address": address})
}

fn table() -> Vec<Wrong> {
    let cron = |expression: &str| {
        let schedule = json!({"type": "cron", "expression": expression});
        automation(json!({"type": "schedule", "schedule": schedule, "time_zone": "UTC"}))
    };
    let mut unknown_destination = automation(json!({"type": "manual"}));
    unknown_destination["sends"][0]["destination"] = json!("Nowhere");
    let mut template = automation(json!({"type": "manual"}));
    let success_on = |answers: &str| {
        let mut counting = automation(json!({"type": "manual"}));
        counting["sends"][0]["success_on"] = json!(answers);
        counting
    };
    template["sends"][0]["body"] = json!({"type": "json", "template": "{\"a\": {{ oops }"});
    vec![
        Wrong {
            command: "automations",
            document: "{\n  \"name\": \"A\"\n  \"sends\": []\n}".to_owned(),
            words: &["standard input:3:3: This isn't JSON"],
        },
        wrong(
            "automations",
            json!({"name": "A", "triggr": {"type": "manual"}, "sends": []}),
            &[
                "standard input:3:13: triggr: unknown field `triggr`",
                "`trigger`",
            ],
        ),
        wrong(
            "automations",
            automation(json!({"type": "file", "foldr": "/tmp"})),
            &[
                "standard input:5:14: trigger.foldr: unknown field `foldr`",
                "`folder`",
            ],
        ),
        wrong(
            "automations",
            automation(json!({"type": "file", "folder": "/nowhere/at/all"})),
            &["trigger.folder: ", "/nowhere/at/all"],
        ),
        wrong(
            "automations",
            cron("0 0 31 2 *"),
            &["trigger.schedule.expression: "],
        ),
        wrong(
            "automations",
            cron("61 * * * *"),
            &["trigger.schedule.expression: ", "61"],
        ),
        wrong(
            "automations",
            unknown_destination,
            &["sends[0].destination: ", "‘Test inbox’"],
        ),
        wrong("automations", template, &["sends[0].body.template: "]),
        wrong(
            "automations",
            success_on("200-299, 2xx"),
            &["sends[0].success_on: ", "‘2xx’ is no status"],
        ),
        wrong(
            "automations",
            success_on("200-299, 503"),
            &["sends[0].success_on: ", "503 is also among the answers"],
        ),
        wrong(
            "destinations",
            destination("http:///hooks"),
            &["standard input:3:14: address: "],
        ),
        wrong(
            "destinations",
            destination("shop.example"),
            &["address: ", "https://"],
        ),
        wrong(
            "destinations",
            destination("http://{{ file.name }}.example/"),
            &["address: "],
        ),
        wrong(
            "destinations",
            destination("ftp://shop.example/"),
            &["address: "],
        ),
    ]
}

#[test]
fn wrong_settings_are_refused_with_their_place_and_nothing_is_written() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let before = everything(&sandbox);
    for wrong in table() {
        let ran = sandbox.run_with_input(&[wrong.command, "add", "-"], &wrong.document);
        assert_eq!(ran.code, 5, "{}: {ran:?}", wrong.document);
        for word in wrong.words {
            assert!(ran.err.contains(word), "‘{word}’ is not in:\n{}", ran.err);
        }
        assert!(ran.err.ends_with("Nothing was written.\n"), "{}", ran.err);
    }
    assert_eq!(everything(&sandbox), before);
}

#[test]
fn a_secret_that_is_too_short_is_refused_and_not_repeated() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let before = everything(&sandbox);
    let file = sandbox.file("shop.json", &destination("http://127.0.0.1:9/").to_string());
    let ran = sandbox.run_with_input(
        &["destinations", "add", &file, "--secret-stdin"],
        "whsec_c2hvcnQ=\n",
    );
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(ran.err.contains("secret: "), "{ran:?}");
    assert!(!ran.err.contains("c2hvcnQ"), "{ran:?}");
    assert_eq!(everything(&sandbox), before);
}

#[test]
fn what_is_not_there_is_named_with_a_way_to_find_what_is() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let unknown = "atm_0193a5c2e41b7c3d8f20a1b2c3d4e5f6";
    for (command, words) in [
        (
            &["automations", "show", "Nothing"][..],
            "‘hookloom automations list’",
        ),
        (&["automations", "run", "Nothing"], "‘Nothing’"),
        (&["automations", "delete", unknown], unknown),
        (
            &["destinations", "pause", "Nothing"],
            "‘hookloom destinations list’",
        ),
        (&["deliveries", "show", "Nothing"], "dlv_"),
    ] {
        let ran = sandbox.run(command);
        assert_eq!(ran.code, 4, "{command:?}: {ran:?}");
        assert!(ran.err.contains(words), "{command:?}: {ran:?}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let ran = sandbox.run(&["automations", "add", "nowhere.json"]);
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(ran.err.contains("nowhere.json can't be read"), "{ran:?}");
}

#[test]
fn a_port_that_is_taken_is_named_and_no_database_is_made() {
    let sandbox = Sandbox::new();
    let port = free_port();
    let _taken = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let ran = sandbox.run(&["run", "--no-tray", "--port", &port.to_string()]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains(&port.to_string()), "{ran:?}");
    assert!(!sandbox.database().exists());
}

fn everything(sandbox: &Sandbox) -> [Value; 2] {
    [
        sandbox.json(&["automations", "list"]),
        sandbox.json(&["destinations", "list"]),
    ]
}
