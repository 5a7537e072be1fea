//! Since when she has been asked about an item: for what she has to be asked about again.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Consent, Decision, Item, Route};

/// An item that she granted, and when: as the how manieth event, and with which day of her word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Granted {
    route: Route,
    item: Item,
    version: u64,
    given_on: Date,
}

impl Consent {
    /// Whether she granted an item on a route after that many events, with a word of that day or later: a
    /// form of an earlier day that is entered later asked about something else.
    #[must_use]
    pub fn granted_since(&self, route: Route, item: Item, version: u64, day: Date) -> bool {
        let mut granted = self.granted.iter();
        granted
            .any(|g| (g.route, g.item) == (route, item) && g.version > version && g.given_on >= day)
    }

    pub(super) fn note_granted(&mut self, route: Route, decision: Decision, given_on: Date) {
        if decision.granted {
            self.granted.push(Granted {
                route,
                item: decision.item,
                version: self.version(),
                given_on,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::ConsentCommand;
    use crate::consents::tests_support::{asked, day, order, route};
    use jiff::ToSpan;

    #[test]
    fn an_older_word_that_is_entered_later_asked_about_something_else() {
        let mut consent = Consent::default();
        let ask = |consent: &mut Consent, days: i64| {
            let mut word = asked([(Item::Contact, true), (Item::Identity, false)]);
            word.asked.given_on = day().saturating_sub(days.days());
            for event in consent
                .decide(&order(ConsentCommand::Record(word)))
                .unwrap()
            {
                consent.evolve(&event);
            }
        };
        let since =
            |consent: &Consent, item, version| consent.granted_since(route(), item, version, day());
        ask(&mut consent, 0);
        assert!(since(&consent, Item::Contact, 0));
        assert!(!since(&consent, Item::Identity, 0), "refused");
        let version = consent.version();
        assert!(!since(&consent, Item::Contact, version));
        ask(&mut consent, 1);
        assert!(
            !since(&consent, Item::Contact, version),
            "a form of yesterday"
        );
        ask(&mut consent, 0);
        assert!(since(&consent, Item::Contact, version));
    }
}
