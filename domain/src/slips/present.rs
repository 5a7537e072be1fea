//! The seam, at the sender: what a slip gives to the office that presents its code.

use std::collections::BTreeSet;
use std::ops::Deref;

use jiff::civil::Date;

use super::{Counselling, Issued, Slip, Stage, Waypoint};
use crate::clients::{Children, Identity, Known};
use crate::consents::{ConsentEvent, CopyHeld, Disclosure, Item, Permit};
use crate::institutions::{Institution, Sender};
use crate::vocabulary::Need;
use crate::{HandoverId, InstitutionId, KnownOr, Line, PathId, Refusal, ServiceId, SlipId};

/// What the receiving office gets of her data: only items that live at this moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Copy {
    /// Who she is.
    pub identity: Option<Identity>,
    /// Why she is sent.
    pub counselling: Option<Counselling>,
    /// Her children.
    pub children: Option<Children>,
    /// What she needs.
    pub need: Option<Need>,
    /// Under which consent; none when all is blank.
    pub disclosure: Option<Disclosure>,
}

/// One of her stations so far, as others may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Station {
    /// Which.
    pub station: InstitutionId,
    /// Whether it is shown only by a tick of its own.
    pub protected: bool,
}

/// A slip in the hands of its addressee; only [`Slip::present`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival(Presented);

/// What the addressee holds then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    /// The slip.
    pub slip: SlipId,
    /// Her path.
    pub path: PathId,
    /// The day on which the slip was issued.
    pub issued_on: Date,
    /// The hand-over that acknowledging opens.
    pub handover: HandoverId,
    /// To whom she was sent.
    pub recipient: InstitutionId,
    /// Under which name the sender appears.
    pub sender: Sender,
    /// The service.
    pub service: ServiceId,
    /// The service's name.
    pub service_name: Line,
    /// The feedback for which the sender asks, because she allowed it.
    pub feedback: BTreeSet<Item>,
    /// What she lets this office know.
    pub copy: Copy,
}

impl Deref for Arrival {
    type Target = Presented;

    fn deref(&self) -> &Presented {
        &self.0
    }
}

impl Arrival {
    /// Remembers that the sender hides at this moment, even if it shows itself again later.
    #[must_use]
    pub fn sent_by(mut self, office: &Institution) -> Self {
        if office.as_sender() == Some(Sender::Neutral) {
            self.0.sender = Sender::Neutral;
        }
        self
    }
}

impl Slip {
    /// Whether this institution may know at all that the slip exists: only its addressee may, all
    /// others get one answer.
    pub fn addressed_to(&self, institution: InstitutionId) -> Result<&Issued, Refusal> {
        self.issued()
            .filter(|issued| issued.recipient == institution)
            .ok_or(Refusal::UnknownCode)
    }

    /// Hands the slip over: the addressee only, while it holds on the day of arrival, and with
    /// those items that the permit covers, as the sender's record says them now: what was corrected since
    /// the slip was issued is right. What does not live stays blank; nothing fails (rule 3).
    pub fn present(
        &self,
        to: InstitutionId,
        arrived_on: Date,
        permit: &Permit,
        her: &Known,
        way: &[Station],
    ) -> Result<Arrival, Refusal> {
        let issued = self.addressed_to(to)?;
        match issued.stage {
            Stage::Withdrawn => return Err(Refusal::SlipIsWithdrawn),
            Stage::InError => return Err(Refusal::EnteredInError),
            Stage::Blank | Stage::Issued | Stage::ValidityEnded => {}
        }
        if arrived_on > issued.valid_until {
            return Err(Refusal::SlipExpired {
                valid_until: issued.valid_until,
            });
        }
        Ok(issued.arrival(issued.copy_under(permit, her, way)))
    }

    /// The slip for an arrival that was recorded without it: a withdrawn or ended slip links too,
    /// but without her items (transitions: LinkSlip).
    pub fn present_later(
        &self,
        to: InstitutionId,
        arrived_on: Date,
        permit: &Permit,
        her: &Known,
        way: &[Station],
    ) -> Result<Arrival, Refusal> {
        let issued = self.addressed_to(to)?;
        let holds = issued.stage == Stage::Issued && arrived_on <= issued.valid_until;
        let copy = holds.then(|| issued.copy_under(permit, her, way));
        Ok(issued.arrival(copy.unwrap_or_default()))
    }
}

impl Issued {
    /// What she can see of it afterwards: that the office looked at her data.
    #[must_use]
    pub fn shown(&self, disclosure: &Disclosure) -> ConsentEvent {
        ConsentEvent::CopyShown(CopyHeld {
            items: disclosure.items().clone(),
            handover: self.handover,
            route: self.route(),
        })
    }

    /// The same of an office that holds it from now on, with this hand-over.
    #[must_use]
    pub fn handed(&self, handover: HandoverId, disclosure: &Disclosure) -> ConsentEvent {
        ConsentEvent::CopyHanded(CopyHeld {
            items: disclosure.items().clone(),
            handover,
            route: self.route(),
        })
    }

    fn arrival(&self, copy: Copy) -> Arrival {
        Arrival(Presented {
            slip: self.slip,
            path: self.path,
            issued_on: self.issued_on,
            handover: self.handover,
            recipient: self.recipient,
            sender: self.sender,
            service: self.service,
            service_name: self.service_name.clone(),
            feedback: self.feedback.clone(),
            copy,
        })
    }

    fn copy_under(&self, permit: &Permit, her: &Known, way: &[Station]) -> Copy {
        // An outdated paper gives what a restricted record gives.
        let fits =
            !self.paper_outdated && permit.route() == self.route() && permit.path() == self.path;
        Copy {
            disclosure: if fits {
                permit.disclosure(&self.carries)
            } else {
                None
            },
            ..self.copy(|item| fits && permit.covers(item), her, way)
        }
    }

    /// What the sender's own paper says, of what may be printed at this moment; she carries it herself.
    #[must_use]
    pub fn on_paper(&self, printable: &BTreeSet<Item>, her: &Known) -> Copy {
        self.copy(|item| printable.contains(&item), her, &[])
    }

    fn copy(&self, live: impl Fn(Item) -> bool, her: &Known, way: &[Station]) -> Copy {
        let lives = |item| self.carries.contains(&item) && live(item);
        let identity = her.identity.as_ref().and_then(|known| known.only(lives));
        let reason = self.counselling.known().and_then(|why| why.reason.clone());
        let ticked = lives(Item::WaySoFarProtected);
        let waypoint = |at: &Station| Waypoint {
            station: at.station,
            ticked: at.protected,
        };
        let shown = |station: &&Station| lives(Item::WaySoFar) && (!station.protected || ticked);
        let counselling = Counselling {
            reason: reason.filter(|_| lives(Item::Reason)),
            way: way.iter().filter(shown).map(waypoint).collect(),
        };
        let children = her.children.as_ref().filter(|_| lives(Item::Child));
        Copy {
            identity,
            counselling: Some(counselling).filter(|told| *told != Counselling::default()),
            children: children.map(Children::without_names),
            need: Some(self.need).filter(|_| lives(Item::Need)),
            disclosure: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::AgeBand;
    use crate::consents::tests_support::{RECORD, day, line, order, route, said};
    use crate::consents::{ConsentCommand, WithdrawConsent};
    use crate::slips::SlipEvent;
    use crate::slips::tests_support::{her, issued_slip, live};
    use jiff::ToSpan;

    #[test]
    fn only_the_addressee_learns_that_there_is_a_slip() {
        let (slip, consent) = issued_slip([(Item::Need, true)]);
        let permit = live(&consent);
        let b = route().recipient;
        assert!(slip.present(b, day(), &permit, &her(), &[]).is_ok());
        for other in [route().sender, InstitutionId::from_bytes([9; 16])] {
            assert_eq!(
                slip.present(other, day(), &permit, &her(), &[]),
                Err(Refusal::UnknownCode)
            );
        }
    }

    #[test]
    fn the_day_of_arrival_decides_not_the_day_of_typing() {
        let (slip, consent) = issued_slip([(Item::Need, true)]);
        let permit = live(&consent);
        let last = slip.issued().unwrap().valid_until;
        assert!(
            slip.present(route().recipient, last, &permit, &her(), &[])
                .is_ok()
        );
        let late = last.saturating_add(1.day());
        assert_eq!(
            slip.present(route().recipient, late, &permit, &her(), &[]),
            Err(Refusal::SlipExpired { valid_until: last })
        );
    }

    #[test]
    fn a_withdrawn_slip_is_not_handed_over() {
        let (mut slip, consent) = issued_slip([(Item::Need, true)]);
        slip.evolve(&SlipEvent::SlipWithdrawn {});
        assert_eq!(
            slip.present(route().recipient, day(), &live(&consent), &her(), &[]),
            Err(Refusal::SlipIsWithdrawn)
        );
    }

    #[test]
    fn what_she_took_back_arrives_blank_and_nothing_fails() {
        let (slip, mut consent) = issued_slip([(Item::Identity, true), (Item::Need, true)]);
        let before = slip
            .present(route().recipient, day(), &live(&consent), &her(), &[])
            .unwrap();
        assert!(before.copy.identity.is_some() && before.copy.need.is_some());
        let withdraw = order(ConsentCommand::Withdraw(WithdrawConsent {
            record: RECORD,
            route: route(),
            items: [Item::Identity].into(),
            said: said(),
        }));
        for event in consent.decide(&withdraw).unwrap() {
            consent.evolve(&event);
        }
        let after = slip
            .present(route().recipient, day(), &live(&consent), &her(), &[])
            .unwrap();
        assert!(after.copy.identity.is_none() && after.copy.need.is_some());
        let disclosed = after.copy.disclosure.as_ref().unwrap().items();
        assert_eq!(disclosed, &BTreeSet::from([Item::Need]));
    }

    #[test]
    fn what_is_presented_is_what_the_record_says_now() {
        let items = [Item::Identity, Item::Contact, Item::Child].map(|item| (item, true));
        let (slip, consent) = issued_slip(items);
        let permit = live(&consent);
        let there = |her: &Known| {
            let arrival = slip.present(route().recipient, day(), &permit, her, &[]);
            arrival.unwrap().copy.clone()
        };
        let corrected = Identity {
            name: Some(line("Frau Neumann-Kaya")),
            birth_year: Some(1999),
            contact: Some(line("0000 777")),
            ..Identity::default()
        };
        let children = Children {
            age_bands: vec![AgeBand::SixToNine],
            names: vec![line("Mia")],
        };
        let now = Known {
            identity: Some(corrected.clone()),
            children: Some(children.clone()),
        };
        let copy = there(&now);
        assert_eq!(copy.identity, Some(corrected.clone()));
        assert_eq!(copy.children, Some(children.without_names()));
        // What was taken out of the record, or is not used for now, is not said any more.
        let no_contact = Identity {
            contact: None,
            ..corrected
        };
        let without = Known {
            identity: Some(no_contact.clone()),
            children: None,
        };
        assert_eq!(there(&without).identity, Some(no_contact));
        assert_eq!(there(&without).children, None);
        assert_eq!(there(&Known::default()).identity, None);
        let printed = slip.issued().unwrap();
        let printed = printed.on_paper(&[Item::Contact].into(), &now);
        assert_eq!(
            printed.identity,
            Some(Identity {
                contact: Some(line("0000 777")),
                ..Identity::default()
            })
        );
    }

    #[test]
    fn a_slip_that_is_over_links_without_her_items() {
        let (slip, consent) = issued_slip([(Item::Need, true)]);
        let (b, permit) = (route().recipient, live(&consent));
        let last = slip.issued().unwrap().valid_until;
        let later = |slip: &Slip, on| slip.present_later(b, on, &permit, &her(), &[]).unwrap();
        assert!(later(&slip, last).copy.disclosure.is_some());
        let mut withdrawn = slip.clone();
        withdrawn.evolve(&SlipEvent::SlipWithdrawn {});
        assert_eq!(later(&withdrawn, last).copy, Copy::default());
        let after = last.saturating_add(1.day());
        assert_eq!(later(&slip, after).copy, Copy::default());
    }
}
