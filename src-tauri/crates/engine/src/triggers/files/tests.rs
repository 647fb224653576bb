use std::fs;

use hookloom_core::{
    automation::{Automation, AutomationSettings},
    id::AutomationId,
};
use serde_json::json;
use tokio::time::timeout;
use uuid::Uuid;

use super::*;
use crate::{
    clock::Clock, holds::Holds, intake::Intake, reserve::Reserve, room::Room, settings::Chosen,
    triggers::file::FileStatus,
};

/// Long enough for the slowest machine; only a failing test waits for it.
const DEADLINE: Duration = Duration::from_secs(60);

/// What a file trigger needs around it, on a folder of its own.
struct Scene {
    files: Arc<Files>,
    holds: Arc<Holds>,
    store: Store,
    statuses: watch::Receiver<FileStatuses>,
    automation: AutomationId,
    space: tempfile::TempDir,
}

impl Scene {
    async fn new() -> Self {
        let space = tempfile::tempdir().unwrap();
        let (data, folder) = (space.path().join("data"), space.path().join("in"));
        fs::create_dir_all(&folder).unwrap();
        fs::create_dir_all(&data).unwrap();
        let store = Store::open(&data).unwrap();
        let settings = json!({
            "name": "Invoices",
            "trigger": { "type": "file", "folder": folder, "settle_seconds": 0 },
            "sends": [],
        });
        let settings: AutomationSettings = serde_json::from_value(settings).unwrap();
        let clock = Clock::system();
        let automation = Automation {
            id: AutomationId::new(Uuid::now_v7()),
            settings,
            secret_hint: None,
            created_at: clock.now(),
            updated_at: clock.now(),
        };
        store.put_automation(automation.clone()).await.unwrap();
        let id = automation.id;
        let catalog = Present::new(vec![automation], Vec::new());
        let holds = Arc::new(Holds::new(None, catalog.clone()));
        let changes = Changes::default();
        let notices = crate::notices::Notices::remembered(&store, &changes)
            .await
            .unwrap();
        let room = Room::new(
            store.clone(),
            Chosen::default(),
            clock.clone(),
            notices,
            Reserve::of(&data),
        );
        let intake = Intake {
            chosen: Chosen::default(),
            under_way: Default::default(),
            room,
            store: store.clone(),
            catalog: catalog.clone(),
            holds: Arc::clone(&holds),
            handover: Default::default(),
            bell: Default::default(),
            clock: clock.clone(),
            changes: changes.clone(),
            paces: Arc::default(),
            repeats: Arc::default(),
        };
        let (told, statuses) = watch::channel(FileStatuses::default());
        let files = Arc::new(Files {
            catalog,
            store: store.clone(),
            teller: Teller { intake, clock },
            changes,
            statuses: told,
            own: Vec::new(),
        });
        Self {
            files,
            holds,
            store,
            statuses,
            automation: id,
            space,
        }
    }

    /// Waits until so many files are known to the trigger.
    async fn knows(&mut self, wanted: usize) {
        let automation = self.automation;
        let known = self.statuses.wait_for(|statuses| {
            let status = statuses.get(&automation);
            matches!(status, Some(FileStatus::Watching { files, .. }) if *files == wanted)
        });
        timeout(DEADLINE, known).await.unwrap().unwrap();
    }
}

/// A change that was handed over and is just being stored when everything stops is stored all the
/// same: nobody would notice it again.
#[tokio::test]
async fn what_is_being_stored_when_everything_stops_is_not_lost() {
    let mut scene = Scene::new().await;
    let stop = CancellationToken::new();
    let running = tokio::spawn(Arc::clone(&scene.files).run(stop.clone()));
    scene.knows(0).await;
    // As long as this is held nothing is accepted.
    let holds = Arc::clone(&scene.holds);
    let pausing = holds.change().await;
    fs::write(scene.space.path().join("in/a.pdf"), "1").unwrap();
    scene.knows(1).await;
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    stop.cancel();
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    drop(pausing);
    timeout(DEADLINE, running).await.unwrap().unwrap();
    let event = scene.store.last_event(scene.automation).await.unwrap();
    assert_eq!(event.unwrap().summary, "a.pdf added");
}
