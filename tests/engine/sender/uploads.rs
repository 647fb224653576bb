//! Content that is read from files while it is sent, and content that is compressed.
#![cfg(unix)]

use std::{
    fs,
    io::{Read, Write},
    path::Path,
    time::Duration,
};

use hookloom_core::{
    attempt::Fault,
    moment::Moment,
    request::Request,
    secret::Secret,
    signing::{Received as Signed, Signing, verify},
    upload::{SentFile, Upload, UploadPart},
};
use hookloom_engine::delivery::sender::{Sender, way::Way};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::{OLD, answer, delivery, not_sent, now, post, send, verifies};
use crate::{
    memory::{alone, growth_during},
    receiver::{Received, Receiver},
};

const MIB: usize = 1024 * 1024;

/// The file as its event would have seen it.
fn seen(folder: &Path, path: &str) -> SentFile {
    let found = fs::metadata(folder.join(path)).unwrap();
    let modified = found.modified().unwrap();
    let since_1970 = modified.duration_since(std::time::UNIX_EPOCH).unwrap();
    SentFile {
        folder: folder.to_str().unwrap().to_owned(),
        path: path.to_owned(),
        path_bytes_base64: None,
        size: found.len(),
        modified: Moment::from_unix_millis(since_1970.as_millis().try_into().unwrap()),
    }
}

fn uploading(url: String, upload: Upload) -> Request {
    Request {
        body: None,
        upload: Some(upload),
        ..post(url)
    }
}

fn a_file(url: String, file: SentFile) -> Request {
    uploading(url, Upload::File { file })
}

fn is_signed(received: &Received, body: &[u8]) -> bool {
    let signed = Signed {
        headers: &received.headers,
        body,
        keys: &[Secret::standard_webhooks(OLD).unwrap()],
        now: now().unix_seconds(),
        tolerance: 300,
    };
    verify(&Signing::StandardWebhooks {}, signed).is_ok()
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    flate2::read::GzDecoder::new(bytes)
        .read_to_end(&mut whole)
        .unwrap();
    whole
}

#[tokio::test]
async fn a_file_arrives_byte_by_byte_under_a_signature_of_its_own_as_often_as_it_is_sent() {
    let (folder, receiver) = (tempfile::tempdir().unwrap(), Receiver::ok().await);
    let bytes: Vec<u8> = (0..300_000_u32).map(|n| (n * 7 % 251) as u8).collect();
    fs::write(folder.path().join("a"), &bytes).unwrap();
    let request = a_file(receiver.url("/"), seen(folder.path(), "a"));
    let sender = Sender::default();
    for _ in 0..2 {
        assert_eq!(answer(send(&sender, &request).await).status, 200);
    }
    for received in receiver.received() {
        assert_eq!(received.body, bytes);
        assert_eq!(received.header("content-length"), Some("300000"));
        assert!(is_signed(&received, &bytes));
        assert_eq!(received.anomalies, [""; 0]);
    }
}

#[tokio::test]
async fn an_empty_file_is_sent_as_such() {
    let (folder, receiver) = (tempfile::tempdir().unwrap(), Receiver::ok().await);
    fs::write(folder.path().join("empty"), "").unwrap();
    let request = a_file(receiver.url("/"), seen(folder.path(), "empty"));
    assert_eq!(answer(send(&Sender::default(), &request).await).status, 200);
    assert_eq!(receiver.received()[0].body, b"");
}

#[tokio::test]
async fn a_form_brings_its_files_along_and_verifies_with_the_official_library() {
    let (folder, receiver) = (tempfile::tempdir().unwrap(), Receiver::ok().await);
    fs::write(folder.path().join("a.txt"), "hello").unwrap();
    let parts = vec![
        UploadPart::Field {
            name: "note".to_owned(),
            value: "ü".to_owned(),
        },
        UploadPart::File {
            name: "file".to_owned(),
            content_type: "text/plain".to_owned(),
            file: seen(folder.path(), "a.txt"),
        },
    ];
    let boundary = "line".to_owned();
    let request = uploading(receiver.url("/"), Upload::Multipart { boundary, parts });
    assert_eq!(answer(send(&Sender::default(), &request).await).status, 200);
    let received = &receiver.received()[0];
    let expected = "--line\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nü\r\n\
                    --line\r\nContent-Disposition: form-data; name=\"file\"; \
                    filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n--line--\r\n";
    assert_eq!(String::from_utf8_lossy(&received.body), expected);
    assert!(verifies(OLD, received), "it is text, so the library can");
}

#[tokio::test]
async fn compressed_content_is_signed_as_it_was_before() {
    let (folder, receiver) = (tempfile::tempdir().unwrap(), Receiver::ok().await);
    let text = "hello ".repeat(50_000);
    fs::write(folder.path().join("a"), &text).unwrap();
    let file = a_file(receiver.url("/"), seen(folder.path(), "a"));
    let body = Some(text.clone());
    let written = Request {
        body,
        ..post(receiver.url("/"))
    };
    let sender = Sender::default();
    for request in [file, written] {
        let request = Request {
            gzip: true,
            ..request
        };
        assert_eq!(answer(send(&sender, &request).await).status, 200);
        let mut received = receiver.received().pop().unwrap();
        assert!(received.body.len() < text.len() / 50);
        assert_eq!(
            received.anomalies, [""; 0],
            "its length is known beforehand"
        );
        received.body = unpacked(&received.body);
        assert_eq!(received.body, text.as_bytes());
        assert!(verifies(OLD, &received));
    }
}

#[tokio::test]
async fn a_file_that_is_not_the_one_of_the_event_is_not_sent_and_why_is_said() {
    let (folder, receiver) = (tempfile::tempdir().unwrap(), Receiver::ok().await);
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("secret"), "s3cret").unwrap();
    let at = |name: &str| folder.path().join(name);
    let names = ["written", "touched", "gone", "linked", "folder"];
    for name in names {
        fs::write(at(name), "s3cret").unwrap();
    }
    let files = names.map(|name| seen(folder.path(), name));
    fs::write(at("written"), "longer now").unwrap();
    let later = fs::File::options().write(true).open(at("touched")).unwrap();
    let time = std::time::SystemTime::now() + Duration::from_secs(9);
    later.set_modified(time).unwrap();
    for name in ["gone", "linked", "folder"] {
        fs::remove_file(at(name)).unwrap();
    }
    std::os::unix::fs::symlink(elsewhere.path().join("secret"), at("linked")).unwrap();
    fs::create_dir(at("folder")).unwrap();
    for (file, word) in files.into_iter().zip([
        "was changed after the event",
        "was changed after the event",
        "is not there any more",
        "was changed after the event",
        "is not there any more",
    ]) {
        let shown = file.shown();
        let request = a_file(receiver.url("/"), file);
        let (fault, message) = not_sent(send(&Sender::default(), &request).await);
        assert_eq!(fault, Fault::FileChanged, "{message}");
        assert!(
            message.contains(word) && message.contains(&shown),
            "{message}"
        );
    }
    assert_eq!(receiver.received().len(), 0);
}

#[tokio::test]
async fn a_folder_that_is_away_is_worth_another_try() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("disk");
    fs::create_dir(&inside).unwrap();
    fs::write(inside.join("a"), "hello").unwrap();
    let file = seen(&inside, "a");
    fs::rename(&inside, folder.path().join("aside")).unwrap();
    let request = a_file("http://127.0.0.1:9/".to_owned(), file);
    let (fault, message) = not_sent(send(&Sender::default(), &request).await);
    assert_eq!(fault, Fault::File);
    assert!(message.contains("isn't there"), "{message}");
}

/// The receiver reads the head and then waits, so that most of the file is still to come when it is
/// written again.
#[tokio::test]
async fn a_file_that_changes_while_it_is_sent_never_arrives_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large");
    fs::write(&path, vec![b'a'; 16 * MIB]).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let request = Request {
        timeout_seconds: 120,
        ..a_file(url, seen(folder.path(), "large"))
    };
    let receiving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut received = stream.read(&mut [0; 1024]).await.unwrap();
        let mut file = fs::File::options().write(true).open(&path).unwrap();
        file.write_all(b"b").unwrap();
        let mut buffer = vec![0; 256 * 1024];
        while let Ok(read @ 1..) = stream.read(&mut buffer).await {
            received += read;
        }
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
        received
    });
    let (fault, message) = not_sent(send(&Sender::default(), &request).await);
    assert_eq!(fault, Fault::FileChanged, "{message}");
    let received = receiving.await.unwrap();
    assert!(received < 16 * MIB, "{received} bytes arrived");
}

#[tokio::test]
async fn a_way_of_signing_that_needs_all_at_once_sends_no_file_unsigned() {
    let (folder, receiver) = (tempfile::tempdir().unwrap(), Receiver::ok().await);
    fs::write(folder.path().join("a"), "hello").unwrap();
    let request = a_file(receiver.url("/"), seen(folder.path(), "a"));
    let key = Secret::ed25519("whsk_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=").unwrap();
    let keys = [key];
    let way = Way::signed(&Signing::StandardWebhooksEd25519 {}, &keys);
    let sent = Sender::default()
        .send(delivery(), &request, &way, now())
        .await;
    assert!(not_sent(sent).1.contains("whole content at once"));
    assert_eq!(receiver.received().len(), 0);
}

#[test]
fn a_large_file_takes_little_memory() {
    alone(
        "sender::uploads::a_large_file_takes_little_memory",
        measure_large,
    );
}

async fn measure_large() {
    let folder = tempfile::tempdir().unwrap();
    let file = fs::File::create(folder.path().join("large")).unwrap();
    file.set_len(48 * MIB as u64).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let request = Request {
        timeout_seconds: 120,
        ..a_file(url, seen(folder.path(), "large"))
    };
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let (mut buffer, mut received) = (vec![0; 256 * 1024], 0);
        while received < 48 * MIB {
            received += stream.read(&mut buffer).await.unwrap();
        }
        let head = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
        stream.write_all(head).await.unwrap();
    });
    let sender = Sender::default();
    let (sent, grown) = growth_during(send(&sender, &request)).await;
    assert_eq!(answer(sent).status, 200);
    assert!(grown < 16, "memory grew by {grown} MiB");
}
