//! What does not depend on the automation.

use std::path::PathBuf;
use std::time::Duration;

/// Times and limits of all file triggers.
#[derive(Clone, Debug)]
pub struct FileOptions {
    /// How long to wait after what says itself that it is finished.
    pub quiet: Duration,
    /// How often to look at folders of which the system can't tell.
    pub poll: Duration,
    /// How often to look whether a watched folder is still there.
    pub check: Duration,
    /// How often to look for a folder that is not there.
    pub missing: Duration,
    /// How many folders may be watched; the others are polled.
    pub watches: usize,
    /// How many notes of the system may wait for one automation.
    pub queue: usize,
    /// How long a group waits for another file after one came to rest.
    pub gather: Duration,
    /// How long a group waits for others in all.
    pub gather_longest: Duration,
    /// Folders in which Hookloom itself writes; what happens there is never reported.
    pub own: Vec<PathBuf>,
}

impl Default for FileOptions {
    fn default() -> Self {
        Self {
            quiet: Duration::from_millis(100),
            poll: Duration::from_secs(30),
            check: Duration::from_secs(30),
            missing: Duration::from_secs(2),
            watches: most_watches().unwrap_or(usize::MAX),
            queue: 16_384,
            gather: Duration::from_secs(1),
            gather_longest: Duration::from_secs(10),
            own: Vec::new(),
        }
    }
}

/// How many folders may be watched at the most, where there is a limit. Three quarters of what the
/// system gives a user: editors and file managers need watches too.
pub(crate) fn most_watches() -> Option<usize> {
    let limit = std::fs::read_to_string("/proc/sys/fs/inotify/max_user_watches").ok()?;
    let limit: usize = limit.trim().parse().ok()?;
    Some(limit / 4 * 3)
}
