//! A client for tests that writes whatever bytes it is told to, and reads answers without mercy.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::receiver::PATIENCE;

/// An answer as it stood on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answered {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers.iter();
        all.find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// One connection.
pub struct Caller {
    pub stream: TcpStream,
    unread: Vec<u8>,
}

impl Caller {
    pub async fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        Self {
            stream,
            unread: Vec::new(),
        }
    }

    /// Writes these bytes. That the other side has already hung up is for the answer to show.
    pub async fn write(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.stream.write_all(bytes.as_ref()).await;
    }

    /// The next answer, or nothing if the connection was closed without one.
    pub async fn answer(&mut self) -> Option<Answered> {
        let head = loop {
            if let Some(end) = self.unread.windows(4).position(|four| four == b"\r\n\r\n") {
                break self.unread.drain(..end + 4).collect::<Vec<_>>();
            }
            self.more().await?;
        };
        let mut answered = parse(&String::from_utf8(head).unwrap());
        let length = answered
            .header("content-length")
            .map_or(0, |length| length.parse().unwrap());
        while self.unread.len() < length {
            self.more().await?;
        }
        let body = self.unread.drain(..length).collect();
        answered.body = String::from_utf8(body).unwrap();
        Some(answered)
    }

    /// Writes and reads the answer.
    pub async fn exchange(&mut self, bytes: impl AsRef<[u8]>) -> Answered {
        self.write(bytes).await;
        self.answer().await.expect("an answer")
    }

    /// True once the connection is closed with nothing left to read.
    pub async fn is_closed(&mut self) -> bool {
        self.more().await.is_none() && self.unread.is_empty()
    }

    /// True when nothing has come so far.
    pub fn is_silent(&mut self) -> bool {
        let nothing = self.stream.try_read(&mut [0; 1]);
        nothing.is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock)
    }

    async fn more(&mut self) -> Option<()> {
        let read = timeout(PATIENCE, self.stream.read_buf(&mut self.unread)).await;
        match read.expect("an answer or the end of the connection") {
            Ok(0) | Err(_) => None,
            Ok(_) => Some(()),
        }
    }
}

fn parse(head: &str) -> Answered {
    let mut lines = head.split("\r\n").filter(|line| !line.is_empty());
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines.map(|line| {
        let (name, value) = line.split_once(':').unwrap();
        (name.to_owned(), value.trim().to_owned())
    });
    Answered {
        status,
        headers: headers.collect(),
        body: String::new(),
    }
}
