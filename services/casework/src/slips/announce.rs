//! AnnounceHandover, within IssueSlip: a nameless record at the receiving office, and a line for her.

use domain::clients::{Client, Known};
use domain::consents::Permit;
use domain::handovers::{Announce, Handover, HandoverCommand, HandoverEvent};
use domain::slips::Slip;
use domain::{Actor, RecordId, Refusal};

use crate::Failure;
use crate::work::Work;

/// Tells the receiving office that she may come: a nameless record there, and a line for her.
pub(super) async fn announce(
    work: &mut Work<'_>,
    slip: &Slip,
    permit: Permit,
) -> Result<(), Failure> {
    let issued = slip.issued().ok_or(Refusal::NotFound)?;
    let record: RecordId = work.draw();
    let what = HandoverCommand::Announce(Box::new(Announce {
        slip: issued.clone(),
        record,
        permit,
    }));
    let events = Handover::default().decide(&work.order(what))?;
    let at = issued.recipient;
    let opened = Client::default().record((at, record, issued.path), &Known::default())?;
    for event in &events {
        if let HandoverEvent::HandoverAnnounced(announced) = event {
            let handed = announced
                .disclosure
                .as_ref()
                .map(|it| issued.handed(issued.handover, it));
            work.write_as(Actor::Seam, issued.path, handed)?;
        }
    }
    work.write_as(Actor::Seam, record, opened)?;
    work.write_as(Actor::Seam, issued.handover, events)?;
    work.station(issued.path, issued.recipient, record).await
}
