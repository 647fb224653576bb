//! The local socket: a Unix domain socket in the data folder, or a named pipe on Windows.

use std::{io, path::Path};

use interprocess::local_socket::{
    ListenerOptions, Name,
    tokio::{Listener, Stream, prelude::*},
};

use crate::data_folder::DataFolder;

/// The place where the runner of a data folder is reached.
#[derive(Clone, Debug)]
pub struct Endpoint(DataFolder);

impl Endpoint {
    /// The endpoint of that data folder's runner.
    pub fn of(folder: &DataFolder) -> Self {
        Self(folder.clone())
    }

    /// Starts to listen. Only the holder of the data folder's lock may call this: a socket that
    /// was left behind is replaced.
    ///
    /// # Errors
    /// When the socket can't be made.
    pub fn listen(&self) -> io::Result<Listener> {
        let options = ListenerOptions::new()
            .name(name(self.0.path())?)
            .try_overwrite(true);
        #[cfg(unix)]
        let options = {
            use interprocess::os::unix::local_socket::ListenerOptionsExt;
            options.mode(0o600)
        };
        options.create_tokio()
    }

    /// Connects to the runner.
    ///
    /// # Errors
    /// `NotFound` or `ConnectionRefused` when no runner is there.
    pub async fn connect(&self) -> io::Result<Stream> {
        Stream::connect(name(self.0.path())?).await
    }
}

#[cfg(unix)]
fn name(folder: &Path) -> io::Result<Name<'static>> {
    use interprocess::local_socket::GenericFilePath;
    /// What the smallest of the common systems leaves for a socket's path, in bytes.
    const LONGEST: usize = 103;
    let path = folder.join("runner.sock");
    if path.as_os_str().len() > LONGEST {
        let message = format!(
            "the path {} is too long for a socket; choose a data folder with a shorter path",
            path.display()
        );
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    path.to_fs_name::<GenericFilePath>()
}

#[cfg(windows)]
fn name(folder: &Path) -> io::Result<Name<'static>> {
    use interprocess::local_socket::GenericNamespaced;
    let folder: String = folder
        .to_string_lossy()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    format!("hookloom-{folder}").to_ns_name::<GenericNamespaced>()
}
