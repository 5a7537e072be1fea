//! Journeys told step by step.

use domain::InstitutionId;
use domain::vocabulary::{InstitutionKind, Need};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::episodes::{Episode, Period, Rhythm, episodes};
use crate::journeys::{Fact, HandOver, JourneysBuilder, Person, Station, StationNumber, What};

const KINDS: [InstitutionKind; 4] = [
    InstitutionKind::Jugendamt,
    InstitutionKind::Schuldnerberatung,
    InstitutionKind::Kita,
    InstitutionKind::Frauenhaus,
];

/// A journey of person 1 among the stations A, B, C, D; days count from 1 January 2026.
pub(super) struct Told {
    pub(super) builder: JourneysBuilder,
    pub(super) stations: [StationNumber; 4],
    position: u64,
}

pub(super) const A: usize = 0;
pub(super) const B: usize = 1;
pub(super) const C: usize = 2;

pub(super) fn day(number: i64) -> Date {
    date(2026, 1, 1).saturating_add(number.days())
}

impl Told {
    pub(super) fn new() -> Self {
        let mut builder = JourneysBuilder::default();
        let stations = KINDS.map(|kind| {
            builder.station(Station {
                institution: InstitutionId::from_bytes([kind as u8; 16]),
                kind,
                protected: false,
            })
        });
        Self {
            builder,
            stations,
            position: 0,
        }
    }

    /// Something happens, to hand-over 1 if to any.
    pub(super) fn then(self, on: i64, at: usize, what: What) -> Self {
        self.then_to(1, on, at, what)
    }

    pub(super) fn then_to(mut self, number: u32, on: i64, at: usize, what: What) -> Self {
        self.position += 1;
        let fact = Fact {
            day: day(on),
            position: self.position,
            at: self.stations[at],
            hand_over: Some(HandOver(number)),
            what,
        };
        self.builder.note(Person(1), fact);
        self
    }

    pub(super) fn comes(self, on: i64, at: usize, need: Need) -> Self {
        self.then(on, at, What::CameIn { need: Some(need) })
    }

    pub(super) fn sent(self, on: i64, by: usize, to: usize, number: u32, need: Need) -> Self {
        let sent = What::Sent {
            to: self.stations[to],
            need: Some(need),
        };
        self.then_to(number, on, by, sent)
    }

    pub(super) fn arrives(self, on: i64, at: usize, number: u32) -> Self {
        self.then_to(number, on, at, What::Arrived)
    }

    pub(super) fn episodes(self, period: Period) -> Vec<Episode> {
        episodes(&self.builder.finish(), period)
    }

    /// The one episode of the first quarter.
    pub(super) fn the_episode(self) -> Episode {
        let mut found = self.episodes(first_quarter());
        assert_eq!(found.len(), 1);
        found.remove(0)
    }
}

pub(super) fn first_quarter() -> Period {
    Period::holding(day(0), Rhythm::Quarter)
}
