//! The HTTP server on the loopback address, for inbound hooks and the Test inbox.
//!
//! Any web page and any program of this computer can reach it. So every request is checked before
//! it is routed, everything is bounded, and nothing in an answer tells what program this is.

mod addresses;
mod answer;
mod body;
mod connection;
mod guard;
mod limits;
mod site;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use connection::Connection;

pub(crate) use addresses::{host_names, outward};
pub use answer::{Answer, Refusal};
pub(crate) use answer::{empty, hang_up};
use guard::Names;
pub use limits::Limits;
pub use site::{Route, Site, Take};

/// How many ports above a taken one are looked at for a free one.
const NEIGHBOURS: u16 = 100;
/// How long requests under way may take when the listener stops.
const LAST_REQUESTS: Duration = Duration::from_secs(2);
/// The rest after a connection could not be taken, usually for want of file descriptors.
const REST: Duration = Duration::from_millis(100);

/// Why a port could not be had.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// Another program has it.
    #[error("Port {port} is used by another program.{}", proposal(.free))]
    Taken {
        /// The wanted port.
        port: u16,
        /// The next one that is free.
        free: Option<u16>,
    },
    /// The system refuses it.
    #[error("Port {port} can't be used: {error}.")]
    Refused {
        /// The wanted port.
        port: u16,
        /// What the system says.
        error: io::Error,
    },
}

fn proposal(free: &Option<u16>) -> String {
    free.map_or_else(String::new, |free| format!(" Port {free} is free."))
}

/// A port of 127.0.0.1 that is ours. Connections wait until [`Listener::serve`] is called.
pub struct Listener {
    socket: TcpListener,
    address: SocketAddr,
    limits: Arc<Limits>,
}

impl Listener {
    /// Takes that port; 0 lets the system choose one.
    ///
    /// # Errors
    /// When it is taken, with the next free one, or when the system refuses it.
    pub async fn bind(port: u16, limits: Limits) -> Result<Self, BindError> {
        Self::bind_at((Ipv4Addr::LOCALHOST, port).into(), limits).await
    }

    /// Takes that port of one of this computer's addresses.
    ///
    /// # Errors
    /// When it is taken, with the next one that is free on the loopback address, or when the
    /// system refuses it.
    pub async fn bind_at(address: SocketAddr, limits: Limits) -> Result<Self, BindError> {
        let port = address.port();
        let socket = match TcpListener::bind(address).await {
            Ok(socket) => socket,
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                let free = next_free(port).await;
                return Err(BindError::Taken { port, free });
            }
            Err(error) => return Err(BindError::Refused { port, error }),
        };
        let address = socket.local_addr();
        let address = address.map_err(|error| BindError::Refused { port, error })?;
        let limits = Arc::new(limits);
        Ok(Self {
            socket,
            address,
            limits,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers requests until `stop`, and then those under way. When it returns, no connection is
    /// open; it may be called again.
    pub async fn serve(&self, site: Arc<Site>, stop: CancellationToken) {
        let seats = Arc::new(Semaphore::new(self.limits.connections));
        let connection = Connection {
            site,
            names: Arc::new(Names::of(self.address)),
            large_bodies: Arc::new(Semaphore::new(self.limits.large_bodies)),
            limits: Arc::clone(&self.limits),
            stop: stop.clone(),
        };
        let mut open = JoinSet::new();
        while let Some(accepted) = stop.run_until_cancelled(self.socket.accept()).await {
            match accepted {
                Ok((stream, _)) => match Arc::clone(&seats).try_acquire_owned() {
                    Ok(seat) => {
                        let serving = connection.clone().serve(stream);
                        open.spawn(async move {
                            serving.await;
                            drop(seat);
                        });
                    }
                    Err(_) => turn_away(&stream),
                },
                Err(_) => sleep(REST).await,
            }
            while open.try_join_next().is_some() {}
        }
        // Whoever is not done by then is cut off.
        let _ = timeout(LAST_REQUESTS, async {
            while open.join_next().await.is_some() {}
        })
        .await;
    }
}

/// Says that there is no room, as far as that can be said without waiting.
fn turn_away(stream: &TcpStream) {
    let _ = stream.try_write(
        b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\nconnection: close\r\n\
          content-length: 0\r\n\r\n",
    );
}

async fn next_free(taken: u16) -> Option<u16> {
    for port in taken.saturating_add(1)..=taken.saturating_add(NEIGHBOURS) {
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.is_ok() {
            return Some(port);
        }
    }
    None
}
