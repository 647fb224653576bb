//! Starting over from the command line.

use serde_json::json;

use crate::sandbox::{Sandbox, wait_until};

fn fill(sandbox: &Sandbox) {
    let settings = json!({
        "name": "Orders",
        "trigger": { "type": "manual" },
        "sends": [{ "destination": "test inbox" }],
    });
    sandbox.json_from(&["automations", "add"], &settings);
    sandbox.json(&["settings", "set", "storage.keep_days", "7"]);
    sandbox.json(&["storage", "back-up"]);
}

fn is_as_new(sandbox: &Sandbox) {
    assert_eq!(sandbox.json(&["automations", "list"]), json!([]));
    assert_eq!(sandbox.json(&["settings", "get", "storage.keep_days"]), 30);
    assert_eq!(sandbox.json(&["storage", "show"])["backups"], json!([]));
}

#[test]
fn reset_asks_for_the_word_and_the_runner_goes_on_as_new() {
    let sandbox = Sandbox::new();
    let mut runner = sandbox.start();
    fill(&sandbox);
    let pid = sandbox.json(&["status"])["pid"].clone();
    let ran = sandbox.run_with_input(&["reset"], "yes\n");
    assert_eq!(ran.code, 5, "{ran:?}");
    assert!(ran.err.contains("nothing was deleted"), "{ran:?}");
    assert_eq!(sandbox.json(&["settings", "get", "storage.keep_days"]), 7);

    let ran = sandbox.run_with_input(&["reset"], "RESET\n");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("It can't be undone"), "{ran:?}");
    runner.assert_alive();
    is_as_new(&sandbox);
    if cfg!(unix) {
        assert_eq!(sandbox.json(&["status"])["pid"], pid, "the same process");
    }
}

#[test]
fn a_reset_whose_runner_was_killed_goes_on_at_the_next_start() {
    let sandbox = Sandbox::new();
    let mut runner = sandbox.start();
    fill(&sandbox);
    // Killed once it was written down that everything is to go, and before anything went.
    runner.kill();
    std::fs::write(sandbox.data().join("reset.wanted"), "").unwrap();
    let _runner = sandbox.start();
    is_as_new(&sandbox);
    wait_until("the mark is gone", || {
        !sandbox.data().join("reset.wanted").exists()
    });
}

#[test]
fn a_start_that_was_to_be_safe_is_a_plain_one_after_a_reset() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start_with(&["--no-tray", "--port", "0", "--safe"]);
    let ran = sandbox.run(&["reset", "--yes"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(sandbox.json(&["status"])["state"]["type"], "running");
}
