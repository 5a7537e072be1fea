//! What goes on paper: the slip with its code, again and again the same.

use domain::access::Purpose;
use domain::codes::StationCode;
use domain::network::{Faces, Network};
use domain::slips::{Issued, Slip, SlipEvent};
use domain::{Erasable, Line, Refusal, SlipId, Staff};
use event_store::StreamId;
use jiff::civil::Date;
use read_models::institutions::InstitutionRow;

use crate::work::Work;
use crate::{Desk, Failure};

/// A slip as it is printed.
pub struct PrintedSlip {
    /// What the slip says.
    pub issued: Issued,
    /// The day of issue.
    pub issued_on: Date,
    /// An appointment, as it was agreed.
    pub appointment: Option<Line>,
    /// The station code in both forms.
    pub code: StationCode,
    /// The receiving institution's entry.
    pub recipient: InstitutionRow,
    /// The network's names.
    pub network: Faces,
}

impl Desk {
    /// The slip for printing; noted as read for that purpose.
    pub async fn print_slip(&self, by: Staff, slip: SlipId) -> Result<PrintedSlip, Failure> {
        let (issued, issued_on, appointment, code) = self.with_code(by, slip, true).await?;
        self.note_readings(by, &[issued.record], Purpose::Paper)
            .await?;
        let recipient =
            read_models::institutions::one(&self.store, self.network, issued.recipient).await?;
        let network: Network = Work::at(self).load(*self.network.as_bytes()).await?;
        Ok(PrintedSlip {
            issued,
            issued_on,
            appointment,
            code,
            recipient: recipient.ok_or(Refusal::NotFound)?,
            network: network.faces().cloned().ok_or(Refusal::NotFound)?,
        })
    }

    /// The station code of an own slip, even after it was withdrawn: a retried command gives the
    /// same answer as the first time (rule 8).
    pub async fn station_code(&self, by: Staff, slip: SlipId) -> Result<StationCode, Failure> {
        self.with_code(by, slip, false).await.map(|(.., code)| code)
    }

    async fn with_code(
        &self,
        by: Staff,
        id: SlipId,
        printing: bool,
    ) -> Result<(Issued, Date, Option<Line>, StationCode), Failure> {
        if !by.function.does_casework() {
            return Err(Refusal::NotYourRole.into());
        }
        let slip: Slip = Work::at(self).load(id.bytes()).await?;
        match &slip {
            Slip::Blank => return Err(Refusal::NotFound.into()),
            // Before anything is said of its state.
            Slip::Issued(issued) | Slip::Withdrawn(issued)
                if issued.institution != by.institution =>
            {
                return Err(Refusal::NotYours.into());
            }
            Slip::Withdrawn(_) if printing => return Err(Refusal::SlipIsWithdrawn.into()),
            Slip::Issued(_) | Slip::Withdrawn(_) => {}
        }
        let stream = StreamId::from_bytes(id.bytes());
        let events = self.store.load(self.network, stream).await?;
        let unreadable = Failure::Unreadable { kind: "slip" };
        let Some(first) = events.first() else {
            return Err(Refusal::NotFound.into());
        };
        let meta: domain::Meta = first.decode().map_err(|_| unreadable)?;
        let (
            Some(issued),
            Ok(SlipEvent::SlipIssued {
                code, appointment, ..
            }),
        ) = (slip.issued(), first.decode())
        else {
            return Err(Failure::Unreadable { kind: "slip" });
        };
        match code {
            Some(Erasable::Known(code)) => {
                Ok((issued.clone(), meta.occurred_on, appointment, code))
            }
            _ => Err(Refusal::Erased.into()),
        }
    }
}
