//! `hookloom open`, with a stand-in for the window's program.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use crate::sandbox::{HOOKLOOM, Sandbox, wait_until};

/// A folder in which the program is installed, with or without a window that notes its start.
fn install(folder: &Path, window: bool) -> PathBuf {
    let program = folder.join("hookloom");
    copy(Path::new(HOOKLOOM), &program);
    if window {
        let script = "#!/bin/sh\necho \"$HOOKLOOM_DATA\" > \"$HOME/started.part\"\nmv \"$HOME/started.part\" \"$HOME/started\"\n";
        let draft = folder.join("draft");
        fs::write(&draft, script).unwrap();
        fs::set_permissions(&draft, fs::Permissions::from_mode(0o755)).unwrap();
        copy(&draft, &folder.join("hookloom-desktop"));
    }
    program
}

/// Copies a program, in a process of its own: another test that starts one just then would hold the
/// copy open for writing for a moment, and what is open for writing can't be started.
fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp").args([from, to]).status().unwrap();
    assert!(copied.success());
}

#[test]
fn open_starts_the_window_on_the_runners_data_folder() {
    let installed = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::with_program(install(installed.path(), true));
    let started = sandbox.path().join("started");
    let _runner = sandbox.start();
    assert_eq!(sandbox.run(&["open"]).code, 0);
    wait_until("the window has started", || started.exists());
    let folder = fs::read_to_string(started).unwrap();
    assert_eq!(folder.trim(), sandbox.data().display().to_string());
}

#[test]
fn open_starts_the_window_where_no_runner_runs() {
    let installed = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::with_program(install(installed.path(), true));
    assert_eq!(sandbox.run(&["open"]).code, 0);
    wait_until("the window has started", || {
        sandbox.path().join("started").exists()
    });
}

#[test]
fn open_says_that_the_window_is_not_installed() {
    let installed = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::with_program(install(installed.path(), false));
    let open = sandbox
        .command(&["open"])
        .env("PATH", installed.path())
        .output()
        .unwrap();
    assert_eq!(open.status.code(), Some(1));
    let words = String::from_utf8(open.stderr).unwrap();
    assert!(words.contains("The window is not installed"), "{words}");
}
