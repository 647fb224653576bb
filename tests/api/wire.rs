//! A client that writes its lines by hand, to say what the real one would not.

use hookloom_api::endpoint::Endpoint;
use interprocess::local_socket::tokio::Stream;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, ReadHalf, WriteHalf};

use crate::{Running, soon};

pub struct ByHand {
    reader: BufReader<ReadHalf<Stream>>,
    writer: WriteHalf<Stream>,
}

impl ByHand {
    pub async fn connect(running: &Running) -> Self {
        let stream = Endpoint::of(&running.folder).connect().await.unwrap();
        let (reader, writer) = tokio::io::split(stream);
        Self {
            reader: BufReader::new(reader),
            writer,
        }
    }

    /// Connects and says hello in the runner's version.
    pub async fn greeted(running: &Running) -> Self {
        let mut client = Self::connect(running).await;
        let protocol = hookloom_api::wire::PROTOCOL;
        client
            .send(json!({"id": 1, "command": {"type": "hello", "protocol": protocol}}))
            .await;
        let reply = client.line().await.unwrap();
        assert_eq!(reply["ok"]["protocol"], protocol, "{reply}");
        client
    }

    pub async fn send(&mut self, document: Value) {
        self.write(&format!("{document}\n")).await;
    }

    pub async fn write(&mut self, text: &str) {
        soon(self.writer.write_all(text.as_bytes())).await.unwrap();
    }

    /// The next line; nothing when the runner has hung up.
    pub async fn line(&mut self) -> Option<Value> {
        let mut line = String::new();
        let read = soon(self.reader.read_line(&mut line)).await.unwrap();
        (read > 0).then(|| serde_json::from_str(&line).unwrap())
    }
}
