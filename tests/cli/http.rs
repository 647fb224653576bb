//! Calls of inbound hooks, as any program would make them.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::TcpStream,
    time::Duration,
};

/// How a call went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// It was answered with this status.
    Answered(u16),
    /// It never reached anyone.
    NotConnected,
    /// It was sent, wholly or in part, and no answer came.
    Lost,
}

/// Posts JSON to a hook.
pub fn post(port: u16, path: &str, body: &str) -> Call {
    let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) else {
        return Call::NotConnected;
    };
    exchange(stream, port, path, body).map_or(Call::Lost, Call::Answered)
}

fn exchange(mut stream: TcpStream, port: u16, path: &str, body: &str) -> io::Result<u16> {
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let length = body.len();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    let status = line
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    status.ok_or_else(|| io::Error::other("no answer"))
}
