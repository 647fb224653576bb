//! Where the main thread waits. Linux needs nothing for its tray; macOS and Windows need the
//! system's event loop.

use std::sync::mpsc::Receiver;

use super::Face;

/// Hands each face on, until `show` says that it can't go on or no more faces can come.
#[cfg(not(any(windows, target_os = "macos")))]
pub fn run(faces: Receiver<Face>, mut show: impl FnMut(Face) -> bool) {
    for face in faces {
        if !show(face) {
            return;
        }
    }
}

/// Hands each face on, until `show` says that it can't go on or no more faces can come.
#[cfg(any(windows, target_os = "macos"))]
pub fn run(faces: Receiver<Face>, mut show: impl FnMut(Face) -> bool) {
    use tao::{
        event::Event,
        event_loop::{ControlFlow, EventLoopBuilder},
        platform::run_return::EventLoopExtRunReturn,
    };

    let mut events = EventLoopBuilder::<Option<Face>>::with_user_event().build();
    #[cfg(target_os = "macos")]
    {
        use tao::platform::macos::{ActivationPolicy, EventLoopExtMacOS};
        // No icon in the Dock: that belongs to the window.
        events.set_activation_policy(ActivationPolicy::Accessory);
    }
    let proxy = events.create_proxy();
    std::thread::spawn(move || {
        for face in faces {
            if proxy.send_event(Some(face)).is_err() {
                return;
            }
        }
        let _ = proxy.send_event(None);
    });
    events.run_return(|event, _, flow| {
        let goes_on = match event {
            Event::UserEvent(Some(face)) => show(face),
            Event::UserEvent(None) => false,
            _ => true,
        };
        *flow = if goes_on {
            ControlFlow::Wait
        } else {
            ControlFlow::Exit
        };
    });
}
