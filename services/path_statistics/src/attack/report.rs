//! What the attacks found.

use serde::Serialize;

use crate::releases::Detail;

/// One attack's result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// The attack's number in the list.
    pub number: u8,
    /// The attack in a few words.
    pub attack: &'static str,
    /// Whether the releases withstood.
    pub passed: bool,
    /// Whether the same attack succeeds against exact counts, where it is tried.
    pub succeeds_against_exact: Option<bool>,
    /// Figures, each with its name.
    pub figures: Vec<(&'static str, f64)>,
}

/// How much of the truth lies in shown cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Visible {
    /// True counts of shown cells.
    pub shown: u32,
    /// True counts of all cells.
    pub all: u32,
}

impl Visible {
    /// The share; all of nothing is seen.
    #[must_use]
    pub fn share(self) -> f64 {
        if self.all == 0 {
            1.0
        } else {
            f64::from(self.shown) / f64::from(self.all)
        }
    }
}

/// All attacks on one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Persons with an episode in the period.
    pub persons: usize,
    /// How finely the releases tell places apart.
    pub detail: Detail,
    /// How much of the accesses can be seen.
    pub access: Visible,
    /// How much of the transitions can be seen.
    pub edges: Visible,
    /// The ten findings.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether all attacks failed, and those that must succeed against exact counts did.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.findings
            .iter()
            .all(|finding| finding.passed && finding.succeeds_against_exact != Some(false))
    }
}
