//! A tray for machines that have none: takes icons in and prints a line for each, until it is
//! ended. `cargo xtask memory` measures the runner beside it.

#[cfg(target_os = "linux")]
#[tokio::main(flavor = "current_thread")]
async fn main() -> zbus::Result<()> {
    let _connection = zbus::connection::Builder::session()?
        .serve_at("/StatusNotifierWatcher", watcher::Watcher)?
        .name("org.kde.StatusNotifierWatcher")?
        .build()
        .await?;
    println!("ready");
    std::future::pending().await
}

#[cfg(target_os = "linux")]
mod watcher {
    pub struct Watcher;

    #[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
    impl Watcher {
        fn register_status_notifier_item(&self, service: String) {
            println!("{service}");
        }

        #[zbus(property)]
        fn is_status_notifier_host_registered(&self) -> bool {
            true
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("ready");
}
