//! The program `hookloom-desktop`: Hookloom's window.

// A window needs no console beside it.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

fn main() -> anyhow::Result<()> {
    hookloom_desktop::run()
}
