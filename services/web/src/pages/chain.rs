//! `/kette`: the service chain as wished, and as it runs.
use super::{Drawn, Fact, Table};

/// The chain that holds.
pub struct AgreedChain {
    /// What it is called.
    pub name: String,
    /// Which version holds, in a sentence.
    pub version: String,
    /// For whom it is made, and what it shall achieve.
    pub facts: Vec<Fact>,
    /// The picture.
    pub picture: Drawn,
    /// From which release the picture's ways come, in a sentence; or that there is none yet.
    pub source: String,
    /// What differs.
    pub differences: Vec<String>,
    /// Stages, and the released ways beside the chain.
    pub tables: Vec<Table>,
}
