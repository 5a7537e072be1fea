//! A demo started as a user starts it, with its one line read and its standard error kept.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::Value;

/// A debug build on a small, busy machine; a release build takes seconds.
const SERVES_WITHIN: Duration = Duration::from_mins(1);
/// How long an operator's `systemctl stop` may take.
const ENDS_WITHIN: Duration = Duration::from_secs(5);

/// The binary under test, in an environment that configures nothing.
pub(crate) fn laufzettel() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_laufzettel"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("LAUFZETTEL_")) {
        command.env_remove(name);
    }
    command
}

/// Runs a command to its end.
pub(crate) fn run(args: &[&str]) -> Output {
    laufzettel().args(args).output().unwrap()
}

/// A running demo.
pub(crate) struct Started {
    child: Child,
    /// The one line.
    pub(crate) facts: Value,
    /// How long it took until then.
    pub(crate) took: Duration,
    errors: JoinHandle<String>,
    rest: JoinHandle<String>,
}

/// What an ended demo left.
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) took: Duration,
    /// Everything on standard error.
    pub(crate) errors: String,
    /// What came on standard output after the one line.
    pub(crate) rest: String,
}

impl Started {
    pub(crate) fn with(more: &[&str]) -> Self {
        let few = ["--persons", "10"];
        let mut child = laufzettel()
            .args(["demo", "--json", "--listen", "127.0.0.1:0"])
            .args(few)
            .args(more)
            .env("LAUFZETTEL_LOG", "trace")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let began = Instant::now();
        let mut stderr = child.stderr.take().unwrap();
        let errors = std::thread::spawn(move || {
            let mut text = String::new();
            stderr.read_to_string(&mut text).unwrap();
            text
        });
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, line) = mpsc::channel();
        let rest = std::thread::spawn(move || {
            let mut text = String::new();
            stdout.read_line(&mut text).unwrap();
            sender.send(text).unwrap();
            let mut rest = String::new();
            stdout.read_to_string(&mut rest).unwrap();
            rest
        });
        let line = line.recv_timeout(SERVES_WITHIN).unwrap_or_default();
        let took = began.elapsed();
        let Ok(facts) = serde_json::from_str(&line) else {
            // Its own child, by its own handle; what it said tells why.
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("no line of JSON: {line}\n{}", errors.join().unwrap());
        };
        Self {
            child,
            facts,
            took,
            errors,
            rest,
        }
    }

    /// One of the facts as text.
    pub(crate) fn fact(&self, name: &str) -> &str {
        self.facts[name].as_str().unwrap()
    }

    /// Asks the demo to end, as systemd would, and waits for it.
    pub(crate) fn end(mut self) -> Ended {
        let pid = self.child.id().to_string();
        let began = Instant::now();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            if began.elapsed() > ENDS_WITHIN * 2 {
                self.child.kill().unwrap();
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        Ended {
            status,
            took: began.elapsed(),
            errors: self.errors.join().unwrap(),
            rest: self.rest.join().unwrap(),
        }
    }
}

impl Ended {
    /// Ended in time, in good order, with nothing more on standard output.
    pub(crate) fn in_good_order(&self) {
        assert!(self.status.success(), "{:?}\n{}", self.status, self.errors);
        assert!(self.took < ENDS_WITHIN, "{:?}", self.took);
        assert_eq!(self.rest, "");
    }
}

/// A whole copy of the database, whatever still lies in its write-ahead log.
pub(crate) fn copy_of(database: &Path, copy: &Path) {
    let connection = rusqlite::Connection::open(database).unwrap();
    connection
        .execute("VACUUM INTO ?1", [copy.to_str().unwrap()])
        .unwrap();
}
