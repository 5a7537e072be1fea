//! `/eingang`: the worklist of an office, with the code field on top.
use super::{Badge, Frame};
use askama::Template;

/// `/eingang`. Form: `POST /s` with `code`.
#[derive(Template)]
#[template(path = "worklist.html")]
pub struct WorklistPage {
    /// Header and footer.
    pub frame: Frame,
    /// The code as typed, when it was not understood.
    pub code: String,
    /// Why the code was refused.
    pub code_error: Option<String>,
    /// Whether the cursor starts in the code field.
    pub autofocus: bool,
    /// Where to record somebody who came without a slip.
    pub arrival_without_slip: Option<String>,
    /// What came in, most urgent first.
    pub sections: Vec<WorklistSection>,
    /// "Von uns ausgestellt": own slips, by the own clock alone.
    pub issued: WorklistSection,
}

/// A part of the worklist.
pub struct WorklistSection {
    /// Id for jump links: `zu-bestaetigen`.
    pub id: &'static str,
    /// Heading: "Eingang zu bestätigen".
    pub title: String,
    /// Its entries.
    pub entries: Vec<WorklistEntry>,
    /// A friendly sentence for when there are none.
    pub empty: String,
}

/// A section of more lines than this is folded after the first [`OPEN`]: nobody reads hundreds.
const FOLDED_FROM: usize = 12;
/// So many lines of a long section stand open.
const OPEN: usize = 8;

impl WorklistSection {
    /// The lines that stand open: all, or the most urgent.
    #[must_use]
    pub fn open(&self) -> &[WorklistEntry] {
        self.split().0
    }

    /// The lines that are folded; none of a short section.
    #[must_use]
    pub fn folded(&self) -> &[WorklistEntry] {
        self.split().1
    }

    fn split(&self) -> (&[WorklistEntry], &[WorklistEntry]) {
        let long = self.entries.len() > FOLDED_FROM;
        self.entries
            .split_at(if long { OPEN } else { self.entries.len() })
    }
}

/// One line of the worklist.
pub struct WorklistEntry {
    /// Name, or "Ohne Namen" with something to tell her by.
    pub who: String,
    /// Why she comes, as far as shared; may be empty.
    pub reason: String,
    /// "seit 12. November".
    pub since: String,
    /// "fällig am 26. November", or empty.
    pub due: String,
    /// State; none when the section says it already.
    pub badge: Option<Badge>,
    /// The page behind it.
    pub href: String,
}
