//! One runner for each data folder: two would send everything twice.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read, Seek, Write},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use hookloom_api::data_folder::DataFolder;

/// How long a runner that is just ending may still hold the lock.
const PATIENCE: Duration = Duration::from_millis(250);

/// The right to be the runner of a data folder. It ends with the process, however that ends, and
/// is given back when this is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, and writes this process' id into it.
    ///
    /// # Errors
    /// When another runner holds it, or the file can't be written.
    pub fn take(folder: &DataFolder) -> Result<Self> {
        let path = folder.path().join("runner.lock");
        let mut file = OpenOptions::new()
            .create(true)
            .read(true)
            .write(true)
            .truncate(false)
            .open(&path)
            .with_context(|| format!("{} can't be opened", path.display()))?;
        let patience = Instant::now() + PATIENCE;
        while !try_lock(&file)? {
            if Instant::now() > patience {
                bail!(already_running(&mut file, folder));
            }
            thread::sleep(Duration::from_millis(20));
        }
        write_pid(&mut file).with_context(|| format!("{} can't be written", path.display()))?;
        Ok(Self { _file: file })
    }
}

fn try_lock(file: &File) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn write_pid(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())
}

/// Windows lets nobody read a file that is locked; then the id stays unknown.
fn already_running(file: &mut File, folder: &DataFolder) -> String {
    let mut text = String::new();
    let pid = match file.read_to_string(&mut text) {
        Ok(_) if !text.trim().is_empty() => format!(" (process {})", text.trim()),
        _ => String::new(),
    };
    format!(
        "Hookloom's runner is running on {} already{pid}. Use that one, or end it with ‘hookloom quit’.",
        folder.path().display()
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_second_lock_is_refused_with_the_first_ones_process_id() {
        let temp = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(temp.path());
        let first = Lock::take(&folder).unwrap();
        let refusal = Lock::take(&folder).unwrap_err().to_string();
        let pid = format!("(process {})", std::process::id());
        assert!(refusal.contains(&pid), "{refusal}");
        drop(first);
        Lock::take(&folder).unwrap();
    }

    #[test]
    fn a_missing_folder_is_said_with_its_path() {
        let temp = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(temp.path().join("gone"));
        let refusal = Lock::take(&folder).unwrap_err().to_string();
        assert!(refusal.contains("gone/runner.lock"), "{refusal}");
    }
}
