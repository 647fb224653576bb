//! Writes the TypeScript types into the folder it is given, or into the UI's own.

use std::{env, path::PathBuf};

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../ui/src/bindings");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = env::args().nth(1).map_or_else(|| OWN.into(), PathBuf::from);
    Ok(hookloom_api::typescript::export(&folder)?)
}
