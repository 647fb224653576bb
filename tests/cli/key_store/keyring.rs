//! GNOME's key store, with a collection of its own that is open.

use std::{
    collections::HashMap,
    fs,
    io::Write,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use zbus::{
    Connection, connection,
    zvariant::{ObjectPath, OwnedObjectPath},
};

use crate::{sandbox::DEADLINE, tray::bus::Bus};

const NAME: &str = "org.freedesktop.secrets";
const SERVICE: (&str, &str) = ("/org/freedesktop/secrets", "org.freedesktop.Secret.Service");
const COLLECTION: &str = "/org/freedesktop/secrets/collection/login";

pub struct Keyring {
    daemon: Child,
    connection: Connection,
}

impl Keyring {
    /// Starts it in a home of its own below that folder, and waits until it is on the bus.
    pub async fn start(bus: &Bus, below: &Path) -> Self {
        let home = below.join("keyring");
        fs::create_dir(&home).unwrap();
        let mut daemon = Command::new("gnome-keyring-daemon")
            .args(["--unlock", "--foreground", "--components=secrets"])
            .env("DBUS_SESSION_BUS_ADDRESS", bus.address())
            .env("HOME", &home)
            .env("XDG_RUNTIME_DIR", &home)
            .env_remove("XDG_DATA_HOME")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon is installed");
        // The end of the input is the end of the password.
        let mut input = daemon.stdin.take().unwrap();
        input.write_all(b"a password").unwrap();
        drop(input);
        let connection = connection::Builder::address(bus.address()).unwrap();
        let connection = connection.build().await.unwrap();
        let keyring = Self { daemon, connection };
        let there = async {
            while !keyring.is_open().await {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let waited = tokio::time::timeout(DEADLINE, there).await;
        waited.expect("the key store is on the bus, and open");
        keyring
    }

    /// Whether anything is kept that belongs to this app.
    pub async fn holds_something_of_ours(&self) -> bool {
        let ours = HashMap::from([("service", "hookloom")]);
        let found = self.call("SearchItems", &(ours,)).await.unwrap();
        let (open, locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) =
            found.body().deserialize().unwrap();
        !open.is_empty() && locked.is_empty()
    }

    /// Locks it; nobody is there to be asked for the password.
    pub async fn lock(&self) {
        let collection = ObjectPath::try_from(COLLECTION).unwrap();
        self.call("Lock", &(vec![collection],)).await.unwrap();
        assert!(!self.is_open().await);
    }

    async fn is_open(&self) -> bool {
        let interface = "org.freedesktop.Secret.Collection";
        let proxy = zbus::Proxy::new(&self.connection, NAME, COLLECTION, interface).await;
        let locked: zbus::Result<bool> = proxy.unwrap().get_property("Locked").await;
        locked.is_ok_and(|locked| !locked)
    }

    async fn call<B>(&self, method: &str, body: &B) -> zbus::Result<zbus::Message>
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
    {
        let (path, interface) = SERVICE;
        self.connection
            .call_method(Some(NAME), path, Some(interface), method, body)
            .await
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}
