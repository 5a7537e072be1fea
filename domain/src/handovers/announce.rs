//! AnnounceHandover: part of the sender's issue, only with the consent item *announce*.

use jiff::civil::Date;

use super::{Handover, HandoverAnnounced, HandoverEvent};
use crate::consents::{Item, Permit};
use crate::slips::Issued;
use crate::{RecordId, Refusal};

/// An announcement; it makes a nameless record at the receiving office.
#[derive(Debug, Clone)]
pub struct Announce {
    /// The slip that announces.
    pub slip: Issued,
    /// The nameless record, drawn at the edge.
    pub record: RecordId,
    /// What lives in her consent.
    pub permit: Permit,
}

impl Announce {
    fn is_consented(&self) -> bool {
        let Self { slip, permit, .. } = self;
        permit.covers(Item::Announce)
            && permit.route() == slip.route()
            && permit.path() == slip.path
    }
}

impl Handover {
    pub(super) fn announce(command: &Announce) -> Result<Vec<HandoverEvent>, Refusal> {
        let slip = &command.slip;
        if !command.is_consented() {
            return Err(Refusal::ConsentMissing {
                item: Item::Announce,
            });
        }
        // Her name waits until she arrives: an announcement says that somebody may come.
        let told = [Item::Announce, Item::Need].into();
        let valid_until: Date = slip.valid_until;
        Ok(vec![HandoverEvent::HandoverAnnounced(HandoverAnnounced {
            handover: slip.handover,
            slip: slip.slip,
            institution: slip.recipient,
            record: command.record,
            path: slip.path,
            sender: slip.sender,
            service: slip.service,
            service_name: slip.service_name.clone(),
            need: Some(slip.need).filter(|_| command.permit.covers(Item::Need)),
            disclosure: command.permit.disclosure(&told),
            valid_until,
        })])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{day, now, route, staff_of};
    use crate::handovers::HandoverCommand;
    use crate::handovers::tests_support::{announce, blank};
    use crate::slips::tests_support::issued_slip;
    use crate::{InstitutionId, Instruction, PathId};

    #[test]
    fn she_is_announced_only_with_her_consent_and_never_by_name() {
        let (handover, events) = announce([(Item::Announce, true), (Item::Need, true)]);
        assert_eq!(handover.stage(), crate::handovers::Stage::Announced);
        let HandoverEvent::HandoverAnnounced(announced) = &events[0] else {
            panic!("announced");
        };
        assert!(announced.need.is_some());
        assert_eq!(
            announced.disclosure.as_ref().unwrap().items(),
            &[Item::Announce, Item::Need].into()
        );
    }

    #[test]
    fn without_the_item_nobody_is_announced() {
        let refused = blank([(Item::Announce, false), (Item::Need, true)]);
        assert_eq!(
            refused,
            Err(Refusal::ConsentMissing {
                item: Item::Announce
            })
        );
    }

    #[test]
    fn somebody_elses_consent_or_somebody_elses_slip_announces_nobody() {
        let (slip, consent) = issued_slip([(Item::Announce, true)]);
        let announce = |by: InstitutionId, path: u8| {
            let permit = consent.live(
                PathId::from_bytes([path; 16]),
                route(),
                &[Item::Announce].into(),
                day(),
            );
            Handover::Blank.decide(&Instruction {
                by: staff_of(by),
                now: now(),
                what: HandoverCommand::Announce(Box::new(Announce {
                    slip: slip.issued().unwrap().clone(),
                    record: RecordId::from_bytes([20; 16]),
                    permit,
                })),
            })
        };
        assert!(announce(route().sender, 3).is_ok());
        assert_eq!(
            announce(route().sender, 9),
            Err(Refusal::ConsentMissing {
                item: Item::Announce
            })
        );
        assert_eq!(announce(route().recipient, 3), Err(Refusal::NotYours));
    }
}
