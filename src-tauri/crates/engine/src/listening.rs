//! Keeps the HTTP server at the port that is wanted.

use std::{net::SocketAddr, sync::Arc};

use hookloom_core::address::OwnListener;
use tokio::sync::{Mutex, watch};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use url::Url;

use crate::{
    listener::{BindError, Limits, Listener, Site, host_names, outward},
    supervise::supervise,
};

/// Where the server is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Here.
    At(SocketAddr),
    /// Nowhere, because the port is not to be had.
    Nowhere {
        /// Why.
        message: String,
        /// The wanted port.
        port: u16,
        /// The next one that is free.
        free: Option<u16>,
    },
}

/// The server, and how to move it.
pub(crate) struct Listening {
    site: Arc<Site>,
    workers: TaskTracker,
    stop: CancellationToken,
    place: watch::Sender<Place>,
    serving: Mutex<Option<CancellationToken>>,
}

impl Listening {
    /// A server that is nowhere yet. It ends with `stop`.
    pub(crate) fn new(site: Site, workers: TaskTracker, stop: CancellationToken) -> Self {
        let nowhere = Place::Nowhere {
            message: "Incoming calls are not taken yet.".to_owned(),
            port: 0,
            free: None,
        };
        Self {
            site: Arc::new(site),
            workers,
            stop,
            place: watch::Sender::new(nowhere),
            serving: Mutex::default(),
        }
    }

    /// Where it is, now and later.
    pub(crate) fn place(&self) -> watch::Receiver<Place> {
        self.place.subscribe()
    }

    /// Its address, such as `http://127.0.0.1:8787`.
    pub(crate) fn base(&self) -> Option<String> {
        self.place.borrow().base()
    }

    /// Moves to that port; 0 lets the system choose one. Requests under way at the old one come to
    /// their end.
    ///
    /// # Errors
    /// When the port is not to be had; then it stays where it was.
    pub(crate) async fn move_to(&self, port: u16) -> Result<(), BindError> {
        let mut serving = self.serving.lock().await;
        let is_there = matches!(&*self.place.borrow(), Place::At(here) if here.port() == port);
        if is_there {
            return Ok(());
        }
        let listener = Listener::bind(port, Limits::default()).await?;
        self.serve(listener, &mut serving);
        Ok(())
    }

    /// Serves at a port that was taken already.
    pub(crate) async fn take_over(&self, listener: Listener) {
        let mut serving = self.serving.lock().await;
        self.serve(listener, &mut serving);
    }

    fn serve(&self, listener: Listener, serving: &mut Option<CancellationToken>) {
        let listener = Arc::new(listener);
        let (site, address) = (Arc::clone(&self.site), listener.address());
        let stop = self.stop.child_token();
        let stopping = stop.clone();
        supervise(&self.workers, &stop, "listener", move || {
            let (listener, site, stop) =
                (Arc::clone(&listener), Arc::clone(&site), stopping.clone());
            async move { listener.serve(site, stop).await }
        });
        if let Some(old) = serving.replace(stop) {
            old.cancel();
        }
        self.place.send_replace(Place::At(address));
    }

    /// Says that the wanted port is not to be had, as long as the server is nowhere.
    pub(crate) fn miss(&self, error: &BindError) {
        let (port, free) = match error {
            BindError::Taken { port, free } => (*port, *free),
            BindError::Refused { port, .. } => (*port, None),
        };
        let missed = Place::Nowhere {
            message: error.to_string(),
            port,
            free,
        };
        self.place.send_if_modified(|place| {
            let is_news = !matches!(place, Place::At(_)) && *place != missed;
            if is_news {
                *place = missed;
            }
            is_news
        });
    }
}

impl Place {
    /// The server's address, such as `http://127.0.0.1:8787`.
    pub(crate) fn base(&self) -> Option<String> {
        match self {
            Self::At(address) => Some(format!("http://{address}")),
            Self::Nowhere { .. } => None,
        }
    }

    /// Whether a request to `address` would call this app, other than its Test inbox.
    pub(crate) fn is_called_by(&self, address: &str) -> bool {
        let Self::At(here) = self else {
            return false;
        };
        let port = here.port();
        // Asked of every request, while what this computer is called has to be looked up.
        if !may_have_port(address, port) {
            return false;
        }
        let Ok(url) = Url::parse(address) else {
            return false;
        };
        if url.port_or_known_default() != Some(port) {
            return false;
        }
        let own = OwnListener {
            port,
            addresses: outward(),
            names: host_names(),
        };
        own.is_called_by(&url)
    }
}

/// False for most that have another one. An address in its normal spelling leaves out only the usual
/// port of its scheme.
fn may_have_port(address: &str, port: u16) -> bool {
    matches!(port, 80 | 443) || address.contains(&format!(":{port}"))
}
