//! Folders: looked at before they are watched, made, and run for the files that are there already.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use hookloom_core::{
    file::{FileChange, FileTrigger},
    id::AutomationId,
    problem::{Problem, Problems},
    trigger::Trigger,
    view::{ExistingFiles, FolderLook},
};

use super::Engine;
use crate::{
    error::EngineError,
    home::surroundings,
    triggers::{
        Teller,
        file::{FileOptions, Glance, at_once, existing, glance},
    },
};

impl Engine {
    /// What a file trigger would find with settings that need not be saved; `~` is the person's
    /// home. The look takes a second or two at the most, and ends when nobody waits for it any
    /// more.
    ///
    /// # Errors
    /// When its settings are wrong.
    pub async fn look_at_folder(
        &self,
        mut trigger: FileTrigger,
    ) -> Result<FolderLook, EngineError> {
        trigger.folder = surroundings().written_out(&trigger.folder);
        let mut problems = Problems::default();
        trigger.check(&mut problems);
        problems.into_result().map_err(EngineError::Invalid)?;
        let (options, look) = (self.file_options(), Glance::default());
        let over = look.over();
        let looking = tokio::task::spawn_blocking(move || glance(&trigger, &options, &over));
        let seen = looking.await.map_err(stopped)?;
        seen.map_err(|error| invalid("only", error.to_string()))
    }

    /// Makes a folder, with those around it; `~` is the person's home.
    ///
    /// # Errors
    /// When it can't be made.
    pub async fn create_folder(&self, folder: String) -> Result<(), EngineError> {
        let folder = surroundings().written_out(&folder);
        if !Path::new(&folder).is_absolute() || folder.contains('\0') {
            let message = format!("‘{folder}’ isn't a full path.");
            return Err(invalid("folder", message));
        }
        let path = PathBuf::from(&folder);
        let made = tokio::task::spawn_blocking(move || fs::create_dir_all(path)).await;
        made.map_err(stopped)?.map_err(|error| {
            EngineError::Refused(format!(
                "I couldn't create that folder ({error}). Choose another."
            ))
        })
    }

    /// How many files are already in the folder of an automation.
    ///
    /// # Errors
    /// When there is none of that id, or its folder can't be looked at.
    pub async fn count_existing_files(
        &self,
        id: AutomationId,
    ) -> Result<ExistingFiles, EngineError> {
        let (_, found) = self.existing_files(id).await?;
        Ok(counted(found.len()))
    }

    /// Runs an automation for every file that is already in its folder, as if each had just been
    /// added. It goes on when nobody waits for it any more.
    ///
    /// # Errors
    /// When there is none of that id, its folder can't be looked at, it is doing so already, or
    /// something could not be written.
    pub async fn run_existing_files(&self, id: AutomationId) -> Result<ExistingFiles, EngineError> {
        let running = Running::begin(&self.existing, id)?;
        let (settings, found) = self.existing_files(id).await?;
        let (teller, stop) = (self.teller(), self.noticing.stop.clone());
        let telling = self.noticing.workers.spawn(async move {
            let _running = running;
            let mut told = 0;
            for part in at_once(&found, &settings) {
                if stop.is_cancelled() {
                    break;
                }
                teller.tell(id, &settings, part, None).await?;
                told += part.len();
            }
            Ok::<_, EngineError>(told)
        });
        telling.await.map_err(stopped)?.map(counted)
    }

    /// The files of an automation's folder. One that its trigger does not know yet is left out:
    /// the trigger is about to tell of it.
    async fn existing_files(
        &self,
        id: AutomationId,
    ) -> Result<(Arc<FileTrigger>, Vec<FileChange>), EngineError> {
        let automation = self.automation(id)?;
        let Trigger::File(settings) = automation.settings.trigger else {
            let message = "Only an automation that watches a folder has files there.".to_owned();
            return Err(EngineError::Refused(message));
        };
        let (settings, options) = (Arc::new(settings), self.file_options());
        let (wanted, look) = (Arc::clone(&settings), Glance::default());
        let over = look.over();
        let looking = tokio::task::spawn_blocking(move || existing(&wanted, &options, &over));
        let mut found = looking
            .await
            .map_err(stopped)?
            .map_err(EngineError::Refused)?;
        if automation.settings.enabled {
            let known = self.store.file_snapshot(id).await?;
            if known.is_whole() {
                found.retain(|change| known.get(&change.path).is_some());
            }
        }
        Ok((settings, found))
    }

    /// Folders in which the app itself writes, as they lie on disk.
    pub(super) fn own_folders(&self) -> Vec<PathBuf> {
        let real = self.data_folder.canonicalize();
        vec![real.unwrap_or_else(|_| self.data_folder.clone())]
    }

    pub(super) fn teller(&self) -> Teller {
        Teller {
            intake: self.intake.clone(),
            clock: self.clock.clone(),
        }
    }

    fn file_options(&self) -> FileOptions {
        FileOptions {
            own: self.own_folders(),
            ..FileOptions::default()
        }
    }
}

/// The automations that run for the files that are there already.
pub(super) type Existing = Arc<Mutex<HashSet<AutomationId>>>;

/// An automation that does so; once at a time.
struct Running {
    all: Existing,
    id: AutomationId,
}

impl Running {
    fn begin(all: &Existing, id: AutomationId) -> Result<Self, EngineError> {
        let begun = lock(all).insert(id);
        if !begun {
            let message = "It runs for the existing files already. Wait until it is done.";
            return Err(EngineError::Refused(message.to_owned()));
        }
        let all = Arc::clone(all);
        Ok(Self { all, id })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        lock(&self.all).remove(&self.id);
    }
}

fn lock(all: &Existing) -> MutexGuard<'_, HashSet<AutomationId>> {
    all.lock().unwrap_or_else(PoisonError::into_inner)
}

fn counted(files: usize) -> ExistingFiles {
    let files = u64::try_from(files).unwrap_or(u64::MAX);
    ExistingFiles { files }
}

fn invalid(field: &str, message: String) -> EngineError {
    EngineError::Invalid(vec![Problem::new(field, message)])
}

fn stopped(error: tokio::task::JoinError) -> EngineError {
    EngineError::Refused(format!("Hookloom is stopping ({error})."))
}
