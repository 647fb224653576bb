//! An X server that shows nothing to anybody.

use std::error::Error;
use std::process::Command;

use x11rb::connection::Connection;
use x11rb::errors::ReplyError;
use x11rb::protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, Window};
use x11rb::wrapper::ConnectionExt as _;

use crate::process::Helper;

/// The display; it ends when this is dropped.
pub struct Display {
    _server: Helper,
    name: String,
}

impl Display {
    /// Starts one under the next free number.
    pub fn start() -> Self {
        let mut server = Command::new("Xvfb");
        server.args(["-displayfd", "1", "-screen", "0", "1280x900x24"]);
        server.args(["-nolisten", "tcp", "-noreset"]);
        let mut server = Helper::start(&mut server);
        Self {
            name: format!(":{}", server.first_line()),
            _server: server,
        }
    }

    /// What `DISPLAY` must be set to.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Presses the close button of every window with this title, as a window manager does. There
    /// is none here that would draw the button.
    pub fn close(&self, title: &str) -> Result<(), Box<dyn Error>> {
        let (connection, screen) = x11rb::connect(Some(&self.name))?;
        let atom = |name: &str| -> Result<u32, ReplyError> {
            let cookie = connection.intern_atom(false, name.as_bytes())?;
            Ok(cookie.reply()?.atom)
        };
        let (protocols, delete) = (atom("WM_PROTOCOLS")?, atom("WM_DELETE_WINDOW")?);
        let root = connection.setup().roots[screen].root;
        for window in connection.query_tree(root)?.reply()?.children {
            if title_of(&connection, window)? == title.as_bytes() {
                let message = [delete, x11rb::CURRENT_TIME, 0, 0, 0];
                let event = ClientMessageEvent::new(32, window, protocols, message);
                connection.send_event(false, window, EventMask::NO_EVENT, event)?;
            }
        }
        connection.sync()?;
        Ok(())
    }
}

fn title_of(connection: &impl Connection, window: Window) -> Result<Vec<u8>, ReplyError> {
    let (name, text) = (AtomEnum::WM_NAME, AtomEnum::ANY);
    let title = connection.get_property(false, window, name, text, 0, 64)?;
    Ok(title.reply()?.value)
}
