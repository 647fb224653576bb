//! The files of the workspace, without what is built or fetched.

use std::path::{Path, PathBuf};

/// A text file, by its path from the workspace's root with `/`.
pub struct File {
    /// For example `src-tauri/crates/core/src/lib.rs`.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// Every file below a folder of the workspace that ends in one of these.
pub fn below(folder: &str, endings: &[&str]) -> Vec<File> {
    let mut found = Vec::new();
    collect(&root().join(folder), endings, &mut found);
    found
}

/// One file of the workspace.
pub fn one(path: &str) -> File {
    let text = std::fs::read_to_string(root().join(path));
    File {
        path: path.into(),
        text: text.unwrap_or_else(|error| panic!("{path}: {error}")),
    }
}

fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.ancestors().nth(3).unwrap().into()
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<File>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().into_string().unwrap();
        let is_ours = !matches!(name.as_str(), "node_modules" | "dist" | "gen" | "target");
        if path.is_dir() && is_ours {
            collect(&path, endings, found);
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            let relative = path.strip_prefix(root()).unwrap();
            let parts: Vec<_> = relative.iter().map(|part| part.to_str().unwrap()).collect();
            found.push(one(&parts.join("/")));
        }
    }
}
