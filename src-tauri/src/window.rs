//! The window itself: opened once, kept on its own pages, and brought to the front.

use std::sync::Arc;

use anyhow::{Context, Result};
use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, Manager, Url, WebviewUrl, WebviewWindowBuilder, WindowEvent};

use crate::line::Line;
use crate::options::Options;

/// Opens the window that the configuration describes, on the screen of `route` (a hash address)
/// or on the first one. The route is a part of the page's own address, so that the page never
/// draws another screen before.
///
/// # Errors
/// When the system can't show it.
pub fn open(app: &App, line: &Arc<Line>, route: Option<String>) -> Result<()> {
    let windows = &app.config().app.windows;
    let mut described = windows.first().context("no window is configured")?.clone();
    if let Some(route) = route {
        described.url = WebviewUrl::App(route.into());
    }
    let window = WebviewWindowBuilder::from_config(app.handle(), &described)?
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    let line = Arc::clone(line);
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event
            && line.asks_before_closing()
        {
            api.prevent_close();
        }
    });
    Ok(())
}

/// Brings the window to the front. Some desktops only say that it is ready, which is theirs to
/// decide; hence nothing here is an error.
pub fn to_front(app: &AppHandle) {
    for window in app.webview_windows().values() {
        let _ = window.show();
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// A second window was started and has ended: shows this one instead, with the screen that the
/// other one was to show.
pub fn show_again(app: &AppHandle, words: Vec<String>, _folder: String) {
    to_front(app);
    if let Some(route) = Options::of(words).route {
        app.state::<Arc<Line>>().show(Some(route));
    }
}

/// Whether the window may go to an address. Links to elsewhere are opened by the system's browser.
fn is_own_page(address: &Url) -> bool {
    match address.scheme() {
        "tauri" => address.host_str() == Some("localhost"),
        // Windows has no schemes of one's own.
        "http" | "https" => cfg!(windows) && address.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_own_page;

    #[test]
    fn the_window_stays_on_its_own_pages() {
        assert!(is_own_page(
            &"tauri://localhost/#/activity".parse().unwrap()
        ));
        let others = [
            "https://example.org/",
            "http://localhost/",
            "http://127.0.0.1:8787/in/x",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:alert(1)",
            "tauri://example.org/",
        ];
        for other in others {
            assert!(!is_own_page(&other.parse().unwrap()), "{other}");
        }
    }
}
