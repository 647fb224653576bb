#![allow(clippy::unwrap_used)]

mod accepting;
mod sample;
mod settling;
