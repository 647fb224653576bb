//! Finding each other, and the first exchange.

use hookloom_api::{Client, client::ConnectError, data_folder::DataFolder, wire::PROTOCOL};
use serde_json::json;

use crate::{Running, soon, wire::ByHand};

#[tokio::test]
async fn a_client_learns_who_it_speaks_to() {
    let running = Running::start();
    let client = running.client().await;
    assert_eq!(client.welcome().protocol, PROTOCOL);
    assert_eq!(client.welcome().pid, std::process::id());
}

#[tokio::test]
async fn where_no_runner_runs_the_client_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let refused = Client::connect(&DataFolder::at(folder.path())).await.err();
    assert!(
        matches!(refused, Some(ConnectError::NoRunner)),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_runner_that_has_ended_leaves_no_socket_behind() {
    let running = Running::start();
    drop(running.client().await);
    running.stop.cancel();
    soon(running.served).await.unwrap();
    let refused = Client::connect(&running.folder).await.err();
    assert!(
        matches!(refused, Some(ConnectError::NoRunner)),
        "{refused:?}"
    );
    assert!(!running.folder.path().join("runner.sock").exists());
}

#[cfg(unix)]
#[tokio::test]
async fn the_socket_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let running = Running::start();
    let socket = running.folder.path().join("runner.sock");
    let mode = std::fs::metadata(socket).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn a_new_data_folder_is_for_its_owner_alone_and_another_keeps_its_rights() {
    use std::{fs, os::unix::fs::PermissionsExt};
    let temp = tempfile::tempdir().unwrap();
    let (new, old) = (temp.path().join("new"), temp.path().join("old"));
    fs::create_dir(&old).unwrap();
    fs::set_permissions(&old, fs::Permissions::from_mode(0o755)).unwrap();
    for (folder, rights) in [(new, 0o700), (old, 0o755)] {
        DataFolder::at(&folder).create().unwrap();
        let mode = fs::metadata(&folder).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, rights, "{}", folder.display());
    }
}

#[tokio::test]
async fn a_client_of_another_version_is_told_which_side_to_update() {
    let running = Running::start();
    for (version, older) in [
        (
            PROTOCOL - 1,
            "The window or command line is of an older version",
        ),
        (PROTOCOL + 1, "The background runner is of an older version"),
    ] {
        let mut client = ByHand::connect(&running).await;
        client
            .send(json!({"id": 1, "command": {"type": "hello", "protocol": version}}))
            .await;
        let reply = client.line().await.unwrap();
        assert_eq!(reply["error"]["code"], "version");
        let message = reply["error"]["message"].as_str().unwrap();
        assert!(message.starts_with(older), "{message}");
    }
}

#[tokio::test]
async fn nothing_is_done_for_a_client_that_did_not_greet() {
    let running = Running::start();
    let mut client = ByHand::connect(&running).await;
    client
        .send(json!({"id": 5, "command": {"type": "clear_inbox"}}))
        .await;
    let reply = client.line().await.unwrap();
    assert_eq!(
        (&reply["id"], &reply["error"]["code"]),
        (&json!(5), &json!("version"))
    );
}

#[tokio::test]
async fn a_path_that_is_too_long_for_a_socket_is_named() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("x".repeat(120));
    let refused = Client::connect(&DataFolder::at(&folder))
        .await
        .err()
        .unwrap();
    assert!(
        refused
            .to_string()
            .contains("choose a data folder with a shorter path"),
        "{refused}"
    );
}
