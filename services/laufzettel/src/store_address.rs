//! A store's address as the operator wrote it; it prints without its password.

use std::convert::Infallible;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use event_store::{StoreError, StoreUrl};

/// `sqlite:PATH` or `postgres://...`, not yet understood: the command line would repeat what it
/// cannot parse, password and all.
#[derive(Clone)]
pub(crate) struct StoreAddress(String);

impl StoreAddress {
    /// A file.
    pub(crate) fn of_file(path: &Path) -> Self {
        Self(format!("sqlite:{}", path.display()))
    }

    /// The address, understood.
    pub(crate) fn url(&self) -> Result<StoreUrl, StoreError> {
        self.0.parse()
    }

    /// The file, if it is one.
    pub(crate) fn file(&self) -> Option<PathBuf> {
        self.0.strip_prefix("sqlite:").map(PathBuf::from)
    }
}

impl FromStr for StoreAddress {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for StoreAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.file().is_some() {
            return f.write_str(&self.0);
        }
        match self.0.split_once("://") {
            Some((scheme, rest)) => write!(f, "{scheme}://{}", without_password(rest)),
            None => f.write_str("(not understood)"),
        }
    }
}

impl fmt::Debug for StoreAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// User, hosts, database and parameters but for the password, which may stand in two places.
fn without_password(rest: &str) -> String {
    let (user, place) = match rest.rsplit_once('@') {
        Some((user, place)) => (user.split(':').next(), place),
        None => (None, rest),
    };
    let (place, parameters) = match place.split_once('?') {
        Some((place, parameters)) => (place, parameters),
        None => (place, ""),
    };
    let parameters: Vec<&str> = parameters
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("password="))
        .collect();
    let user = user.map(|user| format!("{user}@")).unwrap_or_default();
    let mark = if parameters.is_empty() { "" } else { "?" };
    format!("{user}{place}{mark}{}", parameters.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str) -> String {
        let address: StoreAddress = text.parse().unwrap();
        assert_eq!(format!("{address:?}"), address.to_string());
        address.to_string()
    }

    #[test]
    fn a_password_is_not_printed() {
        for (given, shown) in [
            (
                "postgres://lz:geheim@db:5433/lz",
                "postgres://lz@db:5433/lz",
            ),
            ("postgres://lz:ge@heim@db/lz", "postgres://lz@db/lz"),
            (
                "postgres://db1,db2/lz?password=geheim&target_session_attrs=read-write",
                "postgres://db1,db2/lz?target_session_attrs=read-write",
            ),
            ("postgres://db/lz?password=geheim", "postgres://db/lz"),
            ("lz:geheim@db", "(not understood)"),
        ] {
            assert_eq!(printed(given), shown);
        }
    }

    #[test]
    fn what_is_printed_leads_to_the_same_place() {
        assert_eq!(printed("sqlite:/a b/c@d.sqlite"), "sqlite:/a b/c@d.sqlite");
        assert_eq!(
            printed("postgres://lz@db:5433/lz"),
            "postgres://lz@db:5433/lz"
        );
        let address: StoreAddress = "sqlite:x/y.sqlite".parse().unwrap();
        assert_eq!(address.file(), Some(PathBuf::from("x/y.sqlite")));
    }
}
