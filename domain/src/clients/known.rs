//! What a record says of her at this moment, and what of it waits until she is asked again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Children, Client, Identity};
use crate::consents::{Consent, Item, Route};
use crate::{Erasable, KnownOr, PathId};

/// Her, as a record says at this moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Who she is.
    pub identity: Option<Identity>,
    /// Her children.
    pub children: Option<Children>,
}

impl Known {
    /// As the parts of an event, each sealed by itself.
    pub(super) fn sealed(&self) -> (Option<Erasable<Identity>>, Option<Erasable<Children>>) {
        let identity = self.identity.clone().map(Erasable::Known);
        (identity, self.children.clone().map(Erasable::Known))
    }
}

/// When a way to reach her was written down: on which day, and what she had said on her paths by then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactChanged {
    /// The day.
    pub on: Date,
    /// How many events each of her paths had.
    pub heard: BTreeMap<PathId, u64>,
}

impl Identity {
    /// The parts that these items stand for: the name without the contact, or the reverse.
    pub fn only(&self, shown: impl Fn(Item) -> bool) -> Option<Self> {
        let (named, reached) = (shown(Item::Identity), shown(Item::Contact));
        let only = Self {
            name: self.name.clone().filter(|_| named),
            birth_year: self.birth_year.filter(|_| named),
            contact: self.contact.clone().filter(|_| reached),
            channel: self.channel.filter(|_| reached),
            language: self.language.clone().filter(|_| reached),
        };
        (only != Self::default()).then_some(only)
    }

    /// What is known already, and what is said besides.
    #[must_use]
    pub fn completed_by(&self, other: &Self) -> Self {
        Self {
            name: self.name.clone().or_else(|| other.name.clone()),
            birth_year: self.birth_year.or(other.birth_year),
            contact: self.contact.clone().or_else(|| other.contact.clone()),
            channel: self.channel.or(other.channel),
            language: self.language.clone().or_else(|| other.language.clone()),
        }
    }
}

impl Client {
    /// What may be said of her at this moment; nothing while the record is restricted.
    #[must_use]
    pub fn known(&self) -> Known {
        if self.restricted {
            Known::default()
        } else {
            self.written()
        }
    }

    /// What stands in the record, whether it may be used or not.
    #[must_use]
    pub fn written(&self) -> Known {
        Known {
            identity: self.identity.known().cloned(),
            children: self.children.known().cloned(),
        }
    }

    /// Her year of birth, where the record has it.
    #[must_use]
    pub fn birth_year(&self) -> Option<i16> {
        self.identity.known()?.birth_year
    }

    /// The items that other words would change: whoever holds one of them holds what is not right.
    #[must_use]
    pub fn items_changed_by(&self, her: &Known) -> BTreeSet<Item> {
        let before = self.written();
        let identity = before.identity.unwrap_or_default();
        let differs = |item: &Item| {
            let of = |her: &Identity| her.only(|it| it == *item);
            her.identity
                .as_ref()
                .is_some_and(|new| of(&identity) != of(new))
        };
        let bands = before.children.unwrap_or_default().without_names();
        let children = her.children.as_ref();
        let other_children = children.is_some_and(|new| bands != new.without_names());
        let items = [Item::Identity, Item::Contact].into_iter();
        let child = other_children.then_some(Item::Child);
        items.filter(differs).chain(child).collect()
    }

    /// Under protection a way to reach her that she was not asked about travels only when she is asked
    /// again: whoever learned the old one may look for the new one (section 51 BMG).
    #[must_use]
    pub fn contact_waits(&self, consent: &Consent, path: PathId, route: Route) -> bool {
        let unasked = |changed: &ContactChanged| {
            let heard = changed.heard.get(&path).copied().unwrap_or_default();
            !consent.granted_since(route, Item::Contact, heard, changed.on)
        };
        self.protected && self.contact_changed.as_ref().is_some_and(unasked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::tests_support::{HERE, carry_out, order, recorded};
    use crate::clients::{AgeBand, ClientChange, ClientCommand};
    use crate::consents::ConsentCommand;
    use crate::consents::tests_support::{asked, line, order as consent_order, path, route};

    fn reached(contact: &str) -> Identity {
        Identity {
            name: Some(line("Frau Neumann")),
            contact: Some(line(contact)),
            ..Identity::default()
        }
    }

    fn rectify(contact: &str, heard: u64) -> ClientCommand {
        ClientCommand::Rectify {
            her: Known {
                identity: Some(reached(contact)),
                children: None,
            },
            heard: [(path(), heard)].into(),
        }
    }

    fn ask(consent: &mut Consent) {
        let what = ConsentCommand::Record(asked([(Item::Contact, true), (Item::Identity, true)]));
        for event in consent.decide(&consent_order(what)).unwrap() {
            consent.evolve(&event);
        }
    }

    #[test]
    fn a_changed_contact_waits_under_protection_until_she_is_asked_again() {
        let (mut client, mut consent) = (recorded(), Consent::default());
        ask(&mut consent);
        let waits =
            |client: &Client, consent: &Consent| client.contact_waits(consent, path(), route());
        carry_out(
            &mut client,
            &order(HERE, rectify("0000 1", consent.version())),
        )
        .unwrap();
        assert!(!waits(&client, &consent), "nobody looks for her");
        carry_out(
            &mut client,
            &order(HERE, ClientCommand::Change(ClientChange::Protect(true))),
        )
        .unwrap();
        assert!(waits(&client, &consent), "whenever the flag was set");
        ask(&mut consent);
        assert!(!waits(&client, &consent));
        // A correction of the name alone changes no way to reach her.
        let mut renamed = reached("0000 1");
        renamed.name = Some(line("Frau Kaya"));
        let rename = ClientCommand::Rectify {
            her: Known {
                identity: Some(renamed),
                children: None,
            },
            heard: [(path(), consent.version())].into(),
        };
        carry_out(&mut client, &order(HERE, rename)).unwrap();
        assert!(!waits(&client, &consent));
        carry_out(
            &mut client,
            &order(HERE, rectify("0000 2", consent.version())),
        )
        .unwrap();
        assert!(waits(&client, &consent));
    }

    #[test]
    fn a_record_says_what_changed_item_by_item() {
        let mut client = recorded();
        carry_out(&mut client, &order(HERE, rectify("0000 1", 0))).unwrap();
        let changed = |identity: &Identity| {
            let her = Known {
                identity: Some(identity.clone()),
                children: None,
            };
            client.items_changed_by(&her)
        };
        assert_eq!(changed(&reached("0000 1")), [].into());
        assert_eq!(changed(&reached("0000 2")), [Item::Contact].into());
        let mut older = reached("0000 1");
        older.birth_year = Some(1990);
        assert_eq!(changed(&older), [Item::Identity].into());
        let mut spoken = reached("0000 1");
        spoken.language = Some(line("ar"));
        assert_eq!(changed(&spoken), [Item::Contact].into());
        assert_eq!(
            changed(&Identity::default()),
            [Item::Identity, Item::Contact].into()
        );
        let children = Children {
            age_bands: vec![AgeBand::UnderThree],
            names: vec![],
        };
        let told = |children| Known {
            identity: None,
            children: Some(children),
        };
        let all = client.items_changed_by(&told(children));
        assert_eq!(all, [Item::Child].into());
        let none = client.items_changed_by(&told(Children::default()));
        assert_eq!(none, [].into());
    }

    #[test]
    fn what_came_later_completes_and_replaces_nothing() {
        let came = Identity {
            birth_year: Some(1998),
            ..reached("0000 9")
        };
        let known = Identity {
            name: Some(line("Frau Kaya")),
            ..Identity::default()
        };
        let completed = known.completed_by(&came);
        assert_eq!(completed.name, Some(line("Frau Kaya")));
        assert_eq!(completed.contact, came.contact);
        assert_eq!(completed.birth_year, Some(1998));
    }
}
