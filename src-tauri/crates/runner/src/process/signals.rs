//! The system's ways of asking a process to end.

use std::io;

use tokio_util::sync::CancellationToken;

/// Cancels `stop` once the system or a person at the terminal asks to end.
pub async fn end_on_signal(stop: CancellationToken) {
    let asked = stop.run_until_cancelled(asked_to_end()).await;
    if let Some(Err(error)) = asked {
        tracing::warn!(%error, "signals can't be heard; ‘hookloom quit’ still ends this");
        return;
    }
    stop.cancel();
}

#[cfg(unix)]
async fn asked_to_end() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

#[cfg(windows)]
async fn asked_to_end() -> io::Result<()> {
    use tokio::signal::windows;
    let mut interrupt = windows::ctrl_c()?;
    let mut close = windows::ctrl_close()?;
    let mut shutdown = windows::ctrl_shutdown()?;
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = close.recv() => {}
        _ = shutdown.recv() => {}
    }
    Ok(())
}
