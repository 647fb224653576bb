//! The real runner as a process of its own: its start, and what it takes while it has nothing to do.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::tempdir;
use tokio::runtime::Runtime;

use crate::{
    figures::{Figures, median},
    past,
    receiver::Receiver,
};

const STARTS: usize = 11;
const IDLE: Duration = Duration::from_secs(60);
/// A runner that uses no processor time for so long has come to the end of its start.
const AT_REST: Duration = Duration::from_secs(2);
/// How long a start may take on a busy machine.
const LONGEST_START: Duration = Duration::from_secs(60);

/// From the start of the process to a delivery that waited for it, median of several starts.
pub fn measure_start(figures: &mut Figures) {
    let runtime = Runtime::new().unwrap();
    let took = (0..STARTS).map(|_| runtime.block_on(first_delivery()).as_secs_f64() * 1000.0);
    figures.alone(
        "start to the first delivery",
        "ms",
        median(took),
        "at most 65 ms",
    );
}

async fn first_delivery() -> Duration {
    let (folder, receiver) = (tempdir().unwrap(), Receiver::start().await);
    past::prepare(folder.path(), &receiver.url(), 1).await;
    past::make_pending(folder.path(), 1);
    let start = Instant::now();
    let runner = Runner::start(folder.path());
    receiver.until(1).await;
    let took = start.elapsed();
    drop(runner);
    took
}

/// Processor time and memory of a runner that has nothing to do.
pub fn measure_idle(figures: &mut Figures) {
    let folder = tempdir().unwrap();
    let runner = Runner::start(folder.path());
    runner.until_at_rest();
    let before = runner.processor_seconds();
    thread::sleep(IDLE);
    let used = runner.processor_seconds() - before;
    figures.alone("processor time of 60 s idle", "s", used, "at most 0.05 s");
    figures.alone(
        "resident memory idle, without tray",
        "MB",
        runner.resident_mb(),
        "",
    );
}

/// A runner, killed when this is dropped.
pub struct Runner {
    child: Child,
    socket: PathBuf,
}

impl Runner {
    pub fn start(folder: &Path) -> Self {
        let child = Command::new(program())
            .args(["run", "--no-tray", "--port", "0"])
            .env("HOME", folder)
            .env("HOOKLOOM_DATA", folder.join("data"))
            .env("HOOKLOOM_SECRETS", "file")
            .env("XDG_CONFIG_HOME", folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Self {
            child: child.unwrap(),
            socket: folder.join("data/runner.sock"),
        }
    }

    /// Waits until it can be spoken to, and has nothing more to do.
    pub fn until_at_rest(&self) {
        let began = Instant::now();
        loop {
            let used = self.processor_seconds();
            thread::sleep(AT_REST);
            if self.socket.exists() && self.processor_seconds() <= used {
                return;
            }
            assert!(began.elapsed() < LONGEST_START, "it never comes to rest");
        }
    }

    fn proc(&self, file: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).unwrap()
    }

    pub fn processor_seconds(&self) -> f64 {
        processor_seconds(&self.proc("stat"))
    }

    pub fn resident_mb(&self) -> f64 {
        let status = self.proc("status");
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .unwrap();
        let kilobytes: f64 = line.split_whitespace().next().unwrap().parse().unwrap();
        kilobytes / 1024.0
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `cargo xtask bench` builds it and says where it lies.
fn program() -> PathBuf {
    let path = std::env::var_os("HOOKLOOM_PROGRAM");
    path.expect("HOOKLOOM_PROGRAM names the runner; `cargo xtask bench` sets it")
        .into()
}

/// User and system time that this process took so far.
pub fn own_processor_seconds() -> f64 {
    processor_seconds(&fs::read_to_string("/proc/self/stat").unwrap())
}

/// The same by what the system says of a process; Linux counts in hundredths.
fn processor_seconds(stat: &str) -> f64 {
    let behind_the_name = stat.rsplit(')').next().unwrap();
    let fields: Vec<&str> = behind_the_name.split_whitespace().collect();
    let ticks: u32 = [11, 12]
        .map(|index: usize| fields[index].parse::<u32>().unwrap())
        .iter()
        .sum();
    f64::from(ticks) / 100.0
}
