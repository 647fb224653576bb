//! A file that is far larger than what the runner may keep in memory.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    net::TcpListener,
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::sandbox::{Sandbox, wait_until};

/// How many MB the file has, unless `HOOKLOOM_UPLOAD_MB` says otherwise. 1024 are a long test, for
/// `--release`: hashing them takes a debug build longer than an attempt may last.
const USUAL_MB: u64 = 64;
/// How much more memory the runner may take meanwhile.
const MOST_GROWTH_KB: u64 = 32 * 1024;

#[test]
fn a_large_file_arrives_whole_and_takes_little_memory() {
    let mb = std::env::var("HOOKLOOM_UPLOAD_MB").map_or(USUAL_MB, |mb| mb.parse().unwrap());
    let sandbox = Sandbox::new();
    let runner = sandbox.start();
    let (address, receiving) = drain();
    let folder = sandbox.path().join("watched");
    fs::create_dir(&folder).unwrap();
    let destination = json!({ "name": "Archive", "address": address });
    sandbox.json_from(&["destinations", "add"], &destination);
    let automation = json!({
        "name": "Large",
        "trigger": { "type": "file", "folder": folder, "settle_seconds": 0 },
        "sends": [{
            "destination": "Archive",
            "body": { "type": "file", "max_mb": mb },
            "timeout_seconds": 120,
            "retry": { "type": "never" },
        }],
    });
    sandbox.json_from(&["automations", "add"], &automation);
    wait_until("the folder is watched", || {
        sandbox.json(&["automations", "show", "Large"])["trigger"]["type"] == "ready"
    });

    let before = anonymous_kb(runner.pid());
    let file = File::create(folder.join("large")).unwrap();
    file.set_len(mb * 1_000_000).unwrap();
    drop(file);
    let (peak, state) = watch(&sandbox, runner.pid());
    assert_eq!(state["state"], "succeeded", "{state}");
    assert_eq!(receiving.join().unwrap().unwrap(), mb * 1_000_000);
    let grown = peak.saturating_sub(before);
    println!("{mb} MB were sent; memory grew by {grown} kB at the most");
    assert!(grown < MOST_GROWTH_KB, "memory grew by {grown} kB");
}

/// The most memory that the runner has while the delivery comes to its end, and what that is.
fn watch(sandbox: &Sandbox, runner: u32) -> (u64, Value) {
    let deadline = Instant::now() + Duration::from_secs(150);
    let (mut peak, mut asked) = (0, Instant::now());
    while Instant::now() < deadline {
        peak = peak.max(anonymous_kb(runner));
        thread::sleep(Duration::from_millis(5));
        if asked.elapsed() < Duration::from_millis(500) {
            continue;
        }
        asked = Instant::now();
        let state = sandbox.json(&["deliveries", "list"])["rows"][0]["state"].clone();
        if !state.is_null() && state["state"] != "pending" {
            return (peak, state);
        }
    }
    panic!("the delivery comes to no end")
}

/// The memory that a process has for itself, without the pages of its program, as Linux counts it.
fn anonymous_kb(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("RssAnon:"));
    line.unwrap()
        .split_whitespace()
        .next()
        .unwrap()
        .parse()
        .unwrap()
}

/// A receiver that takes one request, throws its content away and tells how long that was.
fn drain() -> (String, JoinHandle<io::Result<u64>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let receiving = thread::spawn(move || {
        let (mut stream, _) = listener.accept()?;
        let mut buffer = vec![0; 256 * 1024];
        let mut head = Vec::new();
        let end = loop {
            let read = stream.read(&mut buffer)?;
            head.extend_from_slice(&buffer[..read]);
            if let Some(end) = head.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
        };
        let text = String::from_utf8_lossy(&head[..end]).to_lowercase();
        let length = text.split("content-length: ").nth(1).unwrap();
        let length: u64 = length.lines().next().unwrap().parse().unwrap();
        let mut received = (head.len() - end) as u64;
        while received < length {
            match stream.read(&mut buffer)? {
                0 => break,
                read => received += read as u64,
            }
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")?;
        Ok(received)
    });
    (address, receiving)
}
