//! The real window, driven by WebKitWebDriver on a private display and session bus.

#![allow(clippy::unwrap_used)]

mod bus;
mod desktop;
mod display;
mod driver;
mod eventually;
mod first_run;
mod hookloom;
mod journeys;
mod process;
mod webdriver;
mod webkit;
