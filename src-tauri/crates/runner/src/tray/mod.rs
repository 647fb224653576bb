//! The tray's icon and menu. On Linux they are offered over D-Bus, without GTK.

mod event_loop;
mod face;
mod icon;
mod menu;

use std::sync::mpsc::Receiver;

use anyhow::Result;
use tray_icon::{
    MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent, menu::MenuEvent,
};

pub use face::{Face, Looks};
pub use menu::Wish;

/// Shows each face that comes, and tells what a person wants, until no more faces can come. To be
/// called on the main thread, because macOS draws on no other.
///
/// Without a tray this returns early: the runner works as well without. On Linux a tray that
/// appears later is noticed, as long as there is a session bus.
pub fn run(faces: Receiver<Face>, wish: impl Fn(Wish) + Clone + Send + Sync + 'static) {
    listen(wish);
    let mut tray = None;
    event_loop::run(faces, move |face| {
        let shown = match &tray {
            None => show(&face).map(|icon| tray = Some(icon)),
            Some(icon) => update(icon, &face),
        };
        shown
            .inspect_err(|error| tracing::warn!("there is no tray: {error:#}"))
            .is_ok()
    });
}

fn listen(wish: impl Fn(Wish) + Clone + Send + Sync + 'static) {
    let on_click = wish.clone();
    TrayIconEvent::set_event_handler(Some(move |event| {
        if let TrayIconEvent::Click {
            button: MouseButton::Left,
            button_state: MouseButtonState::Up,
            ..
        } = event
        {
            on_click(Wish::Open);
        }
    }));
    MenuEvent::set_event_handler(Some(move |event: MenuEvent| {
        if let Some(wanted) = Wish::of(event.id()) {
            wish(wanted);
        }
    }));
}

fn show(face: &Face) -> Result<TrayIcon> {
    let builder = TrayIconBuilder::with_id(TrayIconBuilder::new(), "hookloom")
        .with_title("Hookloom")
        .with_tooltip(&face.state)
        .with_icon(icon::icon(face.sign)?)
        .with_menu(Box::new(menu::menu(face)?))
        // A click opens the window, as the first item of the menu does.
        .with_menu_on_left_click(false);
    Ok(builder.build()?)
}

fn update(tray: &TrayIcon, face: &Face) -> Result<()> {
    tray.set_icon(Some(icon::icon(face.sign)?))?;
    tray.set_tooltip(Some(&face.state))?;
    tray.set_menu(Some(Box::new(menu::menu(face)?)));
    Ok(())
}
