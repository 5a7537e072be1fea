//! From what is stored to what she reads.

use domain::KnownOr;
use domain::access::AccessEvent;
use domain::clients::{Client, ClientEvent};
use event_store::Recorded;
use read_models::slips::SlipRow;

use super::{ChildCopyHeld, Happened, InRecord, RecordHeld, SlipHeld};
use crate::Failure;
use crate::work::{meta, read};

pub(super) fn record(client: &Client, events: &[Recorded]) -> Result<Option<RecordHeld>, Failure> {
    let (Some(opened), Some(first)) = (client.opened, events.first()) else {
        return Ok(None);
    };
    let (mut data_protection, mut erasure_requested_on) = (Vec::new(), None);
    for event in events {
        let on = meta(event)?.occurred_on;
        let stored: ClientEvent = read(event)?;
        match &stored {
            ClientEvent::ErasureRequested { on } => erasure_requested_on = Some(*on),
            // Whether a child confided anything is the child's too.
            ClientEvent::ChildConfided { .. } | ClientEvent::PathAdded { .. } => continue,
            _ => {}
        }
        let event = InRecord::Event((&stored).into());
        data_protection.push(Happened { event, on });
    }
    Ok(Some(RecordHeld {
        record: opened.record,
        since: meta(first)?.occurred_on,
        identity: client.identity.known().cloned(),
        children: client.children.known().cloned(),
        protected: client.protected,
        restricted: client.restricted,
        held_until: client.held_until,
        erasure_requested_on,
        data_protection,
    }))
}

pub(super) fn slip(row: SlipRow, recipient: domain::Line) -> SlipHeld {
    let told = row.counselling.known().cloned().unwrap_or_default();
    SlipHeld {
        slip: row.slip,
        recipient,
        service: row.service_name,
        need: row.need,
        agreement: row.agreement,
        issued_on: row.issued_on,
        valid_until: row.valid_until,
        appointment: row.appointment,
        disclosed: row.disclosed,
        feedback: row.feedback,
        reason: told.reason,
        words: told.words,
        received: row.received,
        history: row.history,
    }
}

pub(super) fn child_copy(event: &Recorded) -> Result<Option<ChildCopyHeld>, Failure> {
    let AccessEvent::ChildCopyAnswered(answered) = read(event)? else {
        return Ok(None);
    };
    Ok(Some(ChildCopyHeld {
        on: answered.on,
        asked_by: answered.asked_by,
        entitlement: answered.entitlement,
        proof: answered.proof,
        given: answered.child.known().cloned(),
    }))
}
