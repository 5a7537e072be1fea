//! What goes on paper: the slip with its code, again and again the same.

use async_recursion::async_recursion as boxed;
use std::collections::BTreeSet;

use domain::access::Purpose;
use domain::codes::{PaperCodes, StationCode};
use domain::consents::Item;
use domain::institutions::SenderShown;
use domain::network::Faces;
use domain::slips::{Appointment, Copy, Issued, Paper, Slip, Stage};
use domain::{Erasable, Refusal, SlipId, Staff};
use jiff::civil::Date;
use read_models::institutions::InstitutionRow;

use crate::work::Work;
use crate::{Desk, Failure};

/// A slip as it is printed.
pub struct PrintedSlip {
    /// What the slip says; of her data no more than [`PrintedSlip::copy`].
    pub issued: Issued,
    /// Her data, as far as the institution knows that it may still be said.
    pub copy: Copy,
    /// How much the paper says.
    pub paper: Paper,
    /// How the sender appears.
    pub shown: SenderShown,
    /// The feedback for which the paper asks, as far as the institution knows that she allows it.
    pub feedback: BTreeSet<Item>,
    /// The day of issue.
    pub issued_on: Date,
    /// An appointment, if it still lies ahead: no paper sends her to a day that passed.
    pub appointment: Option<Appointment>,
    /// Its codes: the station's in both forms, and her own.
    pub code: PaperCodes,
    /// The receiving institution's entry.
    pub recipient: InstitutionRow,
    /// The own institution's entry.
    pub sender: InstitutionRow,
    /// The network's names.
    pub network: Faces,
}

impl Desk {
    /// The slip for printing; noted as read for that purpose.
    #[boxed]
    pub async fn print_slip(&self, by: Staff, slip: SlipId) -> Result<PrintedSlip, Failure> {
        let (issued, code) = self.with_code(by, slip, true).await?;
        self.note_reading(by, issued.record, Purpose::Paper).await?;
        let mut work = Work::of(self, by);
        let today = self.now().today;
        let (path, route) = (issued.path, issued.route());
        let printable = work.printable(issued.record, path, route).await?;
        let asked = issued.feedback.iter().copied();
        let recipient = self.institution(issued.recipient).await?;
        let sender = self.institution(by.institution).await?;
        let (recipient, sender) = (
            recipient.ok_or(Refusal::NotFound)?,
            sender.ok_or(Refusal::NotFound)?,
        );
        let network = work.network().await?;
        let shown = self.names().await?.sender(issued.sender).await?;
        let somebody_hides = printable.protected || sender.entry.hides() || recipient.entry.hides();
        Ok(PrintedSlip {
            issued_on: issued.issued_on,
            appointment: issued
                .appointment
                .clone()
                .filter(|appointment| !appointment.is_over(today)),
            paper: issued.paper_says(somebody_hides),
            copy: issued.on_paper(&printable.items, &printable.her),
            feedback: asked
                .filter(|item| printable.items.contains(item))
                .collect(),
            shown,
            issued,
            code,
            recipient,
            sender,
            network: network.faces().cloned().ok_or(Refusal::NotFound)?,
        })
    }

    /// The station code of an own slip, even after it was withdrawn: a retried command gives the
    /// same answer as the first time (rule 8). Her own stands on her paper alone.
    #[boxed]
    pub async fn station_code(&self, by: Staff, slip: SlipId) -> Result<StationCode, Failure> {
        let codes = self.with_code(by, slip, false).await;
        codes.map(|(_, codes)| codes.station)
    }

    async fn with_code(
        &self,
        by: Staff,
        id: SlipId,
        printing: bool,
    ) -> Result<(Issued, PaperCodes), Failure> {
        if !by.function.does_casework() {
            return Err(Refusal::NotYourRole.into());
        }
        let slip: Slip = Work::of(self, by).own(id).await?;
        // Before anything is said of its state.
        let Some(issued) = slip.issued() else {
            return Err(self.unknown(by).await);
        };
        let stage = slip.stage_on(self.now().today);
        if printing && stage != Stage::Issued {
            return Err(stage.refusal().into());
        }
        match &issued.code {
            Some(Erasable::Known(code)) => Ok((issued.clone(), code.clone())),
            // It goes with the slip's validity (formats.md, "code"): no answer can show it again.
            _ => Err(Refusal::CodeNotKept.into()),
        }
    }
}
