//! How a hand-over's row changes. Where it stands is the domain's to say; here is what the office
//! reads besides.

use domain::handovers::{HandoverEvent, Held, Notice, Remark, SlipLinked};
use domain::slips::Counselling;
use domain::{Erasable, KnownOr};
use jiff::civil::Date;

use super::{HandoverRow, Particular, Step, Told};

pub(super) fn after(
    row: Option<HandoverRow>,
    event: HandoverEvent,
    on: Date,
) -> Option<HandoverRow> {
    let step = Step {
        event: (&event).into(),
        on,
        message: match &event {
            HandoverEvent::FeedbackGiven { message, .. }
            | HandoverEvent::FeedbackRetracted { message, .. } => Some(*message),
            _ => None,
        },
        particular: Particular::of(&event),
    };
    // Under which name somebody appears is read where the name stands: that it changed, and when, is
    // nothing that the office did.
    let silent = matches!(
        event,
        HandoverEvent::HandoverSenderHidden {} | HandoverEvent::StationHidden { .. }
    );
    let mut row = match Held::opened_by(&event) {
        Some(held) => opened(row, held, event, on)?,
        // The arrival keeps it; nothing is to be done here any more.
        None if matches!(event, HandoverEvent::LinkedTo { .. }) => return None,
        None => changed(row?, event, on),
    };
    if !silent {
        row.history.push(step);
    }
    Some(row)
}

fn opened(
    before: Option<HandoverRow>,
    held: Held,
    event: HandoverEvent,
    on: Date,
) -> Option<HandoverRow> {
    let (held, history) = match before {
        Some(row) => (held.after(&row.held), row.history),
        None => (held, vec![]),
    };
    let blank = |service_name| HandoverRow {
        held,
        service_name,
        need: None,
        since: on,
        valid_until: None,
        instead: None,
        called_off: false,
        history,
        identity: None,
        counselling: None,
        child: None,
    };
    Some(match event {
        HandoverEvent::HandoverAnnounced(it) => HandoverRow {
            need: it.need,
            valid_until: Some(it.valid_until),
            ..blank(it.service_name)
        },
        HandoverEvent::HandoverAcknowledged(it) => HandoverRow {
            need: it.need,
            since: it.arrived_on,
            counselling: it.counselling.map(told),
            ..blank(it.service_name)
        },
        HandoverEvent::ArrivalRecorded(it) => HandoverRow {
            need: Some(it.need),
            since: it.arrived_on,
            ..blank(it.service_name)
        },
        _ => return None,
    })
}

fn changed(mut row: HandoverRow, event: HandoverEvent, on: Date) -> HandoverRow {
    use HandoverEvent as E;
    let (before, withdrawn) = (row.held.phase, row.has_heard(Notice::SlipWithdrawn));
    row.held.evolve(&event);
    if row.held.phase != before {
        row.since = on;
    }
    match event {
        E::SlipLinked(SlipLinked {
            counselling: Some(counselling),
            ..
        }) => {
            let remarks = row.counselling.known().map(|told| told.remarks.clone());
            row.counselling = Some(told(counselling));
            for remark in remarks.unwrap_or_default() {
                row.remark(&Remark { remark });
            }
        }
        E::HandoverRejected {
            instead,
            counselling,
            ..
        } => {
            row.instead = instead;
            counselling.known().into_iter().for_each(|r| row.remark(r));
        }
        E::HandoverConcluded { counselling, .. } => {
            counselling.known().into_iter().for_each(|r| row.remark(r));
        }
        E::HandoverReopened { counselling }
        | E::HandoverEnteredInError { counselling }
        | E::FeedbackRetracted { counselling, .. } => {
            counselling.known().into_iter().for_each(|r| row.remark(r));
        }
        E::NoticeAcknowledged {} => row.called_off |= withdrawn,
        _ => {}
    }
    row
}

fn told(why: Erasable<Counselling>) -> Erasable<Told> {
    match why {
        Erasable::Known(Counselling { reason, way }) => Erasable::Known(Told {
            reason,
            way,
            remarks: vec![],
        }),
        Erasable::Erased => Erasable::Erased,
    }
}

impl HandoverRow {
    fn has_heard(&self, notice: Notice) -> bool {
        self.held.notices.iter().any(|(heard, _)| *heard == notice)
    }

    fn remark(&mut self, remark: &Remark) {
        let remark = remark.remark.clone();
        match &mut self.counselling {
            Some(Erasable::Known(told)) => told.remarks.push(remark),
            // What was erased stays erased.
            Some(Erasable::Erased) => {}
            none => {
                *none = Some(Erasable::Known(Told {
                    remarks: vec![remark],
                    ..Told::default()
                }));
            }
        }
    }
}
