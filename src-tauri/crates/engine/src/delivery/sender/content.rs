//! What a request carries: a text, or files that are read while they are sent; as it is, or
//! compressed.

use std::{io::Write, sync::Arc};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use hookloom_core::{
    attempt::Fault,
    id::DeliveryId,
    moment::Moment,
    request::Request,
    signing::{Message, sign},
};
use tokio::task::{JoinError, spawn_blocking};

use super::{
    fault::NotSent,
    upload::{Opened, Signed},
    way::Way,
};

/// Content that can be sent as often as an attempt needs it.
#[derive(Clone)]
pub(super) enum Content {
    Nothing,
    Bytes(Bytes),
    Files(Arc<Signed>),
}

/// The content of a request, with the headers that name, date and sign it. What is signed is what a
/// receiver has that has unpacked it: verifiers want text, and what is compressed is none.
pub(super) async fn signed(
    delivery: DeliveryId,
    request: &Request,
    way: &Way<'_>,
    now: Moment,
) -> Result<(Content, Vec<(String, String)>), NotSent> {
    let (id, timestamp) = (delivery.to_string(), now.unix_seconds());
    if let Some(upload) = &request.upload {
        let (upload, gzip) = (upload.clone(), request.gzip);
        let (signing, keys) = (way.signing.clone(), way.keys.to_vec());
        let signed = spawn_blocking(move || {
            Opened::open(&upload)?.signed(&signing, &keys, (&id, timestamp), gzip)
        });
        let (files, headers) = signed.await.map_err(|error| broken(&error))??;
        return Ok((Content::Files(Arc::new(files)), headers));
    }
    let message = Message {
        id: &id,
        timestamp,
        body: request.body.as_deref().unwrap_or_default().as_bytes(),
    };
    let headers = sign(way.signing, way.keys, message);
    let content = match &request.body {
        None => Content::Nothing,
        Some(body) if request.gzip => Content::Bytes(packed(body.clone()).await?),
        Some(body) => Content::Bytes(Bytes::copy_from_slice(body.as_bytes())),
    };
    Ok((content, headers))
}

impl Content {
    /// The same for the HTTP client, from the beginning.
    pub(super) fn body(&self) -> Option<reqwest::Body> {
        match self {
            Self::Nothing => None,
            Self::Bytes(bytes) => Some(bytes.clone().into()),
            Self::Files(files) => Some(reqwest::Body::wrap(Signed::stream(files))),
        }
    }
}

async fn packed(text: String) -> Result<Bytes, NotSent> {
    let packed = spawn_blocking(move || {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(text.as_bytes())?;
        packer.finish()
    });
    let packed = packed.await.map_err(|error| broken(&error))?;
    packed.map(Bytes::from).map_err(NotSent::unsendable)
}

fn broken(error: &JoinError) -> NotSent {
    NotSent::new(Fault::File, format!("The content can't be read: {error}."))
}
