//! How the file trigger of an automation is.

use hookloom_core::view::TriggerStatus;

/// How the file trigger of an automation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileStatus {
    /// It looks at the folder for the first time.
    Starting,
    /// The system tells at once what happens.
    Watching {
        /// How many files concern the automation.
        files: usize,
        /// How many folders are watched.
        folders: usize,
    },
    /// The system can't tell everything, so that some or all folders are looked at from time to time.
    Polling {
        /// How many files concern the automation.
        files: usize,
        /// Why, and how often.
        why: String,
    },
    /// The folder is not there; it is looked for.
    FolderMissing {
        /// Which folder, and what to do.
        message: String,
    },
    /// Nothing can be noticed.
    Failed {
        /// Why, and what to do.
        message: String,
    },
}

impl From<FileStatus> for TriggerStatus {
    fn from(status: FileStatus) -> Self {
        let ready = |note| Self::Ready {
            next_at: None,
            address: None,
            note,
        };
        match status {
            FileStatus::Starting => Self::Starting {},
            FileStatus::Watching { .. } => ready(None),
            FileStatus::Polling { why, .. } => ready(Some(why)),
            FileStatus::FolderMissing { message } | FileStatus::Failed { message } => {
                Self::Broken { message }
            }
        }
    }
}
