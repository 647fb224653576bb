//! From a due delivery to a recorded attempt.

mod bell;
mod courier;
mod dispatcher;
mod lane;
pub mod sender;
mod under_way;

pub(crate) use bell::Bell;
pub(crate) use courier::{Courier, OWN_HOOKS};
pub(crate) use dispatcher::Dispatcher;
pub(crate) use under_way::UnderWay;
