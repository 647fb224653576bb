//! Hookloom's window: a thin shell around the web UI, and a client of the runner.
//!
//! It holds nothing that matters. Deliveries are the runner's, so this program can be closed or
//! killed at any moment without one of them noticing. This is the only crate that names `tauri`.

mod commands;
mod line;
mod news;
mod options;
mod runner;
mod webkit;
mod window;

use std::sync::Arc;

use anyhow::{Context, Result};
use hookloom_api::data_folder::DataFolder;
use tauri_plugin_window_state::StateFlags;

use crate::line::Line;
use crate::options::Options;

/// Opens the window and stays until it is closed. If one is open already, brings that one to the
/// front instead.
///
/// # Errors
/// When this system gives no data folder, or the window can't be opened.
pub fn run() -> Result<()> {
    let options = Options::of(std::env::args().skip(1));
    webkit::choose(options.safe_graphics)?;
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    let folder = DataFolder::find()?;
    let line = Arc::new(Line::default());

    tauri::Builder::default()
        // First, so that a second window ends before it does anything.
        .plugin(tauri_plugin_single_instance::init(window::show_again))
        .plugin(
            // Wayland knows no positions, and a saved one may lie on a screen that is gone.
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(StateFlags::SIZE | StateFlags::MAXIMIZED)
                .build(),
        )
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_clipboard_manager::init())
        .manage(Arc::clone(&line))
        .invoke_handler(tauri::generate_handler![
            commands::call,
            commands::changes,
            commands::close
        ])
        .setup(move |app| {
            window::open(app, &line, options.route)?;
            let app = app.handle().clone();
            tauri::async_runtime::spawn(async move {
                line.keep(&folder, || window::to_front(&app)).await;
            });
            Ok(())
        })
        .run(tauri::generate_context!())
        .context("the window could not be opened")
}
