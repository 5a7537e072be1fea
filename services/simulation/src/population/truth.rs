//! The truth file: what a plan holds, for tests that compare releases with it. Never for a network with
//! real people.

use std::io::{self, BufRead, Write};

use super::{PlannedInstitution, PlannedPerson, TownPlan};

/// Lines that are no plan.
#[derive(Debug, thiserror::Error)]
pub enum NoTruth {
    /// The file cannot be read.
    #[error("cannot read the truth file: {0}")]
    Unreadable(#[from] io::Error),
    /// A line is neither an institution nor a person.
    #[error("line {line} of the truth file: {error}")]
    Line {
        /// Which, from 1.
        line: usize,
        /// Why.
        error: serde_json::Error,
    },
}

impl TownPlan {
    /// One JSON object a line: first the institutions, then the persons with what happens to them.
    pub fn write_truth(&self, mut to: impl Write) -> io::Result<()> {
        for institution in &self.institutions {
            writeln!(to, "{}", serde_json::to_string(institution)?)?;
        }
        for person in &self.persons {
            writeln!(to, "{}", serde_json::to_string(person)?)?;
        }
        Ok(())
    }

    /// Reads a truth file back.
    pub fn read_truth(from: impl BufRead) -> Result<Self, NoTruth> {
        let mut plan = Self {
            institutions: Vec::new(),
            persons: Vec::new(),
        };
        for (line, text) in (1..).zip(from.lines()) {
            let text = text?;
            // Institutions come first, so a line that is none is a person's or nobody's.
            if let Ok(institution) = serde_json::from_str::<PlannedInstitution>(&text) {
                plan.institutions.push(institution);
                continue;
            }
            let person: PlannedPerson =
                serde_json::from_str(&text).map_err(|error| NoTruth::Line { line, error })?;
            plan.persons.push(person);
        }
        Ok(plan)
    }
}
