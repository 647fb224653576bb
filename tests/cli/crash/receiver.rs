//! A receiver that refuses a part of what it gets, and keeps a record of all of it.

use std::{
    collections::HashMap,
    io::{self, BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::load;
use crate::sandbox::wait_until;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Its `webhook-id`.
    pub id: String,
    /// The number of its event.
    pub event: u64,
    /// What it was answered.
    pub answered: u16,
    /// How many runners had been killed before.
    pub life: usize,
}

pub struct Receiver {
    address: SocketAddr,
    record: Arc<Record>,
}

#[derive(Default)]
struct Record {
    heard: Mutex<Vec<Heard>>,
    connections: AtomicUsize,
    life: AtomicUsize,
}

impl Receiver {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let record = Arc::new(Record::default());
        thread::spawn({
            let record = Arc::clone(&record);
            move || accept(&listener, &record)
        });
        Self { address, record }
    }

    pub fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    pub fn heard(&self) -> Vec<Heard> {
        self.record.heard.lock().unwrap().clone()
    }

    /// Waits until everything that a killed runner has sent is answered; what comes after that
    /// comes from the next one.
    pub fn settle(&self) {
        // Connections are accepted in turn: behind this one none of the dead runner waits.
        let mut probe = TcpStream::connect(self.address).unwrap();
        probe.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
        BufReader::new(&probe)
            .read_line(&mut String::new())
            .unwrap();
        drop(probe);
        wait_until("the receiver is quiet", || {
            self.record.connections.load(Ordering::SeqCst) == 0
        });
        self.record.life.fetch_add(1, Ordering::SeqCst);
    }
}

fn accept(listener: &TcpListener, record: &Arc<Record>) {
    for stream in listener.incoming().flatten() {
        record.connections.fetch_add(1, Ordering::SeqCst);
        let record = Arc::clone(record);
        thread::spawn(move || {
            // That a killed runner breaks off is what this is about.
            let _ = answer_all(&stream, &record);
            record.connections.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

fn answer_all(mut stream: &TcpStream, record: &Record) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    while let Some((headers, body)) = read_request(&mut reader)? {
        let status = record.take_down(&headers, &body);
        write!(stream, "HTTP/1.1 {status} X\r\ncontent-length: 0\r\n\r\n")?;
    }
    Ok(())
}

pub type Headers = HashMap<String, String>;

/// The next whole request; nothing once the sender has gone.
pub fn read_request(reader: &mut impl BufRead) -> io::Result<Option<(Headers, String)>> {
    let mut headers = Headers::new();
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    let length = headers
        .get("content-length")
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some((headers, String::from_utf8(body).unwrap())))
}

impl Record {
    /// Every third event is refused when it first comes, every ninth also when it comes again.
    fn take_down(&self, headers: &Headers, body: &str) -> u16 {
        let Some(event) = load::number(body) else {
            return 200;
        };
        let mut heard = self.heard.lock().unwrap();
        let before = heard
            .iter()
            .filter(|request| request.event == event)
            .count();
        let refused = (event % 3 == 0 && before == 0) || (event % 9 == 0 && before == 1);
        let answered = if refused { 500 } else { 200 };
        heard.push(Heard {
            id: headers["webhook-id"].clone(),
            event,
            answered,
            life: self.life.load(Ordering::SeqCst),
        });
        answered
    }
}
