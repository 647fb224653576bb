//! Under which addresses other computers reach this one.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

/// This computer's addresses in its networks, without those that only it can reach.
pub(crate) fn outward() -> Vec<IpAddr> {
    let table = std::fs::read_to_string("/proc/net/fib_trie");
    let mut found = match table {
        Ok(table) => local(&table),
        Err(_) => towards_the_net().into_iter().collect(),
    };
    found.retain(|ip| !ip.is_loopback() && !ip.is_link_local() && !ip.is_unspecified());
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(IpAddr::V4).collect()
}

/// Reads Linux's routing table: an address, and below it that it is one of this computer.
fn local(table: &str) -> Vec<Ipv4Addr> {
    let mut address: Option<Ipv4Addr> = None;
    let mut found = Vec::new();
    for line in table.lines() {
        let line = line.trim();
        if let Some(text) = line.strip_prefix("|-- ") {
            address = text.parse().ok();
        } else if line == "/32 host LOCAL" {
            found.extend(address);
        }
    }
    found
}

/// The address that leads out; nothing is sent for that.
fn towards_the_net() -> Option<Ipv4Addr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    match socket.local_addr().ok()?.ip() {
        IpAddr::V4(ip) => Some(ip),
        IpAddr::V6(_) => None,
    }
}

/// What this computer is called by others.
pub(crate) fn host_names() -> Vec<String> {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname");
    let name = name.or_else(|_| std::env::var("COMPUTERNAME"));
    match name {
        Ok(name) if !name.trim().is_empty() => {
            let name = name.trim().to_ascii_lowercase();
            vec![format!("{name}.local"), name]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 0.0.0.0
        /0 universe UNICAST
Local:
  +-- 0.0.0.0/0 3 0 5
     +-- 127.0.0.0/8 2 0 2
        |-- 127.0.0.1
           /32 host LOCAL
     +-- 192.168.1.0/24 2 0 2
        |-- 192.168.1.5
           /32 host LOCAL
        |-- 192.168.1.255
           /32 link BROADCAST
";

    #[test]
    fn the_routing_table_names_this_computers_addresses() {
        let found = local(TABLE);
        assert_eq!(
            found,
            [[127, 0, 0, 1], [192, 168, 1, 5]].map(Ipv4Addr::from)
        );
    }

    #[test]
    fn an_outward_address_is_none_that_only_this_computer_reaches() {
        assert!(outward().iter().all(|ip| !ip.is_loopback()));
    }
}
