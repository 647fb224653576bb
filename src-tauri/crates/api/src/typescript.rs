//! The TypeScript side of the contract, generated from the Rust types.

use std::path::Path;

use ts_rs::{Config, ExportError, TS};

use crate::{
    change::Change,
    command::{Command, Replies},
    error::ApiError,
};

/// Writes the types of the whole contract into `folder`, one file each.
///
/// # Errors
/// When a file can't be written.
pub fn export(folder: &Path) -> Result<(), ExportError> {
    let config = Config::new().with_out_dir(folder).with_large_int("number");
    Command::export_all(&config)?;
    Replies::export_all(&config)?;
    Change::export_all(&config)?;
    ApiError::export_all(&config)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::{collections::BTreeMap, fs};

    use super::*;

    fn files(folder: &Path) -> BTreeMap<String, String> {
        let entries = fs::read_dir(folder).unwrap();
        let files = entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file());
        files
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read_to_string(path).unwrap())
            })
            .collect()
    }

    #[test]
    fn the_committed_types_are_those_of_the_contract() {
        let fresh = tempfile::tempdir().unwrap();
        export(fresh.path()).unwrap();
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/bindings");
        let (fresh, committed) = (files(fresh.path()), files(&committed));
        let hint = "run `cargo xtask bindings` and commit what it writes";
        assert_eq!(
            fresh.keys().collect::<Vec<_>>(),
            committed.keys().collect::<Vec<_>>(),
            "{hint}"
        );
        for (name, text) in &fresh {
            assert_eq!(text, &committed[name], "{name} differs: {hint}");
        }
    }
}
