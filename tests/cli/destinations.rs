//! Secrets and tests of destinations by the command line.

use serde_json::json;

use crate::sandbox::Sandbox;

const TOKEN: &str = "a-token-that-nobody-may-read";

#[test]
fn a_secret_is_replaced_and_the_old_one_is_forgotten_when_one_says_so() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let settings = json!({"name": "Shop", "address": "http://127.0.0.1:9/hooks"});
    let added = sandbox.json_from(&["destinations", "add"], &settings);
    let old = added["destination"]["secret_hint"].clone();
    let rotated = sandbox.json(&["destinations", "rotate", "Shop", "--keep", "48"]);
    assert!(
        rotated["secret"].as_str().unwrap().starts_with("whsec_"),
        "{rotated}"
    );
    assert_ne!(rotated["secret"], added["secret"]);
    assert_eq!(
        rotated["destination"]["secrets"]["rotation"]["old_hint"],
        old
    );
    let ended = sandbox.json(&["destinations", "end-rotation", "Shop"]);
    assert!(
        ended["destination"]["secrets"]["rotation"].is_null(),
        "{ended}"
    );
    assert_eq!(
        sandbox.run(&["destinations", "end-rotation", "Shop"]).code,
        1
    );
}

#[test]
fn named_secrets_come_from_files_and_are_never_shown() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let token = sandbox.file("token", &format!("{TOKEN}\n"));
    let settings = json!({
        "name": "Shop", "address": "http://127.0.0.1:9/", "authentication": {"type": "bearer"},
    });
    let file = sandbox.file("shop.json", &settings.to_string());
    let refused = sandbox.run(&["destinations", "add", &file]);
    assert_eq!(refused.code, 5, "{refused:?}");
    assert!(refused.err.contains("Enter the token."), "{refused:?}");
    let named = format!("authentication={token}");
    let added = sandbox.run(&["destinations", "add", &file, "--named-secret", &named]);
    assert_eq!(added.code, 0, "{added:?}");
    for command in [
        &["destinations", "show", "Shop"][..],
        &["destinations", "list"],
    ] {
        let shown = sandbox.json(command).to_string() + &sandbox.run(command).out;
        assert!(!shown.contains(TOKEN), "{shown}");
    }
    let shown = sandbox.run(&["destinations", "show", "Shop"]).out;
    assert!(shown.contains("authentication ••••read"), "{shown}");
}

#[test]
fn a_test_of_the_test_inbox_is_answered_and_one_of_nobody_is_not() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let tested = sandbox.json(&["destinations", "test", "Test inbox"]);
    assert_eq!(tested["row"]["state"]["state"], "succeeded", "{tested}");
    assert_eq!(tested["row"]["test"], true);
    let settings = json!({"name": "Nobody", "address": "http://127.0.0.1:9/"});
    sandbox.json_from(&["destinations", "add"], &settings);
    let failed = sandbox.run(&["destinations", "test", "Nobody"]);
    assert_eq!(failed.code, 1, "{failed:?}");
    assert!(failed.err.contains("Nothing is listening"), "{failed:?}");
}

#[test]
fn only_an_unhealthy_destination_is_tried_at_once() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let settings = json!({
        "name": "Shop", "address": "http://127.0.0.1:9/hooks", "unhealthy_after_hours": 2000,
    });
    let file = sandbox.file("shop.json", &settings.to_string());
    let refused = sandbox.run(&["destinations", "add", &file]);
    assert_eq!(refused.code, 5, "{refused:?}");
    assert!(refused.err.contains("1 to 1440 hours"), "{refused:?}");
    let settings = json!({
        "name": "Shop", "address": "http://127.0.0.1:9/hooks", "unhealthy_after_hours": null,
    });
    let added = sandbox.json_from(&["destinations", "add"], &settings);
    let kept = &added["destination"]["settings"]["unhealthy_after_hours"];
    assert!(kept.is_null(), "{added}");
    let refused = sandbox.run(&["destinations", "try-now", "Shop"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.err.contains("Nothing is held"), "{refused:?}");
}
