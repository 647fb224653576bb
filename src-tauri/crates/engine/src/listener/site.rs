//! What is where.

use std::sync::Arc;

use bytes::Bytes;
use futures::future::BoxFuture;
use http::{Request, request::Parts};

use super::answer::{Answer, Refusal};

/// Takes a request whose head was found good, now that its body is whole.
pub type Take = Box<dyn FnOnce(Request<Bytes>) -> BoxFuture<'static, Answer> + Send>;

/// Something that answers requests.
pub trait Route: Send + Sync + 'static {
    /// What takes a request with that head; its body is read only then.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if the path is none of its own, or another refusal.
    fn find(&self, head: &Parts) -> Result<Take, Refusal>;
}

/// All that answers requests.
#[derive(Default)]
pub struct Site(Vec<Arc<dyn Route>>);

impl Site {
    /// The site with one route more.
    #[must_use]
    pub fn with(mut self, route: Arc<dyn Route>) -> Self {
        self.0.push(route);
        self
    }

    /// The first route that knows the path.
    pub(super) fn find(&self, head: &Parts) -> Result<Take, Refusal> {
        let found = self.0.iter().map(|route| route.find(head));
        let mut found = found.filter(|found| !matches!(found, Err(Refusal::NotFound)));
        found.next().unwrap_or(Err(Refusal::NotFound))
    }
}
