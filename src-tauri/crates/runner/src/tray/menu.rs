//! The tray's menu: a few items, and no dialogs.

use std::time::Duration;

use hookloom_api::core::id::{AutomationId, DeliveryId};
use tray_icon::menu::{CheckMenuItem, Menu, MenuId, MenuItem, PredefinedMenuItem, Result, Submenu};

use super::face::Face;

/// What a person wants of the tray.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The window.
    Open,
    /// The settings.
    Settings,
    /// What failed.
    Failed,
    /// A delivery.
    Delivery(DeliveryId),
    /// A run of an automation.
    Run(AutomationId),
    /// That the next pause ignores events, or that it does not.
    IgnoreEvents,
    /// A pause: for so long, or until someone resumes.
    Pause(Option<Duration>),
    /// The end of a pause.
    Resume,
    /// The end of the runner.
    Quit,
}

const QUARTER: Duration = Duration::from_secs(15 * 60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// Every item that is always the same: its id, its text and what it means.
const ITEMS: [(&str, &str, Wish); 8] = [
    ("open", "Open", Wish::Open),
    ("pause-15", "15 min", Wish::Pause(Some(QUARTER))),
    ("pause-60", "1 hour", Wish::Pause(Some(HOUR))),
    ("pause", "Until I resume", Wish::Pause(None)),
    ("ignore-events", "Ignore events too", Wish::IgnoreEvents),
    ("resume", "Resume", Wish::Resume),
    ("settings", "Settings", Wish::Settings),
    ("quit", "Quit", Wish::Quit),
];

impl Wish {
    /// The wish behind an item of the menu.
    pub fn of(id: &MenuId) -> Option<Self> {
        let mut items = ITEMS.into_iter();
        if let Some((.., wish)) = items.find(|(name, ..)| id == name) {
            return Some(wish);
        }
        match id.0.split_once(' ')? {
            ("run", id) => id.parse().ok().map(Self::Run),
            ("delivery", id) => id.parse().ok().map(Self::Delivery),
            ("failed", _) => Some(Self::Failed),
            _ => None,
        }
    }

    fn item(self) -> MenuItem {
        let found = ITEMS.into_iter().find(|(.., wish)| *wish == self);
        let (id, text, _) = found.expect("every wish that the menu offers is in the list");
        MenuItem::with_id(id, text, true, None)
    }
}

/// The menu that goes with a face.
///
/// # Errors
/// When the system refuses an item.
pub fn menu(face: &Face) -> Result<Menu> {
    let menu = Menu::new();
    menu.append(&Wish::Open.item())?;
    menu.append(&MenuItem::new(&face.state, false, None))?;
    if let Some(notice) = &face.notice {
        menu.append(&MenuItem::new(notice, false, None))?;
    }
    if face.failed > 0 {
        let text = format!("{} failed…", face.failed);
        menu.append(&MenuItem::with_id("failed ones", text, true, None))?;
    }
    menu.append(&PredefinedMenuItem::separator())?;
    if face.paused {
        menu.append(&Wish::Resume.item())?;
    } else {
        menu.append(&pause(face.ignore_events)?)?;
    }
    if !face.runnable.is_empty() {
        menu.append(&list("Run now", "run", &face.runnable)?)?;
    }
    if !face.recent.is_empty() {
        menu.append(&list("Recent", "delivery", &face.recent)?)?;
    }
    menu.append(&Wish::Settings.item())?;
    menu.append(&PredefinedMenuItem::separator())?;
    menu.append(&MenuItem::with_id("quit", quit(face.waiting), true, None))?;
    Ok(menu)
}

fn quit(waiting: u64) -> String {
    match waiting {
        0 => "Quit".to_owned(),
        1 => "Quit (1 delivery waits; it continues next time you start)".to_owned(),
        more => format!("Quit ({more} deliveries wait; they continue next time you start)"),
    }
}

fn list<Id: std::fmt::Display>(name: &str, kind: &str, items: &[(Id, String)]) -> Result<Submenu> {
    let list = Submenu::new(name, true);
    for (id, text) in items {
        let item = MenuItem::with_id(format!("{kind} {id}"), text, true, None);
        list.append(&item)?;
    }
    Ok(list)
}

fn pause(ignore_events: bool) -> Result<Submenu> {
    let times = [Some(QUARTER), Some(HOUR), None];
    let pause = Submenu::new("Pause", true);
    for time in times {
        pause.append(&Wish::Pause(time).item())?;
    }
    pause.append(&PredefinedMenuItem::separator())?;
    let item = CheckMenuItem::with_id(
        "ignore-events",
        "Ignore events too",
        true,
        ignore_events,
        None,
    );
    pause.append(&item)?;
    Ok(pause)
}
