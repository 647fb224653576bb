//! `hookloom log`.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
};

use crate::{
    lifecycle::add_manual,
    sandbox::{Sandbox, wait_until},
};

/// Killed at the latest when it is dropped, so that a failing test leaves nothing running.
struct Follower(Child);

impl Drop for Follower {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn following_prints_what_was_and_what_comes_until_the_runner_ends() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    add_manual(&sandbox, "A");
    let first = sandbox.json(&["automations", "run", "A"]);
    let child = sandbox
        .command(&["log", "--follow"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut follower = Follower(child);
    let output = follower.0.stdout.take().unwrap();
    let mut lines = BufReader::new(output).lines().map(Result::unwrap);
    let mut sent =
        |delivery: &str| lines.any(|line| line.contains(delivery) && line.contains("  sent "));
    assert!(sent(first["deliveries"][0].as_str().unwrap()));
    let second = sandbox.json(&["automations", "run", "A"]);
    assert!(sent(second["deliveries"][0].as_str().unwrap()));

    assert_eq!(sandbox.run(&["quit"]).code, 0);
    assert_eq!(follower.0.wait().unwrap().code(), Some(3));
}

#[test]
fn without_following_the_log_ends_with_the_newest() {
    let sandbox = Sandbox::new();
    let _runner = sandbox.start();
    add_manual(&sandbox, "A");
    let ids: Vec<String> = (0..3)
        .map(|_| {
            let ran = sandbox.json(&["automations", "run", "A"]);
            ran["deliveries"][0].as_str().unwrap().to_owned()
        })
        .collect();
    wait_until("all are there", || {
        sandbox.json(&["deliveries", "list"])["total"] == 3
    });
    let ran = sandbox.run(&["log", "--last", "2"]);
    let printed: Vec<&str> = ran.out.lines().collect();
    assert_eq!(printed.len(), 2, "{ran:?}");
    for (line, id) in printed.iter().zip(&ids[1..]) {
        assert!(line.contains(id), "{ran:?}");
    }
}
