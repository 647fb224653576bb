//! The driver of WebKit's windows.

use std::{
    net::{TcpListener, TcpStream},
    path::Path,
    time::Duration,
};

use crate::{
    desktop::Desktop,
    eventually::eventually,
    process::Helper,
    webdriver::{Refusal, Session},
};

/// A driver that listens on a port of its own; it ends with the test.
pub struct Driver {
    port: u16,
    _process: Helper,
}

impl Driver {
    /// Starts one on a desktop, and waits until it listens.
    pub fn start(desktop: &Desktop) -> Self {
        let port = free_port();
        let mut process = desktop.command("WebKitWebDriver");
        process
            .args(["--host=127.0.0.1", &format!("--port={port}")])
            .env("TAURI_WEBVIEW_AUTOMATION", "true");
        let process = Helper::start(&mut process);
        eventually("the driver listens", || {
            TcpStream::connect(("127.0.0.1", port)).ok()
        });
        Self {
            port,
            _process: process,
        }
    }

    /// Has it start a program that is given these words, and look for up to `patience` for every
    /// element that is not there yet.
    pub fn open(
        &self,
        program: &Path,
        words: &[&str],
        patience: Duration,
    ) -> Result<Session, Refusal> {
        Session::start(self.port, program.to_str().unwrap(), words, patience)
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
