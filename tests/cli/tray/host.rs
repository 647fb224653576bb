//! A small tray host: takes icons in, reads their menus and clicks.

use std::{collections::HashMap, time::Duration};

use tokio::sync::{Mutex, mpsc};
use zbus::{
    Connection, connection,
    zvariant::{OwnedValue, Value},
};

use super::bus::Bus;
use crate::sandbox::DEADLINE;

const MENU: &str = "com.canonical.dbusmenu";
const ITEM: &str = "org.kde.StatusNotifierItem";

pub struct Host {
    connection: Connection,
    registered: Mutex<mpsc::UnboundedReceiver<String>>,
}

struct Watcher(mpsc::UnboundedSender<String>);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: String) {
        let _ = self.0.send(service);
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }
}

impl Host {
    pub async fn on(bus: &Bus) -> Self {
        let (sender, registered) = mpsc::unbounded_channel();
        let connection = connection::Builder::address(bus.address())
            .unwrap()
            .serve_at("/StatusNotifierWatcher", Watcher(sender))
            .unwrap()
            .name("org.kde.StatusNotifierWatcher")
            .unwrap()
            .build()
            .await
            .unwrap();
        Self {
            connection,
            registered: Mutex::new(registered),
        }
    }

    /// The next icon that is taken in.
    pub async fn item(&self) -> Item {
        let mut registered = self.registered.lock().await;
        let service = tokio::time::timeout(DEADLINE, registered.recv()).await;
        Item {
            connection: self.connection.clone(),
            service: service.expect("an icon registers").unwrap(),
        }
    }
}

/// An icon in the tray.
pub struct Item {
    connection: Connection,
    service: String,
}

impl Item {
    pub async fn menu(&self) -> Menu {
        let all = (0i32, -1i32, Vec::<&str>::new());
        let reply = self.call("/MenuBar", MENU, "GetLayout", &all).await;
        let (_, root): (u32, Layout) = reply.body().deserialize().unwrap();
        let mut menu = Menu(Vec::new());
        menu.add(root);
        menu
    }

    /// The menu, once it has an entry of that text.
    pub async fn menu_with(&self, label: &str) -> Menu {
        let wait = async {
            loop {
                let menu = self.menu().await;
                if menu.labels().iter().any(|found| found == label) {
                    return menu;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let found = tokio::time::timeout(DEADLINE, wait).await;
        found.unwrap_or_else(|_| panic!("the menu never had ‘{label}’"))
    }

    /// Clicks on an entry, once it is there. Whether that is answered is left open: a program
    /// that quits may be gone first.
    pub async fn click(&self, label: &str) {
        let menu = self.menu_with(label).await;
        let entry = menu.0.iter().find(|entry| entry.label == label).unwrap();
        assert!(entry.enabled, "‘{label}’ can't be clicked");
        let click = (entry.id, "clicked", Value::from(0i32), 0u32);
        let _ = self.try_call("/MenuBar", MENU, "Event", &click).await;
    }

    /// A click on the icon itself.
    pub async fn activate(&self) {
        self.call("/StatusNotifierItem", ITEM, "Activate", &(0i32, 0i32))
            .await;
    }

    /// The pixels of the icon.
    pub async fn icon(&self) -> Vec<(i32, i32, Vec<u8>)> {
        let which = (ITEM, "IconPixmap");
        let properties = "org.freedesktop.DBus.Properties";
        let reply = self
            .call("/StatusNotifierItem", properties, "Get", &which)
            .await;
        let pixels: OwnedValue = reply
            .body()
            .deserialize::<Value<'_>>()
            .unwrap()
            .try_into()
            .unwrap();
        pixels.try_into().unwrap()
    }

    async fn call<B>(&self, path: &str, interface: &str, method: &str, body: &B) -> zbus::Message
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
    {
        self.try_call(path, interface, method, body).await.unwrap()
    }

    async fn try_call<B>(
        &self,
        path: &str,
        interface: &str,
        method: &str,
        body: &B,
    ) -> zbus::Result<zbus::Message>
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
    {
        let service = Some(self.service.as_str());
        let call = self
            .connection
            .call_method(service, path, Some(interface), method, body);
        let answered = tokio::time::timeout(DEADLINE, call).await;
        answered.expect("the icon answers")
    }
}

type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

/// The entries of a menu with those of its submenus, without lines between them.
pub struct Menu(Vec<Entry>);

struct Entry {
    id: i32,
    label: String,
    enabled: bool,
}

impl Menu {
    pub fn labels(&self) -> Vec<String> {
        self.0.iter().map(|entry| entry.label.clone()).collect()
    }

    fn add(&mut self, (id, properties, children): Layout) {
        let property = |name: &str| properties.get(name).map(|value| value.try_clone().unwrap());
        if let Some(label) = property("label") {
            let enabled = property("enabled").is_none_or(|enabled| enabled.try_into().unwrap());
            let label = label.try_into().unwrap();
            self.0.push(Entry { id, label, enabled });
        }
        for child in children {
            self.add(child.try_into().unwrap());
        }
    }
}
