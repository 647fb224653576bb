//! Which part of the workspace may name which.

use crate::files::{self, File};
use crate::paths::named;
use crate::{Breach, assert_none};

/// A rule over Rust sources: some files may not name some paths.
struct Arrow {
    rule: &'static str,
    holds_in: fn(&str) -> bool,
    /// Paths, each with everything below; a `*` at the end stands for any rest of a word.
    forbids: &'static [&'static str],
    /// A file and a line that break the rule.
    broken_by: (&'static str, &'static str),
}

const ENGINE: &str = "src-tauri/crates/engine/src/";

const ARROWS: &[Arrow] = &[
    Arrow {
        rule: "core names nothing else of ours",
        holds_in: in_core,
        forbids: &["hookloom_*"],
        broken_by: (
            "src-tauri/crates/core/src/event.rs",
            "use hookloom_api::Change;",
        ),
    },
    Arrow {
        rule: "core does no I/O and does not wait",
        holds_in: in_core,
        forbids: &[
            "std::fs",
            "std::net::Tcp*",
            "std::net::Udp*",
            "std::net::ToSocketAddrs",
            "std::process",
            "std::thread",
            "std::env",
            "std::os",
            "tokio",
            "futures",
            "axum",
            "hyper",
            "notify",
            "interprocess",
            "async",
        ],
        broken_by: ("src-tauri/crates/core/src/event.rs", "use std::{fmt, fs};"),
    },
    Arrow {
        rule: "core has no clock: time is a parameter",
        holds_in: in_core,
        forbids: &[
            "std::time::SystemTime",
            "std::time::Instant",
            "SystemTime::now",
            "Instant::now",
            "Timestamp::now",
            "Zoned::now",
            "jiff::Timestamp::now",
            "jiff::Zoned::now",
        ],
        broken_by: (
            "src-tauri/crates/core/src/retry.rs",
            "let now = Timestamp::now();",
        ),
    },
    Arrow {
        rule: "core has no chance: randomness is a parameter",
        holds_in: in_core,
        forbids: &[
            "getrandom",
            "rand",
            "fastrand",
            "Uuid::now_v7",
            "Uuid::new_v4",
            "uuid::Uuid::now_v7",
            "uuid::Uuid::new_v4",
        ],
        broken_by: ("src-tauri/crates/core/src/id.rs", "Self(Uuid::now_v7())"),
    },
    Arrow {
        rule: "a trigger hands its events to intake and knows nothing of delivery",
        holds_in: |path| part_of_engine(path, "triggers"),
        forbids: &["crate::delivery"],
        broken_by: (
            "src-tauri/crates/engine/src/triggers/file/settle.rs",
            "use super::super::super::delivery::Dispatcher;",
        ),
    },
    Arrow {
        rule: "the sender does not store what it did",
        holds_in: |path| part_of_engine(path, "delivery/sender"),
        forbids: &["crate::store"],
        broken_by: (
            "src-tauri/crates/engine/src/delivery/sender.rs",
            "crate::store::save();",
        ),
    },
    Arrow {
        rule: "nobody imports engine.rs",
        holds_in: |path| {
            let is_engine = part_of_engine(path, "engine") || part_of_engine(path, "lib");
            path.starts_with(ENGINE) && !is_engine
        },
        forbids: &["crate::engine"],
        broken_by: (
            "src-tauri/crates/engine/src/inbox.rs",
            "use crate::engine::Engine;",
        ),
    },
    Arrow {
        rule: "rusqlite belongs to the store",
        holds_in: |path| !part_of_engine(path, "store"),
        forbids: &["rusqlite"],
        broken_by: (
            "src-tauri/crates/engine/src/intake.rs",
            "use rusqlite::Transaction;",
        ),
    },
    Arrow {
        rule: "reqwest belongs to the sender and the token fetch beside it",
        holds_in: |path| {
            !part_of_engine(path, "delivery/sender") && !part_of_engine(path, "delivery/oauth")
        },
        forbids: &["reqwest"],
        broken_by: (
            "src-tauri/crates/engine/src/delivery/dispatcher.rs",
            "use reqwest::Client;",
        ),
    },
    Arrow {
        rule: "tauri belongs to the window",
        holds_in: |path| !path.starts_with("src-tauri/src/") && path != "src-tauri/build.rs",
        forbids: &["tauri", "tauri_*"],
        broken_by: (
            "src-tauri/crates/runner/src/tray.rs",
            "use tauri_plugin_dialog::init;",
        ),
    },
];

/// The tests of core may look at the world to compare it with.
fn in_core(path: &str) -> bool {
    let is_test = path.contains("/tests/") || path.ends_with("/tests.rs");
    path.starts_with("src-tauri/crates/core/src/") && !is_test
}

/// `part` may be one file or a folder of files.
fn part_of_engine(path: &str, part: &str) -> bool {
    let below = path
        .strip_prefix(ENGINE)
        .and_then(|path| path.strip_prefix(part));
    below.is_some_and(|rest| rest.starts_with(['.', '/', '_']))
}

impl Arrow {
    fn breaches(&self, file: &File) -> Vec<Breach> {
        if !(self.holds_in)(&file.path) {
            return Vec::new();
        }
        let found = named(&file.text, &module_of(&file.path));
        let forbidden = found.into_iter().filter(|named| self.forbids(&named.path));
        let breach = |named: crate::paths::Named| Breach {
            rule: self.rule,
            place: format!("{}:{}", file.path, named.line),
            found: named.path,
        };
        forbidden.map(breach).collect()
    }

    fn forbids(&self, path: &str) -> bool {
        self.forbids
            .iter()
            .any(|forbidden| match forbidden.strip_suffix('*') {
                Some(start) => path.starts_with(start),
                None => path
                    .strip_prefix(forbidden)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with("::")),
            })
    }
}

/// `src-tauri/crates/engine/src/triggers/file/mod.rs` → `["triggers", "file"]`.
fn module_of(path: &str) -> Vec<&str> {
    let inside = path.split_once("/src/").map_or("", |(_, inside)| inside);
    let names = inside.trim_end_matches(".rs").split('/');
    names
        .filter(|name| !matches!(*name, "lib" | "main" | "mod" | ""))
        .collect()
}

fn tauri_in_the_ui(file: &File) -> Vec<Breach> {
    if file.path.starts_with("ui/src/host/") {
        return Vec::new();
    }
    let numbered = file.text.lines().zip(1..);
    let imports = numbered.filter(|(text, _)| {
        ["\"@tauri-apps/", "'@tauri-apps/"]
            .iter()
            .any(|module| text.contains(module))
    });
    let breach = |(text, line): (&str, usize)| Breach {
        rule: "@tauri-apps belongs to ui/src/host",
        place: format!("{}:{line}", file.path),
        found: text.trim().into(),
    };
    imports.map(breach).collect()
}

#[test]
fn every_arrow_is_kept() {
    let sources = files::below("src-tauri", &[".rs"]);
    assert!(
        sources.len() > 5,
        "only {} sources were found",
        sources.len()
    );
    let all = |arrow: &Arrow| {
        sources
            .iter()
            .flat_map(|file| arrow.breaches(file))
            .collect::<Vec<_>>()
    };
    assert_none(&ARROWS.iter().flat_map(all).collect::<Vec<_>>());
}

#[test]
fn every_arrow_is_seen_to_break() {
    for arrow in ARROWS {
        let (path, line) = arrow.broken_by;
        let file = File {
            path: path.into(),
            text: line.into(),
        };
        assert_eq!(
            arrow.breaches(&file).len(),
            1,
            "not noticed: {} ({path}: {line})",
            arrow.rule
        );
    }
}

#[test]
fn what_an_arrow_allows_is_not_reported() {
    let allowed = [
        (
            "src-tauri/crates/engine/src/store/writer.rs",
            "use rusqlite::Connection;",
        ),
        (
            "src-tauri/crates/engine/src/store.rs",
            "use rusqlite::Connection;",
        ),
        (
            "src-tauri/crates/engine/src/delivery/sender/client.rs",
            "use reqwest::Client;",
        ),
        (
            "src-tauri/crates/engine/src/delivery/dispatcher.rs",
            "use crate::store::Store;",
        ),
        (
            "src-tauri/crates/engine/src/lib.rs",
            "pub use crate::engine::Engine;",
        ),
        ("src-tauri/src/lib.rs", "use tauri::Manager;"),
        (
            "src-tauri/crates/core/src/address.rs",
            "use std::net::{IpAddr, Ipv4Addr};",
        ),
        (
            "src-tauri/crates/core/src/event.rs",
            "// tauri::Manager\nuse jiff::Timestamp;",
        ),
    ];
    for (path, text) in allowed {
        let file = File {
            path: path.into(),
            text: text.into(),
        };
        let breaches: Vec<_> = ARROWS
            .iter()
            .flat_map(|arrow| arrow.breaches(&file))
            .collect();
        assert_none(&breaches);
    }
}

#[test]
fn the_ui_reaches_tauri_through_its_host_folder_alone() {
    let sources = files::below("ui/src", &[".ts", ".tsx"]);
    let breaches: Vec<_> = sources.iter().flat_map(tauri_in_the_ui).collect();
    assert_none(&breaches);
}

#[test]
fn a_tauri_import_elsewhere_in_the_ui_is_noticed() {
    let text = "import { invoke } from \"@tauri-apps/api/core\";";
    let file = |path: &str| File {
        path: path.into(),
        text: text.into(),
    };
    assert_eq!(
        tauri_in_the_ui(&file("ui/src/screens/Activity.tsx")).len(),
        1
    );
    assert_none(&tauri_in_the_ui(&file("ui/src/host/tauri.ts")));
}
