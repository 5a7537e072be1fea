//! WithdrawConsent and WithdrawEverything: she takes items back, or all, at any of her stations; it
//! is never refused for care's sake, and whoever helps her with it learns nothing new.

use std::collections::BTreeSet;

use super::{Act, Consent, ConsentEvent, ConsentWithdrawn, Item, Route, Said};
use crate::{RecordId, Refusal, Staff};

/// Items that she takes back.
#[derive(Debug, Clone)]
pub struct WithdrawConsent {
    /// The record of her at the office where she says so.
    pub record: RecordId,
    /// From whom to whom they held.
    pub route: Route,
    /// The items; at least one was granted.
    pub items: BTreeSet<Item>,
    /// How she said so, and when.
    pub said: Said,
}

/// A release from confidentiality that she takes back.
#[derive(Debug, Clone, Copy)]
pub struct WithdrawRelease {
    /// The record of her at the office where she says so.
    pub record: RecordId,
    /// From whom to whom it held.
    pub route: Route,
    /// How she said so, and when.
    pub said: Said,
}

/// Everything, on every route.
#[derive(Debug, Clone, Copy)]
pub struct WithdrawEverything {
    /// The record of her at the office where she says so.
    pub record: RecordId,
    /// How she said so, and when.
    pub said: Said,
}

impl Consent {
    pub(super) fn withdraw(
        &self,
        by: Staff,
        command: &WithdrawConsent,
    ) -> Result<Vec<ConsentEvent>, Refusal> {
        // An office may name what it recorded and what it holds; the rest goes blind, all at once.
        if ![command.route.sender, command.route.recipient].contains(&by.institution) {
            return Err(Refusal::NotYours);
        }
        // What she took back elsewhere is not this office's to know: it says it once more, and is
        // answered as if it were the first (rule 2).
        let row = Act::Withdraw.row();
        let taken = |item: &Item| {
            let stage = self.stage_at(by.institution, command.route, *item);
            row.is_taken_in(stage)
        };
        if !command.items.iter().any(taken) {
            return Err(Refusal::NothingToWithdraw);
        }
        Ok(vec![Self::withdrawn(by, command)])
    }

    /// Also on a path where nothing of it stands: a form of an earlier day may turn up that grants it there.
    #[must_use]
    pub fn withdraw_besides(&self, by: Staff, command: &WithdrawConsent) -> Vec<ConsentEvent> {
        let withdrawn = (self.version() > 0).then(|| Self::withdrawn(by, command));
        withdrawn.into_iter().collect()
    }

    /// All of the items, for the same reason.
    fn withdrawn(by: Staff, command: &WithdrawConsent) -> ConsentEvent {
        ConsentEvent::ConsentWithdrawn(ConsentWithdrawn {
            route: command.route,
            items: command.items.clone(),
            on: command.said.on(),
            at: by.institution,
            record: command.record,
            how: Some(command.said.how()),
        })
    }
}

impl Consent {
    pub(super) fn withdraw_release(
        &self,
        by: Staff,
        WithdrawRelease {
            record,
            route,
            said,
        }: WithdrawRelease,
    ) -> Result<Vec<ConsentEvent>, Refusal> {
        if ![route.sender, route.recipient].contains(&by.institution) {
            return Err(Refusal::NotYours);
        }
        let stage = self.release_stage_at(by.institution, route);
        if !Act::WithdrawRelease.row().is_taken_in(stage) {
            return Err(Refusal::NothingToWithdraw);
        }
        Ok(vec![ConsentEvent::ReleaseWithdrawn {
            route,
            on: said.on(),
            at: by.institution,
            record,
            how: Some(said.how()),
        }])
    }

    /// Blind: it is written whether there was anything to take back or not, so that no page and no line
    /// tells. Only a path whose key is gone takes nothing any more.
    pub(super) fn withdraw_everything(
        &self,
        by: Staff,
        WithdrawEverything { record, said }: WithdrawEverything,
    ) -> Vec<ConsentEvent> {
        let everything = ConsentEvent::EverythingWithdrawn {
            on: said.on(),
            at: by.institution,
            record,
            how: Some(said.how()),
        };
        (self.version() > 0)
            .then_some(everything)
            .into_iter()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::HandoverId;
    use crate::consents::tests_support::*;
    use crate::consents::{ConsentCommand, ReleaseMessage, Standing};
    use crate::slips::Message;

    fn consent(items: impl IntoIterator<Item = (Item, bool)>) -> Consent {
        let mut consent = Consent::default();
        let order = order(ConsentCommand::Record(asked(items)));
        for event in consent.decide(&order).unwrap() {
            consent.evolve(&event);
        }
        consent
    }

    fn withdraw(consent: &mut Consent, items: &[Item]) -> Result<(), Refusal> {
        let order = order(ConsentCommand::Withdraw(WithdrawConsent {
            record: RECORD,
            route: route(),
            items: items.iter().copied().collect(),
            said: said(),
        }));
        for event in consent.decide(&order)? {
            consent.evolve(&event);
        }
        Ok(())
    }

    #[test]
    fn a_withdrawn_item_gives_no_permit_any_more() {
        let mut consent = consent([(Item::Identity, true), (Item::Need, true)]);
        let both = BTreeSet::from([Item::Identity, Item::Need]);
        assert!(consent.permit(path(), route(), &both, day()).is_ok());
        withdraw(&mut consent, &[Item::Identity]).unwrap();
        assert_eq!(
            consent.permit(path(), route(), &both, day()),
            Err(Refusal::ConsentMissing {
                item: Item::Identity
            })
        );
        let live = consent.live(path(), route(), &both, day());
        assert!(live.covers(Item::Need) && !live.covers(Item::Identity));
    }

    #[test]
    fn what_was_never_granted_cannot_be_withdrawn() {
        let mut consent = consent([(Item::Identity, false)]);
        assert_eq!(
            withdraw(&mut consent, &[Item::Identity]),
            Err(Refusal::NothingToWithdraw)
        );
    }

    #[test]
    fn a_permit_holds_on_its_route_and_within_its_days_only() {
        use jiff::ToSpan;
        let consent = consent([(Item::Identity, true)]);
        let wanted = BTreeSet::from([Item::Identity]);
        let back = Route {
            sender: route().recipient,
            recipient: route().sender,
        };
        assert!(consent.permit(path(), back, &wanted, day()).is_err());
        let later = day().saturating_add(13.months());
        assert!(consent.permit(path(), route(), &wanted, later).is_err());
        let before = day().saturating_sub(1.day());
        assert!(consent.permit(path(), route(), &wanted, before).is_err());
    }

    #[test]
    fn everything_is_taken_back_at_once_and_blindly() {
        let mut consent = consent([(Item::Identity, true), (Item::Need, false)]);
        let everything = order(ConsentCommand::WithdrawEverything(everything()));
        for event in consent.decide(&everything).unwrap() {
            consent.evolve(&event);
        }
        assert_eq!(
            consent.standing(route(), Item::Identity),
            Some(Standing::Withdrawn)
        );
        assert_eq!(
            consent.standing(route(), Item::Need),
            Some(Standing::Refused)
        );
        let again = consent.decide(&everything).unwrap();
        assert_eq!(again.len(), 1, "written again: nobody can tell");
        assert_eq!(Consent::default().decide(&everything), Ok(vec![]));
    }

    #[test]
    fn what_she_took_back_elsewhere_is_taken_back_here_as_if_for_the_first_time() {
        let mut consent = consent([(Item::Identity, true)]);
        let back = |by| {
            let mut order = order(ConsentCommand::Withdraw(WithdrawConsent {
                record: RECORD,
                route: route(),
                items: [Item::Identity].into(),
                said: said(),
            }));
            order.by = staff_of(by);
            order
        };
        for by in [route().recipient, route().sender] {
            let events = consent.decide(&back(by)).unwrap();
            assert_eq!(events.len(), 1, "the one does not hear of the other");
            consent.evolve(&events[0]);
            assert_eq!(
                consent.standing(route(), Item::Identity),
                Some(Standing::Withdrawn)
            );
            let again = consent.decide(&back(by));
            assert_eq!(again, Err(Refusal::NothingToWithdraw));
        }
    }

    #[test]
    fn her_word_for_one_message_is_taken_back_like_any_other() {
        const HANDOVER: HandoverId = HandoverId::from_bytes([11; 16]);
        let item = WithdrawConsent {
            record: RECORD,
            route: route(),
            items: [Item::FeedbackArrival].into(),
            said: said(),
        };
        for back in [
            ConsentCommand::Withdraw(item),
            ConsentCommand::WithdrawEverything(everything()),
        ] {
            let mut consent = Consent::default();
            let mut release = order(ConsentCommand::ReleaseMessage(ReleaseMessage {
                route: route(),
                handover: HANDOVER,
                message: Message::Arrived,
            }));
            release.by = staff_of(route().recipient);
            let once = |consent: &Consent| consent.permit_once(path(), HANDOVER, Message::Arrived);
            // Whoever took it back may let it cross again.
            let back = order(back);
            for (command, crosses) in [(&release, true), (&back, false), (&release, true)] {
                for event in consent.decide(command).unwrap() {
                    consent.evolve(&event);
                }
                assert_eq!(once(&consent).is_some(), crosses);
            }
        }
    }

    #[test]
    fn what_she_wrote_before_a_later_yes_is_kept_and_changes_nothing() {
        use crate::consents::{ConsentEvent, SaidHow};
        use jiff::ToSpan;
        let letter = wrote(day().saturating_sub(3.days()));
        let mut granted = consent([(Item::Identity, true)]);
        for back in [
            ConsentCommand::Withdraw(WithdrawConsent {
                record: RECORD,
                route: route(),
                items: [Item::Identity].into(),
                said: letter,
            }),
            ConsentCommand::WithdrawEverything(WithdrawEverything {
                record: RECORD,
                said: letter,
            }),
        ] {
            let events = granted.decide(&order(back)).unwrap();
            let (ConsentEvent::ConsentWithdrawn(ConsentWithdrawn { on, how, .. })
            | ConsentEvent::EverythingWithdrawn { on, how, .. }) = &events[0]
            else {
                panic!("answered like any other");
            };
            assert_eq!((*on, *how), (letter.on(), Some(SaidHow::InWriting)));
            assert!(events[0].has_plausible_days(day()));
            granted.evolve(&events[0]);
            assert!(matches!(
                granted.standing(route(), Item::Identity),
                Some(Standing::Granted { .. })
            ));
        }
    }

    #[test]
    fn a_letter_takes_back_no_message_that_she_let_cross_after_it() {
        use jiff::ToSpan;
        const HANDOVER: HandoverId = HandoverId::from_bytes([11; 16]);
        for (days, crosses) in [(0, false), (1, true)] {
            let mut consent = Consent::default();
            let mut release = order(ConsentCommand::ReleaseMessage(ReleaseMessage {
                route: route(),
                handover: HANDOVER,
                message: Message::Arrived,
            }));
            release.by = staff_of(route().recipient);
            let back = order(ConsentCommand::WithdrawEverything(WithdrawEverything {
                record: RECORD,
                said: wrote(day().saturating_sub(days.days())),
            }));
            for command in [release, back] {
                for event in consent.decide(&command).unwrap() {
                    consent.evolve(&event);
                }
            }
            let once = consent.permit_once(path(), HANDOVER, Message::Arrived);
            assert_eq!(once.is_some(), crosses);
        }
    }
}
