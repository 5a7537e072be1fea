//! AnnounceHandover: part of the sender's issue, only with the consent item *announce*.

use jiff::civil::Date;

use super::{Handover, HandoverEvent};
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

impl Handover {
    pub(super) fn announce(command: &Announce) -> Result<Vec<HandoverEvent>, Refusal> {
        let slip = &command.slip;
        if !command.permit.covers(Item::Announce) || command.permit.route() != slip.route() {
            return Err(Refusal::ConsentMissing {
                item: Item::Announce,
            });
        }
        // Her name waits until she arrives: an announcement says that somebody may come.
        let told = [Item::Announce, Item::Need].into();
        let valid_until: Date = slip.valid_until;
        Ok(vec![HandoverEvent::HandoverAnnounced {
            handover: slip.handover,
            slip: slip.slip,
            institution: slip.recipient,
            record: command.record,
            path: slip.path,
            sender: slip.sender.clone(),
            service: slip.service,
            service_name: slip.service_name.clone(),
            need: Some(slip.need).filter(|_| command.permit.covers(Item::Need)),
            disclosure: command.permit.disclosure(&told),
            valid_until,
        }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handovers::tests_support::{announce, blank};

    #[test]
    fn she_is_announced_only_with_her_consent_and_never_by_name() {
        let (handover, events) = announce([(Item::Announce, true), (Item::Need, true)]);
        assert_eq!(handover.stage(), crate::handovers::Stage::Announced);
        let HandoverEvent::HandoverAnnounced {
            need, disclosure, ..
        } = &events[0]
        else {
            panic!("announced");
        };
        assert!(need.is_some());
        assert_eq!(
            disclosure.as_ref().unwrap().items(),
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
}
