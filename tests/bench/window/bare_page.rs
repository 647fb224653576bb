//! A window with nothing in it: what the system takes for any page at all.

#![allow(clippy::unwrap_used)]

use tauri::{
    WebviewUrl, WebviewWindowBuilder,
    http::{Response, header::CONTENT_TYPE},
};

const PAGE: &str = "<!doctype html><title>Nothing</title><script>\
    requestAnimationFrame(() => setTimeout(() => performance.mark('usable')));</script>";

fn main() {
    tauri::Builder::default()
        .register_uri_scheme_protocol("bare", |_, _| {
            let page = Response::builder().header(CONTENT_TYPE, "text/html");
            page.body(PAGE.as_bytes()).unwrap()
        })
        .setup(|app| {
            let nothing = WebviewUrl::CustomProtocol("bare://localhost/".parse().unwrap());
            WebviewWindowBuilder::new(app, "bare", nothing)
                .inner_size(1240.0, 800.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
        .unwrap();
}
