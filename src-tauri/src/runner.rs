//! Starting the runner, so that it stays when this window goes.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use hookloom_api::data_folder::DataFolder;

/// How a runner is started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// As ever.
    #[default]
    Usual,
    /// With everything off.
    Safe,
    /// With an empty database, if the one that is there can't be used; that one is kept.
    Fresh,
}

impl How {
    fn option(self) -> Option<&'static str> {
        match self {
            Self::Usual => None,
            Self::Safe => Some("--safe"),
            Self::Fresh => Some("--start-fresh"),
        }
    }
}

/// The runner that this window started, if it started one.
#[derive(Default)]
pub enum Runner {
    /// It started none.
    #[default]
    None,
    /// This one.
    Started {
        /// Held so that its end is noticed.
        process: Child,
        /// The file with what it says on standard error.
        log: PathBuf,
    },
    /// It could not be started.
    Failed(io::Error),
}

impl Runner {
    /// Starts `hookloom run` from the folder where this program lies.
    pub fn start(folder: &DataFolder, how: How) -> Self {
        let log = folder.path().join("runner-start.log");
        match spawn(folder, how, &log) {
            Ok(process) => Self::Started { process, log },
            Err(error) => Self::Failed(error),
        }
    }

    /// Whether one was started and may answer soon.
    pub fn is_starting(&mut self) -> bool {
        matches!(self, Self::Started { .. }) && self.failure().is_none()
    }

    /// Why there is no runner, once that is certain: what happened, and what was said about it.
    pub fn failure(&mut self) -> Option<(String, String)> {
        match self {
            Self::None => None,
            Self::Failed(error) => {
                let message = "Hookloom's runner could not be started. Install Hookloom again.";
                Some((message.into(), error.to_string()))
            }
            Self::Started { process, log } => {
                let status = process.try_wait().ok()??;
                let said = std::fs::read_to_string(log).unwrap_or_default();
                let ended = "Hookloom's runner ended right after its start.";
                let message = reason(&said).unwrap_or(ended).into();
                Some((message, format!("{said}\n{status}")))
            }
        }
    }
}

fn spawn(folder: &DataFolder, how: How, log: &PathBuf) -> io::Result<Child> {
    folder.create()?;
    let program = std::env::current_exe()?
        .with_file_name(format!("hookloom{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(program);
    command
        .arg("run")
        .args(how.option())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        // A file and not a pipe: a pipe would break when this window ends before the runner.
        .stderr(File::create(log)?);
    detach(&mut command);
    command.spawn()
}

/// A process group of its own: a Ctrl+C or a hang-up that ends this window is not for the runner.
#[cfg(unix)]
fn detach(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(windows)]
fn detach(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const DETACHED_PROCESS: u32 = 0x8;
    const CREATE_NEW_PROCESS_GROUP: u32 = 0x200;
    command.creation_flags(DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP);
}

/// The last line that says something: programs give their reason last.
fn reason(said: &str) -> Option<&str> {
    let mut lines = said.lines().map(str::trim);
    lines.rfind(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{How, reason};

    #[test]
    fn only_a_special_start_needs_an_option() {
        let options = [How::Usual, How::Safe, How::Fresh].map(How::option);
        assert_eq!(options, [None, Some("--safe"), Some("--start-fresh")]);
    }

    #[test]
    fn the_reason_is_what_the_runner_said_last() {
        let said = "starting\nThe database is of a newer version.\n\n";
        assert_eq!(reason(said), Some("The database is of a newer version."));
        assert_eq!(reason("\n"), None);
    }
}
