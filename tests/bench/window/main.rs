//! `cargo xtask bench window`: how long the real window takes from the start of its process to a
//! list that can be used, beside a window with nothing in it; and what memory it takes.

#![allow(clippy::unwrap_used, missing_docs)]
#![allow(
    dead_code,
    reason = "it shares its desktop with the tests, which use more of it"
)]

#[path = "../../desktop/bus.rs"]
mod bus;
#[path = "../../desktop/desktop.rs"]
mod desktop;
#[path = "../../desktop/display.rs"]
mod display;
#[path = "../../desktop/eventually.rs"]
mod eventually;
#[path = "../figures.rs"]
mod figures;
mod opened;
#[path = "../../desktop/process.rs"]
mod process;
mod runner;
#[path = "../../desktop/webdriver.rs"]
mod webdriver;
#[path = "../../desktop/webkit.rs"]
mod webkit;

use desktop::Desktop;
use figures::Figures;
use opened::Opened;
use runner::Runner;

/// Starts that count; one more before them warms up what the system keeps.
const STARTS: usize = 9;
/// Automations in the list.
const AUTOMATIONS: usize = 40;
/// Deliveries in the log.
const DELIVERIES: usize = 100_000;

fn main() {
    let desktop = Desktop::new();
    let runner = Runner::start(&desktop);
    runner.add_automations(AUTOMATIONS);
    let mut figures = Figures::default();
    let list = starts(&desktop, "hookloom-desktop", &["#/automations"]);
    let bare = starts(&desktop, "examples/bare_page", &[]);
    figures.beside(
        "start of the window to a usable list, median",
        "ms",
        list,
        ("a window with nothing in it", bare),
        "at most 1000 ms",
    );
    runner.fill_log(DELIVERIES);
    let window = Opened::start(&desktop, "hookloom-desktop", &["#/activity"]);
    window.usable_at();
    window.scroll_through();
    figures.alone(
        format!("memory of the window with {DELIVERIES} deliveries, scrolled through"),
        "MB",
        window.memory_mb(&desktop),
        "at most 350 MB",
    );
    print!("{figures}");
}

/// Milliseconds from the start of a program's process to its usable page, median of several.
fn starts(desktop: &Desktop, program: &str, words: &[&str]) -> f64 {
    let mut took: Vec<f64> = (0..=STARTS)
        .map(|_| {
            let window = Opened::start(desktop, program, words);
            window.usable_at() - window.started_at()
        })
        .skip(1)
        .collect();
    took.sort_by(f64::total_cmp);
    eprintln!("{program}: {took:.0?} ms");
    took[STARTS / 2]
}
