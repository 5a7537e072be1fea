//! `laufzettel serve` as an operator starts it, on a store that other processes serve too.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// A debug build on a small, busy machine.
const SERVES_WITHIN: Duration = Duration::from_mins(1);
/// How long it may take to end.
const ENDS_WITHIN: Duration = Duration::from_secs(10);

/// The binary under test, in an environment that configures nothing.
fn laufzettel() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_laufzettel"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("LAUFZETTEL_")) {
        command.env_remove(name);
    }
    command
}

/// Verifies the store that a configuration names.
pub(crate) fn verified(config: &Path) -> Output {
    let mut command = laufzettel();
    command.arg("verify").arg("--config").arg(config);
    command.output().unwrap()
}

/// A running server.
pub(crate) struct Serving {
    child: Child,
    /// Its address.
    pub(crate) base: String,
    errors: Option<JoinHandle<String>>,
}

impl Serving {
    /// Starts one on a port that is free, and waits until it serves.
    pub(crate) fn with(config: &Path) -> Self {
        let mut command = laufzettel();
        command.arg("serve").arg("--config").arg(config);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (sender, address) = mpsc::channel();
        let errors = std::thread::spawn(move || {
            let mut text = String::new();
            for line in stderr.lines().map_while(Result::ok) {
                if let Some((_, rest)) = line.split_once(" serving address=") {
                    let address = rest.split(' ').next().unwrap_or_default();
                    // Nobody waits any more if it took too long.
                    let _ = sender.send(address.to_owned());
                }
                text.push_str(&line);
                text.push('\n');
            }
            text
        });
        let Ok(address) = address.recv_timeout(SERVES_WITHIN) else {
            // Its own child, by its own handle; what it said tells why.
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("it does not serve:\n{}", errors.join().unwrap());
        };
        Self {
            child,
            base: format!("http://{address}"),
            errors: Some(errors),
        }
    }

    /// Asks it to end, as systemd would; gives what it wrote to standard error.
    pub(crate) fn end(mut self) -> String {
        let errors = self.errors.take().unwrap();
        let pid = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(asked.unwrap().success());
        let began = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            if began.elapsed() > ENDS_WITHIN {
                self.child.kill().unwrap();
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        let errors = errors.join().unwrap();
        assert!(status.success(), "{status}\n{errors}");
        errors
    }
}

impl Drop for Serving {
    /// A test that fails leaves no server behind: its own child, by its own handle.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
