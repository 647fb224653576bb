//! A folder with far more in it than anybody watches on purpose.

use std::{
    fs::{self, File},
    os::unix::fs::symlink,
    path::Path,
    process::Command,
};

use serde_json::{Value, json};

use crate::{
    bench::Bench,
    memory::{alone, growth_during},
    receiver::Receiver,
};

const FILES: usize = 100_000;
const FOLDERS: usize = 1_000;
/// As little as is promised.
const MOST_GROWTH_MB: usize = 100;
/// Neither its files nor its largest one are read.
const MOST_READ: u64 = 64 * 1024 * 1024;

#[test]
fn a_tree_with_circles_pipes_and_a_huge_file_takes_little_memory_and_is_not_read() {
    alone(
        "files::large_tree::a_tree_with_circles_pipes_and_a_huge_file_takes_little_memory_and_is_not_read",
        measure,
    );
}

async fn measure() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let folder = tempfile::tempdir().unwrap();
    plant(folder.path());
    let destination = bench.destination(&receiver.url("/")).await;
    let trigger = json!({
        "type": "file", "folder": folder.path(), "settle_seconds": 0, "content": "text",
    });
    let read_before = bytes_read();
    let (automation, grown) = growth_during(async {
        let automation = bench.automation(trigger, destination, json!({})).await;
        bench.until_ready(automation).await;
        automation
    })
    .await;
    assert!(grown < MOST_GROWTH_MB, "memory grew by {grown} MB");
    let row = bench.engine.get_automation(automation).await.unwrap();
    assert_eq!(row.last, None, "nothing of it is news");

    let huge = folder.path().join("1/huge");
    File::create(&huge).unwrap().set_len(10 << 30).unwrap();
    let received = receiver.wait_for(1).await.remove(0);
    let body: Value = serde_json::from_slice(&received.body).unwrap();
    assert_eq!(body["data"]["name"], "huge");
    assert_eq!(body["data"]["content"], Value::Null);
    let read = bytes_read() - read_before;
    assert!(read < MOST_READ, "{read} bytes were read");
}

fn plant(folder: &Path) {
    for number in 0..FOLDERS {
        let inner = folder.join(number.to_string());
        fs::create_dir(&inner).unwrap();
        symlink("..", inner.join("up")).unwrap();
    }
    for number in 0..FILES {
        let inner = folder.join((number % FOLDERS).to_string());
        File::create(inner.join(format!("file-{number}"))).unwrap();
    }
    symlink("self", folder.join("self")).unwrap();
    symlink("/proc", folder.join("proc")).unwrap();
    let pipe = Command::new("mkfifo").arg(folder.join("pipe")).status();
    assert!(pipe.unwrap().success());
    let sparse = File::create(folder.join("sparse")).unwrap();
    sparse.set_len(10 << 30).unwrap();
}

/// How much this process has asked the system to read.
fn bytes_read() -> u64 {
    let io = fs::read_to_string("/proc/self/io").unwrap();
    let line = io.lines().find_map(|line| line.strip_prefix("rchar: "));
    line.unwrap().parse().unwrap()
}
