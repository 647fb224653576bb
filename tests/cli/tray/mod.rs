//! The tray, as a desktop sees it: a session bus and a tray host of our own.

pub mod bus;
mod host;

use hookloom_api::{Change, Client, command::Subscribe, data_folder::DataFolder};
use serde_json::{Value, json};

use crate::sandbox::{DEADLINE, Runner, Sandbox, free_port, wait_until};
use bus::Bus;
use host::Host;

const ARGUMENTS: [&str; 3] = ["run", "--port", "0"];

fn start(sandbox: &Sandbox, bus: &Bus) -> Runner {
    let mut command = sandbox.command(&ARGUMENTS);
    command.env("DBUS_SESSION_BUS_ADDRESS", bus.address());
    Runner::of(command, sandbox)
}

fn paused(sandbox: &Sandbox) -> bool {
    let status = sandbox.json(&["status"]);
    status["state"]["type"] == "paused" && status["state"]["until"] != Value::Null
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_says_the_state_and_pauses_and_resumes_and_quits() {
    let (sandbox, bus) = (Sandbox::new(), Bus::start());
    let host = Host::on(&bus).await;
    let mut runner = start(&sandbox, &bus);
    let item = host.item().await;

    let menu = item.menu().await;
    assert_eq!(
        menu.labels(),
        [
            "Open",
            "Running — 0 on",
            "Pause",
            "15 min",
            "1 hour",
            "Until I resume",
            "Ignore events too",
            "Settings",
            "Quit"
        ]
    );
    let icon = item.icon().await;
    item.click("15 min").await;
    wait_until("sending is paused", || paused(&sandbox));
    let menu = item.menu_with("Resume").await;
    assert!(
        menu.labels()[1].starts_with("Paused until "),
        "{:?}",
        menu.labels()
    );
    assert!(!menu.labels().contains(&"Pause".to_owned()));
    assert_ne!(item.icon().await, icon);

    item.click("Resume").await;
    wait_until("sending goes on", || !paused(&sandbox));
    item.menu_with("Pause").await;
    assert_eq!(item.icon().await, icon);

    item.click("Quit").await;
    assert!(runner.ended().success(), "{}", runner.messages());
}

#[tokio::test(flavor = "multi_thread")]
async fn open_and_a_click_bring_the_window_to_the_front() {
    let (sandbox, bus) = (Sandbox::new(), Bus::start());
    let host = Host::on(&bus).await;
    let _runner = start(&sandbox, &bus);
    let item = host.item().await;
    let window = Client::connect(&DataFolder::at(sandbox.data()))
        .await
        .unwrap();
    let mut changes = window.subscribe(Subscribe { window: true }).await.unwrap();
    let mut shown = async || {
        let wait =
            async { while !matches!(changes.recv().await, Some(Change::ShowWindow { .. })) {} };
        tokio::time::timeout(DEADLINE, wait).await.unwrap();
    };
    item.click("Open").await;
    shown().await;
    item.activate().await;
    shown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_changes_the_icon_and_is_named() {
    let (sandbox, bus) = (Sandbox::new(), Bus::start());
    let host = Host::on(&bus).await;
    let _runner = start(&sandbox, &bus);
    let item = host.item().await;
    let icon = item.icon().await;
    let nobody = format!("http://127.0.0.1:{}/", free_port());
    let destination = json!({"name": "Nobody", "address": nobody});
    sandbox.json_from(&["destinations", "add"], &destination);
    let automation = json!({
        "name": "A",
        "trigger": {"type": "manual"},
        "sends": [{"destination": "Nobody", "retry": {"type": "never"}}],
    });
    sandbox.json_from(&["automations", "add"], &automation);
    sandbox.json(&["automations", "run", "A"]);
    let menu = item.menu_with("1 failed…").await;
    assert_ne!(item.icon().await, icon);
    let recent = menu.labels().iter().any(|label| label.starts_with("✕ "));
    assert!(recent, "{:?}", menu.labels());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_runs_automations_and_says_what_waits_when_one_quits() {
    let (sandbox, bus) = (Sandbox::new(), Bus::start());
    let host = Host::on(&bus).await;
    let _runner = start(&sandbox, &bus);
    let item = host.item().await;
    let automation = json!({
        "name": "By hand",
        "trigger": {"type": "manual"},
        "sends": [{"destination": "Test inbox"}],
    });
    sandbox.json_from(&["automations", "add"], &automation);
    item.click("By hand").await;
    item.menu_with("✓ Run by hand → Test inbox").await;

    item.click("Until I resume").await;
    item.menu_with("Resume").await;
    item.click("By hand").await;
    item.menu_with("Quit (1 delivery waits; it continues next time you start)")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_can_ignore_events_too() {
    let (sandbox, bus) = (Sandbox::new(), Bus::start());
    let host = Host::on(&bus).await;
    let _runner = start(&sandbox, &bus);
    let item = host.item().await;
    item.click("Ignore events too").await;
    item.click("Until I resume").await;
    wait_until("events are ignored", || {
        sandbox.json(&["status"])["state"]["ignore_events"] == json!(true)
    });
    item.menu_with("Paused, events are ignored").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tray_that_appears_later_gets_the_icon() {
    let (sandbox, bus) = (Sandbox::new(), Bus::start());
    let _runner = start(&sandbox, &bus);
    bus.somebody_waits_for_a_tray().await;
    let item = Host::on(&bus).await.item().await;
    assert_eq!(item.menu().await.labels()[0], "Open");
}

#[test]
fn without_a_session_bus_the_runner_runs_all_the_same() {
    let sandbox = Sandbox::new();
    let mut runner = sandbox.start_with(&["--port", "0"]);
    wait_until("it says so", || {
        runner.messages().contains("there is no tray")
    });
    assert_eq!(sandbox.run(&["quit"]).code, 0);
    assert!(runner.ended().success(), "{}", runner.messages());
}
