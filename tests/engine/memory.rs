//! How much memory a test takes.

use std::{
    future::Future,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

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

/// Does the work and says by how many MiB memory grew at the most meanwhile.
pub async fn growth_during<T>(work: impl Future<Output = T>) -> (T, usize) {
    let (before, over) = (resident(), Arc::new(AtomicBool::new(false)));
    let until = Arc::clone(&over);
    let watching = thread::spawn(move || {
        let mut peak = 0;
        while !until.load(Ordering::Relaxed) {
            peak = peak.max(resident());
            thread::sleep(Duration::from_millis(5));
        }
        peak
    });
    let done = work.await;
    over.store(true, Ordering::Relaxed);
    let peak = watching.join().unwrap();
    (done, peak.saturating_sub(before) / (1024 * 1024))
}

/// The memory that this process has in use, in bytes, as Linux counts it.
fn resident() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages: usize = statm.split_whitespace().nth(1).unwrap().parse().unwrap();
    pages * 4096
}
