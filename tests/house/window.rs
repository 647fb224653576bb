//! What the window's pages may do: the configuration and the capabilities, read as the window
//! reads them. A page that shows what others wrote must never reach further than it needs to.

use std::{collections::BTreeSet, fs, path::PathBuf};

use serde_json::Value;

/// All that the pages may ask of the system, beside the app's own commands.
const ALLOWED: &[&str] = &[
    "clipboard-manager:allow-write-text",
    "core:app:allow-version",
    "core:event:allow-listen",
    "core:event:allow-unlisten",
    "dialog:allow-open",
    "dialog:allow-save",
    "opener:allow-default-urls",
    "opener:allow-open-url",
    "opener:allow-reveal-item-in-dir",
];

/// Sources from which nothing of others can come.
const OWN_SOURCES: &[&str] = &["'none'", "'self'", "data:", "ipc:", "http://ipc.localhost"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

fn json(path: PathBuf) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn configuration() -> Value {
    json(root().join("tauri.conf.json"))
}

fn capabilities() -> Vec<Value> {
    let files = fs::read_dir(root().join("src-tauri/capabilities")).unwrap();
    files.map(|file| json(file.unwrap().path())).collect()
}

fn texts(list: &Value) -> BTreeSet<&str> {
    let items = list.as_array().unwrap().iter();
    items.map(|item| item.as_str().unwrap()).collect()
}

/// What is wrong with a content security policy.
fn faults(policy: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let directives = policy.as_object().unwrap();
    for (directive, sources) in directives {
        for source in sources.as_str().unwrap().split_whitespace() {
            let of_styles = directive == "style-src" && source == "'unsafe-inline'";
            if !OWN_SOURCES.contains(&source) && !of_styles {
                faults.push(format!("{directive} {source}"));
            }
        }
    }
    for needed in [
        "default-src",
        "script-src",
        "connect-src",
        "base-uri",
        "form-action",
    ] {
        if !directives.contains_key(needed) {
            faults.push(format!("{needed} is missing"));
        }
    }
    if policy["script-src"] != "'self'" {
        faults.push("script-src is not 'self' alone".into());
    }
    faults
}

#[test]
fn pages_run_their_own_scripts_alone_and_load_nothing_from_elsewhere() {
    let configuration = configuration();
    let security = &configuration["app"]["security"];
    assert_eq!(faults(&security["csp"]), Vec::<String>::new());
    // The window adds hashes of its own to the policy; only styles may be left out of that.
    let left_out = texts(&security["dangerousDisableAssetCspModification"]);
    assert_eq!(left_out, BTreeSet::from(["style-src"]));
    assert_eq!(security["freezePrototype"], true);
}

#[test]
fn a_looser_policy_would_be_noticed() {
    let mut policy = configuration()["app"]["security"]["csp"].clone();
    policy["script-src"] = "'self' 'unsafe-inline'".into();
    assert_eq!(faults(&policy).len(), 2);
    let mut policy = configuration()["app"]["security"]["csp"].clone();
    policy["img-src"] = "'self' https://example.org".into();
    assert_eq!(faults(&policy), ["img-src https://example.org"]);
}

#[test]
fn the_window_is_no_global_of_its_pages() {
    assert_eq!(configuration()["app"]["withGlobalTauri"], false);
}

#[test]
fn every_window_has_one_capability_and_none_is_for_pages_from_elsewhere() {
    let configuration = configuration();
    let windows = configuration["app"]["windows"].as_array().unwrap();
    let windows: Vec<&str> = windows
        .iter()
        .map(|window| window["label"].as_str().unwrap())
        .collect();
    let capabilities = capabilities();
    assert_eq!(capabilities.len(), windows.len());
    for capability in &capabilities {
        let of = texts(&capability["windows"]);
        assert_eq!(of.len(), 1, "{capability}");
        assert!(of.iter().all(|window| windows.contains(window)), "{of:?}");
        assert!(capability.get("remote").is_none(), "{capability}");
        assert!(capability.get("webviews").is_none(), "{capability}");
    }
}

#[test]
fn no_permission_is_given_that_is_not_needed() {
    let capabilities = capabilities();
    let given: BTreeSet<&str> = capabilities
        .iter()
        .flat_map(|capability| texts(&capability["permissions"]))
        .collect();
    assert_eq!(given, ALLOWED.iter().copied().collect());
}

#[test]
fn a_release_has_no_developer_tools() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let tauri = manifest.lines().find(|line| line.starts_with("tauri = "));
    assert!(!tauri.unwrap().contains("devtools"));
    let configuration = configuration();
    let windows = configuration["app"]["windows"].as_array().unwrap();
    assert!(
        windows
            .iter()
            .all(|window| window.get("devtools").is_none())
    );
}
