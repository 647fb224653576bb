//! The addresses that are called, read.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use hookloom_core::id::DestinationId;
use http::Uri;
use reqwest::Url;

use super::{fault::NotSent, resolver};

/// The address of a request.
pub(super) struct Called {
    text: String,
    pub(super) url: Url,
    /// The same for a client that takes no [`Url`].
    pub(super) uri: Uri,
}

/// What was called last at each destination: the next request mostly goes to the same address.
#[derive(Default)]
pub(super) struct LastCalled(Mutex<BTreeMap<DestinationId, Arc<Called>>>);

impl Called {
    /// Reads an address, if it may be called.
    pub(super) fn read(text: &str) -> Result<Self, NotSent> {
        let url = address(text)?;
        Ok(Self {
            uri: url.as_str().parse().map_err(NotSent::unsendable)?,
            url,
            text: text.to_owned(),
        })
    }
}

impl LastCalled {
    /// The same as [`Called::read`]. An address with a secret in it is not to be kept here.
    pub(super) fn read(
        &self,
        destination: DestinationId,
        text: &str,
    ) -> Result<Arc<Called>, NotSent> {
        let last = self.lock().get(&destination).cloned();
        if let Some(called) = last.filter(|called| called.text == text) {
            return Ok(called);
        }
        let called = Arc::new(Called::read(text)?);
        self.lock().insert(destination, Arc::clone(&called));
        Ok(called)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<DestinationId, Arc<Called>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The address, if it may be called. Names are judged where they are looked up; an address in
/// figures is never looked up, so it is judged here.
pub(super) fn address(text: &str) -> Result<Url, NotSent> {
    let url = Url::parse(text).map_err(|error| NotSent::refused(format!("‘{text}’: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        let why = format!("‘{text}’ begins neither with http:// nor with https://.");
        return Err(NotSent::refused(why));
    }
    match url.host() {
        Some(url::Host::Ipv4(ip)) => resolver::judge(ip.into())?,
        Some(url::Host::Ipv6(ip)) => resolver::judge(ip.into())?,
        Some(url::Host::Domain(_)) | None => {}
    }
    Ok(url)
}
