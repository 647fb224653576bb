//! The way that requests to a destination take: proxy, version of HTTP, certificates.

use std::{borrow::Cow, net::IpAddr};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{address::Address, problem::Problems, settings::SendingSettings};

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
    /// Through what; nothing means what the settings say, which is never asked for this computer
    /// itself.
    #[serde(default)]
    pub proxy: Option<Proxy>,
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
    /// Whether requests go straight, with nothing of their own.
    pub fn is_plain(&self) -> bool {
        let Self {
            proxy,
            http,
            tls,
            trusted,
            client_certificate,
        } = self;
        matches!(proxy, None | Some(Proxy::None))
            && (*http, *tls) == (HttpVersion::Any, TlsVersion::Tls12)
            && trusted.is_empty()
            && client_certificate.is_empty()
    }

    /// The way to one host, with what is left open filled in from the settings. There is no proxy
    /// where a person excepted it, and only one that was chosen for this destination itself is asked
    /// for this computer. `tls` tells whether the host is reached by TLS: otherwise, and without a
    /// proxy, nobody shows a certificate that the settings could trust.
    pub fn towards(&self, host: &str, tls: bool, sending: &SendingSettings) -> Cow<'_, Self> {
        let said = self.proxy.as_ref().unwrap_or(&sending.proxy);
        let around = match said {
            Proxy::Explicit(proxy) if proxy.excepts(host) => true,
            Proxy::Explicit(_) if self.proxy.is_some() => false,
            Proxy::None => true,
            Proxy::System | Proxy::Explicit(_) => is_this_computer(host),
        };
        let proxy = if around { &Proxy::None } else { said };
        let more = sending.trusted.trim();
        let trusts_more = !more.is_empty() && (tls || *proxy != Proxy::None);
        if !trusts_more && proxy == self.proxy.as_ref().unwrap_or(&Proxy::None) {
            return Cow::Borrowed(self);
        }
        let mut way = self.clone();
        way.proxy = Some(proxy.clone());
        if trusts_more {
            way.trusted = format!("{}\n{more}", self.trusted).trim().to_owned();
        }
        Cow::Owned(way)
    }

    /// Notes what is wrong with the settings.
    pub fn check(&self, problems: &mut Problems) {
        if let Some(proxy) = &self.proxy {
            problems.within("proxy", |problems| proxy.check(problems));
        }
        check_certificates("trusted", &self.trusted, problems);
        check_certificates("client_certificate", &self.client_certificate, problems);
    }

    /// The certificates that are trusted beside the system's, as their bytes.
    pub fn trusted_certificates(&self) -> Vec<Vec<u8>> {
        certificates(&self.trusted).unwrap_or_default()
    }
}

/// Notes what is wrong with certificates that a person pasted; none are fine.
pub(crate) fn check_certificates(field: &str, pem: &str, problems: &mut Problems) {
    if !pem.trim().is_empty() {
        problems.take(field, certificates(pem));
    }
}

impl Proxy {
    /// Notes what is wrong with it.
    pub(crate) fn check(&self, problems: &mut Problems) {
        if let Self::Explicit(proxy) = self {
            proxy.check(problems);
        }
    }
}

impl ExplicitProxy {
    fn excepts(&self, host: &str) -> bool {
        self.except.iter().any(|except| covers(except, host))
    }

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
mod tests;
