//! Processes of a test, and their certain end.

use std::io::{BufRead, BufReader};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A helper program that ends with the test, also with one that fails.
pub struct Helper(Child);

impl Helper {
    /// Starts a program.
    pub fn start(command: &mut Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        Self(child.unwrap_or_else(|error| {
            panic!("{name}: {error}; `cargo xtask test` installs what the tests need")
        }))
    }

    /// What the program says first.
    pub fn first_line(&mut self) -> String {
        let mut line = String::new();
        let output = self.0.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut line).unwrap();
        assert!(!line.trim().is_empty(), "a helper program did not start");
        line.trim().to_owned()
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A running program that was started with some variable.
pub struct Process {
    /// Its number.
    pub pid: String,
    /// The file name of its program.
    pub program: String,
}

impl Process {
    /// Ends it without asking.
    pub fn kill(&self) {
        let order = format!("kill -KILL {}", self.pid);
        let _ = Command::new("sh").args(["-c", &order]).status();
    }
}

/// Every process with this variable, among them runners that were started by a window and so
/// belong to nobody.
pub fn all_with(variable: &str, value: &Path) -> Vec<Process> {
    let wanted = [variable.as_bytes(), b"=", value.as_os_str().as_bytes()].concat();
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let ours = processes.filter_map(|process| {
        let environment = std::fs::read(process.path().join("environ")).ok()?;
        let program = std::fs::read_link(process.path().join("exe")).ok()?;
        let is_ours = environment
            .split(|byte| *byte == 0)
            .any(|entry| entry == wanted);
        is_ours.then(|| Process {
            pid: process.file_name().to_string_lossy().into_owned(),
            program: program
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
        })
    });
    ours.collect()
}
