//! From a due delivery to a recorded attempt.

pub mod sender;
