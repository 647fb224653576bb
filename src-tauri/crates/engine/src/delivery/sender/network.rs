//! What the sender asks the operating system about the network.

use std::{
    io,
    net::{IpAddr, UdpSocket},
};

use futures::future::BoxFuture;

/// The network as this computer sees it. Tests have their own.
pub trait Network: Send + Sync + 'static {
    /// The addresses behind a name.
    fn addresses_of(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;

    /// True when some way leads out of this computer.
    fn is_online(&self) -> bool;
}

/// The real network.
pub struct SystemNetwork;

impl Network for SystemNetwork {
    fn addresses_of(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }

    fn is_online(&self) -> bool {
        // Connecting a datagram socket sends nothing: it only asks the routing table. The
        // addresses are set aside for documentation (RFC 5737, RFC 3849), so nobody owns them.
        leads_to("0.0.0.0:0", "192.0.2.1:9") || leads_to("[::]:0", "[2001:db8::1]:9")
    }
}

fn leads_to(from: &str, to: &str) -> bool {
    UdpSocket::bind(from).is_ok_and(|socket| socket.connect(to).is_ok())
}
