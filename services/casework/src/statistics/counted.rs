//! What of it may be counted, in the words of [`path_statistics::journeys`]. Left out are things entered in
//! error (rule 12), anonymous vouchers, and what she did not agree to have counted.

use std::collections::{BTreeMap, BTreeSet};

use domain::consents::Route;
use domain::{InstitutionId, PathId};
use jiff::civil::Date;
use path_statistics::episodes::QUIET_DAYS;
use path_statistics::journeys::{Fact, HandOver, Journeys, JourneysBuilder, What};

use super::agreed::{Agreed, ByPath};
use super::noted::{Course, Noted, Said};
use super::persons::{Numbers, Persons};
use super::ways::Ways;

/// What may be counted, and whose it is.
pub(super) struct Counted {
    pub(super) journeys: Journeys,
    pub(super) persons: Persons,
    pub(super) numbers: Numbers,
}

impl Ways {
    /// What may be counted of all this.
    pub(super) fn counted(mut self) -> Counted {
        let mut builder = JourneysBuilder::default();
        let mut numbers = Numbers::default();
        let mut courses: BTreeMap<Course, u32> = BTreeMap::new();
        let agreed = by_person(&self.agreed, &self.persons);
        let mut known = Known::default();
        self.noted.sort_by_key(|noted| (noted.day, noted.position));
        for noted in &self.noted {
            let top = self.persons.top(noted.path);
            let Some(station) = self.stations.get(&noted.at) else {
                continue;
            };
            let wrong = self.in_error.contains(&(noted.at, noted.course));
            let counted = agreed.get(&top).is_some_and(|words| covers(words, noted));
            if wrong || !counted {
                continue;
            }
            let new_here = known.is_new_at(top, noted);
            if matches!(noted.said, Said::ActsFor(_)) && !new_here {
                continue;
            }
            let linked = match noted.course {
                Course::Handover(id) => self.linked.get(&id).copied(),
                Course::Voucher(_) => None,
            };
            let course = linked.unwrap_or(noted.course);
            let next = u32::try_from(courses.len()).expect("fewer than 2^32 hand-overs");
            let number = HandOver(*courses.entry(course).or_insert(next));
            let to = match noted.said {
                Said::Sent(to, _) => match self.stations.get(&to) {
                    Some(to) => Some(builder.station(*to)),
                    None => continue,
                },
                _ => None,
            };
            let what = match (noted.said, to) {
                (Said::Sent(_, need), Some(to)) => What::Sent {
                    hand_over: number,
                    to,
                    need: Some(need),
                },
                // The slip turned up: she had been sent.
                (Said::CameIn(_), _) if linked.is_some() => What::Arrived(number),
                (said, _) => said.as_told(number),
            };
            let fact = Fact {
                day: noted.day,
                position: noted.position,
                at: builder.station(*station),
                what,
            };
            builder.note(numbers.of(top), fact);
        }
        for top in self.persons.protected() {
            if let Some(person) = numbers.known(top) {
                builder.protect(person);
            }
        }
        Counted {
            journeys: builder.finish(),
            persons: self.persons,
            numbers,
        }
    }
}

impl Said {
    fn as_told(self, number: HandOver) -> What {
        match self {
            Self::CameIn(need) | Self::ActsFor(need) | Self::Sent(_, need) => {
                What::CameIn { need: Some(need) }
            }
            Self::Arrived => What::Arrived(number),
            Self::Accepted => What::Accepted(number),
            Self::Rejected(side) => What::Rejected(number, side),
            Self::Held => What::Held(number),
            Self::Resumed => What::Resumed(number),
            Self::Concluded(outcome) => What::Concluded(number, outcome),
            Self::EndedByHer => What::EndedByHer(number),
            Self::HerWord(experience) => What::HerWord(experience),
            Self::SlipWithdrawn => What::SlipWithdrawn(number),
            Self::SlipExpired => What::SlipExpired(number),
        }
    }
}

/// Where each person was seen before, and when last.
#[derive(Default)]
struct Known(BTreeMap<PathId, (Date, BTreeSet<InstitutionId>)>);

impl Known {
    /// Whether the institution knows her from no earlier day, or everything was quiet for long.
    fn is_new_at(&mut self, top: PathId, noted: &Noted) -> bool {
        let seen = self.0.entry(top).or_insert((noted.day, BTreeSet::new()));
        let quiet = (noted.day - seen.0).get_days() > QUIET_DAYS;
        if !matches!(noted.said, Said::SlipExpired) {
            seen.0 = noted.day;
        }
        seen.1.insert(noted.at) || quiet
    }
}

fn by_person<'a>(agreed: &'a ByPath, persons: &Persons) -> BTreeMap<PathId, Vec<&'a Agreed>> {
    let mut all: BTreeMap<PathId, Vec<&Agreed>> = BTreeMap::new();
    for (path, agreed) in agreed {
        all.entry(persons.top(*path)).or_default().push(agreed);
    }
    all
}

/// What is between two stations is covered by her word for this route; what is at one, by any word that
/// names it.
fn covers(words: &[&Agreed], noted: &Noted) -> bool {
    let day = noted.day;
    words.iter().any(|word| match noted.said {
        Said::Sent(recipient, _) => {
            let sender = noted.at;
            word.covers(Route { sender, recipient }, day)
        }
        _ => word.covers_at(noted.at, day),
    })
}
