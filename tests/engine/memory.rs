//! How much memory a test takes.

use std::{future::Future, process::Command};

/// Set in the process that measures.
const ALONE: &str = "HOOKLOOM_TEST_ALONE";

/// Runs `measure` in a process of its own, in which no other test allocates. `name` is the calling
/// test's, with its modules. There may be 4096 files open, as both ends of connections are.
pub fn alone<F: Future<Output = ()>>(name: &str, measure: impl FnOnce() -> F) {
    if std::env::var_os(ALONE).is_some() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        return runtime.block_on(measure());
    }
    let mut process = Command::new("sh");
    process.args(["-c", r#"ulimit -n 4096 && exec "$0" "$@""#]);
    process.arg(std::env::current_exe().unwrap());
    process
        .args(["--exact", name, "--nocapture"])
        .env(ALONE, "1");
    let output = process.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The memory that this process has in use, in bytes, as Linux counts it.
pub fn resident() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: usize = statm.split_whitespace().nth(1).unwrap().parse().unwrap();
    pages * 4096
}
