//! When something is wrong with the disk or the database.

use std::{
    fs,
    os::unix::process::CommandExt,
    process::Command,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    http::{self, Call},
    sandbox::{Runner, Sandbox, free_port, wait_until},
};

fn ended_in_order(sandbox: &Sandbox, runner: &mut Runner) {
    assert_eq!(sandbox.run(&["quit"]).code, 0);
    runner.ended();
}

/// Writes into the middle of the database.
fn spoil(sandbox: &Sandbox) -> Vec<u8> {
    let path = sandbox.database();
    let mut bytes = fs::read(&path).unwrap();
    bytes[2 * 4096..3 * 4096].fill(0);
    fs::write(&path, &bytes).unwrap();
    bytes
}

fn notice(sandbox: &Sandbox, kind: &str) -> Option<Value> {
    let status = sandbox.json(&["status"]);
    let notices = status["notices"].as_array().unwrap().clone();
    notices.into_iter().find(|notice| notice["type"] == kind)
}

#[test]
fn a_damaged_database_is_replaced_by_the_newest_backup_and_kept() {
    let sandbox = Sandbox::new();
    let mut runner = sandbox.start();
    crate::lifecycle::add_manual(&sandbox, "Kept");
    sandbox.json(&["storage", "back-up"]);
    ended_in_order(&sandbox, &mut runner);
    let spoilt = spoil(&sandbox);

    let _runner = sandbox.start();
    let restored = notice(&sandbox, "restored").expect("it says so");
    let kept = restored["kept_as"].as_str().unwrap();
    assert!(
        fs::read(kept).unwrap() == spoilt,
        "the old file has changed"
    );
    let automations = sandbox.json(&["automations", "list"]);
    assert_eq!(automations.as_array().unwrap().len(), 1);
    assert_eq!(sandbox.run(&["status"]).code, 0);
}

#[test]
fn without_a_backup_the_runner_ends_with_3_until_told_to_begin_anew() {
    let sandbox = Sandbox::new();
    let mut runner = sandbox.start();
    ended_in_order(&sandbox, &mut runner);
    let spoilt = spoil(&sandbox);

    let ran = sandbox.run(&["run", "--no-tray", "--port", "0"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("--start-fresh"), "{ran:?}");
    assert!(fs::read(sandbox.database()).unwrap() == spoilt);

    let _runner = sandbox.start_with(&["--no-tray", "--port", "0", "--start-fresh"]);
    let restored = notice(&sandbox, "restored").expect("it says so");
    assert_eq!(restored["backup"], Value::Null);
    let kept = restored["kept_as"].as_str().unwrap();
    assert!(
        fs::read(kept).unwrap() == spoilt,
        "the old file has changed"
    );
}

#[test]
fn a_safe_start_switches_everything_off_and_says_what() {
    let sandbox = Sandbox::new();
    let mut runner = sandbox.start();
    crate::lifecycle::add_manual(&sandbox, "Mine");
    ended_in_order(&sandbox, &mut runner);
    let _runner = sandbox.start_with(&["--no-tray", "--port", "0", "--safe"]);
    let status = sandbox.json(&["status"]);
    assert_eq!(
        (&status["automations_on"], &status["automations"]),
        (&json!(0), &json!(1))
    );
    assert_eq!(status["state"]["type"], "paused");
    let safe = notice(&sandbox, "started_safe").expect("it says so");
    assert_eq!(safe["switched_off"].as_array().unwrap().len(), 1);
}

/// The data folder on a disk of its own, of 12 MB, in a namespace that ends with the runner.
fn on_a_small_disk(sandbox: &Sandbox, port: u16) -> Runner {
    let runner = sandbox.command(&["run", "--no-tray", "--port", &port.to_string()]);
    let data = sandbox.data();
    fs::create_dir_all(&data).unwrap();
    let script = format!(
        "mount -t tmpfs -o size=12m tmpfs {data} && exec {program} run --no-tray --port {port}",
        data = data.display(),
        program = runner.get_program().display(),
    );
    let mut command = Command::new("unshare");
    command.args(["-Urm", "sh", "-c", &script]);
    for (name, value) in runner.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.process_group(0);
    Runner::of(command, sandbox)
}

#[test]
fn a_full_disk_takes_nothing_more_loses_nothing_and_mends_itself() {
    let sandbox = Sandbox::new();
    let port = free_port();
    let mut runner = on_a_small_disk(&sandbox, port);
    let inside = |path: &str| {
        format!(
            "/proc/{}/root{}/{path}",
            runner.pid(),
            sandbox.data().display()
        )
    };
    // The data folder is only to be seen from inside; so is the socket.
    let (reserve, filler) = (inside("reserve"), inside("filler"));
    let data = inside("");
    let ask = |arguments: &[&str]| {
        let mut all = vec!["--data-folder", data.as_str()];
        all.extend(arguments);
        sandbox.run(&all)
    };
    wait_until("there is a reserve", || fs::metadata(&reserve).is_ok());
    let hook = json!({
        "name": "Orders",
        "trigger": {"type": "inbound", "name": "orders"},
        "sends": [{"destination": "test inbox"}],
    });
    let made = sandbox.run_with_input(
        &["--data-folder", &data, "automations", "add", "-"],
        &hook.to_string(),
    );
    assert_eq!(made.code, 0, "{made:?}");
    let folder = sandbox.path().join("watched");
    fs::create_dir(&folder).unwrap();
    let files = json!({
        "name": "Files",
        "trigger": {"type": "file", "folder": folder, "settle_seconds": 0},
        "sends": [{"destination": "test inbox"}],
    });
    let made = sandbox.run_with_input(
        &["--data-folder", &data, "automations", "add", "-"],
        &files.to_string(),
    );
    assert_eq!(made.code, 0, "{made:?}");
    wait_until("the folder is watched", || {
        let shown = ask(&["automations", "show", "Files", "--json"]).out;
        let shown: Value = serde_json::from_str(&shown).unwrap();
        shown["trigger"]["type"] == "ready"
    });

    // Whatever is left of the disk is taken by somebody else.
    let _ = fs::write(&filler, vec![7; 64 * 1024 * 1024]);
    let body = json!({ "text": "x".repeat(200_000) }).to_string();
    let mut accepted = 0;
    wait_until("no more is accepted", || {
        match http::post(port, "/in/orders", &body) {
            Call::Answered(202) => accepted += 1,
            Call::Answered(503) => return true,
            other => panic!("{other:?}"),
        }
        false
    });
    assert_eq!(http::post(port, "/in/orders", "{}"), Call::Answered(503));
    let status: Value = serde_json::from_str(&ask(&["status", "--json"]).out).unwrap();
    assert_eq!(status["notices"][0]["type"], "disk_full", "{status}");

    // What a trigger notices now is kept in mind.
    fs::write(folder.join("meanwhile"), "hello").unwrap();

    fs::remove_file(&filler).unwrap();
    let since = Instant::now();
    wait_until("it is accepted again", || {
        http::post(port, "/in/orders", "{}") == Call::Answered(202)
    });
    assert!(
        since.elapsed() < Duration::from_secs(10),
        "{:?}",
        since.elapsed()
    );
    // The call, and the file.
    accepted += 2;
    wait_until("all that was accepted is sent, once", || {
        let sent = ask(&["deliveries", "list", "--json"]).out;
        let sent: Value = serde_json::from_str(&sent).unwrap();
        let rows = sent["rows"].as_array().unwrap();
        rows.len() == accepted
            && rows
                .iter()
                .all(|row| row["state"]["state"] == "succeeded" && row["attempts"] == 1)
    });
    runner.assert_alive();
    let _ = Command::new("kill").arg(runner.pid().to_string()).status();
}
