//! Her data: everything that one institution holds about her, to read and to keep (Art. 15 GDPR).

use serde::Serialize;

use crate::press::{Paper, Template, VirtualFile, template};
use crate::{DocumentError, Entry, Row, legible};

/// A copy of what is held about her. The caller words it; an empty section says that it is empty.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct HerData {
    /// The title, such as „Was wir über Sie gespeichert haben".
    pub title: String,
    /// Whose record it is.
    pub institution: String,
    /// How the paper speaks of her; `None` for a nameless record.
    pub person: Option<String>,
    /// The day on which it was true, worded.
    pub date: String,
    /// What is held.
    pub sections: Vec<Section>,
    /// Where she has something corrected or erased.
    pub contact: String,
}

/// A part of what is held.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// What it is about.
    pub heading: String,
    /// What these data are for, in a sentence or two.
    pub intro: Option<String>,
    /// Facts.
    pub rows: Vec<Row>,
    /// What happened, in order.
    pub entries: Vec<Entry>,
}

redacted_debug!(HerData, Section);

/// Prints the copy on as many A4 pages as it needs.
impl Paper for HerData {
    const TEMPLATE: Template = template!("her_data.typ");

    fn files(&self) -> Result<Vec<VirtualFile>, DocumentError> {
        Ok(vec![legible::data(self)?])
    }
}
