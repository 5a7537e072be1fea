//! RecordClient, IdentifyClient, RectifyClient: what this institution knows of her, from nothing to a
//! name, and right in the end (Art. 16 GDPR).

use std::collections::BTreeMap;

use super::{Client, ClientEvent, ContactChanged, Identity, Known, Untold, changed};
use crate::{InstitutionId, KnownOr, Now, PathId, RecordId, Refusal};

impl Client {
    /// This institution has a record of her from now on, with what she lets it know: a slip brings her, or
    /// she is only announced and the record is nameless.
    pub fn record(
        &self,
        (institution, record, path): (InstitutionId, RecordId, PathId),
        her: &Known,
    ) -> Result<Vec<ClientEvent>, Refusal> {
        if self.opened.is_some() {
            return Err(Refusal::AlreadyThere);
        }
        let (identity, child) = her.sealed();
        Ok(vec![ClientEvent::ClientRecorded {
            record,
            institution,
            path,
            identity,
            child,
        }])
    }

    pub(super) fn identify(
        &self,
        now: Now,
        her: &Known,
        heard: &BTreeMap<PathId, u64>,
    ) -> Vec<ClientEvent> {
        let (identity, child) = her.sealed();
        changed(
            *her != Known::default(),
            ClientEvent::ClientIdentified {
                identity,
                child,
                contact_changed: self.changes_contact(now, her, heard),
            },
        )
    }

    pub(super) fn rectify(
        &self,
        now: Now,
        her: &Known,
        heard: &BTreeMap<PathId, u64>,
    ) -> Vec<ClientEvent> {
        let (identity, child) = her.sealed();
        let items = self.items_changed_by(her);
        let waits = self.protected && !items.is_empty();
        changed(
            *her != Known::default(),
            ClientEvent::ClientRectified {
                identity,
                child,
                contact_changed: self.changes_contact(now, her, heard),
                untold: waits.then(|| Untold {
                    items,
                    on: now.today,
                    heard: heard.clone(),
                }),
            },
        )
    }

    fn changes_contact(
        &self,
        now: Now,
        her: &Known,
        heard: &BTreeMap<PathId, u64>,
    ) -> Option<ContactChanged> {
        let way = |her: &Identity| (her.contact.clone(), her.channel);
        let before = self.identity.known().map(way);
        let new = her.identity.as_ref().map(way);
        let changes = new.is_some_and(|new| new != before.unwrap_or_default());
        changes.then(|| ContactChanged {
            on: now.today,
            heard: heard.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::tests_support::{
        ELSEWHERE, HERE, RECORD, carry_out, nameless, order, recorded,
    };
    use crate::clients::{AgeBand, Children, ClientChange, ClientCommand};
    use crate::consents::tests_support::{line, now, path};
    use crate::{Erasable, Note};

    fn named(name: &str) -> Identity {
        Identity {
            name: Some(line(name)),
            ..Identity::default()
        }
    }

    #[test]
    fn a_nameless_record_is_named_later_by_its_own_institution_only() {
        let mut client = recorded();
        assert_eq!(
            client.at(HERE).map(|at| (at.record, at.path)),
            Ok((RECORD, path()))
        );
        let name = ClientCommand::Identify {
            her: Known {
                identity: Some(named("Frau Neumann")),
                children: None,
            },
            heard: BTreeMap::new(),
        };
        assert_eq!(
            client.decide(&order(ELSEWHERE, name.clone())),
            Err(Refusal::NotYours)
        );
        carry_out(&mut client, &order(HERE, name)).unwrap();
        let known = client.identity.known().unwrap();
        assert_eq!(known.name, Some(line("Frau Neumann")));
        assert!(!format!("{client:?}").contains("Neumann"));
    }

    #[test]
    fn a_record_is_opened_once_and_nothing_happens_before() {
        assert_eq!(
            recorded().decide(&order(HERE, nameless())),
            Err(Refusal::AlreadyThere)
        );
        let none = ClientCommand::Identify {
            her: Known {
                identity: None,
                children: None,
            },
            heard: BTreeMap::new(),
        };
        assert_eq!(
            Client::default().decide(&order(HERE, none.clone())),
            Err(Refusal::NotFound)
        );
        assert_eq!(recorded().decide(&order(HERE, none)), Ok(vec![]));
    }

    #[test]
    fn a_slip_opens_one_record_at_whoever_receives_it_with_what_it_gives() {
        let come = |client: &Client, identity| {
            let her = Known {
                identity,
                children: None,
            };
            client.record((ELSEWHERE, RECORD, path()), &her)
        };
        let mut announced = Client::default();
        for event in come(&announced, None).unwrap() {
            announced.evolve(&event);
        }
        assert_eq!(announced.at(ELSEWHERE).map(|at| at.record), Ok(RECORD));
        assert_eq!(announced.identity, None);
        let name = named("Frau Neumann");
        assert_eq!(
            come(&announced, Some(name.clone())),
            Err(Refusal::AlreadyThere)
        );
        let named_now = come(&Client::default(), Some(name.clone())).unwrap();
        assert!(matches!(
            &named_now[..],
            [ClientEvent::ClientRecorded { institution: ELSEWHERE, identity: Some(Erasable::Known(known)), .. }]
                if *known == name
        ));
    }

    #[test]
    fn what_is_rectified_is_right_as_a_whole_and_the_rest_stays() {
        let mut client = recorded();
        let children = Children {
            age_bands: vec![AgeBand::SixToNine],
            names: vec![],
        };
        for command in [
            ClientCommand::Identify {
                her: Known {
                    identity: Some(named("Frau Neuman")),
                    children: Some(children.clone()),
                },
                heard: BTreeMap::new(),
            },
            ClientCommand::Rectify {
                her: Known {
                    identity: Some(named("Frau Neumann")),
                    children: None,
                },
                heard: BTreeMap::new(),
            },
        ] {
            carry_out(&mut client, &order(HERE, command)).unwrap();
        }
        let known = client.identity.known();
        assert_eq!(known, Some(&named("Frau Neumann")));
        let known = client.children.known();
        assert_eq!(known, Some(&children));
    }

    #[test]
    fn what_a_child_confided_is_nowhere_in_the_record_as_it_stands() {
        let mut client = recorded();
        let before = client.children.clone();
        let confide = ClientCommand::Change(ClientChange::Confide(
            Note::parse("Ich habe Angst.").unwrap(),
        ));
        let events = carry_out(&mut client, &order(HERE, confide)).unwrap();
        assert!(matches!(
            &events[..],
            [ClientEvent::ChildConfided {
                child: Erasable::Known(_)
            }]
        ));
        assert_eq!(client.children, before);
        assert!(!format!("{events:?}").contains("Angst"));
    }

    #[test]
    fn a_year_of_birth_has_four_digits_and_a_parent_can_have_been_born_then() {
        let this_year = now().today.year();
        let born = |birth_year| Identity {
            birth_year: Some(birth_year),
            ..named("Frau Neumann")
        };
        let commands = |identity: Identity| {
            let heard = BTreeMap::new();
            [
                ClientCommand::Identify {
                    her: Known {
                        identity: Some(identity.clone()),
                        children: None,
                    },
                    heard: heard.clone(),
                },
                ClientCommand::Rectify {
                    her: Known {
                        identity: Some(identity),
                        children: None,
                    },
                    heard,
                },
            ]
        };
        // A mother of fifteen, and a great-grandmother who cares for a child.
        for year in [1998, this_year - 15, this_year - 10, 1930, this_year - 120] {
            for command in commands(born(year)) {
                assert!(recorded().decide(&order(HERE, command)).is_ok(), "{year}");
            }
        }
        for year in [
            98,
            -5,
            0,
            1850,
            2030,
            this_year,
            this_year - 121,
            i16::MAX,
            i16::MIN,
        ] {
            for command in commands(born(year)) {
                let refused = recorded().decide(&order(HERE, command));
                assert!(
                    matches!(refused, Err(Refusal::BirthYearOutOfRange { .. })),
                    "{year}"
                );
            }
            let mut opening = order(HERE, nameless());
            if let ClientCommand::Record { her, .. } = &mut opening.what {
                her.identity = Some(born(year));
            }
            assert!(Client::default().decide(&opening).is_err(), "{year}");
        }
    }
}
