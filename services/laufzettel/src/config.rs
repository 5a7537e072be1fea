//! The configuration of `serve`: a TOML file, overridden by the environment, checked as a whole so
//! that every wrong key is named at once.

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use axum::http::Uri;
use domain::{Line, NetworkId};
use figment::Figment;
use figment::providers::{Format as _, Toml};
use serde::Deserialize;
use web::DataProtectionContacts;

use crate::failure::Failure;
use crate::logging;
use crate::store_address::StoreAddress;
use crate::text;

/// Which variable overrides which key.
const VARIABLES: [(&str, &str); 14] = [
    ("LAUFZETTEL_STORE", "store"),
    ("LAUFZETTEL_LISTEN", "listen"),
    ("LAUFZETTEL_BASE_URL", "base_url"),
    ("LAUFZETTEL_DATA", "data"),
    ("LAUFZETTEL_KEYS_FILE", "keys_file"),
    ("LAUFZETTEL_ERASURES_FILE", "erasures_file"),
    ("LAUFZETTEL_CHECKPOINT_FILE", "checkpoint_file"),
    ("LAUFZETTEL_IMPRINT", "imprint"),
    ("LAUFZETTEL_PRIVACY", "privacy"),
    (logging::VARIABLE, "log"),
    ("LAUFZETTEL_NETWORK_ID", "network.id"),
    ("LAUFZETTEL_NETWORK_NAME", "network.name"),
    (
        "LAUFZETTEL_DATA_PROTECTION_OFFICER",
        "data_protection.officer",
    ),
    (
        "LAUFZETTEL_DATA_PROTECTION_AUTHORITY",
        "data_protection.authority",
    ),
];

/// Where the server listens when nobody says: for a reverse proxy on the same machine.
const LISTEN: &str = "127.0.0.1:8080";

/// How often a checkpoint is written when nobody says otherwise.
const CHECKPOINT_MINUTES: u32 = 10;

/// A configuration that was checked.
#[derive(Debug)]
pub(crate) struct Config {
    pub(crate) store: StoreAddress,
    pub(crate) listen: SocketAddr,
    /// How people reach the server: scheme and host, no slash at the end.
    pub(crate) base_url: String,
    pub(crate) keys_file: PathBuf,
    pub(crate) erasures_file: PathBuf,
    pub(crate) checkpoint_file: PathBuf,
    pub(crate) checkpoint_minutes: u32,
    pub(crate) imprint: Option<PathBuf>,
    pub(crate) privacy: Option<PathBuf>,
    pub(crate) log: String,
    pub(crate) network: NetworkId,
    pub(crate) network_name: Line,
    pub(crate) data_protection: DataProtectionContacts,
}

/// What is wrong with a configuration.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("the configuration cannot be read: {0}")]
    Unreadable(String),
    #[error("the configuration is not complete:{}", list(.0))]
    Wrong(Vec<Problem>),
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::said(error.to_string())
    }
}

/// One wrong key.
#[derive(Debug)]
pub(crate) struct Problem {
    key: &'static str,
    what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.key, self.what)
    }
}

fn list(problems: &[Problem]) -> String {
    let lines = problems.iter().map(|problem| format!("\n  {problem}"));
    lines.collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    store: Option<String>,
    listen: Option<String>,
    base_url: Option<String>,
    data: Option<PathBuf>,
    keys_file: Option<PathBuf>,
    erasures_file: Option<PathBuf>,
    checkpoint_file: Option<PathBuf>,
    checkpoint_minutes: Option<u32>,
    imprint: Option<PathBuf>,
    privacy: Option<PathBuf>,
    log: Option<String>,
    #[serde(default)]
    network: WrittenNetwork,
    #[serde(default)]
    data_protection: WrittenDataProtection,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDataProtection {
    officer: Option<String>,
    authority: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenNetwork {
    id: Option<String>,
    name: Option<String>,
}

impl Config {
    /// Reads the file and what the environment puts above it.
    pub(crate) fn read(
        file: &Path,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let mut figment = Figment::from(Toml::file_exact(file));
        for (name, key) in VARIABLES {
            if let Some(value) = variable(name) {
                // A value of the environment is text, even one that looks like a number.
                figment = figment.merge((key, value));
            }
        }
        let written = figment.extract::<Written>();
        written
            .map_err(|error| ConfigError::Unreadable(without_excerpts(&error.to_string())))?
            .check()
    }
}

/// The parser shows the line that it does not understand, and that line may hold a password.
fn without_excerpts(message: &str) -> String {
    let lines = message.lines().filter(|line| !line.contains(" |"));
    lines.collect::<Vec<_>>().join(" ").trim().to_owned()
}

impl Written {
    fn check(self) -> Result<Config, ConfigError> {
        let mut check = Check(Vec::new());
        let in_data = |name| self.data.as_ref().map(|data| data.join(name));
        let keys_file = self.keys_file.or_else(|| in_data("keys.json"));
        let erasures_file = self.erasures_file.or_else(|| in_data("erasures"));
        let checkpoint_file = self.checkpoint_file.or_else(|| in_data("checkpoint"));
        let listen = self.listen.or_else(|| Some(LISTEN.to_owned()));
        let log = self.log.or_else(|| Some(logging::USUAL.to_owned()));
        let store = check.key("store", self.store, store);
        let listen = check.key("listen", listen, address);
        let base_url = check.key("base_url", self.base_url, base_url);
        let keys_file = check.there("keys_file", keys_file);
        let erasures_file = check.there("erasures_file", erasures_file);
        let checkpoint_file = check.there("checkpoint_file", checkpoint_file);
        let minutes = check.minutes("checkpoint_minutes", self.checkpoint_minutes);
        let log = check.key("log", log, |text| {
            logging::filter(text).map(|_| text.to_owned())
        });
        let id = check.key("network.id", self.network.id, network_id);
        let name = check.key("network.name", self.network.name, text::line);
        let written = self.data_protection;
        let officer = check.key("data_protection.officer", written.officer, text::line);
        let authority = check.key("data_protection.authority", written.authority, text::line);
        let (imprint, privacy) = (self.imprint, self.privacy);
        // All is looked at before: whoever writes a configuration learns at once what is wrong with it.
        let config = || {
            Some(Config {
                store: store?,
                listen: listen?,
                base_url: base_url?,
                keys_file: keys_file?,
                erasures_file: erasures_file?,
                checkpoint_file: checkpoint_file?,
                checkpoint_minutes: minutes?,
                imprint,
                privacy,
                log: log?,
                network: id?,
                network_name: name?,
                data_protection: DataProtectionContacts {
                    officer: officer?.into(),
                    authority: authority?.into(),
                },
            })
        };
        config().ok_or(ConfigError::Wrong(check.0))
    }
}

/// Collects what is wrong.
struct Check(Vec<Problem>);

impl Check {
    /// A key that must be there and be understood.
    fn key<T>(
        &mut self,
        key: &'static str,
        written: Option<String>,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let written = self.there(key, written)?;
        match read(&written) {
            Ok(value) => Some(value),
            Err(what) => {
                self.0.push(Problem { key, what });
                None
            }
        }
    }

    /// So often something is done; never is no answer.
    fn minutes(&mut self, key: &'static str, written: Option<u32>) -> Option<u32> {
        let minutes = written.unwrap_or(CHECKPOINT_MINUTES);
        if minutes == 0 {
            let what = "a number of minutes from 1 is expected".to_owned();
            self.0.push(Problem { key, what });
            return None;
        }
        Some(minutes)
    }

    /// A key that must be there.
    fn there<T>(&mut self, key: &'static str, written: Option<T>) -> Option<T> {
        if written.is_none() {
            let what = "is missing".to_owned();
            self.0.push(Problem { key, what });
        }
        written
    }
}

// What follows never repeats a value: an operator who mixes up two keys may have put a password there.

fn store(text: &str) -> Result<StoreAddress, String> {
    let Ok(address) = text.parse::<StoreAddress>();
    match address.url() {
        Ok(_) => Ok(address),
        Err(error) => Err(error.to_string()),
    }
}

fn address(text: &str) -> Result<SocketAddr, String> {
    let expected = "an address with its port is expected, such as 127.0.0.1:8080";
    text.parse().map_err(|_| expected.to_owned())
}

fn base_url(text: &str) -> Result<String, String> {
    let expected = "scheme and host are expected, such as https://laufzettel.example.org";
    let uri: Uri = text.parse().map_err(|_| expected.to_owned())?;
    let (Some("http" | "https"), Some(host)) = (uri.scheme_str(), uri.authority()) else {
        return Err(expected.to_owned());
    };
    if uri.path() != "/" || uri.query().is_some() || host.as_str().contains('@') {
        return Err(expected.to_owned());
    }
    Ok(text.trim_end_matches('/').to_owned())
}

fn network_id(text: &str) -> Result<NetworkId, String> {
    let expected = "32 hexadecimal digits are expected, drawn once: openssl rand -hex 16";
    text.parse().map_err(|_| expected.to_owned())
}

#[cfg(test)]
mod tests;
