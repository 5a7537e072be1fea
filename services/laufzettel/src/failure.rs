//! Why the program ends with a failure, in sentences for an operator, without personal content.

use std::error::Error;
use std::fmt::Write as _;
use std::io;

use event_store::{KeyFileError, ProjectorError, StoreError, VerifyError};
use simulation::PlayError;

/// What stops the program.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A sentence that says all.
    #[error("{0}")]
    Said(String),
    #[error("{what}")]
    Io { what: String, source: io::Error },
    #[error(transparent)]
    Store(StoreError),
    #[error(transparent)]
    Keys(#[from] KeyFileError),
    #[error(transparent)]
    Verify(#[from] VerifyError),
    #[error(transparent)]
    Projector(#[from] ProjectorError),
    #[error("the demo's town could not be played")]
    Play(#[from] PlayError),
    #[error("the command was not carried out")]
    Command(#[from] casework::Failure),
}

impl Failure {
    pub(crate) fn said(sentence: impl Into<String>) -> Self {
        Self::Said(sentence.into())
    }

    pub(crate) fn io(what: impl Into<String>, source: io::Error) -> Self {
        Self::Io {
            what: what.into(),
            source,
        }
    }

    /// The failure and its causes; a cause that its effect already told is not told twice.
    pub(crate) fn told(&self) -> String {
        let mut told = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            let text = error.to_string();
            if !told.contains(&text) {
                // Writing to a String cannot fail.
                let _ = write!(told, ": {text}");
            }
            cause = error.source();
        }
        told
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::SchemaBehind { found, needed } => Self::Said(format!(
                "the database schema is at version {found}, this program needs {needed}: \
                 run `laufzettel migrate` first"
            )),
            other => Self::Store(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_that_is_behind_names_the_command() {
        let failure = Failure::from(StoreError::SchemaBehind {
            found: 2,
            needed: 4,
        });
        let told = failure.told();
        assert!(told.contains("`laufzettel migrate`"), "{told}");
        assert!(told.contains("version 2") && told.contains("needs 4"));
    }

    #[test]
    fn causes_are_told_once() {
        let taken = io::Error::new(io::ErrorKind::AddrInUse, "in use");
        assert_eq!(
            Failure::io("no listening", taken).told(),
            "no listening: in use"
        );
        let transparent = Failure::Store(StoreError::Corrupt("a row".into()));
        assert_eq!(transparent.told(), "the database is damaged: a row");
    }
}
