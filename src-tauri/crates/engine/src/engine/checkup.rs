//! A look at the app's own health.

use std::{path::Path, time::Duration};

use hookloom_core::{
    checkup::{self, Watching},
    trigger::Trigger,
    view::{Checkup, Notice, TriggerStatus},
};
use jiff::tz::TimeZone;
use tokio::{net::TcpStream, task::spawn_blocking, time::timeout};

use super::Engine;
use crate::{
    listening::Place,
    triggers::file::{self, FileStatus},
};

/// How long this computer may take to answer itself.
const PATIENCE: Duration = Duration::from_secs(2);

impl Engine {
    /// Looks at everything that has to work, and says how it is. A large database takes a while.
    pub async fn check_up(&self) -> Checkup {
        let now = self.clock.now();
        let found = self.store.quick_check().await;
        let (written, free) = self.disk().await;
        let secrets = self
            .secrets
            .check()
            .await
            .map_err(|error| error.to_string());
        let told = self.told().await;
        let newest_backup = self.store.backups().first().map(|backup| backup.at);
        let zone = TimeZone::system();
        let zone = zone.iana_name().unwrap_or("one without a name");
        let checks = vec![
            checkup::database(found.map_err(|error| error.to_string())),
            checkup::disk(written, free),
            checkup::secrets(&self.secrets.kept(), secrets),
            checkup::incoming(&self.inbound_status(), self.answers_itself().await),
            checkup::files(told, &self.watching()),
            checkup::backup(newest_backup, self.backup_problem(), self.started_at, now),
            checkup::clock(zone, self.clock_jump(), self.started_at, now),
        ];
        Checkup { at: now, checks }
    }

    /// Whether the data folder can be written, and how much of its disk is free.
    async fn disk(&self) -> (Result<(), String>, Option<u64>) {
        let folder = self.data_folder.clone();
        let looked = spawn_blocking(move || (written(&folder), free(&folder)));
        looked
            .await
            .unwrap_or_else(|error| (Err(error.to_string()), None))
    }

    async fn told(&self) -> Result<(), String> {
        let folder = self.data_folder.clone();
        let told = spawn_blocking(move || file::tells(&folder)).await;
        told.unwrap_or_else(|error| Err(error.to_string()))
    }

    async fn answers_itself(&self) -> bool {
        let place = self.triggers.place.borrow().clone();
        match place {
            Place::At(address) => {
                let connected = timeout(PATIENCE, TcpStream::connect(address)).await;
                matches!(connected, Ok(Ok(_)))
            }
            Place::Nowhere { .. } => false,
        }
    }

    fn watching(&self) -> Watching {
        let (catalog, statuses) = (self.catalog.get(), self.triggers.files.borrow());
        let mut found = Watching {
            limit: file::most_watches(),
            ..Watching::default()
        };
        let on = catalog.automations.values().filter(|automation| {
            automation.settings.enabled && matches!(automation.settings.trigger, Trigger::File(_))
        });
        for automation in on {
            let name = automation.settings.name.clone();
            match statuses.get(&automation.id) {
                Some(FileStatus::Watching { folders, .. }) => found.folders += folders,
                Some(FileStatus::Polling { why, .. }) => found.polled.push((name, why.clone())),
                Some(status) => {
                    if let TriggerStatus::Broken { message } = status.clone().into() {
                        found.broken.push((name, message));
                    }
                }
                None => {}
            }
        }
        found
    }

    /// By how many seconds the clock was set, while nobody has read of it.
    fn clock_jump(&self) -> Option<i64> {
        self.notices
            .all()
            .into_iter()
            .find_map(|notice| match notice {
                Notice::ClockJumped { seconds, .. } => Some(seconds),
                _ => None,
            })
    }
}

fn written(folder: &Path) -> Result<(), String> {
    let path = folder.join(format!("check-{}", uuid::Uuid::now_v7().simple()));
    let written = std::fs::write(&path, "written");
    // What could not be written need not be deleted.
    let _ = std::fs::remove_file(&path);
    written.map_err(|error| error.to_string())
}

#[cfg(unix)]
fn free(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail * disk.f_frsize)
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}
