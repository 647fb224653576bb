//! Who may read and write the folder.
#![cfg(unix)]

use std::{
    env, fs,
    os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    },
    path::Path,
    process::Command,
};

use tempfile::TempDir;

use super::super::{OpenError, Store, open::FILE};

/// Names the folder to a copy of this test that runs as someone who may not write.
const PROBE: &str = "HOOKLOOM_TEST_UNWRITABLE";

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn folder_and_files_belong_to_their_user_alone() {
    let parent = TempDir::new().unwrap();
    let folder = parent.path().join("a/hookloom");
    let store = Store::open(&folder).unwrap();
    store.put_setting("a", 1.into()).await.unwrap();
    assert_eq!(mode(&folder), 0o700);
    for file in fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn what_may_not_be_written_is_refused_with_words() {
    if let Some(folder) = env::var_os(PROBE) {
        return is_refused(Path::new(&folder));
    }
    let parent = TempDir::new().unwrap();
    let folder = parent.path().join("data");
    drop(Store::open(&folder).unwrap());
    set_mode(&folder.join(FILE), 0o444);
    set_mode(&folder, 0o555);
    match fs::metadata(&folder).unwrap().uid() {
        0 => as_nobody(parent.path(), &folder),
        _ => is_refused(&folder),
    }
    set_mode(&folder, 0o755);
}

fn is_refused(folder: &Path) {
    let refused = Store::open(folder).err().expect("it was opened");
    assert!(matches!(refused, OpenError::ReadOnly { .. }), "{refused}");
}

/// Root may write everything, so another user has to try.
fn as_nobody(parent: &Path, folder: &Path) {
    const NOBODY: u32 = 65_534;
    let program = parent.join("tests");
    fs::copy(env::current_exe().unwrap(), &program).unwrap();
    set_mode(parent, 0o755);
    let name = "what_may_not_be_written_is_refused_with_words";
    let mut command = Command::new(program);
    command.args([name, "--nocapture"]).env(PROBE, folder);
    let output = command.uid(NOBODY).gid(NOBODY).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{output:?}"
    );
}
