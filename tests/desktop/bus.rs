//! A session bus that offers no service of the system, such as a key store or a tray.

use std::path::Path;
use std::process::Command;

use crate::process::Helper;

const CONFIGURATION: &str = include_str!("bus.conf");

/// The bus; it ends when this is dropped.
pub struct Bus {
    _daemon: Helper,
    address: String,
}

impl Bus {
    /// Starts a bus whose files lie in this folder.
    pub fn start(folder: &Path) -> Self {
        let configuration = folder.join("bus.conf");
        let text = CONFIGURATION.replace("FOLDER", folder.to_str().unwrap());
        std::fs::write(&configuration, text).unwrap();
        let mut daemon = Command::new("dbus-daemon");
        daemon
            .arg(format!("--config-file={}", configuration.display()))
            .args(["--nofork", "--print-address=1"]);
        let mut daemon = Helper::start(&mut daemon);
        Self {
            address: daemon.first_line(),
            _daemon: daemon,
        }
    }

    /// Where programs find it.
    pub fn address(&self) -> &str {
        &self.address
    }
}
