//! The note for the office's leading file: on paper, and as text to paste into a file system.

use std::fmt::Write as _;

use serde_json::json;

use crate::press::{Paper, Template, VirtualFile, template};
use crate::{DocumentError, Entry, Row, legible};

const TITLE: &str = "Vermerk";
/// What the caller keeps by leaving everything else out.
const LIMITS: &str = "Dieser Vermerk enthält, was diese Einrichtung selbst getan hat, und was ihr mit \
                      Einwilligung der betroffenen Person mitgeteilt wurde. Angaben anderer \
                      Einrichtungen enthält er sonst nicht.";

/// What the office did with one slip or hand-over.
#[derive(Clone, PartialEq, Eq)]
pub struct FileNote {
    /// The office whose file it is.
    pub institution: String,
    /// Who wrote it, by function; `None` leaves it out.
    pub author: Option<String>,
    /// The day of the note, worded.
    pub written_on: String,
    /// What it is about: the slip or the hand-over.
    pub subject: String,
    /// What happened, in order.
    pub entries: Vec<Entry>,
}

redacted_debug!(FileNote);

impl FileNote {
    /// The note as plain text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{TITLE}\n\n");
        // Writing to a string cannot fail.
        for Row { label, value } in self.rows() {
            let _ = writeln!(text, "{label}: {value}");
        }
        text.push('\n');
        for Entry { date, sentence } in &self.entries {
            let _ = writeln!(text, "{date}: {sentence}");
        }
        let _ = writeln!(text, "\n{LIMITS}");
        text
    }

    fn rows(&self) -> Vec<Row> {
        let rows = [
            ("Einrichtung", Some(&self.institution)),
            ("Verfasst von", self.author.as_ref()),
            ("Datum", Some(&self.written_on)),
            ("Betreff", Some(&self.subject)),
        ];
        let rows = rows.into_iter().filter_map(|(label, value)| {
            Some(Row {
                label: label.to_owned(),
                value: value?.clone(),
            })
        });
        rows.collect()
    }
}

/// Prints the note, with a margin to punch and lines for file number and signature.
impl Paper for FileNote {
    const TEMPLATE: Template = template!("file_note.typ");

    fn files(&self) -> Result<Vec<VirtualFile>, DocumentError> {
        let note = json!({
            "title": TITLE,
            "rows": self.rows(),
            "entries": self.entries,
            "limits": LIMITS,
        });
        Ok(vec![legible::data(&note)?])
    }
}
