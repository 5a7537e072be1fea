//! AnnounceHandover, within IssueSlip: a nameless record at the receiving office, and a line for her.

use domain::clients::ClientEvent;
use domain::consents::{ConsentEvent, Permit};
use domain::handovers::{Announce, Handover, HandoverCommand, HandoverEvent};
use domain::slips::Slip;
use domain::{Actor, Instruction, Now, RecordId, Refusal, Staff};

use crate::Failure;
use crate::work::{Work, record_owner};

/// Tells the receiving office that she may come: a nameless record there, and a line for her.
pub(super) async fn announce(
    by: Staff,
    now: Now,
    work: &mut Work<'_>,
    slip: &Slip,
    permit: Permit,
) -> Result<(), Failure> {
    let issued = slip.issued().ok_or(Refusal::NotFound)?;
    let record = RecordId::from_bytes(work.draw());
    let what = HandoverCommand::Announce(Box::new(Announce {
        slip: issued.clone(),
        record,
        permit,
    }));
    let events = Handover::default().decide(&Instruction { by, now, what })?;
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
    let today = now.today;
    let owner = Some(record_owner(record));
    let path = issued.path.bytes();
    work.write_as(path, None, Actor::Seam, now, today, &copies)?;
    work.write_as(record.bytes(), owner, Actor::Seam, now, today, &[opened])?;
    let stream = issued.handover.bytes();
    work.write_as(stream, owner, Actor::Seam, now, today, &events)?;
    work.station(now, issued.path, issued.recipient, record)
        .await
}
