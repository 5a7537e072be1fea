//! The truth file: what a plan holds, for tests that compare releases with it. Never for a network with
//! real people.

use std::io::{self, Write};

use domain::vocabulary::InstitutionKind;
use serde::Serialize;

use super::{At, TownPlan};

#[derive(Serialize)]
struct Office {
    institution: At,
    id: String,
    kind: InstitutionKind,
    neutral_sender: bool,
}

impl TownPlan {
    /// One JSON object a line: first the institutions, then the persons with what happens to them.
    pub fn write_truth(&self, mut to: impl Write) -> io::Result<()> {
        for (place, office) in (0..).zip(&self.institutions) {
            let line = Office {
                institution: At(place),
                id: office.id.to_string(),
                kind: office.kind,
                neutral_sender: office.neutral_sender,
            };
            writeln!(to, "{}", serde_json::to_string(&line)?)?;
        }
        for person in &self.persons {
            writeln!(to, "{}", serde_json::to_string(person)?)?;
        }
        Ok(())
    }
}
