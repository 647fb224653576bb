#![allow(clippy::unwrap_used)]

use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::id::AutomationId;

fn automation(trigger: Value) -> Automation {
    let settings = json!({ "name": "A", "trigger": trigger, "sends": [] });
    Automation {
        id: AutomationId::new(Uuid::from_u128(2)),
        settings: serde_json::from_value(settings).unwrap(),
        secret_hint: None,
        created_at: Moment::from_unix_seconds(0),
        updated_at: Moment::from_unix_seconds(0),
    }
}

fn event(kind: EventKind, data: Value) -> Event {
    Event {
        id: EventId::new(Uuid::from_u128(3)),
        automation: AutomationId::new(Uuid::from_u128(2)),
        kind,
        at: Moment::from_unix_seconds(0),
        summary: String::new(),
        data: data.as_object().unwrap().clone(),
    }
}

fn data(path: &str) -> Value {
    json!({ "path": path, "size": 7, "modified": "2026-11-26T10:00:00.123Z" })
}

fn files(data: Value) -> Result<Vec<SentFile>, String> {
    let watching = automation(json!({ "type": "file", "folder": "/in" }));
    files_of(&event(EventKind::FileAdded, data), &watching)
}

fn file(path: &str) -> SentFile {
    files(data(&format!("/in/{path}"))).unwrap().remove(0)
}

#[test]
fn the_file_of_an_event_is_known_by_its_place_size_and_time() {
    let file = file("2026/a.pdf");
    assert_eq!(
        (file.folder.as_str(), file.path.as_str()),
        ("/in", "2026/a.pdf")
    );
    assert_eq!((file.name(), file.size), ("a.pdf", 7));
    assert_eq!(file.modified.unix_millis() % 1000, 123);
    assert_eq!(file.shown(), "/in/2026/a.pdf");
}

/// An event that was edited by hand, or one from before the folder was changed.
#[test]
fn no_file_outside_of_the_watched_folder_is_ever_sent() {
    for path in [
        "/etc/passwd",
        "/in",
        "/in/",
        "/inside/a",
        "/in/../etc/passwd",
        "/in/./a",
        "/in//a",
        "in/a",
        "",
    ] {
        let refusal = files(data(path)).unwrap_err();
        assert!(refusal.contains("isn't in the folder"), "{path}: {refusal}");
    }
    let sneaked = json!({
        "path": "/in/a", "path_bytes_base64": STANDARD.encode("/etc/passwd"),
        "size": 7, "modified": "2026-11-26T10:00:00Z",
    });
    assert!(files(sneaked).is_err());
}

#[test]
fn names_that_are_no_text_are_found_again() {
    let odd = json!({
        "path": "/in/\u{fffd}", "path_bytes_base64": STANDARD.encode(b"/in/\xff"),
        "size": 7, "modified": "2026-11-26T10:00:00Z",
    });
    let file = files(odd).unwrap().remove(0);
    assert_eq!(file.relative(), RelativePath::from_bytes(*b"\xff"));
}

#[test]
fn what_has_no_file_says_so() {
    let schedule = automation(json!({ "type": "manual" }));
    let manual = event(EventKind::ManualRun, json!({}));
    assert!(
        files_of(&manual, &schedule)
            .unwrap_err()
            .contains("watches a folder")
    );
    let watching = automation(json!({ "type": "file", "folder": "/in" }));
    assert!(files_of(&manual, &watching).is_err());
    let deleted = event(EventKind::FileDeleted, data("/in/a"));
    assert!(
        files_of(&deleted, &watching)
            .unwrap_err()
            .contains("deleted")
    );
}

#[test]
fn a_group_is_all_its_files() {
    let group = json!({ "count": 2, "files": [data("/in/a"), data("/in/b")] });
    let names: Vec<_> = files(group)
        .unwrap()
        .into_iter()
        .map(|file| file.path)
        .collect();
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn what_is_too_large_is_said_with_the_limit() {
    let large = SentFile {
        size: 25_000_001,
        ..file("a.iso")
    };
    assert_eq!(check_size(&[file("a")], 25), Ok(()));
    let refusal = check_size(std::slice::from_ref(&large), 25).unwrap_err();
    assert!(
        refusal.starts_with("a.iso has 26 MB; at most 25 MB"),
        "{refusal}"
    );
    assert!(
        check_size(&[large.clone(), large], 30)
            .unwrap_err()
            .starts_with("The 2 files")
    );
}

#[test]
fn a_form_is_written_as_the_rfc_has_it_whatever_the_names_are() {
    let upload = Upload::Multipart {
        boundary: "line".to_owned(),
        parts: vec![
            UploadPart::Field {
                name: "a\"b".to_owned(),
                value: "hello".to_owned(),
            },
            UploadPart::File {
                name: "file".to_owned(),
                content_type: "text/plain".to_owned(),
                file: file("two\r\nlines\".txt"),
            },
        ],
    };
    let written: String = upload
        .pieces()
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.into_owned(),
            Piece::File(file) => "x".repeat(usize::try_from(file.size).unwrap()),
        })
        .collect();
    assert_eq!(
        written,
        "--line\r\nContent-Disposition: form-data; name=\"a%22b\"\r\n\r\nhello\r\n\
         --line\r\nContent-Disposition: form-data; name=\"file\"; \
         filename=\"two%0D%0Alines%22.txt\"\r\nContent-Type: text/plain\r\n\r\nxxxxxxx\r\n\
         --line--\r\n"
    );
    assert_eq!(upload.length(), written.len() as u64);
    assert_eq!(upload.files().len(), 1);
}
