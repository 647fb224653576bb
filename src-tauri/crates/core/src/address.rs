//! The address of a destination: typed by a person, never made by a template.
//!
//! Scheme, host and port of a request are those of the [`Address`], whatever a template puts
//! behind them, and link-local and metadata addresses are refused in any spelling.

mod error;
mod own;
mod reach;

use std::fmt;

use url::{Host, Url};

pub use error::AddressError;
pub use own::{OwnListener, is_this_computer};
pub use reach::{Refusal, reachable};

/// The most bytes of an address, with what a template appends to it: as many as RFC 9110
/// (section 4.1) asks every receiver to take.
pub const MAX_BYTES: usize = 8_000;

/// A full `http://` or `https://` address without user name, password and fragment.
///
/// ```
/// use hookloom_core::address::Address;
///
/// let address = Address::parse("https://shop.example/hooks?key=1")?;
/// let request = address.join("/orders?id=7")?;
/// assert_eq!(request.as_str(), "https://shop.example/hooks/orders?key=1&id=7");
/// # Ok::<(), hookloom_core::address::AddressError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Url);

impl Address {
    /// Reads an address that a person typed; white space around it is dropped.
    ///
    /// # Errors
    /// What is wrong with it and how to mend it. A password in it is not repeated.
    pub fn parse(typed: &str) -> Result<Self, AddressError> {
        let typed = typed.trim();
        check_text(typed)?;
        let url = Url::parse(typed).map_err(|error| AddressError::unreadable(error, typed))?;
        check_host(&url)?;
        check_length(url.as_str())?;
        Ok(Self(url))
    }

    /// The address with `rendered` behind its own path and query.
    ///
    /// `rendered` is a filled-in path template: empty, or starting with `/` or `?`. It adds steps
    /// to the path and fields to the query and can do nothing else: `#`, `\` and spaces are
    /// percent-encoded.
    ///
    /// # Errors
    /// `rendered` starts otherwise, has control characters, or has `.` or `..` as a step, which
    /// would lead to a path that nobody wrote; or the whole is longer than [`MAX_BYTES`].
    pub fn join(&self, rendered: &str) -> Result<Url, AddressError> {
        if rendered.is_empty() {
            return Ok(self.0.clone());
        }
        check_appended(rendered)?;
        let appended = encoded(rendered);
        let (path, query) = appended.split_once('?').unwrap_or((&appended, ""));
        let mut url = self.0.clone();
        if !path.is_empty() {
            let own = self.0.path();
            url.set_path(&format!("{}{path}", own.strip_suffix('/').unwrap_or(own)));
        }
        if !query.is_empty() {
            let own = self.0.query().filter(|own| !own.is_empty());
            let merged = own.map_or_else(|| query.to_owned(), |own| format!("{own}&{query}"));
            url.set_query(Some(&merged));
        }
        check_length(url.as_str())?;
        Ok(url)
    }

    /// Whether nobody on the way can read what is sent.
    pub fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The host in its normal spelling: `xn--…` for other scripts, IPv6 in brackets.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// The port, also where it is the usual one of its scheme.
    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or_default()
    }

    /// The path, beginning with `/`.
    pub fn path(&self) -> &str {
        self.0.path()
    }

    /// The address in its normal spelling.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Checks the text itself, because the URL standard silently mends what should be asked about:
/// it drops line breaks, reads `\` as `/` and `https:x` as `https://x`.
fn check_text(typed: &str) -> Result<(), AddressError> {
    let head = head(typed);
    if head.contains(['{', '}']) {
        return Err(AddressError::host_is_template(head));
    }
    if head.contains('@') {
        return Err(AddressError::Credentials);
    }
    if typed.contains(['{', '}']) {
        return Err(AddressError::path_is_template(typed));
    }
    let scheme = head.split_once("://").map(|(scheme, _)| scheme);
    if !scheme.is_some_and(|s| ["http", "https"].iter().any(|w| s.eq_ignore_ascii_case(w))) {
        return Err(AddressError::not_full(typed));
    }
    if let Some(unwanted) = typed.chars().find(|c| is_unwanted(*c)) {
        return Err(AddressError::unwanted(unwanted));
    }
    if typed.contains('#') {
        return Err(AddressError::fragment(typed));
    }
    if head.ends_with("://") {
        return Err(AddressError::no_host(typed));
    }
    Ok(())
}

fn check_host(url: &Url) -> Result<(), AddressError> {
    if url.port() == Some(0) {
        return Err(AddressError::port(url.as_str()));
    }
    match url.host() {
        Some(Host::Ipv4(address)) => Ok(reachable(address.into())?),
        Some(Host::Ipv6(address)) => Ok(reachable(address.into())?),
        Some(Host::Domain(name)) if name.contains(['{', '}']) => {
            Err(AddressError::host_is_template(name))
        }
        Some(Host::Domain(_)) => Ok(()),
        None => Err(AddressError::no_host(url.as_str())),
    }
}

fn check_appended(rendered: &str) -> Result<(), AddressError> {
    if !rendered.is_empty() && !rendered.starts_with(['/', '?']) {
        return Err(AddressError::not_a_path(rendered));
    }
    if let Some(control) = rendered.chars().find(|c| c.is_control()) {
        return Err(AddressError::unwanted(control));
    }
    let path = rendered.split('?').next().unwrap_or_default();
    match path.split(['/', '\\']).find(|step| is_dots(step)) {
        Some(step) => Err(AddressError::dots(step, rendered)),
        None => Ok(()),
    }
}

fn check_length(address: &str) -> Result<(), AddressError> {
    if address.len() > MAX_BYTES {
        return Err(AddressError::TooLong(address.len()));
    }
    Ok(())
}

/// Scheme, user name, password, host and port: what stands before path, query and fragment.
fn head(typed: &str) -> &str {
    let authority = typed.find("://").map_or(0, |colon| colon + "://".len());
    let end = typed[authority..].find(['/', '\\', '?', '#']);
    end.map_or(typed, |end| &typed[..authority + end])
}

fn is_unwanted(c: char) -> bool {
    c.is_control() || c.is_whitespace() || c == '\\'
}

/// Whether a step of a path is `.` or `..`, which the URL standard also reads from `%2e`.
fn is_dots(step: &str) -> bool {
    let step = step.to_ascii_lowercase().replace("%2e", ".");
    step == "." || step == ".."
}

/// Percent-encodes what the URL standard would read as syntax; it encodes all else itself.
fn encoded(rendered: &str) -> String {
    rendered
        .replace('\\', "%5C")
        .replace('#', "%23")
        .replace(' ', "%20")
}

#[cfg(test)]
mod tests;
