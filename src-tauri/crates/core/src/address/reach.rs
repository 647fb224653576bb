//! Which concrete addresses a request may reach.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where clouds keep the credentials of a machine outside the link-local range: Alibaba Cloud,
/// Oracle Cloud's older one, and Azure's platform channel.
const METADATA_V4: [Ipv4Addr; 3] = [
    Ipv4Addr::new(100, 100, 100, 200),
    Ipv4Addr::new(192, 0, 0, 192),
    Ipv4Addr::new(168, 63, 129, 16),
];

/// The same by IPv6: Amazon's and Google's.
const METADATA_V6: [Ipv6Addr; 2] = [
    Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254),
    Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254),
];

/// Why nothing is ever sent to an address, and the mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Of this network segment alone (RFC 3927, RFC 4291): clouds answer with credentials there.
    #[error(
        "Webhooks are never sent to {0}: a link-local address can give away credentials of this \
         computer. Enter another address."
    )]
    LinkLocal(IpAddr),
    /// A cloud's metadata service.
    #[error(
        "Webhooks are never sent to {0}: a cloud gives away credentials of its computers there. \
         Enter another address."
    )]
    Metadata(IpAddr),
    /// Of no particular computer (RFC 1122, section 3.2.1.3).
    #[error("{0} is the address of no particular computer. Enter 127.0.0.1 for this one.")]
    Unspecified(IpAddr),
    /// Of many computers at once.
    #[error("{0} is the address of many computers at once. Enter the address of one.")]
    Many(IpAddr),
}

/// Decides whether a request may be sent to this concrete address.
///
/// Private and loopback addresses are fine, because a person typed the host. The rest of the rule
/// holds for every spelling of an address: IPv6 addresses which stand for a refused IPv4 address
/// are refused too. Ask at connect time, about the very address that is connected to: a name can
/// mean another one on each lookup.
///
/// # Errors
/// Why nothing is ever sent there.
pub fn reachable(address: IpAddr) -> Result<(), Refusal> {
    let refusal = match address.to_canonical() {
        IpAddr::V4(v4) => refusal_of_v4(v4),
        IpAddr::V6(v6) => refusal_of_v6(v6),
    };
    refusal.map_or(Ok(()), |refusal| Err(refusal(address)))
}

type Why = fn(IpAddr) -> Refusal;

fn refusal_of_v4(address: Ipv4Addr) -> Option<Why> {
    if address.octets()[0] == 0 {
        Some(Refusal::Unspecified)
    } else if address.is_multicast() || address.is_broadcast() {
        Some(Refusal::Many)
    } else {
        leak_of_v4(address)
    }
}

fn refusal_of_v6(address: Ipv6Addr) -> Option<Why> {
    if address.is_unspecified() {
        Some(Refusal::Unspecified)
    } else if address.is_multicast() {
        Some(Refusal::Many)
    } else if address.is_unicast_link_local() {
        Some(Refusal::LinkLocal)
    } else if METADATA_V6.contains(&address) {
        Some(Refusal::Metadata)
    } else {
        embedded(address).into_iter().find_map(leak_of_v4)
    }
}

fn leak_of_v4(address: Ipv4Addr) -> Option<Why> {
    if address.is_link_local() {
        Some(Refusal::LinkLocal)
    } else if METADATA_V4.contains(&address) {
        Some(Refusal::Metadata)
    } else {
        None
    }
}

/// The IPv4 addresses that a router may read out of an IPv6 address.
fn embedded(address: Ipv6Addr) -> Vec<Ipv4Addr> {
    let octets = address.octets();
    let v4 = |at: [usize; 4]| Ipv4Addr::from(at.map(|index| octets[index]));
    let last = v4([12, 13, 14, 15]);
    match address.segments() {
        // Compatible (RFC 4291, section 2.5.5.1), translated (RFC 2765), NAT64 (RFC 6052).
        [0, 0, 0, 0, 0, 0, ..] | [0, 0, 0, 0, 0xffff, 0, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => {
            vec![last]
        }
        // NAT64 of one's own network (RFC 8215): its prefix may have 48, 56, 64 or 96 bits, and
        // the octet at 8 is left out (RFC 6052, section 2.2).
        [0x64, 0xff9b, 1, ..] => vec![
            v4([6, 7, 9, 10]),
            v4([7, 9, 10, 11]),
            v4([9, 10, 11, 12]),
            last,
        ],
        // 6to4 (RFC 3056).
        [0x2002, ..] => vec![v4([2, 3, 4, 5])],
        // Teredo (RFC 4380): the server, and the client with all bits flipped.
        [0x2001, 0, ..] => vec![v4([4, 5, 6, 7]), Ipv4Addr::from_bits(!last.to_bits())],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(address: &str) -> Option<Refusal> {
        reachable(address.parse().expect("an address")).err()
    }

    #[test]
    fn link_local_is_refused_in_every_spelling() {
        for address in [
            "169.254.169.254",
            "169.254.0.0",
            "169.254.255.255",
            "fe80::1",
            "febf:ffff::1",
            "::ffff:169.254.169.254",
            "::169.254.169.254",
            "::ffff:0:169.254.169.254",
            "64:ff9b::169.254.169.254",
            "64:ff9b:1:a9fe:a9:fe00::",
            "64:ff9b:1:a9:fe:a9fe::",
            "64:ff9b:1:0:a9:fea9:fe00:0",
            "64:ff9b:1::169.254.169.254",
            "2002:a9fe:a9fe::",
            "2002:a9fe:a9fe:1::1",
            "2001:0:a9fe:a9fe::",
            "2001::5601:5601",
        ] {
            let expected = Refusal::LinkLocal(address.parse().expect("an address"));
            assert_eq!(refusal(address), Some(expected), "{address}");
        }
    }

    #[test]
    fn metadata_services_are_refused_in_every_spelling() {
        for address in [
            "100.100.100.200",
            "192.0.0.192",
            "168.63.129.16",
            "fd00:ec2::254",
            "fd20:ce::254",
            "::ffff:100.100.100.200",
            "64:ff9b::100.100.100.200",
            "2002:6464:64c8::1",
        ] {
            let expected = Refusal::Metadata(address.parse().expect("an address"));
            assert_eq!(refusal(address), Some(expected), "{address}");
        }
    }

    #[test]
    fn an_address_of_no_computer_or_of_many_is_refused() {
        for address in ["0.0.0.0", "0.1.2.3", "::", "::ffff:0.0.0.0"] {
            let refusal = refusal(address);
            assert!(
                matches!(refusal, Some(Refusal::Unspecified(_))),
                "{address}"
            );
        }
        for address in [
            "255.255.255.255",
            "224.0.0.1",
            "239.255.255.255",
            "ff02::1",
            "::ffff:224.0.0.1",
        ] {
            assert!(
                matches!(refusal(address), Some(Refusal::Many(_))),
                "{address}"
            );
        }
    }

    #[test]
    fn private_loopback_and_public_addresses_are_fine() {
        for address in [
            "127.0.0.1",
            "127.255.255.254",
            "::1",
            "::ffff:127.0.0.1",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "169.253.255.255",
            "169.255.0.0",
            "100.100.100.201",
            "fd00::1",
            "fd00:ec2::253",
            "93.184.216.34",
            "2606:4700::1111",
            "64:ff9b::8.8.8.8",
            "64:ff9b:1::8.8.8.8",
            "2002:808:808::1",
            "2001:db8::a9fe:a9fe",
        ] {
            assert_eq!(refusal(address), None, "{address}");
        }
    }

    #[test]
    fn a_refusal_names_the_address_and_the_mend() {
        let words = |address| refusal(address).map(|refusal| refusal.to_string());
        assert_eq!(
            words("0.0.0.0").as_deref(),
            Some("0.0.0.0 is the address of no particular computer. Enter 127.0.0.1 for this one.")
        );
        let metadata = words("::ffff:169.254.169.254").expect("words");
        assert!(metadata.contains("::ffff:169.254.169.254"), "{metadata}");
        assert!(metadata.ends_with("Enter another address."), "{metadata}");
    }
}
