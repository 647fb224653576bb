//! What was deleted comes back, by name or as what was done last.

use serde_json::json;

use crate::sandbox::Sandbox;

fn make(sandbox: &Sandbox, name: &str) {
    let settings = json!({
        "name": name,
        "trigger": { "type": "manual" },
        "sends": [{ "destination": "Test inbox" }],
    });
    sandbox.json_from(&["automations", "add"], &settings);
}

fn names(sandbox: &Sandbox) -> Vec<String> {
    let rows = sandbox.json(&["automations", "list"]);
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| {
        row["automation"]["settings"]["name"]
            .as_str()
            .unwrap()
            .to_owned()
    })
    .collect()
}

#[test]
fn a_deleted_automation_comes_back_after_a_restart() {
    let sandbox = Sandbox::new();
    let runner = sandbox.start();
    make(&sandbox, "Heartbeat");
    make(&sandbox, "Invoices");
    for name in ["Heartbeat", "Invoices"] {
        assert_eq!(sandbox.run(&["automations", "delete", name]).code, 0);
    }
    drop(runner);

    let _runner = sandbox.start();
    let listed = sandbox.run(&["deleted", "list"]);
    assert!(listed.out.contains("Heartbeat"), "{listed:?}");
    let undone = sandbox.run(&["undo"]);
    assert_eq!(undone.out, "Undone: “Invoices” was deleted.\n");
    let restored = sandbox.run(&["deleted", "restore", "heartbeat"]);
    assert!(
        restored.out.starts_with("Restored ‘Heartbeat’"),
        "{restored:?}"
    );
    assert_eq!(names(&sandbox), ["Heartbeat", "Invoices"]);

    let missing = sandbox.run(&["deleted", "restore", "heartbeat"]);
    assert_eq!(missing.code, 4, "{missing:?}");
    let listed = sandbox.run(&["undo", "--list"]);
    assert!(listed.out.contains("“Invoices” was deleted."), "{listed:?}");
}

#[test]
fn with_nothing_done_there_is_nothing_to_undo() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let ran = sandbox.run(&["undo"]);
    assert_eq!((ran.code, ran.err.trim()), (4, "There is nothing to undo."));
}
