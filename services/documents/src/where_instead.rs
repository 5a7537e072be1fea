//! Where instead: the place that an office names when it cannot take her on, printed for her.
//! Nothing about her goes there; a hand-over that goes on to another office prints a slip of its own.

use serde::Serialize;

use crate::press::{Paper, Template, VirtualFile, template};
use crate::{Destination, DocumentError, legible};

/// A place to go to, on one small page. Who she is and why she was sent on stays off it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct WhereInstead {
    /// The network's name, under the title.
    pub network: String,
    /// Who names the place: the office, or the network's neutral sender.
    pub named_by: String,
    /// The day, worded.
    pub named_on: String,
    /// The place.
    pub destination: Destination,
}

redacted_debug!(WhereInstead);

/// Prints one A5 page.
impl Paper for WhereInstead {
    const TEMPLATE: Template = template!("where_instead.typ");

    fn files(&self) -> Result<Vec<VirtualFile>, DocumentError> {
        Ok(vec![legible::data(self)?])
    }
}
