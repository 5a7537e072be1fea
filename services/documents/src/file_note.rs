//! The note for the office's leading file: on paper, and as text to paste into a file system.

use std::fmt::Write as _;

use serde::Serialize;

use crate::press::{self, Imprint, VirtualFile};
use crate::redacted::redacted_debug;
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

/// What both forms say: they differ in looks only.
#[derive(Serialize)]
struct Said<'a> {
    title: &'a str,
    rows: Vec<Row>,
    entries: &'a [Entry],
    limits: &'a str,
}

impl FileNote {
    /// The note as plain text.
    #[must_use]
    pub fn text(&self) -> String {
        let Said {
            title,
            rows,
            entries,
            limits,
        } = self.said();
        let mut text = format!("{title}\n\n");
        // Writing to a string cannot fail.
        for Row { label, value } in rows {
            let _ = writeln!(text, "{label}: {value}");
        }
        text.push('\n');
        for Entry { date, sentence } in entries {
            let _ = writeln!(text, "{date}: {sentence}");
        }
        let _ = writeln!(text, "\n{limits}");
        text
    }

    fn said(&self) -> Said<'_> {
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
        Said {
            title: TITLE,
            rows: rows.collect(),
            entries: &self.entries,
            limits: LIMITS,
        }
    }
}

/// Prints the note, with a margin to punch and lines for file number and signature.
pub fn file_note(view: &FileNote, imprint: &Imprint) -> Result<Vec<u8>, DocumentError> {
    press::print(press::FILE_NOTE, files(view)?, imprint)
}

pub(crate) fn files(view: &FileNote) -> Result<Vec<VirtualFile>, DocumentError> {
    Ok(vec![legible::data(&view.said())?])
}
