//! A hand-over, with what each step wrote down: what a later step replaced was said all the same.

use domain::institutions::SenderShown;
use domain::{KnownOr, Line};
use read_models::handovers::{HandoverRow, Particular, Step};

use super::{HandoverHeld, HandoverStep};
use crate::places::Places;

pub(super) fn handover(
    row: HandoverRow,
    (sender, way): (Option<SenderShown>, Vec<Line>),
    places: &Places,
) -> HandoverHeld {
    let told = row.counselling.known().cloned().unwrap_or_default();
    let steps = row.history.into_iter();
    HandoverHeld {
        handover: row.held.handover,
        sender,
        service: row.service_name,
        need: row.need,
        arrived_on: row.held.arrived_on,
        reason: told.reason,
        way,
        remarks: told.remarks,
        requested: row.held.feedback,
        declined: row.held.declined,
        told: row.held.given.iter().map(|(message, _)| *message).collect(),
        history: steps.map(|one| step(one, places)).collect(),
    }
}

fn step(step: Step, places: &Places) -> HandoverStep {
    let mut held = HandoverStep {
        event: step.event,
        on: step.on,
        message: step.message,
        valid_until: None,
        rejection_reason: None,
        instead: None,
        hold_reason: None,
        resume_on: None,
        outcome: None,
        declined: None,
        notice: None,
    };
    match step.particular {
        None => {}
        Some(Particular::Announced { valid_until }) => held.valid_until = Some(valid_until),
        Some(Particular::Rejected { reason, instead }) => {
            held.rejection_reason = Some(reason);
            held.instead = instead.map(|at| places.shown(at.institution, at.service_name));
        }
        Some(Particular::Held(wait)) => {
            held.hold_reason = Some(wait.reason);
            held.resume_on = Some(wait.resume_on);
        }
        Some(Particular::Concluded { outcome }) => held.outcome = Some(outcome),
        Some(Particular::Declined { item }) => held.declined = Some(item),
        Some(Particular::Noticed { notice }) => held.notice = Some(notice),
    }
    held
}
