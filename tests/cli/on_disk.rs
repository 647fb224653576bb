//! Accepted means on disk: what the system is asked to do is watched from outside with `strace`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::json;

use crate::{
    http::{self, Call},
    sandbox::{Runner, Sandbox, free_port},
};

const CALLS: usize = 40;

#[test]
fn no_call_is_answered_before_the_disk_has_its_event() {
    let sandbox = Sandbox::new();
    let port = free_port();
    let traced = Traced::start(&sandbox, port);
    add_hook(&sandbox);
    // Held deliveries write nothing by themselves: every sync is that of an acceptance.
    sandbox.json(&["pause"]);

    for call in 0..CALLS {
        let body = json!({ "call": call }).to_string();
        assert_eq!(http::post(port, "/in/disk", &body), Call::Answered(202));
    }

    let synced = syncs_before_each_answer(&traced.stop());
    assert_eq!(synced.len(), CALLS, "answers that were seen");
    assert!(
        synced.iter().all(|syncs| *syncs > 0),
        "syncs since the answer before: {synced:?}"
    );
}

fn add_hook(sandbox: &Sandbox) {
    let settings = json!({
        "name": "Disk",
        "trigger": {"type": "inbound", "name": "disk"},
        "sends": [{"destination": "test inbox"}],
    });
    sandbox.json_from(&["automations", "add"], &settings);
}

/// How many syncs came to their end between each answer and the one before it.
fn syncs_before_each_answer(trace: &str) -> Vec<usize> {
    let mut counts = Vec::new();
    let mut syncs = 0;
    for line in trace.lines() {
        if line.contains("sync") && line.trim_end().ends_with("= 0") {
            syncs += 1;
        } else if line.contains("HTTP/1.1 202") {
            counts.push(std::mem::take(&mut syncs));
        }
    }
    counts
}

/// A runner whose syncs and answers are written down as they happen.
struct Traced {
    strace: Runner,
    runner: String,
    trace: PathBuf,
}

impl Traced {
    fn start(sandbox: &Sandbox, port: u16) -> Self {
        let trace = sandbox.path().join("trace");
        let port = port.to_string();
        let plain = sandbox.command(&["run", "--no-tray", "--port", &port]);
        let strace = Runner::of(under_strace(&plain, &trace), sandbox);
        let strace = sandbox.when_it_answers(strace);
        let runner = sandbox.json(&["status"])["pid"].to_string();
        Self {
            strace,
            runner,
            trace,
        }
    }

    /// Ends the runner, and with it `strace`, whose notes are complete then.
    fn stop(mut self) -> String {
        let asked = Command::new("kill").arg(&self.runner).status().unwrap();
        assert!(asked.success(), "the runner could not be asked to end");
        self.strace.ended();
        fs::read_to_string(&self.trace).unwrap()
    }
}

fn under_strace(plain: &Command, trace: &Path) -> Command {
    let mut command = Command::new("strace");
    command
        .args(["--follow-forks", "--quiet=all", "--string-limit=16"])
        .arg("--trace=fsync,fdatasync,write,writev,sendto,sendmsg")
        .arg("--output")
        .arg(trace)
        .arg(plain.get_program())
        .args(plain.get_args());
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}
