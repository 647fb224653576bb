//! A window that a driver has opened.

use std::{
    fs,
    path::PathBuf,
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::{
    desktop::Desktop, eventually::eventually, process::Process, webdriver::Session, webkit::Driver,
};

/// The processes that a window consists of.
const PARTS: [&str; 3] = [
    "hookloom-desktop",
    "WebKitWebProcess",
    "WebKitNetworkProcess",
];
/// How long a start is left alone before it is looked at, so that looking does not slow it down.
const LEFT_ALONE: Duration = Duration::from_secs(3);

/// The window; it is killed when this is dropped.
pub struct Opened {
    session: Session,
    process: Process,
    _driver: Driver,
}

impl Opened {
    /// Opens a program's window.
    pub fn start(desktop: &Desktop, program: &str, words: &[&str]) -> Self {
        let driver = Driver::start(desktop);
        let program = programs().join(program);
        let session = driver.open(&program, words, Duration::from_secs(60));
        let name = program.file_name().unwrap().to_str().unwrap();
        Self {
            session: session.unwrap(),
            process: desktop.running(name).unwrap(),
            _driver: driver,
        }
    }

    /// When its page could be used, in milliseconds since 1970.
    pub fn usable_at(&self) -> f64 {
        thread::sleep(LEFT_ALONE);
        eventually("the page can be used", || {
            let script = "const mark = performance.getEntriesByName('usable')[0];
                return mark ? performance.timeOrigin + mark.startTime : null";
            self.session.script(script).unwrap().as_f64()
        })
    }

    /// When its process was started, in milliseconds since 1970, to a hundredth of a second.
    pub fn started_at(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.pid)).unwrap();
        let behind_the_name = stat.rsplit(')').next().unwrap();
        // Field 22 of proc_pid_stat(5), of which the first two are gone.
        let ticks: f64 = behind_the_name
            .split_whitespace()
            .nth(19)
            .unwrap()
            .parse()
            .unwrap();
        let uptime = fs::read_to_string("/proc/uptime").unwrap();
        let uptime: f64 = uptime.split(' ').next().unwrap().parse().unwrap();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        now.as_secs_f64() * 1000.0 - (uptime * 1000.0 - ticks * 10.0)
    }

    /// Scrolls from the newest delivery far down, page by page.
    pub fn scroll_through(&self) {
        eventually("the log is there", || {
            let script = "return document.querySelectorAll('[role=grid] [role=row]').length";
            let rows = self.session.script(script).unwrap().as_u64();
            rows.filter(|rows| *rows > 5)
        });
        for _ in 0..300 {
            let script = "document.querySelector('[role=grid]').scrollBy(0, 2000); return null";
            self.session.script(script).unwrap();
        }
    }

    /// The memory of all its processes; what several share counts once.
    pub fn memory_mb(&self, desktop: &Desktop) -> f64 {
        let parts = PARTS.iter().filter_map(|part| desktop.running(part));
        let kilobytes: f64 = parts.map(|part| share_kb(&part.pid)).sum();
        kilobytes / 1024.0
    }
}

impl Drop for Opened {
    /// A window that is still there would be brought to the front instead of a second one.
    fn drop(&mut self) {
        self.process.kill();
        let stat = format!("/proc/{}/stat", self.process.pid);
        eventually("the window is gone", || {
            let stat = fs::read_to_string(&stat).unwrap_or_default();
            let state = stat.rsplit(')').next().unwrap_or_default().trim_start();
            (state.is_empty() || state.starts_with('Z')).then_some(())
        });
    }
}

fn share_kb(pid: &str) -> f64 {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap();
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    let number = line.unwrap().split_whitespace().next().unwrap();
    number.parse().unwrap()
}

/// `cargo xtask bench` builds the programs and says where they lie.
pub fn programs() -> PathBuf {
    let path = std::env::var_os("HOOKLOOM_PROGRAMS");
    path.expect("HOOKLOOM_PROGRAMS names their folder; `cargo xtask bench window` sets it")
        .into()
}
