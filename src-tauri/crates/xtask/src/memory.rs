//! `cargo xtask memory`: how much memory the idle runner takes, with its tray, built for release.

use std::fs;
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::app::{Build, compile, program};
use crate::commands::{cargo, run, target};
use crate::needs;

/// The most that the idle runner may take, in kB as Linux counts them.
const LIMIT_KB: u64 = 15 * 1024;
/// How long the runner is left alone before it counts as idle: longer than its own checks are apart.
const LEFT_ALONE: Duration = Duration::from_secs(60);

/// Measures and prints the runner's resident memory.
///
/// # Errors
/// When it is above the limit, or the runner does not come up with its tray.
pub fn measure() -> Result<()> {
    needs::for_the_tests()?;
    compile(Build::Release, &["hookloom-runner"])?;
    run(cargo([
        "build",
        "--package",
        "hookloom-runner",
        "--example",
        "tray_host",
    ]))?;

    let mut bus = Command::new("dbus-daemon");
    bus.args(["--session", "--nofork", "--print-address"]);
    let mut bus = Helper::start(&mut bus)?;
    let address = bus.line()?;
    let mut tray = Command::new(target()?.join("debug/examples/tray_host"));
    let mut tray = Helper::start(tray.env("DBUS_SESSION_BUS_ADDRESS", &address))?;
    tray.line()?;

    let folder = target()?.join("memory");
    let _ = fs::remove_dir_all(&folder);
    let mut runner = Command::new(program(Build::Release, "hookloom")?);
    runner
        .args(["run", "--port", "0"])
        .env("DBUS_SESSION_BUS_ADDRESS", &address)
        .env("HOOKLOOM_DATA", folder.join("data"))
        .env("HOOKLOOM_SECRETS", "file")
        .env("XDG_CONFIG_HOME", folder.join("config"));
    let runner = Helper::start(&mut runner)?;
    tray.line()
        .context("the runner's icon never came to the tray")?;

    std::thread::sleep(LEFT_ALONE);
    let pid = runner.child.id();
    let (resident, own) = (kilobytes(pid, "VmRSS:")?, kilobytes(pid, "RssAnon:")?);
    drop(runner);
    let megabytes = |kb: u64| kb as f64 / 1024.0;
    println!(
        "The idle runner with its tray takes {:.1} MB of memory. {:.1} MB of that are its own, the \
         rest is code that lies in the file.",
        megabytes(resident),
        megabytes(own)
    );
    if resident > LIMIT_KB {
        bail!(
            "That is more than the {:.0} MB it may take.",
            megabytes(LIMIT_KB)
        );
    }
    Ok(())
}

/// A line of Linux's account of a process, in kB.
fn kilobytes(pid: u32, name: &str) -> Result<u64> {
    let path = format!("/proc/{pid}/status");
    let status = fs::read_to_string(Path::new(&path)).context("this needs Linux's /proc")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    number
        .and_then(|number| number.parse().ok())
        .with_context(|| format!("{path} has no {name}"))
}

/// A program that ends when this is dropped.
struct Helper {
    child: Child,
    output: Lines<BufReader<ChildStdout>>,
}

impl Helper {
    fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let started = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = started.with_context(|| format!("`{name}` could not be started"))?;
        let output = child.stdout.take().context("its output is not to be had")?;
        Ok(Self {
            child,
            output: BufReader::new(output).lines(),
        })
    }

    fn line(&mut self) -> Result<String> {
        Ok(self.output.next().context("it ended without a word")??)
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
