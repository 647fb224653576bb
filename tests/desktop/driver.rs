//! The window, clicked and typed into as a person would.

use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::desktop::Desktop;
use crate::webdriver::{Element, Session};
use crate::webkit::Driver;

/// How long anything in the window may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// More than any screen has to press before one is where one wants to be.
const MOST_TABS: usize = 60;

/// A key with a name instead of a letter.
#[derive(Clone, Copy)]
pub enum Key {
    /// On to the next control.
    Tab,
    /// Presses what the keyboard is at.
    Enter,
}

impl Key {
    /// The protocol's code for it.
    fn code(self) -> &'static str {
        match self {
            Self::Tab => "\u{e004}",
            Self::Enter => "\u{e007}",
        }
    }
}

/// An open window.
pub struct Window {
    session: Session,
    _driver: Driver,
}

impl Window {
    /// Opens the window on a desktop, with words that name a screen or none, and waits until its
    /// first screen is there.
    pub fn open(desktop: &Desktop, program: &Path, words: &[&str]) -> Self {
        let driver = Driver::start(desktop);
        let session = driver.open(program, words, PATIENCE).unwrap();
        let window = Self {
            session,
            _driver: driver,
        };
        window.sees("Automations");
        window
    }

    /// Clicks what a person would call by these words: a button, a link, a label. Keys may stand
    /// beside the words.
    pub fn click(&self, words: &str) {
        self.find(&named(words)).click().unwrap();
    }

    /// Clicks what ends the window. The driver may lose it before it can answer.
    pub fn click_last(&self, words: &str) {
        let _ = self.find(&named(words)).click();
    }

    /// Types into the field with this label.
    pub fn fill(&self, label: &str, text: &str) {
        let field = format!(
            "//*[self::input or self::textarea][@aria-label={0} or @id=//label[normalize-space()={0}]/@for]",
            quoted(label)
        );
        self.find(&field).type_in(text).unwrap();
    }

    /// Presses a key, wherever the keyboard is.
    pub fn press(&self, key: Key) {
        let focused = self.session.focused().unwrap();
        focused.type_in(key.code()).unwrap();
    }

    /// Presses Tab until the keyboard is at what a person would call by these words.
    pub fn tab_to(&self, words: &str) {
        for _ in 0..MOST_TABS {
            let at = self.script(
                "const at = document.activeElement;
                 return at.getAttribute('aria-label') ?? at.textContent.trim();",
            );
            if at == words {
                return;
            }
            self.press(Key::Tab);
        }
        panic!("{words}: not reached by Tab");
    }

    /// Waits until these words stand somewhere.
    pub fn sees(&self, words: &str) {
        self.find(&format!("//*[text()[contains(., {})]]", quoted(words)));
    }

    /// Waits for a row that says all of these.
    pub fn sees_row(&self, words: &[&str]) {
        let says = |words: &&str| format!("[contains(., {})]", quoted(words));
        let conditions: String = words.iter().map(says).collect();
        self.find(&format!("//*[@role='row']{conditions}"));
    }

    /// What a script in the page returns.
    pub fn script(&self, script: &str) -> Value {
        self.session.script(script).unwrap()
    }

    fn find(&self, xpath: &str) -> Element<'_> {
        self.session.find(xpath).unwrap_or_else(|refusal| {
            let page = self.session.script("return document.body.innerText");
            panic!("{xpath}: {refusal:?}\nThe window says:\n{page:?}");
        })
    }
}

/// The XPath of what a person would call by these words.
fn named(words: &str) -> String {
    format!(
        "//*[self::button or self::a or @role='button' or self::label][normalize-space()={0} or @aria-label={0} or .//text()[normalize-space()={0}]]",
        quoted(words)
    )
}

/// A text of XPath, which knows no escapes.
fn quoted(words: &str) -> String {
    assert!(!words.contains('"'), "{words}");
    format!("\"{words}\"")
}
