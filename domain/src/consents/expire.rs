//! ExpireConsent: by the clock, on the day after the last one; what holds longer goes on.

use jiff::civil::Date;

use super::{Consent, ConsentEvent};

impl Consent {
    /// ExpireConsent, by the clock: what is over on this day.
    #[must_use]
    pub fn expire(&self, today: Date) -> Vec<ConsentEvent> {
        let over = self.word.expired(today);
        let asked = self.asked_with.iter();
        asked
            .filter(|(route, _)| over.contains(route))
            .map(|&(route, record)| ConsentEvent::ConsentExpired {
                route,
                record,
                on: today,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{RECORD, asked, day, order, path, route};
    use crate::consents::{ConsentCommand, ConsentWithdrawn, Item, Standing};
    use jiff::ToSpan;

    fn granted(item: Item, days: i32, consent: &mut Consent) {
        let mut command = asked([(item, true)]);
        command.asked.expires_on = Some(day().saturating_add(days.days()));
        let record = order(ConsentCommand::Record(command));
        for event in consent.decide(&record).unwrap() {
            consent.evolve(&event);
        }
    }

    #[test]
    fn what_is_over_ends_and_what_she_granted_for_longer_lives_on() {
        let mut consent = Consent::default();
        granted(Item::Identity, 10, &mut consent);
        granted(Item::Need, 100, &mut consent);
        let last = day().saturating_add(10.days());
        assert_eq!(consent.word.ends_on(), Some(last));
        assert_eq!(consent.expire(last), []);
        let after = last.tomorrow().unwrap();
        let over = ConsentEvent::ConsentExpired {
            route: route(),
            record: RECORD,
            on: after,
        };
        assert_eq!(consent.expire(after), std::slice::from_ref(&over));
        consent.evolve(&over);
        assert_eq!(consent.expire(after), []);
        assert!(consent.word.ends_on() > Some(after), "the next one");
        let both = [Item::Identity, Item::Need].into();
        let live = consent.live(path(), route(), &both, after);
        assert!(live.covers(Item::Need) && !live.covers(Item::Identity));
        assert_eq!(
            consent.standing(route(), Item::Identity),
            Some(Standing::Expired)
        );
    }

    #[test]
    fn a_sender_reads_the_same_end_whether_she_took_it_back_elsewhere_or_not() {
        for (at, over) in [(route().recipient, 1), (route().sender, 0)] {
            let mut consent = Consent::default();
            granted(Item::Identity, 10, &mut consent);
            let after = day().saturating_add(11.days());
            consent.evolve(&ConsentEvent::ConsentWithdrawn(ConsentWithdrawn {
                route: route(),
                items: [Item::Identity].into(),
                on: day(),
                at,
                record: RECORD,
                how: None,
            }));
            let ended = consent.expire(after);
            assert_eq!(ended.len(), over);
            for event in &ended {
                consent.evolve(event);
            }
            assert_eq!(consent.expire(after), []);
            let stands = consent.standing(route(), Item::Identity);
            assert_eq!(stands, Some(Standing::Withdrawn));
        }
    }

    #[test]
    fn an_item_is_over_on_its_day_even_before_the_clock_wrote_it_down() {
        let mut consent = Consent::default();
        granted(Item::Identity, 10, &mut consent);
        let after = day().saturating_add(11.days());
        let live = consent.live(path(), route(), &[Item::Identity].into(), after);
        assert!(!live.covers(Item::Identity));
    }
}
