//! A session bus of our own that starts no service of the system: nobody is on it but who was
//! started by a test.

use std::{
    collections::HashMap,
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;
use zbus::{Connection, connection};

use crate::sandbox::DEADLINE;

const CONFIGURATION: &str = include_str!("../../desktop/bus.conf");

pub struct Bus {
    daemon: Child,
    address: String,
    _folder: TempDir,
}

impl Bus {
    pub fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("bus").tempdir().unwrap();
        let configuration = folder.path().join("bus.conf");
        let text = CONFIGURATION.replace("FOLDER", folder.path().to_str().unwrap());
        fs::write(&configuration, text).unwrap();
        let mut daemon = Command::new("dbus-daemon")
            .arg(format!("--config-file={}", configuration.display()))
            .args(["--nofork", "--print-address=1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is installed");
        let mut address = String::new();
        let output = daemon.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut address).unwrap();
        Self {
            daemon,
            address: address.trim().to_owned(),
            _folder: folder,
        }
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// Waits until someone on the bus wants to hear when a tray appears.
    pub async fn somebody_waits_for_a_tray(&self) {
        let connection = connection::Builder::address(self.address()).unwrap();
        let connection = connection.build().await.unwrap();
        let wait = async {
            while !rules(&connection)
                .await
                .contains("org.kde.StatusNotifierWatcher")
            {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let waited = tokio::time::timeout(DEADLINE, wait).await;
        waited.expect("nobody waits for a tray");
    }
}

/// What everyone on the bus wants to hear of.
async fn rules(connection: &Connection) -> String {
    let bus = "org.freedesktop.DBus";
    let statistics = Some("org.freedesktop.DBus.Debug.Stats");
    let call = connection.call_method(
        Some(bus),
        "/org/freedesktop/DBus",
        statistics,
        "GetAllMatchRules",
        &(),
    );
    let reply = call.await.unwrap();
    let rules: HashMap<String, Vec<String>> = reply.body().deserialize().unwrap();
    format!("{rules:?}")
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}
