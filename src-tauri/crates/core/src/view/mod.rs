//! What clients show: the other nouns, put together with what a screen needs beside them. The
//! engine fills them, the local API carries them.

mod automation;
mod delivery;
mod destination;
mod inbox;
mod map;
mod overview;
mod series;
mod status;
mod tally;

pub use automation::{AutomationRow, LastResult, RunResult, TriggerStatus};
pub use delivery::{DeliveryDetail, DeliveryFilter, DeliveryPage, DeliveryRow};
pub use destination::DestinationRow;
pub use inbox::Inbox;
pub use map::{Map, MapPlace, MapRoute, RouteHealth};
pub use overview::{Attention, Away, Coming, Overview};
pub use series::{Bar, Series, Span};
pub use status::{InboundStatus, RunnerState, RunnerStatus, SecretsKept, Welcome};
pub use tally::Tally;
