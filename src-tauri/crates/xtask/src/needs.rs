//! What the system must have before anything can be built or tested, and getting it.
//!
//! A need is looked for by what it gives (a program, a library), not by the name of a package, so
//! that it is met on any distribution; only installing knows packages, those of Debian and Ubuntu.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::commands::{command, find, run};

/// Something the system must have.
#[derive(Debug)]
struct Need {
    found_as: FoundAs,
    package: &'static str,
}

#[derive(Debug)]
enum FoundAs {
    /// Any of these programs on the `PATH`.
    Program(&'static [&'static str]),
    /// A library with headers, by its pkg-config name.
    Library(&'static str),
}
use FoundAs::{Library, Program};

/// Chromium and its kin, as distributions call them.
const CHROMIUM: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

const TO_BUILD_THE_RUNNER: &[Need] = &[need(Program(&["cc"]), "build-essential")];

const TO_BUILD_THE_WINDOW: &[Need] = &[
    need(Program(&["cc"]), "build-essential"),
    need(Program(&["pkg-config"]), "pkg-config"),
    need(Library("webkit2gtk-4.1"), "libwebkit2gtk-4.1-dev"),
    need(Library("gtk+-3.0"), "libgtk-3-dev"),
    need(Library("libsoup-3.0"), "libsoup-3.0-dev"),
];

const TO_TEST: &[Need] = &[
    need(Program(&["Xvfb"]), "xvfb"),
    need(Program(&["dbus-daemon"]), "dbus"),
    need(Program(&["WebKitWebDriver"]), "webkit2gtk-driver"),
    need(Program(CHROMIUM), "chromium"),
    // The file trigger is tested with what people really use to write files.
    need(Program(&["git"]), "git"),
    need(Program(&["rsync"]), "rsync"),
    need(Program(&["vim"]), "vim"),
    // A key store of a desktop, for the secrets.
    need(Program(&["gnome-keyring-daemon"]), "gnome-keyring"),
    // Shows from outside that an answer follows a sync of the disk.
    need(Program(&["strace"]), "strace"),
];

const fn need(found_as: FoundAs, package: &'static str) -> Need {
    Need { found_as, package }
}

/// Sees to it that the runner can be built.
pub fn for_the_runner() -> Result<()> {
    install(missing(TO_BUILD_THE_RUNNER))
}

/// Sees to it that the window can be built.
pub fn for_the_window() -> Result<()> {
    install(missing(TO_BUILD_THE_WINDOW))
}

/// Sees to it that everything can be built and every test can run.
pub fn for_the_tests() -> Result<()> {
    let mut packages = missing(TO_BUILD_THE_WINDOW);
    packages.extend(missing(TO_TEST));
    install(packages)
}

/// The Chromium of this system, for the browser tests.
pub fn chromium() -> Result<PathBuf> {
    let found = CHROMIUM.iter().find_map(|name| find(name));
    found.context("no Chromium or Chrome is on the PATH")
}

/// The packages that would meet what is not met. Other systems than Linux bring their own web
/// view and compiler, and say themselves when these are missing.
fn missing(needs: &[Need]) -> Vec<&'static str> {
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    let unmet = needs.iter().filter(|need| !need.found_as.is_there());
    unmet.map(|need| package_here(need.package)).collect()
}

impl FoundAs {
    fn is_there(&self) -> bool {
        match self {
            Program(names) => names.iter().any(|name| find(name).is_some()),
            Library(name) => Command::new("pkg-config")
                .args(["--exists", name])
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success()),
        }
    }
}

fn install(packages: Vec<&str>) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    println!("Missing on this system: {list}");
    if find("apt-get").is_none() {
        bail!(
            "Please install these first; they are named as on Debian, your system may call them otherwise: {list}"
        );
    }
    let how_to = || format!("Please install by hand: apt-get install {list}");
    apt_get(&["update"]).with_context(how_to)?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(packages);
    apt_get(&arguments).with_context(how_to)
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    let mut words = vec!["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
    words.extend(arguments);
    if !is_root() {
        if find("sudo").is_none() {
            bail!("installing needs root, and there is no `sudo` here");
        }
        words.insert(0, "sudo");
    }
    run(command(words[0], &words[1..]))
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Ubuntu has Chromium as a snap only, behind a package of another name.
fn package_here(package: &'static str) -> &'static str {
    let system = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    match package {
        "chromium" if system.lines().any(|line| line == "ID=ubuntu") => "chromium-browser",
        other => other,
    }
}
