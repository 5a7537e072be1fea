//! Journeys for tests, and keys from a seed.

use std::collections::BTreeMap;

use domain::InstitutionId;
use domain::vocabulary::{InstitutionKind, Need};
use jiff::civil::{Date, date};

use crate::episodes::{Period, Rhythm};
use crate::journeys::{
    Fact, HandOver, Journeys, JourneysBuilder, Person, Station, StationNumber, What,
};
use crate::releases::{Cell, Content, Cube, Detail, Manifest, Place, Release, ReleaseKey, Waits};

/// A key of a number; test keys are no secrets.
pub(super) fn key(number: u64) -> ReleaseKey {
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&number.to_be_bytes());
    ReleaseKey::from_bytes(bytes)
}

pub(super) fn half_year() -> Period {
    Period::holding(date(2026, 1, 1), Rhythm::HalfYear)
}

pub(super) fn quarter() -> Period {
    Period::holding(date(2026, 1, 1), Rhythm::Quarter)
}

/// So many persons of each pair go from the first kind to the second.
pub(super) fn town(ways: &[(u32, InstitutionKind, InstitutionKind)]) -> Journeys {
    let mut builder = JourneysBuilder::default();
    let mut number = 0;
    for &(persons, from, to) in ways {
        let [from, to] = [from, to].map(|kind| station(&mut builder, kind));
        for _ in 0..persons {
            number += 1;
            walk(&mut builder, number, from, to);
        }
    }
    builder.finish()
}

fn station(builder: &mut JourneysBuilder, kind: InstitutionKind) -> StationNumber {
    builder.station(Station {
        institution: InstitutionId::from_bytes([kind as u8; 16]),
        kind,
        protected: false,
    })
}

fn walk(builder: &mut JourneysBuilder, number: u32, from: StationNumber, to: StationNumber) {
    let need = Some(Need::Debts);
    let hand_over = Some(HandOver(number));
    let came: Date = date(2026, 1, 15);
    let steps = [
        (came, from, What::CameIn { need }),
        (came, from, What::Sent { to, need }),
        (date(2026, 1, 20), to, What::Arrived),
    ];
    for (position, (day, at, what)) in (0..).zip(steps) {
        let fact = Fact {
            day,
            position,
            at,
            hand_over,
            what,
        };
        builder.note(Person(number), fact);
    }
}

/// A release of these cells, as if they were shown.
pub(super) fn release(
    content: Content,
    (detail, waits): (Detail, Waits),
    cells: &[(Cell, u32)],
) -> Release {
    let cube = Cube {
        content,
        detail,
        waits,
    };
    let shown: BTreeMap<Cell, u32> = cells.iter().copied().collect();
    Release::new(Manifest::new(cube, half_year(), 0), shown)
}

pub(super) fn edge(from: Place, to: Place) -> Cell {
    Cell::Transition { from, to }
}
