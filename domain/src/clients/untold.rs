//! What was corrected while she is in danger. Whoever holds a copy would learn from the notice on which day she
//! was at the office that corrected it; so they hear when she is asked again, or when she is safe.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Client;
use crate::PathId;
use crate::consents::{Consent, Item, Route};

/// A correction of which nobody has heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Untold {
    /// What was corrected.
    pub items: BTreeSet<Item>,
    /// The day.
    pub on: Date,
    /// How many events each of her paths had.
    pub heard: BTreeMap<PathId, u64>,
}

impl Untold {
    /// What of it she has not been asked about again on a route.
    fn waiting(&self, consent: &Consent, path: PathId, route: Route) -> BTreeSet<Item> {
        let heard = self.heard.get(&path).copied().unwrap_or_default();
        let waits = |item: &Item| !consent.granted_since(route, *item, heard, self.on);
        self.items.iter().copied().filter(waits).collect()
    }
}

impl Client {
    /// What was corrected in danger and is still untold on a route, by what she has said so far.
    #[must_use]
    pub fn untold_on(&self, consent: &Consent, path: PathId, route: Route) -> BTreeSet<Item> {
        let untold = self.untold.iter();
        untold
            .flat_map(|one| one.waiting(consent, path, route))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::tests_support::{HERE, carry_out, order, recorded};
    use crate::clients::{ClientChange, ClientCommand, Identity, Known};
    use crate::consents::ConsentCommand;
    use crate::consents::tests_support::{asked, line, order as consent_order, path, route};

    fn ask(consent: &mut Consent) {
        let what = ConsentCommand::Record(asked([(Item::Contact, true), (Item::Identity, true)]));
        for event in consent.decide(&consent_order(what)).unwrap() {
            consent.evolve(&event);
        }
    }

    fn rectify(client: &mut Client, name: &str, consent: &Consent) {
        let what = ClientCommand::Rectify {
            her: Known {
                identity: Some(Identity {
                    name: Some(line(name)),
                    ..Identity::default()
                }),
                children: None,
            },
            heard: [(path(), consent.version())].into(),
        };
        carry_out(client, &order(HERE, what)).unwrap();
    }

    fn untold(client: &Client, consent: &Consent) -> BTreeSet<Item> {
        client.untold_on(consent, path(), route())
    }

    #[test]
    fn what_is_corrected_in_danger_waits_until_she_is_asked_again() {
        let (mut client, mut consent) = (recorded(), Consent::default());
        ask(&mut consent);
        rectify(&mut client, "Frau Neumann", &consent);
        assert_eq!(untold(&client, &consent), [].into(), "told at once");
        carry_out(
            &mut client,
            &order(HERE, ClientCommand::Change(ClientChange::Protect(true))),
        )
        .unwrap();
        rectify(&mut client, "Frau Kaya", &consent);
        assert_eq!(untold(&client, &consent), [Item::Identity].into());
        ask(&mut consent);
        assert_eq!(untold(&client, &consent), [].into());
        let elsewhere = Route {
            sender: route().recipient,
            recipient: route().sender,
        };
        let there = client.untold_on(&consent, path(), elsewhere);
        assert_eq!(there, [Item::Identity].into(), "asked about one route");
    }

    #[test]
    fn who_is_safe_has_nothing_untold() {
        let (mut client, consent) = (recorded(), Consent::default());
        carry_out(
            &mut client,
            &order(HERE, ClientCommand::Change(ClientChange::Protect(true))),
        )
        .unwrap();
        rectify(&mut client, "Frau Kaya", &consent);
        carry_out(
            &mut client,
            &order(HERE, ClientCommand::Change(ClientChange::Protect(false))),
        )
        .unwrap();
        assert_eq!(untold(&client, &consent), [].into());
    }
}
