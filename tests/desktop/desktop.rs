//! A desktop of a test's own: session bus, display and folders that nothing else uses, so that a
//! test neither sees nor disturbs the person at the machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use hookloom_api::data_folder;
use tempfile::TempDir;

use crate::bus::Bus;
use crate::display::Display;
use crate::process::{self, Process};

/// The private desktop. Whatever was started on it ends with it.
pub struct Desktop {
    home: TempDir,
    bus: Bus,
    /// What programs draw on.
    pub display: Display,
}

/// The folders that programs are told to use, by the variables that tell them.
const FOLDERS: [(&str, &str); 4] = [
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_CACHE_HOME", "cache"),
    ("XDG_DATA_HOME", "data"),
    ("XDG_RUNTIME_DIR", "run"),
];

impl Desktop {
    /// The desktop of a person who has just got this computer.
    pub fn new() -> Self {
        // A socket's path must be short, so the folder lies right in the temporary one.
        let home = tempfile::Builder::new().prefix("hl-").tempdir().unwrap();
        for (_, folder) in FOLDERS {
            fs::create_dir(home.path().join(folder)).unwrap();
        }
        Self {
            bus: Bus::start(home.path()),
            display: Display::start(),
            home,
        }
    }

    /// The person's home folder.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// A new folder in there.
    pub fn folder(&self, name: &str) -> PathBuf {
        let folder = self.home().join(name);
        fs::create_dir(&folder).unwrap();
        folder
    }

    /// A program that knows only this desktop.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.home())
            .env("LANG", "C.UTF-8")
            .env("DISPLAY", self.display.name())
            .env("GDK_BACKEND", "x11")
            .env("DBUS_SESSION_BUS_ADDRESS", self.bus.address())
            // The accessibility bridge would look for services that this bus does not have.
            .env("NO_AT_BRIDGE", "1")
            .env(data_folder::VARIABLE, self.data());
        for (variable, folder) in FOLDERS {
            command.env(variable, self.home().join(folder));
        }
        command
    }

    /// A running program, if it runs on this desktop.
    pub fn running(&self, program: &str) -> Option<Process> {
        let mut processes = self.processes().into_iter();
        processes.find(|process| process.program == program)
    }

    fn processes(&self) -> Vec<Process> {
        process::all_with(data_folder::VARIABLE, &self.data())
    }

    fn data(&self) -> PathBuf {
        self.home().join("data").join("hookloom")
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        self.processes().iter().for_each(Process::kill);
    }
}
