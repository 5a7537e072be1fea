//! `/kette`: the service chain as wished, and as it runs.
use super::{Drawn, Fact, Table};

/// The chain that holds.
pub(crate) struct AgreedChain {
    /// What it is called.
    pub(crate) name: String,
    /// Which version holds, in a sentence.
    pub(crate) version: String,
    /// For whom it is made, and what it shall achieve.
    pub(crate) facts: Vec<Fact>,
    /// The picture.
    pub(crate) picture: Drawn,
    /// From which release the picture's ways come, in a sentence; or that there is none yet.
    pub(crate) source: String,
    /// What differs.
    pub(crate) differences: Vec<String>,
    /// Stages, and the released ways beside the chain.
    pub(crate) tables: Vec<Table>,
}
