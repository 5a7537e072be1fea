//! Clients by name: an institution finds its own people by a word of the name, alone or with the year
//! of birth. Only keyed hashes under its own key are stored; nobody else can look anything up.

use std::collections::BTreeSet;

use domain::clients::{ClientEvent, Identity};
use domain::{Actor, InstitutionId, KnownOr, RecordId};
use event_store::{
    FoldError, NetworkId, Placed, ReadModel, Recorded, RowFilter, StateGroup, Store, StoreError,
    Subject,
};
use serde::{Deserialize, Serialize};

use crate::owner_of;
use crate::stored::{meta, read};

/// How many words of a name are found; each stands alone and with the year.
const WORDS: usize = 6;
const PLACES: usize = 2 * WORDS;

/// A record behind one search key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NameRow {
    /// The record.
    pub record: RecordId,
}

/// The model. A record has fixed places for its keys, so that a corrected name takes the places of
/// the wrong one.
pub struct ClientsByName;

impl ReadModel for ClientsByName {
    type Row = NameRow;
    const NAME: &'static str = "clients_by_name";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        let names_her = match event.decode() {
            Ok(
                ClientEvent::ClientRecorded { identity, .. }
                | ClientEvent::ClientIdentified { identity, .. }
                | ClientEvent::ClientRectified { identity, .. },
            ) => identity.is_some(),
            _ => false,
        };
        let places = if names_her { PLACES } else { 0 };
        let place = |number| subject(event.stream.as_bytes(), number);
        (0..places).map(place).collect()
    }

    fn fold(
        place: &Subject,
        _: Option<NameRow>,
        event: &Recorded,
    ) -> Result<Option<Placed<NameRow>>, FoldError> {
        let (institution, identity) = match read(event)? {
            ClientEvent::ClientRecorded {
                institution,
                identity,
                ..
            } => (Some(institution), identity),
            ClientEvent::ClientIdentified { identity, .. }
            | ClientEvent::ClientRectified { identity, .. } => (own_staff(event)?, identity),
            _ => return Ok(None),
        };
        let (Some(institution), Some(her)) = (institution, identity.known()) else {
            return Ok(None);
        };
        let record = *event.stream.as_bytes();
        let keys = (0..).zip(keys(her));
        let mut here = keys.filter(|(number, _)| subject(&record, *number) == *place);
        Ok(here.next().map(|(_, key)| Placed {
            row: NameRow {
                record: RecordId::from_bytes(record),
            },
            sealed_with: event.stream,
            listed: Some((owner_of(institution), list(&key))),
            day: None,
            state: StateGroup::Open,
        }))
    }
}

/// Whoever names her or corrects her name works where the record is kept.
fn own_staff(event: &Recorded) -> Result<Option<InstitutionId>, FoldError> {
    Ok(match meta(event)?.actor {
        Actor::Staff(staff) => Some(staff.institution),
        _ => None,
    })
}

fn subject(record: &[u8; 16], number: usize) -> Subject {
    let number = u8::try_from(number).unwrap_or(u8::MAX);
    Subject::of_bytes(&[record.as_slice(), &[number]].concat())
}

/// The words of a name. Only spaces and hyphens part them: a mark above a letter is no end.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let parts = name.split(|c: char| c.is_whitespace() || c == '-');
    parts.filter(|word| !word.is_empty())
}

fn keys(her: &Identity) -> Vec<String> {
    let name = her.name.as_ref().map(|name| name.as_str().to_owned());
    let name = name.unwrap_or_default();
    let of_word = |word: &str| {
        let with_year = her.birth_year.map(|year| key(word, Some(year)));
        [Some(key(word, None)), with_year]
    };
    let keys = words(&name).take(WORDS).flat_map(of_word);
    keys.flatten().collect()
}

fn key(word: &str, birth_year: Option<i16>) -> String {
    match birth_year {
        Some(year) => format!("{year}/{word}"),
        None => word.to_owned(),
    }
}

fn list(key: &str) -> String {
    format!("named/{key}")
}

/// The institution's own records whose name has all these words, in any order.
pub async fn find(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    name: &str,
    birth_year: Option<i16>,
) -> Result<BTreeSet<RecordId>, StoreError> {
    let (owner, rows) = (owner_of(institution), store.rows());
    let mut found: Option<BTreeSet<RecordId>> = None;
    for word in words(name).take(WORDS) {
        let list = list(&key(word, birth_year));
        let having = rows.list::<ClientsByName>(network, owner, &list, RowFilter::default());
        let having = having.await?.into_iter().map(|row| row.record).collect();
        found = Some(match found {
            None => having,
            Some(found) => found.intersection(&having).copied().collect(),
        });
    }
    Ok(found.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Line;

    #[test]
    fn each_word_is_found_alone_and_with_the_year() {
        let mut her = Identity {
            name: Some(Line::parse("Anna-Lena  Neumann").unwrap()),
            birth_year: Some(1998),
            ..Identity::default()
        };
        let all = [
            "Anna",
            "1998/Anna",
            "Lena",
            "1998/Lena",
            "Neumann",
            "1998/Neumann",
        ];
        assert_eq!(keys(&her), all);
        her.birth_year = None;
        assert_eq!(keys(&her), ["Anna", "Lena", "Neumann"]);
        her.name = Some(Line::parse("a b c d e f g h").unwrap());
        her.birth_year = Some(2000);
        assert_eq!(keys(&her).len(), PLACES, "no more places than there are");
    }
}
