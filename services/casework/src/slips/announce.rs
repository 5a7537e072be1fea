//! AnnounceHandover, within IssueSlip: a nameless record at the receiving office, and a line for her.

use domain::clients::ClientEvent;
use domain::consents::{ConsentEvent, Permit};
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
    let opened = ClientEvent::ClientRecorded {
        record,
        institution: issued.recipient,
        path: issued.path,
        identity: None,
        child: None,
    };
    let copies: Vec<ConsentEvent> = events
        .iter()
        .filter_map(|event| match event {
            HandoverEvent::HandoverAnnounced {
                disclosure: Some(disclosure),
                ..
            } => Some(ConsentEvent::CopyHanded {
                items: disclosure.items().clone(),
                handover: issued.handover,
                route: issued.route(),
            }),
            _ => None,
        })
        .collect();
    work.write_as(Actor::Seam, issued.path, copies)?;
    work.write_as(Actor::Seam, record, [opened])?;
    work.write_as(Actor::Seam, issued.handover, events)?;
    work.station(issued.path, issued.recipient, record).await
}
