//! Where instead: the place that the office named when it could not take her on. A place that hides, and
//! on paper an office that hides or knows her in danger, appear under the network's neutral name (rule 11).

use async_recursion::async_recursion as boxed;
use domain::access::Purpose;
use domain::clients::Client;
use domain::institutions::{Institution, NamedService, SenderShown};
use domain::{HandoverId, Line, Refusal, Staff};
use jiff::civil::Date;
use read_models::handovers::HandoverRow;
use read_models::institutions::InstitutionRow;

use crate::slips::read::caseworker;
use crate::work::{Transaction, Work};
use crate::{Desk, Failure};

/// The place as it is printed.
pub struct PrintedInstead {
    /// The network's name.
    pub network: Line,
    /// Who names the place.
    pub named_by: Line,
    /// The day of the rejection.
    pub named_on: Date,
    /// The place.
    pub place: PlaceShown,
}

/// How the place is shown.
pub enum PlaceShown {
    /// With its entry, and the service there.
    Open(Box<InstitutionRow>, Line),
    /// Only the network's call-back line.
    Hidden(SenderShown),
}

impl Desk {
    /// The place that was named to her, for printing; noted as read for that purpose.
    #[boxed]
    pub async fn where_instead(
        &self,
        by: Staff,
        id: HandoverId,
    ) -> Result<PrintedInstead, Failure> {
        caseworker(by)?;
        let row: HandoverRow = self.own_row(by, id).await?;
        let instead = row.instead.ok_or(Refusal::NotFound)?;
        let mut work = Work::of(self, by);
        let net = work.network().await?;
        let faces = net.faces().ok_or(Refusal::NotFound)?;
        let own: Institution = work.load(by.institution).await?;
        let her: Option<Client> = work.load_unless_erased(row.held.record).await?;
        // She carries it: where she is in danger it names nobody, and says where to call.
        let (named_by, place) = if her.is_some_and(|her| her.protected) {
            let neutral = SenderShown::neutral(faces);
            (neutral.clone(), PlaceShown::Hidden(neutral))
        } else {
            let own = own.shown_as_sender(faces).ok_or(Refusal::NotFound)?;
            (own, self.place(&instead).await?)
        };
        self.note_reading(by, row.held.record, Purpose::Paper)
            .await?;
        Ok(PrintedInstead {
            network: faces.name.clone(),
            named_by: named_by.name,
            named_on: row.since,
            place,
        })
    }

    /// How a place that an office named is shown, on its own screen too: others look over shoulders.
    #[boxed]
    pub async fn place(&self, named: &NamedService) -> Result<PlaceShown, Failure> {
        let there = self.institution(named.institution).await?;
        if let Some(there) = there.filter(|there| !there.entry.hides()) {
            let service = named.service_name.clone();
            return Ok(PlaceShown::Open(Box::new(there), service));
        }
        let net = Transaction::at(self).network().await?;
        let faces = net.faces().ok_or(Refusal::NotFound)?;
        Ok(PlaceShown::Hidden(SenderShown::neutral(faces)))
    }
}
