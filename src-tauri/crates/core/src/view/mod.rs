//! What clients show: the other nouns, put together with what a screen needs beside them. The
//! engine fills them, the local API carries them.

mod act;
mod automation;
mod backtest;
mod checkup;
mod deleted;
mod delivery;
mod destination;
mod export;
mod folder;
mod inbox;
mod map;
mod notice;
mod overview;
mod preview;
mod recipe;
mod sample;
mod series;
mod status;
mod storage;
mod tally;
mod undo;

pub use act::{ActResult, Chosen, DeliveryAct, DeliveryCount};
pub use automation::{AutomationRow, LastResult, NotSwitched, RunResult, Switched, TriggerStatus};
pub use backtest::{BackTest, BackTestExample, BackTestPart};
pub use checkup::{Check, CheckState, Checked, Checkup};
pub use deleted::{DeletedAutomation, DeletedDestination, RecentlyDeleted};
pub use delivery::{
    DeliveryDetail, DeliveryFilter, DeliveryPage, DeliveryRow, PageStart, SavedFilter, Tests, Waits,
};
pub use destination::DestinationRow;
pub use export::{ExportFormat, ExportPart};
pub use folder::{ExistingFiles, FolderLook, WatchShortage};
pub use inbox::Inbox;
pub use map::{Map, MapPlace, MapRoute, RouteHealth};
pub use notice::{Notice, NoticeKind};
pub use overview::{Attention, Away, Coming, Overview};
pub use preview::Preview;
pub use recipe::{
    Exported, FirstRun, FirstRunMade, FirstTry, ImportItem, ImportPreview, Imported, ItemKind,
    RecipeRow,
};
pub use sample::{Sample, SampleChoice, SampleField, SampleSource};
pub use series::{Bar, Series, Span};
pub use status::{InboundStatus, Offline, RunnerState, RunnerStatus, SecretsKept, Welcome};
pub use storage::{Backup, Cleaned, Cleaning, OldDeliveries, Storage};
pub use tally::Tally;
pub use undo::UndoRow;
