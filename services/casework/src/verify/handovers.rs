//! Slips and hand-overs: what is printed, announced, copied at the counter or with a slip that was
//! linked later.

use std::collections::BTreeMap;

use domain::consents::{Item, Route};
use domain::handovers::HandoverEvent;
use domain::slips::{Counselling, SlipEvent, SlipIssued};
use domain::{Erasable, InstitutionId, SlipId};
use event_store::{Recorded, StreamId};

use super::{Claim, Proof, Sent, To, carried, covers, read};

/// How slips went, and which slip belongs to which hand-over.
#[derive(Default)]
pub(super) struct Handovers {
    pub(super) sent: BTreeMap<SlipId, Sent>,
    pub(super) slips: BTreeMap<StreamId, SlipId>,
    /// Arrivals that have no slip yet, and where.
    arrivals: BTreeMap<StreamId, InstitutionId>,
    /// Disclosures of slips that were not met yet: an announcement stands before its slip in their
    /// common append; a slip that its sender erased is never met.
    awaiting: BTreeMap<SlipId, Vec<Claim>>,
}

impl Handovers {
    pub(super) fn never_met(&self) -> u64 {
        let claims = self.awaiting.values().map(Vec::len);
        claims.sum::<usize>() as u64
    }
}

impl Proof {
    pub(super) fn follow_slip(&mut self, event: &Recorded) -> Result<(), String> {
        if let SlipEvent::SlipIssued(SlipIssued {
            slip,
            institution,
            recipient,
            path,
            disclosure,
            ..
        }) = read(event)?
        {
            let route = Route {
                sender: institution,
                recipient,
            };
            let sent = Sent { route, path };
            self.handovers.sent.insert(slip, sent);
            for earlier in self.handovers.awaiting.remove(&slip).unwrap_or_default() {
                self.prove(sent, &earlier)?;
            }
            if let Some(disclosure) = disclosure {
                self.prove(
                    sent,
                    &Claim::of(event, To::Institution(recipient), disclosure),
                )?;
            }
        }
        Ok(())
    }

    pub(super) fn follow_handover(&mut self, event: &Recorded) -> Result<(), String> {
        let (slip, at, disclosure) = match read(event)? {
            HandoverEvent::HandoverAnnounced(it) => {
                let need = it.need.map(|_| Item::Need);
                let announced = [Item::Announce].into_iter().chain(need).collect();
                covers(it.disclosure.as_ref(), &announced)?;
                (it.slip, it.institution, it.disclosure)
            }
            HandoverEvent::HandoverAcknowledged(it) => {
                let mut copied = carried(it.identity.as_ref(), it.child.as_ref());
                copied.extend(it.need.map(|_| Item::Need));
                copied.extend(said(it.counselling.as_ref()));
                covers(it.disclosure.as_ref(), &copied)?;
                (it.slip, it.institution, it.disclosure)
            }
            HandoverEvent::ArrivalRecorded(it) => {
                self.handovers.arrivals.insert(event.stream, it.institution);
                return Ok(());
            }
            HandoverEvent::SlipLinked(it) => {
                let mut copied = carried(it.identity.as_ref(), it.child.as_ref());
                copied.extend(said(it.counselling.as_ref()));
                covers(it.disclosure.as_ref(), &copied)?;
                let at = self.handovers.arrivals.remove(&event.stream);
                let at = at.ok_or("a slip was linked to nothing")?;
                (it.slip, at, it.disclosure)
            }
            HandoverEvent::FeedbackGiven {
                message,
                disclosure,
                ..
            } => return self.follow_feedback(event, message, disclosure),
            _ => return Ok(()),
        };
        self.handovers.slips.insert(event.stream, slip);
        match disclosure {
            Some(disclosure) => self.claim(slip, Claim::of(event, To::Institution(at), disclosure)),
            None => Ok(()),
        }
    }

    /// Proves a disclosure of a slip, now or when the slip is met.
    pub(super) fn claim(&mut self, slip: SlipId, claim: Claim) -> Result<(), String> {
        if let Some(&sent) = self.handovers.sent.get(&slip) {
            return self.prove(sent, &claim);
        }
        self.handovers.awaiting.entry(slip).or_default().push(claim);
        Ok(())
    }
}

/// The items of what the sender says of her.
fn said(counselling: Option<&Erasable<Counselling>>) -> Vec<Item> {
    let Some(said) = counselling.and_then(Erasable::known) else {
        return vec![];
    };
    let reason = said.reason.as_ref().map(|_| Item::Reason);
    let way = (!said.way.is_empty()).then_some(Item::WaySoFar);
    reason.into_iter().chain(way).collect()
}
