//! From a due delivery to a recorded attempt.

mod bell;
mod clock_watch;
mod courier;
mod dispatcher;
mod doubts;
mod gates;
mod handover;
mod health;
mod lane;
mod lanes;
mod outage;
mod ready;
mod renewal;
mod seen;
pub mod sender;
mod under_way;

pub(crate) use bell::Bell;
pub(crate) use courier::{Courier, OWN_HOOKS};
pub(crate) use dispatcher::Dispatcher;
pub(crate) use doubts::Doubts;
pub(crate) use handover::{Handover, Turn};
pub(crate) use health::Looked;
pub(crate) use outage::Outage;
pub(crate) use under_way::UnderWay;
