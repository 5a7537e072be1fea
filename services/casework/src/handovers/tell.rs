//! The seam: what the office tells and what the sender hears are one append.

use std::collections::BTreeSet;

use domain::consents::{Consent, Item};
use domain::handovers::{GiveFeedback, Handover, HandoverCommand};
use domain::slips::{Message, Slip};
use domain::{Actor, HandoverId, Instruction, Now, Refusal, Staff};

use crate::Failure;
use crate::work::Work;

/// What the office can say about an item at this moment.
pub(crate) fn message(state: &Handover, item: Item) -> Result<Message, Refusal> {
    let message = match (item, state) {
        (Item::FeedbackArrival, _) => Message::Arrived,
        (Item::FeedbackAcceptance, Handover::Rejected(..)) => Message::NotAccepted,
        (Item::FeedbackAcceptance, _) => Message::Accepted,
        (Item::FeedbackOutcome, Handover::Concluded(_, outcome)) => {
            Message::Outcome { outcome: *outcome }
        }
        (Item::FeedbackReason, Handover::Rejected(_, reason)) => {
            Message::Reason { reason: *reason }
        }
        _ => return Err(Refusal::FeedbackDoesNotFit { item }),
    };
    Ok(message)
}

/// Tells the sender these items, each under her consent as it lives now.
pub(crate) async fn tell(
    work: &mut Work<'_>,
    by: Staff,
    now: Now,
    id: HandoverId,
    state: &mut Handover,
    items: &BTreeSet<Item>,
) -> Result<(), Failure> {
    let Some(held) = state.held().cloned().filter(|_| !items.is_empty()) else {
        return Ok(());
    };
    let slip: Slip = work.load(held.slip.bytes()).await?;
    let route = slip.issued().ok_or(Refusal::Erased)?.route();
    let consent: Consent = work.load(held.path.bytes()).await?;
    for &item in items {
        let message = message(state, item)?;
        let permit = consent.live(held.path, route, &[item].into(), now.today);
        let what = HandoverCommand::GiveFeedback(GiveFeedback {
            message,
            permit: permit.clone(),
        });
        let given = state.decide(&Instruction { by, now, what })?;
        if given.is_empty() {
            continue;
        }
        let received = slip.receive(&permit, message)?;
        work.write(id.bytes(), None, by, now, &given)?;
        let sender = held.slip.bytes();
        work.write_as(sender, None, Actor::Seam, now, now.today, &[received])?;
        for event in &given {
            state.evolve(event);
        }
    }
    Ok(())
}
