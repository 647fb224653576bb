//! From a due delivery to a recorded attempt.

mod bell;
mod courier;
mod dispatcher;
mod lane;
pub mod sender;

pub(crate) use bell::Bell;
pub(crate) use courier::{Courier, OWN_HOOKS};
pub(crate) use dispatcher::Dispatcher;
