//! Which addresses are those of this app itself.

use std::net::IpAddr;

use url::{Host, Url};

use crate::inbox;

/// Where this app takes calls, seen from this computer: its port, on every address and under every
/// name of the computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnListener {
    /// The port.
    pub port: u16,
    /// The computer's addresses beside the loopback ones.
    pub addresses: Vec<IpAddr>,
    /// What the computer is called, in small letters, beside `localhost`.
    pub names: Vec<String>,
}

impl OwnListener {
    /// Whether a request to that address would call this app, other than its Test inbox. An
    /// automation that does so may start itself, over and over.
    pub fn is_called_by(&self, url: &Url) -> bool {
        url.port_or_known_default() == Some(self.port)
            && !is_test_inbox(url.path())
            && url.host().is_some_and(|host| self.is_host(&host))
    }

    fn is_host(&self, host: &Host<&str>) -> bool {
        let is_own = |ip: IpAddr| is_loopback(ip) || self.addresses.contains(&ip.to_canonical());
        match host {
            Host::Ipv4(ip) => is_own((*ip).into()),
            Host::Ipv6(ip) => is_own((*ip).into()),
            Host::Domain(name) => {
                let name = name.strip_suffix('.').unwrap_or(name);
                is_localhost(name) || self.names.iter().any(|own| own == name)
            }
        }
    }
}

fn is_test_inbox(path: &str) -> bool {
    let below = path.strip_prefix(inbox::PATH);
    below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
}

/// Whether a host is this computer by its very name or address: `localhost` (RFC 6761, section
/// 6.3), or a loopback address.
pub fn is_this_computer(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.parse().is_ok_and(is_loopback) || is_localhost(bare)
}

fn is_loopback(ip: IpAddr) -> bool {
    ip.to_canonical().is_loopback()
}

fn is_localhost(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn url(address: &str) -> Url {
        Url::parse(address).unwrap()
    }

    fn own() -> OwnListener {
        OwnListener {
            port: 8787,
            addresses: vec![IpAddr::from([192, 168, 1, 5])],
            names: vec!["desk".to_owned(), "desk.local".to_owned()],
        }
    }

    #[test]
    fn a_hook_is_known_by_every_spelling_of_this_computer() {
        for address in [
            "http://127.0.0.1:8787/in/orders",
            "http://127.1:8787/in/orders",
            "http://2130706433:8787/in/orders",
            "http://127.0.0.9:8787",
            "http://LOCALHOST:8787/in/orders",
            "http://localhost.:8787/in/orders",
            "http://app.localhost:8787/in/orders",
            "http://[::1]:8787/in/orders",
            "http://[::ffff:127.0.0.1]:8787/in/orders",
            "http://192.168.1.5:8787/in/orders",
            "http://desk:8787/in/orders",
            "http://Desk.local:8787/in/orders",
            "http://127.0.0.1:8787/test-inboxes",
            "http://127.0.0.1:8787/test-inbox/../in/orders",
        ] {
            assert!(own().is_called_by(&url(address)), "{address}");
        }
    }

    #[test]
    fn other_ports_other_computers_and_the_test_inbox_are_fine() {
        for address in [
            "http://127.0.0.1:8788/in/orders",
            "http://127.0.0.1/in/orders",
            "http://192.168.1.6:8787/in/orders",
            "https://shop.example:8787/in/orders",
            "http://127.0.0.1:8787/test-inbox",
            "http://localhost:8787/test-inbox/",
        ] {
            assert!(!own().is_called_by(&url(address)), "{address}");
        }
    }
}
