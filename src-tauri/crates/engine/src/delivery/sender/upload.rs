//! Files that are sent. Each is opened once and read twice through the same handle: for the
//! signature, and for the wire. What is not the file of the event, or changes meanwhile, never
//! arrives as a whole: the last piece is kept back until all of it was seen to be the same.

mod packing;
mod stream;

use std::{
    fs::{File, Metadata},
    io::{self, ErrorKind, Write},
    path::Path,
    sync::Arc,
    time::UNIX_EPOCH,
};

use hookloom_core::{
    attempt::Fault,
    secret::Secret,
    signing::{Signer, Signing},
    upload::{Piece, SentFile, Upload},
};
use sha2::{Digest, Sha256};

use super::fault::NotSent;
use crate::regular_file;
use packing::Packing;
use stream::{Held, Stream};

/// How much of a file is read at once, in bytes.
const AT_ONCE: usize = 64 * 1024;

/// The content of an upload, with its files open.
pub(super) struct Opened {
    pieces: Vec<OpenPiece>,
}

enum OpenPiece {
    Text(Vec<u8>),
    File(File, SentFile),
}

/// The same once it was read for its signature.
pub(super) struct Signed {
    opened: Opened,
    gzip: bool,
    /// What was signed.
    digest: [u8; 32],
    /// How many bytes go over the wire.
    length: u64,
}

/// Why reading ended early.
enum Stop {
    /// The content is not to be had.
    Content(NotSent),
    /// Nobody wants the rest.
    Unwanted,
}

impl Opened {
    /// Opens the files. It may block.
    ///
    /// # Errors
    /// The first file that is not what it was when its event came.
    pub(super) fn open(upload: &Upload) -> Result<Self, NotSent> {
        let pieces = upload.pieces().into_iter().map(|piece| match piece {
            Piece::Text(text) => Ok(OpenPiece::Text(text.into_owned().into_bytes())),
            Piece::File(file) => Ok(OpenPiece::File(open(file)?, file.clone())),
        });
        let pieces = pieces.collect::<Result<_, NotSent>>()?;
        Ok(Self { pieces })
    }

    /// Reads it all for the signature, and for how long it becomes. It may block.
    ///
    /// # Errors
    /// When a file changes meanwhile, or this way of signing needs all of it at once.
    pub(super) fn signed(
        self,
        signing: &Signing,
        keys: &[Secret],
        (id, timestamp): (&str, i64),
        gzip: bool,
    ) -> Result<(Signed, Vec<(String, String)>), NotSent> {
        let signer = Signer::new(signing, keys, id, timestamp);
        let mut signer = signer.map_err(|_| {
            NotSent::unsendable("the destination's way of signing needs the whole content at once")
        })?;
        let mut digest = Sha256::new();
        let mut counted = Packing::new(Count(0), gzip);
        let read = self.read(|piece| {
            signer.update(piece);
            digest.update(piece);
            counted.write_all(piece)
        });
        match read {
            Err(Stop::Content(not_sent)) => return Err(not_sent),
            Err(Stop::Unwanted) | Ok(()) => {}
        }
        let Count(length) = counted.finish().map_err(NotSent::unsendable)?;
        let signed = Signed {
            opened: self,
            gzip,
            digest: digest.finalize().into(),
            length,
        };
        Ok((signed, signer.finish()))
    }

    fn read(&self, mut to: impl FnMut(&[u8]) -> io::Result<()>) -> Result<(), Stop> {
        let mut buffer = vec![0; AT_ONCE];
        for piece in &self.pieces {
            match piece {
                OpenPiece::Text(text) => to(text).map_err(|_| Stop::Unwanted)?,
                OpenPiece::File(file, sent) => read_file(file, sent, &mut buffer, &mut to)?,
            }
        }
        Ok(())
    }
}

impl Signed {
    /// Reads it once more, for the wire.
    pub(super) fn stream(signed: &Arc<Self>) -> Stream {
        let (held, stream) = Stream::new(signed.length);
        let signed = Arc::clone(signed);
        tokio::task::spawn_blocking(move || signed.send(held));
        stream
    }

    fn send(&self, held: Held) {
        let mut digest = Sha256::new();
        let failing = held.failing();
        let mut packed = Packing::new(held, self.gzip);
        let read = self.opened.read(|piece| {
            digest.update(piece);
            packed.write_all(piece)
        });
        match read {
            Err(Stop::Unwanted) => {}
            Err(Stop::Content(not_sent)) => failing.fail(not_sent),
            Ok(()) if <[u8; 32]>::from(digest.finalize()) != self.digest => {
                let files = self.opened.pieces.iter().find_map(|piece| match piece {
                    OpenPiece::File(_, sent) => Some(sent),
                    OpenPiece::Text(_) => None,
                });
                if let Some(sent) = files {
                    failing.fail(changed(sent));
                }
            }
            // Nobody who went away meanwhile misses the end.
            Ok(()) => drop(packed.finish().and_then(Held::let_go)),
        }
    }
}

/// Opens the file that an event was about, if it is still there as it was.
fn open(sent: &SentFile) -> Result<File, NotSent> {
    let folder = Path::new(&sent.folder);
    let (file, found) = regular_file::open_below(folder, &sent.relative())
        .map_err(|error| unreadable(sent, &error))?;
    match is_as_sent(&found, sent) {
        true => Ok(file),
        false => Err(changed(sent)),
    }
}

fn read_file(
    file: &File,
    sent: &SentFile,
    buffer: &mut [u8],
    to: &mut impl FnMut(&[u8]) -> io::Result<()>,
) -> Result<(), Stop> {
    let failed = |error: io::Error| Stop::Content(unreadable(sent, &error));
    let mut offset = 0;
    while offset < sent.size {
        let wanted = usize::try_from(sent.size - offset).unwrap_or(AT_ONCE);
        let buffer = &mut buffer[..wanted.min(AT_ONCE)];
        let read = regular_file::read_at(file, buffer, offset).map_err(failed)?;
        if read == 0 {
            return Err(Stop::Content(changed(sent)));
        }
        to(&buffer[..read]).map_err(|_| Stop::Unwanted)?;
        offset += read as u64;
    }
    match is_as_sent(&file.metadata().map_err(failed)?, sent) {
        true => Ok(()),
        false => Err(Stop::Content(changed(sent))),
    }
}

/// Whether nobody wrote the file since its event: size and time decide, as they do for rsync.
fn is_as_sent(found: &Metadata, sent: &SentFile) -> bool {
    let millis = |after: std::time::Duration| i64::try_from(after.as_millis()).ok();
    let modified = found.modified().ok().and_then(|at| {
        match at.duration_since(UNIX_EPOCH) {
            Ok(after) => millis(after),
            // Moments are rounded down, also before 1970.
            Err(before) => {
                let before = before.duration();
                let part = i64::from(before.subsec_nanos() % 1_000_000 > 0);
                Some(-millis(before)? - part)
            }
        }
    });
    found.len() == sent.size && modified == Some(sent.modified.unix_millis())
}

fn changed(sent: &SentFile) -> NotSent {
    let message = format!(
        "{} was changed after the event, so it isn't sent. A new event sends it as it is now.",
        sent.shown()
    );
    NotSent::new(Fault::FileChanged, message)
}

fn unreadable(sent: &SentFile, error: &io::Error) -> NotSent {
    let path = sent.shown();
    match error.kind() {
        ErrorKind::NotFound if !Path::new(&sent.folder).is_dir() => {
            let folder = &sent.folder;
            let message = format!("The folder {folder} isn't there, so {path} can't be sent yet.");
            NotSent::new(Fault::File, message)
        }
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            let message = format!("{path} is not there any more, so it can't be sent.");
            NotSent::new(Fault::FileChanged, message)
        }
        _ if regular_file::is_link(error) => changed(sent),
        ErrorKind::PermissionDenied => {
            let message = format!("You don't have permission to read {path}.");
            NotSent::new(Fault::File, message)
        }
        _ => NotSent::new(Fault::File, format!("{path} can't be read: {error}.")),
    }
}

/// Counts what is written.
struct Count(u64);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
