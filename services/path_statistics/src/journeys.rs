//! What is known of persons' ways through a network, as a release may count it: the input of
//! [`crate::episodes`].
//!
//! These are the domain's events as far as a figure depends on them, without what no figure may hold:
//! things entered in error, anonymous vouchers, routes that her statistics item does not cover, erased
//! records. A person number stands for one linked component of paths and is drawn afresh for each release;
//! it says nothing outside of it. A fact takes at most 40 bytes.

use std::fmt;

use domain::InstitutionId;
use domain::vocabulary::{Experience, InstitutionKind, Need, Outcome, Side};
use jiff::civil::Date;

/// One linked component of paths, numbered for one release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person(pub u32);

/// One hand-over, numbered within its journeys; vouchers' redemptions are numbered alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HandOver(pub u32);

/// A member of the network as figures see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Station {
    /// Which one; shown only in the detail of large networks.
    pub institution: InstitutionId,
    /// What it is.
    pub kind: InstitutionKind,
    /// It sends neutrally: counts in the protected pool, as protected kinds do without being asked.
    pub protected: bool,
}

/// A station's place in [`Journeys::stations`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StationNumber(u32);

/// What happened to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// She came by herself, or an institution acted for her for the first time.
    CameIn {
        /// What she came for, where it is known.
        need: Option<Need>,
    },
    /// The station sent her on: a slip, or a voucher's next station. Once more is the slip issued anew
    /// or revived.
    Sent {
        /// To whom.
        to: StationNumber,
        /// What for, where it is known.
        need: Option<Need>,
    },
    /// The addressee was told; she has not arrived by it.
    Announced,
    /// She was there.
    Arrived,
    /// The addressee takes it on; after an end, it was reopened.
    Accepted,
    /// The addressee does not take it on, for a reason on this side.
    Rejected(Side),
    /// The addressee waits.
    Held,
    /// The addressee goes on.
    Resumed,
    /// The addressee is done.
    Concluded(Outcome),
    /// She ended it.
    EndedByHer,
    /// Her own word about it.
    HerWord(Experience),
    /// The sender took the slip back.
    SlipWithdrawn,
    /// The slip's last day passed.
    SlipExpired,
}

/// What happened to a person, where and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// The day it happened (`occurred_on`), not the day it was entered.
    pub day: Date,
    /// Its place in the log: the order of what happened on one day.
    pub position: u64,
    /// Who acted, or where she was: the addressee for arrivals and what follows, else the sender.
    pub at: StationNumber,
    /// To which hand-over; none where she came without one.
    pub hand_over: Option<HandOver>,
    /// What.
    pub what: What,
}

/// All persons' facts, person by person, each in the order of days.
pub struct Journeys {
    stations: Vec<Station>,
    facts: Vec<(Person, Fact)>,
    protected: Vec<Person>,
}

/// One person's facts; never empty.
#[derive(Clone, Copy)]
pub struct Journey<'all> {
    /// Who.
    pub person: Person,
    /// She carries the protection flag at some record of hers.
    ///
    /// All her stations then count in the protected pool (rule 11: in statistics, too, she appears
    /// under the neutral sender). Leaving her out would hide the need for protection from those who
    /// plan for it; counting her at ordinary stations would make her the odd one in a known way.
    pub protected: bool,
    facts: &'all [(Person, Fact)],
}

impl Journeys {
    /// All stations; [`StationNumber`]s are places here.
    #[must_use]
    pub fn stations(&self) -> &[Station] {
        &self.stations
    }

    /// The station with this number.
    #[must_use]
    pub fn station(&self, number: StationNumber) -> &Station {
        &self.stations[number.0 as usize]
    }

    /// Every person with at least one fact, by number.
    pub fn persons(&self) -> impl Iterator<Item = Journey<'_>> {
        self.facts
            .chunk_by(|one, next| one.0 == next.0)
            .map(|facts| Journey {
                person: facts[0].0,
                protected: self.protected.binary_search(&facts[0].0).is_ok(),
                facts,
            })
    }
}

impl<'all> Journey<'all> {
    /// What happened to her, in order.
    pub fn facts(&self) -> impl Iterator<Item = &'all Fact> + Clone + use<'all> {
        self.facts.iter().map(|(_, fact)| fact)
    }
}

/// Counts only: a way is personal even without a name.
impl fmt::Debug for Journeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journeys")
            .field("stations", &self.stations.len())
            .field("facts", &self.facts.len())
            .finish_non_exhaustive()
    }
}

/// Collects facts in any order.
#[derive(Default)]
pub struct JourneysBuilder {
    stations: Vec<Station>,
    facts: Vec<(Person, Fact)>,
    protected: Vec<Person>,
}

impl JourneysBuilder {
    /// The number of an institution; what it is by the last word counts for all its facts.
    ///
    /// # Panics
    ///
    /// At the station 2^32.
    pub fn station(&mut self, station: Station) -> StationNumber {
        let mut known = self.stations.iter();
        let same = |known: &Station| known.institution == station.institution;
        let place = known.position(same).unwrap_or(self.stations.len());
        match self.stations.get_mut(place) {
            Some(known) => *known = station,
            None => self.stations.push(station),
        }
        StationNumber(u32::try_from(place).expect("a network has fewer than 2^32 stations"))
    }

    /// The station with this number.
    #[must_use]
    pub fn station_of(&self, number: StationNumber) -> &Station {
        &self.stations[number.0 as usize]
    }

    /// She carries the protection flag.
    pub fn protect(&mut self, person: Person) {
        self.protected.push(person);
    }

    /// Something happened; its stations are numbers of this builder.
    pub fn note(&mut self, person: Person, fact: Fact) {
        self.facts.push((person, fact));
    }

    /// All of it, in order.
    #[must_use]
    pub fn finish(mut self) -> Journeys {
        self.facts
            .sort_by_key(|(person, fact)| (*person, fact.day, fact.position));
        self.protected.sort_unstable();
        Journeys {
            stations: self.stations,
            facts: self.facts,
            protected: self.protected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_as_small_as_is_said() {
        assert!(size_of::<(Person, Fact)>() <= 40);
    }
}
