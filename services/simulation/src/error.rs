//! Why the town could not be played: its data is wrong, or a command failed.

use casework::Failure;
use jiff::civil::Date;

/// The play stopped; what was played before it stopped stays.
#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    /// A file of the town's data cannot be read.
    #[error("{file}: {what}")]
    File {
        /// The file.
        file: String,
        /// What is wrong with it.
        what: String,
    },
    /// Setting up the network, an institution or an account failed.
    #[error("setting up {what}")]
    SetUp {
        /// What.
        what: String,
        /// Why.
        source: Box<StepError>,
    },
    /// A step of a case failed.
    #[error("{case}, step {step} on {day}")]
    Step {
        /// The case.
        case: String,
        /// The number of the step in its case, from one.
        step: usize,
        /// Its day.
        day: Date,
        /// Why.
        source: Box<StepError>,
    },
}

/// Why a step failed.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// The command was refused, or the machine failed.
    #[error(transparent)]
    Command(#[from] Failure),
    /// The step names something that is not there, or that has not happened yet.
    #[error("unknown {what}: {name}")]
    Unknown {
        /// What was looked for.
        what: &'static str,
        /// By which name.
        name: String,
    },
}

impl PlayError {
    pub(crate) fn in_file(file: &str, error: &toml::de::Error) -> Self {
        Self::File {
            file: file.to_owned(),
            what: error.to_string(),
        }
    }
}

impl StepError {
    pub(crate) fn unknown(what: &'static str, name: &str) -> Self {
        Self::Unknown {
            what,
            name: name.to_owned(),
        }
    }
}
