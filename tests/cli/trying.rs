//! Settings are tried from the command line before anything is saved.

use serde_json::{Value, json};

use crate::sandbox::Sandbox;

fn settings(expression: Value) -> Value {
    json!({
        "name": "Greeting",
        "trigger": {"type": "manual"},
        "condition": expression,
        "sends": [{"destination": "Test inbox", "path": "", "body": {"type": "text", "template": "hello"}}],
    })
}

#[test]
fn what_would_be_sent_is_shown_tested_and_compared_with_what_was() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let file = sandbox.file("settings.json", &settings(Value::Null).to_string());

    let preview = sandbox.json(&["automations", "preview", "--settings", &file]);
    assert_eq!(preview["request"]["body"], "hello");
    assert_eq!(preview["problems"], json!([]));

    let tested = sandbox.json(&["automations", "test", "--settings", &file]);
    assert_eq!(tested["row"]["test"], true);
    assert_eq!(tested["row"]["last_status"], 200);
    assert_eq!(sandbox.json(&["automations", "list"]), json!([]));

    sandbox.json(&["automations", "add", &file]);
    sandbox.json(&["automations", "run", "Greeting"]);
    let never = json!({"type": "expression", "expression": "false"});
    let other = sandbox.file("other.json", &settings(never).to_string());
    let compared = ["automations", "back-test", "Greeting", "--settings", &other];
    let found = sandbox.json(&compared);
    assert_eq!(found["removed"]["count"], 1, "{found}");
    assert_eq!(found["events"], 1, "a test is no event that happened");
    let told = sandbox.run(&compared);
    assert!(
        told.out.contains("1 webhook would no longer be sent."),
        "{told:?}"
    );
}
