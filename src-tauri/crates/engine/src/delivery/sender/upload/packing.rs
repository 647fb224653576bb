//! Writes content as it is, or compressed. Both readings of a file make the same bytes of it.

use std::io::{self, Write};

use flate2::{Compression, write::GzEncoder};

/// Something that is written, perhaps compressed.
pub(super) enum Packing<W: Write> {
    Plain(W),
    Gzip(GzEncoder<W>),
}

impl<W: Write> Packing<W> {
    pub(super) fn new(to: W, gzip: bool) -> Self {
        match gzip {
            true => Self::Gzip(GzEncoder::new(to, Compression::default())),
            false => Self::Plain(to),
        }
    }

    pub(super) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(to) => to.write_all(bytes),
            Self::Gzip(to) => to.write_all(bytes),
        }
    }

    /// Writes what is still to come and gives what was written to.
    pub(super) fn finish(self) -> io::Result<W> {
        match self {
            Self::Plain(to) => Ok(to),
            Self::Gzip(to) => to.finish(),
        }
    }
}
