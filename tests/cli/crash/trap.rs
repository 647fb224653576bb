//! A receiver that tells the very moment at which a request is on the wire and not yet in the log.

use std::{
    io::{self, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, mpsc},
    thread,
};

use super::receiver::read_request;
use crate::sandbox::DEADLINE;

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It is answered.
    Answered,
    /// It is told of, and never answered.
    ToldBefore,
    /// It is answered, and told of at once.
    ToldAfter,
}

pub struct Trap {
    address: SocketAddr,
    told: mpsc::Receiver<()>,
    state: Arc<Mutex<State>>,
}

struct State {
    mode: Mode,
    ids: Vec<String>,
}

impl Trap {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (tell, told) = mpsc::channel();
        let state = Arc::new(Mutex::new(State {
            mode: Mode::Answered,
            ids: Vec::new(),
        }));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (tell, state) = (tell.clone(), Arc::clone(&shared));
                // That a killed runner breaks off is what this is about.
                thread::spawn(move || drop(answer(&stream, &tell, &state)));
            }
        });
        Self {
            address,
            told,
            state,
        }
    }

    pub fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    pub fn set(&self, mode: Mode) {
        self.state.lock().unwrap().mode = mode;
    }

    /// Waits until a request is told of.
    pub fn spring(&self) {
        self.told.recv_timeout(DEADLINE).expect("a request arrives");
    }

    /// The ids of all requests since the last time, in their order.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().ids)
    }
}

fn answer(mut stream: &TcpStream, tell: &mpsc::Sender<()>, state: &Mutex<State>) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    while let Some((headers, _)) = read_request(&mut reader)? {
        let mode = {
            let mut state = state.lock().unwrap();
            state.ids.push(headers["webhook-id"].clone());
            state.mode
        };
        if mode == Mode::ToldBefore {
            let _ = tell.send(());
            // Nothing more comes over this connection until it is broken off.
            return io::copy(&mut reader, &mut io::sink()).map(drop);
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")?;
        if mode == Mode::ToldAfter {
            let _ = tell.send(());
        }
    }
    Ok(())
}
