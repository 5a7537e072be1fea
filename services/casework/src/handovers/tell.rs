//! The seam: what the office tells and what the sender hears are one append.

use std::collections::BTreeSet;

use domain::consents::{Consent, ConsentCommand, Item, Permit, ReleaseMessage, Route};
use domain::handovers::{GiveFeedback, Handover, HandoverCommand, Held, Phase};
use domain::institutions::Institution;
use domain::slips::{Message, Slip};
use domain::{Actor, HandoverId, Refusal};

use crate::Failure;
use crate::work::{Transaction, Work};

/// What the office can say about an item at this moment.
pub(crate) fn message(state: &Handover, item: Item) -> Result<Message, Refusal> {
    let phase = state.held().map(|held| held.phase);
    let message = match (item, phase) {
        (Item::FeedbackArrival, _) => Message::Arrived,
        (Item::FeedbackAcceptance, Some(Phase::Rejected(_))) => Message::NotAccepted,
        (Item::FeedbackAcceptance, _) => Message::Accepted,
        (Item::FeedbackOutcome, Some(Phase::Concluded(outcome))) => Message::Outcome { outcome },
        (Item::FeedbackReason, Some(Phase::Rejected(reason))) => Message::Reason { reason },
        _ => return Err(Refusal::FeedbackDoesNotFit { item }),
    };
    Ok(message)
}

/// What a hand-over's feedback crosses.
pub(crate) struct Seam {
    /// The sender's side; missing once the sender erased it: then only the office's own half is
    /// written, and the office cannot tell (formats.md, "What crosses the seam").
    slip: Option<Slip>,
    consent: Consent,
    route: Route,
    /// What lives in her consent.
    permit: Permit,
    /// Whether the office may not use its record of her.
    restricted: bool,
    /// Whether the sender may reduce benefits, so that she releases each message by itself.
    pub(crate) to_benefits_office: bool,
}

impl Seam {
    /// None where there is no slip, where she was never asked about this office, or where her word
    /// is erased.
    pub(crate) async fn of(
        work: &mut Transaction<'_>,
        held: &Held,
    ) -> Result<Option<Self>, Failure> {
        let now = work.now;
        let Some(slip) = held.slip else {
            return Ok(None);
        };
        work.fetch([slip.bytes(), held.path.bytes(), held.record.bytes()])
            .await?;
        let slip: Option<Slip> = work.load_unless_erased(slip).await?;
        let consent = work.her_word(held.path).await?;
        let route = match slip.as_ref().and_then(Slip::issued) {
            Some(issued) => Some(issued.route()),
            None => consent.route_to(held.institution),
        };
        let Some(route) = route else {
            return Ok(None);
        };
        let sender: Institution = work.load(route.sender).await?;
        let all = Item::ALL.iter().copied().collect();
        Ok(Some(Self {
            permit: consent.live(held.path, route, &all, now.today),
            to_benefits_office: sender
                .entry()
                .is_some_and(|entry| entry.kind.may_reduce_benefits()),
            restricted: work.is_restricted(held.record).await?,
            slip,
            consent,
            route,
        }))
    }
}

impl Seam {
    /// Whether the office may tell this under her standing consent.
    pub(crate) fn may_tell(&self, item: Item) -> bool {
        !self.restricted && self.permit.covers(item)
    }

    /// What came to the office with this hand-over or may go back with it, as far as it lives.
    pub(crate) fn live(&self, held: &Held) -> BTreeSet<Item> {
        let came = self.consent.copies().iter();
        let copied = came
            .filter(|copy| copy.handover == held.handover)
            .flat_map(|copy| copy.items.iter().copied());
        let arrived = held.arrived_on.is_some();
        copied
            .chain(held.feedback.iter().copied())
            .chain(arrived.then_some(Item::CaseConference))
            .filter(|item| self.permit.covers(*item))
            .collect()
    }
}

/// On what the office relies when it tells something.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relying {
    /// On her consent: what she does not allow is refused.
    OnConsent,
    /// On what she says at this desk, now: each of these may cross.
    OnHerRelease,
}

/// Tells the sender along with a step, as far as she allows it at that moment: what she took back while
/// somebody typed stays untold, and the step goes through (rule 3).
pub(crate) async fn tell(
    work: &mut Work<'_>,
    id: HandoverId,
    state: &mut Handover,
    items: &BTreeSet<Item>,
) -> Result<(), Failure> {
    for &item in items {
        let alone = [item].into();
        match telling(work, id, state, &alone, Relying::OnConsent).await {
            Err(Failure::Refused(Refusal::FeedbackNotPermitted { .. } | Refusal::Restricted)) => {}
            told => told?,
        }
    }
    Ok(())
}

/// Tells the sender these items, or refuses.
pub(crate) async fn telling(
    work: &mut Work<'_>,
    id: HandoverId,
    state: &mut Handover,
    items: &BTreeSet<Item>,
    relying: Relying,
) -> Result<(), Failure> {
    let Some(held) = state.held().cloned().filter(|_| !items.is_empty()) else {
        return Ok(());
    };
    let mut seam = Seam::of(work, &held).await?;
    for &item in items {
        let message = message(state, item)?;
        let Some(seam) = &mut seam else {
            return Err(Refusal::FeedbackNotPermitted { item }.into());
        };
        if held.has_told(message) {
            continue;
        }
        let permit = if relying == Relying::OnHerRelease && !seam.may_tell(item) {
            // What she says at this desk, now, is more than the restriction (Art. 18(2) GDPR).
            seam.release(work, &held, message)?
        } else if seam.restricted && seam.permit.covers(item) {
            return Err(Refusal::Restricted.into());
        } else {
            seam.permit.clone()
        };
        let what = HandoverCommand::GiveFeedback(GiveFeedback {
            message,
            permit: permit.clone(),
            to_benefits_office: seam.to_benefits_office,
        });
        work.decide(id, state, what)?;
        if let (Some(slip), Some(sender)) = (&seam.slip, held.slip) {
            let received = slip.receive(&permit, message)?;
            work.write_as(Actor::Seam, sender, [received])?;
        }
    }
    Ok(())
}

impl Seam {
    /// Records her word for this one message, before it crosses.
    fn release(
        &mut self,
        work: &mut Work<'_>,
        held: &Held,
        message: Message,
    ) -> Result<Permit, Failure> {
        let what = ConsentCommand::ReleaseMessage(ReleaseMessage {
            route: self.route,
            handover: held.handover,
            message,
        });
        work.decide(held.path, &mut self.consent, what)?;
        let item = message.item();
        let permit = self
            .consent
            .permit_once(held.path, held.handover, message)
            .ok_or(Refusal::FeedbackNotPermitted { item })?;
        Ok(permit)
    }
}
