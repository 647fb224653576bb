//! A window with nothing in it: what the system takes for any page at all.

#![allow(clippy::unwrap_used)]

use tauri::{WebviewUrl, WebviewWindowBuilder};

const MARK: &str = "requestAnimationFrame(() => setTimeout(() => performance.mark('usable')));";

fn main() {
    tauri::Builder::default()
        .setup(|app| {
            let nothing = WebviewUrl::External("about:blank".parse().unwrap());
            WebviewWindowBuilder::new(app, "bare", nothing)
                .inner_size(1240.0, 800.0)
                .initialization_script(MARK)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
        .unwrap();
}
