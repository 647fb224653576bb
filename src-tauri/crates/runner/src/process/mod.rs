//! The background process: engine, local API and tray, from start to orderly end.

mod again;
mod commands;
mod diagnostics;
mod feed;
mod lock;
mod logs;
mod service;
mod signals;
mod spare;

use std::{
    path::PathBuf,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use anyhow::{Context, Result};
use hookloom_api::{Change, data_folder::DataFolder, endpoint::Endpoint, server};
use hookloom_engine::{
    Care, Engine, EngineOptions, Port, clock::Clock, delivery::sender::network::SystemNetwork,
    reset, secrets::Preference,
};
use interprocess::local_socket::tokio::Listener;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

use crate::{autostart, notifications, tray};
use lock::Lock;
pub use service::Runner;

/// How long the orderly end may take before the process ends anyway. Nothing accepted is lost by
/// that: what waits is in the database.
const LONGEST_END: Duration = Duration::from_secs(5);

/// How the background process runs.
#[derive(clap::Args)]
pub struct Options {
    /// Show no icon in the tray
    #[arg(long)]
    no_tray: bool,
    /// Listen for inbound hooks on exactly this port, whatever the settings say
    #[arg(long)]
    port: Option<u16>,
    /// Switch every automation off and hold all sending, before anything begins
    #[arg(long)]
    safe: bool,
    /// Set a damaged database aside that has no backup, and begin with an empty one
    #[arg(long)]
    start_fresh: bool,
}

/// Runs until it is asked to end.
///
/// # Errors
/// When another runner is running on the folder, or something needed is not to be had.
pub fn run(folder: DataFolder, options: Options) -> Result<()> {
    folder
        .create()
        .with_context(|| format!("The data folder {} can't be made", folder.path().display()))?;
    let lock = Lock::take(&folder)?;
    if reset::is_wanted(folder.path()) {
        logs::forget(&folder)?;
    }
    logs::start(&folder)?;
    spare::take_small_pages();
    let runtime = runtime()?;
    let stop = CancellationToken::new();
    let (listener, engine) = runtime.block_on(start(&folder, &options))?;
    tracing::info!(pid = std::process::id(), folder = %folder.path().display(), "running");

    let runner = Arc::new(Runner::new(Arc::clone(&engine), folder, stop.clone()));
    // Before anybody is served: from then on the settings may change.
    let folder = runner.folder().clone();
    let at_login = autostart::follow(Arc::clone(&engine), folder);
    let closed = CancellationToken::new();
    let served = runtime.spawn(server::serve(listener, Arc::clone(&runner), closed.clone()));
    runtime.spawn(feed::clients(engine.changes(), runner.outlets()));
    runtime.spawn(signals::end_on_signal(stop.clone()));
    runtime.spawn(end_in_time(stop.clone()));
    runtime.spawn(spare::keep_small());
    runtime.spawn(stop.clone().run_until_cancelled_owned(at_login));
    runtime.spawn(notifications::run(Arc::clone(&runner), stop.clone()));
    if !options.no_tray {
        show_tray(&runtime, &runner, &stop);
    }
    runtime.block_on(stop.cancelled());

    tracing::info!("ending");
    runner.outlets().tell(&Change::Ending {});
    runtime.block_on(async {
        engine.stop().await;
        // Clients see their connection end when everything else has.
        closed.cancel();
        served.await
    })?;
    runtime.shutdown_background();
    drop(lock);
    tracing::info!("ended");
    if runner.starts_anew() {
        return again::begin(runner.folder());
    }
    Ok(())
}

/// Few threads with little to hold: an idle runner is to be small.
fn runtime() -> Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(8)
        .thread_keep_alive(Duration::from_secs(1))
        .enable_all()
        .build()
        .context("the runtime can't start")
}

/// The socket comes first: a client that is early then waits instead of finding nobody.
async fn start(folder: &DataFolder, options: &Options) -> Result<(Listener, Arc<Engine>)> {
    let listener = Endpoint::of(folder)
        .listen()
        .context("the local API can't listen")?;
    let engine = Engine::start(EngineOptions {
        data_folder: folder.path().to_owned(),
        config_folder: config_folder()?,
        port: options.port.map_or(Port::AsSet, Port::Exactly),
        secrets: Preference::from_environment(),
        clock: Clock::system(),
        network: Arc::new(SystemNetwork),
        care: Care {
            safe: options.safe,
            start_fresh: options.start_fresh,
        },
    })
    .await?;
    Ok((listener, engine))
}

/// Where the key of the encrypted secrets lies: apart from the data, so that a copy of the one
/// is of no use without the other.
fn config_folder() -> Result<PathBuf> {
    let folder = if cfg!(windows) {
        dirs::config_local_dir()
    } else {
        dirs::preference_dir()
    };
    let folder = folder.context("this system names no folder for a user's settings")?;
    Ok(folder.join("hookloom"))
}

/// Shows the tray on this, the main thread, until the runner is to end.
fn show_tray(runtime: &Runtime, runner: &Arc<Runner>, stop: &CancellationToken) {
    let (faces, shown) = mpsc::channel();
    runtime.spawn(feed::tray(Arc::clone(runner), faces, stop.clone()));
    let (runner, handle) = (Arc::clone(runner), runtime.handle().clone());
    tray::run(shown, move |wish| {
        let runner = Arc::clone(&runner);
        handle.spawn(async move { runner.fulfil(wish).await });
    });
}

/// A thread of its own, so that nothing that hangs can keep it from ending the process.
async fn end_in_time(stop: CancellationToken) {
    stop.cancelled().await;
    thread::spawn(|| {
        thread::sleep(LONGEST_END);
        tracing::error!("the orderly end took too long");
        std::process::exit(1);
    });
}
