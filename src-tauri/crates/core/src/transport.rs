//! The way that requests to a destination take: proxy, version of HTTP, certificates.

use std::{borrow::Cow, net::IpAddr};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{address::Address, problem::Problems};

/// The name under which the private key of the client certificate is kept.
pub const CLIENT_KEY: &str = "client_key";
/// The name under which the proxy's password is kept.
pub const PROXY_PASSWORD: &str = "proxy_password";

/// The most bytes of one text of certificates.
const LONGEST: usize = 64 * 1024;

/// How a destination is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Transport {
    /// Through what.
    #[serde(default)]
    pub proxy: Proxy,
    /// Which version of HTTP is spoken.
    #[serde(default)]
    pub http: HttpVersion,
    /// The oldest version of TLS that is good enough.
    #[serde(default)]
    pub tls: TlsVersion,
    /// Certificates in PEM that are trusted beside the system's: a destination's own, self-signed
    /// one, which is then trusted exactly, or an authority's.
    #[serde(default)]
    pub trusted: String,
    /// The certificate in PEM with which this computer shows who it is; its private key is a secret.
    #[serde(default)]
    pub client_certificate: String,
}

/// What stands between this computer and a destination.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Proxy {
    /// Nothing.
    #[default]
    None,
    /// What the system says, by its settings or by `HTTPS_PROXY` and `NO_PROXY`. This computer
    /// itself is always reached directly.
    System,
    /// A proxy of one's own.
    Explicit(ExplicitProxy),
}

/// A proxy that a person typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExplicitProxy {
    /// Its address, with `http://`, `https://`, `socks5://` or `socks5h://`. By `socks5://` names are
    /// looked up here, and the addresses behind them are checked; a proxy of any other kind looks
    /// them up itself, and which address is reached then nobody here can check.
    pub address: String,
    /// The user name for it; empty where it asks for none. The password is a secret.
    #[serde(default)]
    pub user: String,
    /// Hosts that are reached directly: names, which stand for what lies below them too, addresses
    /// and ranges such as `10.0.0.0/8`.
    #[serde(default)]
    pub except: Vec<String>,
}

/// A version of HTTP.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HttpVersion {
    /// What both sides agree on over TLS, else 1.1.
    #[default]
    Any,
    /// Only 1.1.
    Http1,
    /// Only 2, also without TLS.
    Http2,
}

/// A version of TLS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum TlsVersion {
    /// 1.2 or newer.
    #[default]
    #[serde(rename = "1.2")]
    Tls12,
    /// 1.3.
    #[serde(rename = "1.3")]
    Tls13,
}

impl Transport {
    /// Whether requests take the way that they take without settings.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// The way to one host: there is no proxy where a person excepted it, and the system's is never
    /// asked for this computer itself.
    pub fn towards(&self, host: &str) -> Cow<'_, Self> {
        let around = match &self.proxy {
            Proxy::None => false,
            Proxy::System => is_this_computer(host),
            Proxy::Explicit(proxy) => proxy.except.iter().any(|except| covers(except, host)),
        };
        match around {
            false => Cow::Borrowed(self),
            true => Cow::Owned(Self {
                proxy: Proxy::None,
                ..self.clone()
            }),
        }
    }

    /// Notes what is wrong with the settings.
    pub fn check(&self, problems: &mut Problems) {
        if let Proxy::Explicit(proxy) = &self.proxy {
            problems.within("proxy", |problems| proxy.check(problems));
        }
        for (field, pem) in [
            ("trusted", &self.trusted),
            ("client_certificate", &self.client_certificate),
        ] {
            if !pem.trim().is_empty() {
                problems.take(field, certificates(pem));
            }
        }
    }

    /// The certificates that are trusted beside the system's, as their bytes.
    pub fn trusted_certificates(&self) -> Vec<Vec<u8>> {
        certificates(&self.trusted).unwrap_or_default()
    }
}

impl ExplicitProxy {
    fn check(&self, problems: &mut Problems) {
        problems.take("address", self.checked_address());
        let blank = |host: &String| host.is_empty() || host.contains([' ', ',']);
        for (index, _) in self
            .except
            .iter()
            .enumerate()
            .filter(|(_, host)| blank(host))
        {
            let message = "Enter one host, such as intranet.example or 10.0.0.0/8.";
            problems.add(&format!("except[{index}]"), message);
        }
    }
}

impl ExplicitProxy {
    /// A SOCKS proxy needs a port, since none is usual everywhere.
    fn checked_address(&self) -> Result<(), String> {
        let typed = self.address.trim();
        let socks = ["socks5://", "socks5h://"].into_iter();
        let Some(host) = socks.filter_map(|begin| typed.strip_prefix(begin)).next() else {
            return match typed.starts_with("socks") {
                true => Err(
                    "Begin with socks5:// or socks5h://; older versions of SOCKS know no \
                             password."
                        .to_owned(),
                ),
                false => Address::parse(typed).map(drop).map_err(|e| e.to_string()),
            };
        };
        let parsed = Address::parse(&format!("http://{host}")).map_err(|e| e.to_string())?;
        let bare = host.trim_end_matches('/');
        match bare.ends_with(&format!(":{}", parsed.port())) {
            true => Ok(()),
            false => Err(format!(
                "Add the port, as in {}:1080.",
                typed.trim_end_matches('/')
            )),
        }
    }
}

fn is_this_computer(host: &str) -> bool {
    match address_of(host) {
        Some(ip) => ip.is_loopback(),
        None => covers("localhost", host),
    }
}

/// Whether an exception stands for that host: a name for itself and what lies below it, a range
/// for every address in it.
fn covers(except: &str, host: &str) -> bool {
    let (start, bits) = except.split_once('/').unwrap_or((except, ""));
    match (address_of(start), address_of(host)) {
        (Some(start), Some(ip)) => {
            let fixed = bits.parse().unwrap_or(u32::MAX).min(width(start));
            bits_alike(start, ip).is_some_and(|alike| alike >= fixed)
        }
        (None, None) => is_or_is_below(&host.to_ascii_lowercase(), &except.to_ascii_lowercase()),
        _ => false,
    }
}

fn is_or_is_below(host: &str, name: &str) -> bool {
    let name = name.trim_start_matches('.');
    let before = host.strip_suffix(name).filter(|_| !name.is_empty());
    before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// How many bits two addresses of one version begin with alike.
fn bits_alike(one: IpAddr, other: IpAddr) -> Option<u32> {
    match (one, other) {
        (IpAddr::V4(one), IpAddr::V4(other)) => {
            Some((one.to_bits() ^ other.to_bits()).leading_zeros())
        }
        (IpAddr::V6(one), IpAddr::V6(other)) => {
            Some((one.to_bits() ^ other.to_bits()).leading_zeros())
        }
        _ => None,
    }
}

fn width(ip: IpAddr) -> u32 {
    match ip {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    }
}

/// An address in figures, IPv6 also in brackets.
fn address_of(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .ok()
}

/// The certificates of a text in PEM.
///
/// # Errors
/// What is wrong with it, in words.
pub fn certificates(pem: &str) -> Result<Vec<Vec<u8>>, String> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    const END: &str = "-----END CERTIFICATE-----";
    if pem.len() > LONGEST {
        return Err("That is too much. Paste only the certificates that are needed.".to_owned());
    }
    if pem.contains("PRIVATE KEY-----") {
        return Err("This is a private key. Paste the certificate here.".to_owned());
    }
    let mut found = Vec::new();
    let mut rest = pem;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let (text, after) = after
            .split_once(END)
            .ok_or("The certificate has no end. Paste the whole text.")?;
        let packed: String = text.split_whitespace().collect();
        let bytes = STANDARD.decode(packed);
        found.push(bytes.map_err(|_| "The certificate is damaged. Paste the whole text again.")?);
        rest = after;
    }
    if found.is_empty() {
        return Err(format!(
            "Paste a certificate in PEM; it begins with {BEGIN}."
        ));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(transport: &Transport) -> Vec<(String, String)> {
        let mut problems = Problems::default();
        transport.check(&mut problems);
        let found = problems.into_vec().into_iter();
        found.map(|p| (p.field, p.message)).collect()
    }

    #[test]
    fn nothing_said_means_the_plain_way() {
        let read: Transport = serde_json::from_str("{}").unwrap();
        assert!(read.is_plain());
        assert_eq!(problems(&read), []);
        let json = serde_json::to_value(&read).unwrap();
        assert_eq!(
            (&json["proxy"]["type"], &json["tls"]),
            (&"none".into(), &"1.2".into())
        );
    }

    fn through(except: &[&str]) -> Transport {
        Transport {
            proxy: Proxy::Explicit(ExplicitProxy {
                address: "http://proxy.example:3128".to_owned(),
                user: String::new(),
                except: except.iter().map(|host| (*host).to_owned()).collect(),
            }),
            ..Transport::default()
        }
    }

    #[test]
    fn exceptions_stand_for_names_what_lies_below_them_addresses_and_ranges() {
        for (except, host, around) in [
            ("intranet.example", "intranet.example", true),
            ("intranet.example", "api.INTRANET.example", true),
            (".intranet.example", "api.intranet.example", true),
            ("intranet.example", "notintranet.example", false),
            ("10.0.0.0/8", "10.200.3.4", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("10.1.2.3", "10.1.2.3", true),
            ("10.1.2.3", "10.1.2.4", false),
            ("fd00::/8", "[fd12::1]", true),
            ("fd00::/8", "10.0.0.1", false),
            ("10.0.0.0/8", "ten.example", false),
            ("0.0.0.0/0", "1.2.3.4", true),
            ("0.0.0.0/0", "[::2]", false),
        ] {
            let transport = through(&[except]);
            let proxy = &transport.towards(host).proxy;
            assert_eq!(*proxy == Proxy::None, around, "{except} and {host}");
        }
    }

    #[test]
    fn the_systems_proxy_is_not_asked_for_this_computer() {
        let transport = Transport {
            proxy: Proxy::System,
            ..Transport::default()
        };
        for host in [
            "localhost",
            "app.localhost",
            "127.0.0.1",
            "127.9.9.9",
            "[::1]",
        ] {
            assert!(transport.towards(host).is_plain(), "{host}");
        }
        assert!(!transport.towards("shop.example").is_plain());
    }

    #[test]
    fn certificates_are_read_out_of_whatever_stands_around_them() {
        let pem = "Issuer: me\n-----BEGIN CERTIFICATE-----\nAAEC\nAwQF\n-----END CERTIFICATE-----\n\
                   -----BEGIN CERTIFICATE-----\nBg==\n-----END CERTIFICATE-----\n";
        assert_eq!(certificates(pem), Ok(vec![vec![0, 1, 2, 3, 4, 5], vec![6]]));
    }

    #[test]
    fn what_is_no_certificate_is_told_from_a_damaged_one() {
        for (pem, word) in [
            ("hello", "begins with"),
            ("-----BEGIN CERTIFICATE-----\nAAEC", "no end"),
            (
                "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----",
                "damaged",
            ),
            ("-----BEGIN PRIVATE KEY-----", "private key"),
        ] {
            let transport = Transport {
                trusted: pem.to_owned(),
                ..Transport::default()
            };
            let found = problems(&transport);
            assert_eq!(found[0].0, "trusted");
            assert!(found[0].1.contains(word), "{found:?}");
        }
    }

    #[test]
    fn a_socks_proxy_needs_its_version_and_a_port() {
        for (address, wrong) in [
            ("socks5://proxy.example:1080", None),
            ("socks5h://127.0.0.1:80/", None),
            ("socks5://[::1]:1080", None),
            ("socks5://proxy.example", Some("Add the port")),
            ("socks4://proxy.example:1080", Some("socks5://")),
            ("socks5://:1080", Some("")),
        ] {
            let Proxy::Explicit(proxy) = through(&[]).proxy else {
                panic!("it goes through a proxy")
            };
            let checked = ExplicitProxy {
                address: address.to_owned(),
                ..proxy
            }
            .checked_address();
            match wrong {
                None => assert_eq!(checked, Ok(()), "{address}"),
                Some(word) => assert!(checked.unwrap_err().contains(word), "{address}"),
            }
        }
    }

    #[test]
    fn a_proxy_needs_an_address_and_hosts_to_go_around_it() {
        let read: Transport = serde_json::from_str(
            r#"{"proxy":{"type":"explicit","address":"proxy:3128","except":["a, b"]}}"#,
        )
        .unwrap();
        let fields: Vec<_> = problems(&read)
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, ["proxy.address", "proxy.except[0]"]);
    }
}
