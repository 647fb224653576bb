//! The tray's menu: a few items, and no dialogs.

use std::time::Duration;

use tray_icon::menu::{Menu, MenuId, MenuItem, PredefinedMenuItem, Result, Submenu};

use super::face::Face;

/// What a person wants of the tray.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The window.
    Open,
    /// A pause: for so long, or until someone resumes.
    Pause(Option<Duration>),
    /// The end of a pause.
    Resume,
    /// The end of the runner.
    Quit,
}

const QUARTER: Duration = Duration::from_secs(15 * 60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// Every item that does something: its id, its text and what it means.
const ITEMS: [(&str, &str, Wish); 6] = [
    ("open", "Open", Wish::Open),
    ("pause-15", "15 min", Wish::Pause(Some(QUARTER))),
    ("pause-60", "1 hour", Wish::Pause(Some(HOUR))),
    ("pause", "Until I resume", Wish::Pause(None)),
    ("resume", "Resume", Wish::Resume),
    ("quit", "Quit", Wish::Quit),
];

impl Wish {
    /// The wish behind an item of the menu.
    pub fn of(id: &MenuId) -> Option<Self> {
        let mut items = ITEMS.into_iter();
        items.find(|(name, ..)| id == name).map(|(.., wish)| wish)
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
    menu.append(&PredefinedMenuItem::separator())?;
    if face.paused {
        menu.append(&Wish::Resume.item())?;
    } else {
        menu.append(&pause()?)?;
    }
    menu.append(&PredefinedMenuItem::separator())?;
    menu.append(&Wish::Quit.item())?;
    Ok(menu)
}

fn pause() -> Result<Submenu> {
    let times = [Some(QUARTER), Some(HOUR), None];
    let pause = Submenu::new("Pause", true);
    for time in times {
        pause.append(&Wish::Pause(time).item())?;
    }
    Ok(pause)
}
