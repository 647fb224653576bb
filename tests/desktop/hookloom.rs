//! Hookloom, installed on a private desktop.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::desktop::Desktop;
use crate::driver::Window;
use crate::eventually::eventually;

/// The programs, and the desktop that they run on.
pub struct Hookloom {
    /// The desktop.
    pub desktop: Desktop,
}

impl Hookloom {
    /// Newly installed.
    pub fn new() -> Self {
        let desktop = Desktop::new();
        Self { desktop }
    }

    /// Opens the window, as a person does who starts the app.
    pub fn open_window(&self) -> Window {
        Window::open(&self.desktop, &program("hookloom-desktop"), &[])
    }

    /// Opens the window for a screen, as the tray and notifications do.
    pub fn open_window_at(&self, screen: &str) -> Window {
        Window::open(&self.desktop, &program("hookloom-desktop"), &[screen])
    }

    /// Starts the window's program for a screen while a window is there, and waits until it has
    /// handed its wish over.
    pub fn ask_window_for(&self, screen: &str) {
        let mut second = self.desktop.command(program("hookloom-desktop"));
        assert!(second.arg(screen).status().unwrap().success());
    }

    /// The process id of the runner, if one answers.
    pub fn runner(&self) -> Option<u64> {
        self.ask(&["status"])?["pid"].as_u64()
    }

    /// Makes an automation that sends whatever appears in a folder to the Test inbox.
    pub fn watch(&self, folder: &Path) {
        let settings = json!({
            "name": "Everything",
            "trigger": { "type": "file", "folder": folder, "settle_seconds": 0 },
            "sends": [{ "destination": "Test inbox" }],
        });
        let file = self.desktop.home().join("automation.json");
        fs::write(&file, settings.to_string()).unwrap();
        self.ask(&["automations", "add", file.to_str().unwrap()])
            .unwrap();
        self.is_watching("Everything");
    }

    /// Waits until an automation notices what happens: files from before do not count.
    pub fn is_watching(&self, automation: &str) {
        eventually("the trigger is ready", || {
            let row = self.ask(&["automations", "show", automation])?;
            (row["trigger"]["type"] == "ready").then_some(())
        });
    }

    /// Waits until so many deliveries are there and sent; each must be so at its first attempt.
    pub fn all_sent_at_once(&self, count: usize) {
        eventually(&format!("{count} deliveries are sent"), || {
            let page = self.ask(&["deliveries", "list", "--limit", "500"])?;
            let rows = page["rows"].as_array()?;
            assert!(rows.len() <= count, "one too many: {}", rows[0]);
            for row in rows {
                assert!(row["attempts"].as_u64()? <= 1, "tried again: {row}");
            }
            let sent = |row: &&Value| row["state"]["state"] == "succeeded";
            (rows.iter().filter(sent).count() == count).then_some(())
        });
    }

    /// Kills one of the programs, as the system does when memory runs out.
    pub fn kill(&self, program: &str) {
        self.desktop.running(program).unwrap().kill();
    }

    /// What `hookloom … --json` prints; nothing when it fails.
    fn ask(&self, words: &[&str]) -> Option<Value> {
        let mut command = self.desktop.command(program("hookloom"));
        let output = command.args(words).arg("--json").output().unwrap();
        let succeeded = output.status.success();
        succeeded.then(|| serde_json::from_slice(&output.stdout).unwrap())
    }
}

/// The programs lie side by side.
fn program(name: &str) -> PathBuf {
    Path::new(env!("CARGO_BIN_EXE_hookloom-desktop")).with_file_name(name)
}
