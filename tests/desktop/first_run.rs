//! The first run in the real window: from nothing to a delivered webhook, without any network.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::driver::{Key, Window};
use crate::hookloom::Hookloom;

/// From opening the window to the webhook.
const LONGEST: Duration = Duration::from_secs(60);
/// What of it the app itself may take, from each press to what it brings about.
const LONGEST_OF_THE_APP: Duration = Duration::from_secs(3);
/// Says to this program that it runs where no network is.
const ISOLATED: &str = "HOOKLOOM_TEST_ISOLATED";

const BEGIN: &str = "Create and try it";
const BEGUN: &str = "The folder was created.";
const TRY: &str = "Create a sample file for me";
const DONE: &str = "from file to webhook.";

#[test]
fn the_first_run_takes_two_clicks() {
    without_network("the_first_run_takes_two_clicks", |window| {
        window.click(BEGIN);
        window.sees(BEGUN);
        window.click(TRY);
        window.sees(DONE);
    });
}

#[test]
fn the_first_run_goes_by_keyboard_alone() {
    without_network("the_first_run_goes_by_keyboard_alone", |window| {
        window.tab_to(BEGIN);
        window.press(Key::Enter);
        window.sees(BEGUN);
        window.tab_to(TRY);
        window.press(Key::Enter);
        window.sees(DONE);
    });
}

/// Goes through the first run in a network of its own that has nothing but this computer.
fn without_network(test: &str, go: impl FnOnce(&Window)) {
    if std::env::var_os(ISOLATED).is_none() {
        return again_without_network(test);
    }
    let start = Instant::now();
    let hookloom = Hookloom::new();
    let window = hookloom.open_window();
    window.sees("Send your first webhook");
    take_the_time(&window);
    go(&window);
    let (whole, app) = (start.elapsed(), time_taken(&window));
    hookloom.all_sent_at_once(1);
    window.sees("Received, signature checked");
    println!("the first run took {whole:.1?} in all, the app {app:.1?}");
    assert!(whole < LONGEST, "{whole:?}");
    assert!(!app.is_zero() && app < LONGEST_OF_THE_APP, "{app:?}");
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
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    // It is one test, so whoever counts results must see one.
    let told = String::from_utf8_lossy(&ran.stdout);
    let told = told
        .lines()
        .filter(|line| !line.starts_with("test result:"));
    let told = told.collect::<Vec<_>>().join("\n");
    writeln!(std::io::stdout(), "{told}").unwrap();
    assert!(
        ran.status.success(),
        "the test failed where there is no network"
    );
}

/// Has the page itself note each press and what it brings about: the driver takes its own time.
fn take_the_time(window: &Window) {
    window.script(&format!(
        "window.taken = 0;
         let pressed = 0;
         addEventListener('click', () => {{ pressed = performance.now(); }}, true);
         const awaited = ['{BEGUN}', '{DONE}'];
         new MutationObserver(() => {{
           if (awaited.length === 0 || !document.body.textContent.includes(awaited[0])) return;
           awaited.shift();
           window.taken += performance.now() - pressed;
         }}).observe(document.body, {{ childList: true, subtree: true, characterData: true }});",
    ));
}

fn time_taken(window: &Window) -> Duration {
    let millis = window.script("return window.taken").as_f64().unwrap();
    Duration::from_secs_f64(millis / 1000.0)
}
