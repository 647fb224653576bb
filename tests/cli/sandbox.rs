//! Private folders for one test, and the programs that run in them.

use std::{
    fs::{self, File},
    io::Write,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;
use tempfile::TempDir;

/// Longer than anything here should take, also on a busy machine.
pub const DEADLINE: Duration = Duration::from_secs(60);

pub const HOOKLOOM: &str = env!("CARGO_BIN_EXE_hookloom");

/// Folders of a person who has never used Hookloom.
pub struct Sandbox {
    folder: TempDir,
    program: PathBuf,
}

/// What a command that has ended printed.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Sandbox {
    pub fn new() -> Self {
        Self::with_program(HOOKLOOM.into())
    }

    pub fn with_program(program: PathBuf) -> Self {
        let folder = tempfile::Builder::new().prefix("hl").tempdir().unwrap();
        Self { folder, program }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    pub fn database(&self) -> PathBuf {
        self.data().join("hookloom.db")
    }

    /// Writes a file into the sandbox.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.path().join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(arguments)
            .env("HOME", self.path())
            .env("HOOKLOOM_DATA", self.data())
            .env("HOOKLOOM_SECRETS", "file")
            .env("XDG_CONFIG_HOME", self.path().join("config"))
            .env("XDG_RUNTIME_DIR", self.path())
            .env_remove("XDG_DATA_HOME")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("HOOKLOOM_LOG");
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with_input(arguments, "")
    }

    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Ran {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that reads no input may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a command that has to work, and reads the JSON that it prints.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.run(&[arguments, &["--json"]].concat());
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        serde_json::from_str(&ran.out).unwrap()
    }

    /// Runs a command that has to work, with a document as its input.
    pub fn json_from(&self, arguments: &[&str], document: &Value) -> Value {
        let arguments = [arguments, &["-", "--json"]].concat();
        let ran = self.run_with_input(&arguments, &document.to_string());
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        serde_json::from_str(&ran.out).unwrap()
    }

    /// Starts a runner on a free port, and waits until it answers.
    pub fn start(&self) -> Runner {
        self.start_with(&["--no-tray", "--port", "0"])
    }

    pub fn start_with(&self, arguments: &[&str]) -> Runner {
        self.when_it_answers(self.spawn(arguments))
    }

    /// Waits until a runner that was started answers.
    pub fn when_it_answers(&self, mut runner: Runner) -> Runner {
        wait_until("the runner answers", || {
            runner.assert_alive();
            self.run(&["status"]).code == 0
        });
        runner
    }

    /// Starts a runner, and waits for nothing.
    pub fn spawn(&self, arguments: &[&str]) -> Runner {
        Runner::of(self.command(&[&["run"], arguments].concat()), self)
    }
}

/// A runner in the background, which is killed at the latest when this is dropped.
pub struct Runner {
    pub child: Child,
    messages: PathBuf,
}

impl Runner {
    /// Starts a command that runs a runner.
    pub fn of(mut command: Command, sandbox: &Sandbox) -> Self {
        let messages = tempfile::Builder::new()
            .prefix("messages")
            .tempfile_in(sandbox.path())
            .unwrap()
            .into_temp_path()
            .keep()
            .unwrap();
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&messages).unwrap())
            .spawn()
            .unwrap();
        Self { child, messages }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it has said so far.
    pub fn messages(&self) -> String {
        fs::read_to_string(&self.messages).unwrap()
    }

    pub fn assert_alive(&mut self) {
        if let Some(status) = self.child.try_wait().unwrap() {
            panic!("the runner ended with {status}:\n{}", self.messages());
        }
    }

    /// Waits until it has ended by itself.
    pub fn ended(&mut self) -> ExitStatus {
        let mut status = None;
        wait_until("the runner ends", || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        status.unwrap()
    }

    /// Kills it at once, as the system does when memory runs out.
    pub fn kill(&mut self) {
        self.assert_alive();
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Looks again and again until something holds.
pub fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + DEADLINE;
    while !holds() {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// A port of this computer that nobody uses at the moment.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
