//! The seam: what the office tells and what the sender hears are one append.

use std::collections::BTreeSet;

use domain::consents::{Item, Permit};
use domain::handovers::{GiveFeedback, Handover, HandoverCommand, Held};
use domain::slips::{Message, Slip};
use domain::{Actor, HandoverId, Instruction, Now, Refusal, Staff};

use super::acknowledge::her_word;
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

/// What a hand-over's feedback crosses.
pub(crate) struct Seam {
    /// The sender's side; missing once the sender erased it: then only the office's own half is
    /// written, and the office cannot tell (formats.md, "What crosses the seam").
    slip: Option<Slip>,
    /// What lives in her consent.
    pub(crate) permit: Permit,
}

impl Seam {
    /// None where she was never asked about this office, or where her word is erased.
    pub(crate) async fn of(
        work: &mut Work<'_>,
        held: &Held,
        now: Now,
    ) -> Result<Option<Self>, Failure> {
        let slip: Option<Slip> = work.load_unless_erased(held.slip.bytes()).await?;
        let consent = her_word(work, held.path).await?;
        let route = match slip.as_ref().and_then(Slip::issued) {
            Some(issued) => Some(issued.route()),
            None => consent.route_to(held.institution),
        };
        let all = Item::ALL.iter().copied().collect();
        Ok(route.map(|route| Self {
            permit: consent.live(held.path, route, &all, now.today),
            slip,
        }))
    }
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
    let seam = Seam::of(work, &held, now).await?;
    for &item in items {
        let message = message(state, item)?;
        let Some(Seam { slip, permit }) = &seam else {
            return Err(Refusal::FeedbackNotPermitted { item }.into());
        };
        let what = HandoverCommand::GiveFeedback(GiveFeedback {
            message,
            permit: permit.clone(),
        });
        let given = state.decide(&Instruction { by, now, what })?;
        if given.is_empty() {
            continue;
        }
        work.write(id.bytes(), None, by, now, &given)?;
        if let Some(slip) = slip {
            let received = slip.receive(permit, message)?;
            let sender = held.slip.bytes();
            work.write_as(sender, None, Actor::Seam, now, now.today, &[received])?;
        }
        for event in &given {
            state.evolve(event);
        }
    }
    Ok(())
}
