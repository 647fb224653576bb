//! What the desktop is told, as a notification server of our own hears it.

use std::collections::HashMap;

use hookloom_api::{Change, Client, changes::Changes, command::Subscribe, data_folder::DataFolder};
use serde_json::json;
use tokio::sync::{Mutex, mpsc};
use zbus::{Connection, connection, object_server::SignalEmitter, zvariant::OwnedValue};

use crate::{
    sandbox::{DEADLINE, Runner, Sandbox, free_port},
    tray::bus::Bus,
};

const PATH: &str = "/org/freedesktop/Notifications";

#[derive(Debug)]
struct Told {
    id: u32,
    replaces: u32,
    title: String,
    text: String,
    actions: Vec<String>,
}

struct Server {
    told: mpsc::UnboundedSender<Told>,
    last: u32,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Server {
    #[expect(clippy::too_many_arguments, reason = "the interface has so many")]
    fn notify(
        &mut self,
        _app: String,
        replaces: u32,
        _icon: String,
        title: String,
        text: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        if replaces == 0 {
            self.last += 1;
        }
        let id = if replaces == 0 { self.last } else { replaces };
        let _ = self.told.send(Told {
            id,
            replaces,
            title,
            text,
            actions,
        });
        id
    }

    fn get_capabilities(&self) -> Vec<String> {
        vec!["actions".into(), "body".into(), "body-markup".into()]
    }

    #[zbus(signal)]
    async fn action_invoked(emitter: &SignalEmitter<'_>, id: u32, key: &str) -> zbus::Result<()>;
}

struct Desktop {
    connection: Connection,
    told: Mutex<mpsc::UnboundedReceiver<Told>>,
}

impl Desktop {
    async fn on(bus: &Bus) -> Self {
        let (sender, told) = mpsc::unbounded_channel();
        let server = Server {
            told: sender,
            last: 0,
        };
        let connection = connection::Builder::address(bus.address())
            .unwrap()
            .serve_at(PATH, server)
            .unwrap()
            .name("org.freedesktop.Notifications")
            .unwrap()
            .build()
            .await
            .unwrap();
        Self {
            connection,
            told: Mutex::new(told),
        }
    }

    async fn told(&self) -> Told {
        let mut told = self.told.lock().await;
        let next = tokio::time::timeout(DEADLINE, told.recv()).await;
        next.expect("the desktop is told").unwrap()
    }

    async fn press(&self, id: u32, key: &str) {
        let server = self.connection.object_server();
        let server = server.interface::<_, Server>(PATH).await.unwrap();
        Server::action_invoked(server.signal_emitter(), id, key)
            .await
            .unwrap();
    }
}

fn start(sandbox: &Sandbox, bus: &Bus) -> Runner {
    let mut command = sandbox.command(&["run", "--no-tray", "--port", "0"]);
    command.env("DBUS_SESSION_BUS_ADDRESS", bus.address());
    let runner = Runner::of(command, sandbox);
    crate::sandbox::wait_until("the runner answers", || sandbox.run(&["status"]).code == 0);
    runner
}

/// An automation whose deliveries fail at once, and where they go.
fn failing(sandbox: &Sandbox) -> u16 {
    let port = free_port();
    let destination = json!({"name": "Shop <1>", "address": format!("http://127.0.0.1:{port}/")});
    sandbox.json_from(&["destinations", "add"], &destination);
    let automation = json!({
        "name": "A",
        "trigger": {"type": "manual"},
        "sends": [{"destination": "Shop <1>", "retry": {"type": "never"}}],
    });
    sandbox.json_from(&["automations", "add"], &automation);
    port
}

/// A window, and what it hears.
async fn window_of(sandbox: &Sandbox) -> (Client, Changes) {
    let window = Client::connect(&DataFolder::at(sandbox.data()))
        .await
        .unwrap();
    let changes = window.subscribe(Subscribe { window: true }).await.unwrap();
    (window, changes)
}

/// Where the window is next told to show itself.
async fn shown_route(changes: &mut Changes) -> String {
    let shown = async {
        loop {
            if let Some(Change::ShowWindow { route: Some(route) }) = changes.recv().await {
                return route;
            }
        }
    };
    let waited = tokio::time::timeout(DEADLINE, shown).await;
    waited.expect("the window is told to show something")
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_to_one_destination_are_told_together_and_sent_again_by_a_press() {
    let (sandbox, bus) = (Sandbox::new(), Bus::start());
    let desktop = Desktop::on(&bus).await;
    let _runner = start(&sandbox, &bus);
    failing(&sandbox);
    for _ in 0..3 {
        sandbox.json(&["automations", "run", "A"]);
    }
    let told = desktop.told().await;
    assert_eq!(told.title, "3 deliveries to Shop <1> failed");
    assert_eq!(told.replaces, 0);
    assert!(!told.text.contains('<'), "{}", told.text);
    assert!(
        told.actions.iter().any(|one| one == "Send again"),
        "{told:?}"
    );
    desktop.press(told.id, "send-again").await;
    crate::sandbox::wait_until("all three are sent again", || {
        let all = sandbox.json(&["deliveries", "list"]);
        let rows = all["rows"].as_array().unwrap().clone();
        rows.iter().all(|row| row["resent"] == json!(true))
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_on_a_notification_shows_that_delivery() {
    let (sandbox, bus) = (Sandbox::new(), Bus::start());
    let desktop = Desktop::on(&bus).await;
    let _runner = start(&sandbox, &bus);
    failing(&sandbox);
    let (_window, mut changes) = window_of(&sandbox).await;
    let run = sandbox.json(&["automations", "run", "A"]);
    let delivery = run["deliveries"][0].as_str().unwrap().to_owned();
    let told = desktop.told().await;
    assert_eq!(told.title, "1 delivery to Shop <1> failed");
    desktop.press(told.id, "default").await;
    let route = shown_route(&mut changes).await;
    assert_eq!(route, format!("#/activity/{delivery}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn arrivals_are_told_together_where_they_are_to_be_told_and_a_press_lists_them() {
    let (sandbox, bus) = (Sandbox::new(), Bus::start());
    let desktop = Desktop::on(&bus).await;
    let _runner = start(&sandbox, &bus);
    let quiet = json!({
        "name": "Quiet",
        "trigger": {"type": "manual"},
        "sends": [{"destination": "Test inbox"}],
    });
    sandbox.json_from(&["automations", "add"], &quiet);
    let mut loud = quiet.clone();
    loud["name"] = json!("Loud");
    loud["notify_delivered"] = json!(true);
    let added = sandbox.json_from(&["automations", "add"], &loud);
    let loud = added["automation"]["id"].as_str().unwrap().to_owned();
    let (_window, mut changes) = window_of(&sandbox).await;
    for name in ["Quiet", "Loud", "Loud", "Quiet"] {
        sandbox.json(&["automations", "run", name]);
    }
    let told = desktop.told().await;
    assert_eq!(
        told.title, "2 deliveries of ‘Loud’ arrived at Test inbox",
        "{told:?}"
    );
    assert_eq!(told.text, "Among them: Run by hand.");
    let again = |one: &String| one == "Send again";
    assert!(!told.actions.iter().any(again), "{told:?}");
    desktop.press(told.id, "default").await;
    let route = shown_route(&mut changes).await;
    let of_it = format!("#/activity?state=succeeded&automation={loud}&destination=dst_");
    assert!(route.starts_with(&of_it), "{route}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_switched_off_is_not_told() {
    let (sandbox, bus) = (Sandbox::new(), Bus::start());
    let desktop = Desktop::on(&bus).await;
    let _runner = start(&sandbox, &bus);
    failing(&sandbox);
    let loud = json!({
        "name": "Loud",
        "trigger": {"type": "manual"},
        "notify_delivered": true,
        "sends": [{"destination": "Test inbox"}],
    });
    sandbox.json_from(&["automations", "add"], &loud);
    for (kind, automation) in [("failed", "A"), ("delivered", "Loud")] {
        sandbox.json(&["settings", "set", &format!("notifications.{kind}"), "false"]);
        sandbox.json(&["automations", "run", automation]);
    }
    // Something else that is told, after what is not.
    let folder = sandbox.path().join("Invoices");
    std::fs::create_dir(&folder).unwrap();
    let automation = json!({
        "name": "Invoices",
        "trigger": {"type": "file", "folder": folder},
        "sends": [{"destination": "Test inbox"}],
    });
    sandbox.json_from(&["automations", "add"], &automation);
    std::fs::remove_dir(&folder).unwrap();
    let told = desktop.told().await;
    assert_eq!(told.title, "‘Invoices’ can't work");
}
