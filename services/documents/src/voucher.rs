//! The counselling voucher: a half that she shows at every station, and a half that only she sees.
//! What she shows names no station: nobody learns from it where she was or where she goes.

use serde::Serialize;

use crate::press::{Paper, Template, VirtualFile, template};
use crate::{Code, Destination, DocumentError, legible};

/// Everything that a voucher may say. It never names who gave it to her.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Voucher {
    /// The network's name, under the title.
    pub network: String,
    /// Her name, only if she wants it on the half that she shows.
    pub person: Option<String>,
    /// The day of printing, worded: the number of visits left holds on this day.
    pub issued_on: String,
    /// The last day of validity, worded.
    pub valid_until: String,
    /// What it is about, as a sentence to her; `None` on a discreet voucher.
    pub theme: Option<String>,
    /// The next station; `None` if she looks for one herself.
    pub next: Option<Destination>,
    /// Stations that she may choose, with boxes for her own ticks.
    pub choices: Vec<String>,
    /// How many visits are left.
    pub visits: Visits,
    /// The code that a station scans or types.
    pub code: Code,
    /// Her own code, as it is read out on the telephone, on the half that only she sees; none on a voucher
    /// that goes with nobody's record.
    pub own_code: Option<String>,
    /// The network's telephone, for her questions and for those of a station.
    pub help_phone: String,
}

/// Visits left, on the day of printing.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
pub struct Visits {
    /// Those that were agreed.
    pub required: u32,
    /// Those that she may use if she likes.
    pub optional: u32,
}

redacted_debug!(Voucher);

/// Prints the voucher: one A4 page with a line to cut, or a sheet for each half if they need more.
impl Paper for Voucher {
    const TEMPLATE: Template = template!("voucher.typ");

    fn files(&self) -> Result<Vec<VirtualFile>, DocumentError> {
        Ok(vec![
            legible::data(self)?,
            ("voucher.svg", self.code.picture("voucher")?),
        ])
    }
}
