//! The store's address, which prints without its password.

use crate::StoreError;
use std::{fmt, path::PathBuf, str::FromStr};
use tokio_postgres::config::{Config, Host};

/// `sqlite:PATH` or `postgres://...` (several hosts are allowed).
#[derive(Clone)]
pub enum StoreUrl {
    /// A file.
    Sqlite(PathBuf),
    /// A server.
    Postgres(PostgresUrl),
}

/// A server's address with its password.
#[derive(Clone)]
pub struct PostgresUrl(Box<Config>);

impl PostgresUrl {
    pub(crate) fn get(&self) -> &Config {
        &self.0
    }
}

impl StoreUrl {
    /// The address of one database on a test server.
    #[cfg(feature = "testing")]
    pub(crate) fn of_config(config: Config) -> Self {
        Self::Postgres(PostgresUrl(Box::new(config)))
    }
}

impl FromStr for StoreUrl {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            if path.is_empty() || path.starts_with(":memory:") {
                return Err(StoreError::Url(
                    "sqlite: needs the path of a file".to_owned(),
                ));
            }
            return Ok(Self::Sqlite(path.into()));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            // The driver's message could repeat a part of the address: it is left out.
            let config = text.parse().map_err(|_| {
                StoreError::Url("the postgres:// address is not understood".to_owned())
            })?;
            return Ok(Self::Postgres(PostgresUrl(Box::new(config))));
        }
        let expected = "a store's address begins with sqlite: or postgres://";
        Err(StoreError::Url(expected.to_owned()))
    }
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(PostgresUrl(config)) => {
                let hosts: Vec<_> = config.get_hosts().iter().map(host).collect();
                let database = config.get_dbname().unwrap_or_default();
                write!(f, "postgres://{}/{database}", hosts.join(","))
            }
        }
    }
}

impl fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn host(host: &Host) -> String {
    match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(path) => path.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_prints_without_its_password() {
        let url: StoreUrl = "postgres://lz:geheim@db1,db2:5433/laufzettel"
            .parse()
            .unwrap();
        let printed = format!("{url} {url:?}");
        assert!(!printed.contains("geheim"), "{printed}");
        assert_eq!(url.to_string(), "postgres://db1,db2/laufzettel");
        let refused = "postgres://lz:geheim@db1:port/x".parse::<StoreUrl>();
        assert!(!format!("{refused:?}").contains("geheim"));
    }

    #[test]
    fn other_addresses_are_refused() {
        for text in ["", "mysql://x", "sqlite:", "sqlite::memory:", "file.db"] {
            assert!(text.parse::<StoreUrl>().is_err(), "{text}");
        }
    }
}
