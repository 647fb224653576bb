//! The first run in the real window: from nothing to a delivered webhook, without any network.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::driver::{Key, Window};
use crate::hookloom::Hookloom;

/// From opening the window to the webhook.
const LONGEST: Duration = Duration::from_secs(60);
/// What of it the app itself may take, from each press to what it brings about.
const LONGEST_OF_THE_APP: Duration = Duration::from_secs(3);
/// Says to this program that it runs where no network is.
const ISOLATED: &str = "HOOKLOOM_TEST_ISOLATED";

#[test]
fn the_first_run_takes_two_clicks() {
    without_network("the_first_run_takes_two_clicks", |window| {
        let made = measured(|| {
            window.click("Create and try it");
            window.sees("The folder was created.");
        });
        let sent = measured(|| {
            window.click("Create a sample file for me");
            window.sees("from file to webhook.");
        });
        made + sent
    });
}

#[test]
fn the_first_run_goes_by_keyboard_alone() {
    without_network("the_first_run_goes_by_keyboard_alone", |window| {
        window.tab_to("Create and try it");
        let made = measured(|| {
            window.press(Key::Enter);
            window.sees("The folder was created.");
        });
        window.tab_to("Create a sample file for me");
        let sent = measured(|| {
            window.press(Key::Enter);
            window.sees("from file to webhook.");
        });
        made + sent
    });
}

/// Goes through the first run in a network of its own that has nothing but this computer. What
/// `go` gives is the time that the app took.
fn without_network(test: &str, go: impl FnOnce(&Window) -> Duration) {
    if std::env::var_os(ISOLATED).is_none() {
        return again_without_network(test);
    }
    let start = Instant::now();
    let hookloom = Hookloom::new();
    let window = hookloom.open_window();
    window.sees("Send your first webhook");
    let app = go(&window);
    let whole = start.elapsed();
    hookloom.all_sent_at_once(1);
    window.sees("Received, signature checked");
    println!("the first run took {whole:.1?} in all, the app {app:.1?}");
    assert!(whole < LONGEST, "{whole:?}");
    assert!(app < LONGEST_OF_THE_APP, "{app:?}");
}

/// Runs the test once more in a namespace of the kernel whose only network is the loopback.
fn again_without_network(test: &str) {
    let own = std::env::current_exe().unwrap();
    let script = "ip link set lo up && exec \"$0\" --exact \"$1\" --nocapture";
    let ran = Command::new("unshare")
        .args(["--user", "--map-root-user", "--net", "sh", "-c", script])
        .arg(own)
        .arg(format!("first_run::{test}"))
        .env(ISOLATED, "1")
        .status()
        .unwrap();
    assert!(ran.success(), "the test failed where there is no network");
}

fn measured(act: impl FnOnce()) -> Duration {
    let start = Instant::now();
    act();
    start.elapsed()
}
