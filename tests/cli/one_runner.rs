//! One runner for each data folder, and its orderly end.

use std::{
    net::TcpListener,
    process::Command,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::sandbox::{Sandbox, wait_until};

#[test]
fn a_second_runner_is_refused_with_the_first_ones_process_id() {
    let sandbox = Sandbox::new();
    let mut first = sandbox.start();
    let second = sandbox.run(&["run", "--no-tray", "--port", "0"]);
    assert_eq!(second.code, 1);
    let pid = format!("(process {})", first.pid());
    assert!(second.err.contains(&pid), "{second:?}");
    first.assert_alive();
    assert_eq!(sandbox.run(&["status"]).code, 0);
}

#[test]
fn of_two_starts_at_once_exactly_one_stays() {
    let sandbox = Sandbox::new();
    for round in 0..50 {
        let arguments = ["--no-tray", "--port", "0"];
        let mut runners = [sandbox.spawn(&arguments), sandbox.spawn(&arguments)];
        let mut refused = None;
        wait_until("one of them gives up", || {
            refused = (0..2).find(|index| runners[*index].child.try_wait().unwrap().is_some());
            refused.is_some()
        });
        let refused = refused.unwrap();
        let status = runners[refused].ended();
        assert_eq!(
            status.code(),
            Some(1),
            "round {round}: {}",
            runners[refused].messages()
        );
        let pid = format!("(process {})", runners[1 - refused].pid());
        let words = runners[refused].messages();
        assert!(words.contains(&pid), "round {round}: {words}");
        wait_until("the other answers", || {
            runners[1 - refused].assert_alive();
            sandbox.run(&["status"]).code == 0
        });
        assert_eq!(sandbox.run(&["quit"]).code, 0, "round {round}");
        assert!(runners[1 - refused].ended().success(), "round {round}");
    }
}

#[test]
fn quit_ends_in_order_and_makes_room_for_the_next() {
    let sandbox = Sandbox::new();
    let mut runner = sandbox.start();
    let ran = sandbox.run(&["quit"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(runner.ended().success(), "{}", runner.messages());
    assert!(runner.messages().contains("ended"), "{}", runner.messages());
    assert!(!sandbox.data().join("runner.sock").exists());
    sandbox.start();
}

#[cfg(unix)]
#[test]
fn the_systems_request_to_end_is_heard() {
    let sandbox = Sandbox::new();
    for signal in ["-TERM", "-INT"] {
        let mut runner = sandbox.start();
        let kill = Command::new("kill")
            .arg(signal)
            .arg(runner.pid().to_string())
            .status();
        assert!(kill.unwrap().success());
        assert!(runner.ended().success(), "{signal}: {}", runner.messages());
    }
}

#[test]
fn a_request_that_hangs_keeps_no_runner_from_ending_and_is_not_lost() {
    let sandbox = Sandbox::new();
    let mut runner = sandbox.start();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", silent.local_addr().unwrap());
    let destination = json!({"name": "Silent", "address": address});
    sandbox.json_from(&["destinations", "add"], &destination);
    let automation = json!({
        "name": "A",
        "trigger": {"type": "manual"},
        "sends": [{"destination": "Silent", "retry": {"type": "never"}}],
    });
    sandbox.json_from(&["automations", "add"], &automation);
    sandbox.json(&["automations", "run", "A"]);
    let _under_way = silent.accept().unwrap();

    let asked = Instant::now();
    assert_eq!(sandbox.run(&["quit"]).code, 0);
    assert!(runner.ended().success(), "{}", runner.messages());
    assert!(
        asked.elapsed() < Duration::from_secs(5),
        "{:?}",
        asked.elapsed()
    );
    let _next = sandbox.start();
    assert_eq!(sandbox.json(&["status"])["waiting"], 1);
    let rows = sandbox.json(&["deliveries", "list"])["rows"].clone();
    let id = rows[0]["id"].as_str().unwrap().to_owned();
    let _under_way_again = silent.accept().unwrap();
    let delivery = sandbox.json(&["deliveries", "show", &id]);
    let attempt = &delivery["attempts"][0];
    assert_eq!(attempt["outcome"]["fault"], "interrupted", "{delivery}");
}

#[test]
fn a_data_folder_that_can_not_be_is_said_with_its_path() {
    let sandbox = Sandbox::new();
    let file = sandbox.file("in-the-way", "");
    let folder = format!("{file}/data");
    let ran = sandbox.run(&["run", "--no-tray", "--data-folder", &folder]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains(&folder), "{ran:?}");
}
