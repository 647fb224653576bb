//! The runner behind the window, with something in its lists.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    thread,
};

use serde_json::{Value, json};

use crate::{desktop::Desktop, eventually::eventually, opened::programs, process::Helper};

/// Callers at the same time.
const CALLERS: usize = 16;

/// A running runner; it ends with its desktop.
pub struct Runner<'a> {
    desktop: &'a Desktop,
    _process: Helper,
}

impl<'a> Runner<'a> {
    /// Starts it and waits until it answers.
    pub fn start(desktop: &'a Desktop) -> Self {
        let mut command = desktop.command(programs().join("hookloom"));
        command.args(["run", "--no-tray", "--port", "0"]);
        let runner = Self {
            desktop,
            _process: Helper::start(&mut command),
        };
        eventually("the runner answers", || runner.ask(&["status"]));
        runner
    }

    /// Makes so many automations; the first takes calls at `bench`, which none of them passes on.
    pub fn add_automations(&self, count: usize) {
        for number in 0..count {
            let trigger = match number {
                0 => json!({ "type": "inbound", "name": "bench" }),
                _ => json!({ "type": "manual" }),
            };
            let settings = json!({
                "name": format!("Automation {number}"),
                "trigger": trigger,
                "condition": { "type": "expression", "expression": "1 == 2" },
                "sends": [{ "destination": "Test inbox" }],
            });
            let file = self.desktop.home().join("automation.json");
            fs::write(&file, settings.to_string()).unwrap();
            self.ask(&["automations", "add", file.to_str().unwrap()])
                .expect("the automation is added");
        }
    }

    /// Calls the hook until there are so many deliveries in the log.
    pub fn fill_log(&self, deliveries: usize) {
        let row = self.ask(&["automations", "show", "Automation 0"]).unwrap();
        let address = row["trigger"]["address"].as_str().unwrap().to_owned();
        let place = address.strip_prefix("http://").unwrap();
        let (host, path) = place.split_once('/').unwrap();
        thread::scope(|scope| {
            for _ in 0..CALLERS {
                scope.spawn(|| call(host, path, deliveries / CALLERS));
            }
        });
    }

    /// What `hookloom … --json` prints; nothing when it fails.
    fn ask(&self, words: &[&str]) -> Option<Value> {
        let mut command = self.desktop.command(programs().join("hookloom"));
        let output = command.args(words).arg("--json").output().unwrap();
        let succeeded = output.status.success();
        succeeded.then(|| serde_json::from_slice(&output.stdout).unwrap())
    }
}

/// Calls over one connection, one after the other.
fn call(host: &str, path: &str, times: usize) {
    let stream = TcpStream::connect(host).unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut writer = stream;
    for number in 0..times {
        let body = format!("{{\"order\":{number},\"article\":\"invoice-{number}.pdf\"}}");
        write!(
            writer,
            "POST /{path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut status = String::new();
        reader.read_line(&mut status).unwrap();
        assert!(status.contains(" 202 "), "{status}");
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            reader.read_line(&mut line).unwrap();
        }
    }
}
