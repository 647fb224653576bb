//! Whether everything works, from the command line.

use crate::sandbox::Sandbox;

#[test]
fn check_says_of_each_thing_how_it_is_and_diagnostics_say_the_same() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    let ran = sandbox.run(&["check"]);
    assert!(ran.out.contains("The database is whole."), "{ran:?}");
    assert!(
        ran.out.contains("Calls are taken at http://127.0.0.1:"),
        "{ran:?}"
    );
    let checks = sandbox.json(&["check"])["checks"].clone();
    assert_eq!(checks.as_array().unwrap().len(), 7);
    let diagnostics = sandbox.run(&["diagnostics"]).out;
    assert!(
        diagnostics.contains("The database is whole."),
        "{diagnostics}"
    );
}

#[test]
fn a_port_that_is_taken_makes_the_check_fail() {
    let sandbox = Sandbox::new();
    let mut runner = sandbox.start();
    let settings = serde_json::json!({
        "name": "Orders",
        "trigger": { "type": "inbound", "name": "orders" },
        "sends": [{ "destination": "test inbox" }],
    });
    sandbox.json_from(&["automations", "add"], &settings);
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port();
    drop(other);
    sandbox.json(&["settings", "set", "incoming.port", &port.to_string()]);
    sandbox.run(&["quit"]);
    runner.ended();
    let _other = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
    let _runner = sandbox.start_with(&["--no-tray"]);
    let ran = sandbox.run(&["check"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("broken    Incoming calls"), "{ran:?}");
    assert!(ran.err.contains("1 thing does not work."), "{ran:?}");
}
