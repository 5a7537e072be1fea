//! Which institutions a town has: one of each kind of the cases' town, and more of some when it grows.

use domain::InstitutionId;
use domain::vocabulary::InstitutionKind as K;

use super::PlannedInstitution;
use crate::chance::Chance;

/// How many of a kind a town has: one, and another for each so many persons. Authorities stay one.
const PERSONS_PER_FURTHER: [(K, u32); 9] = [
    (K::Kita, 120),
    (K::SchuleSchulsozialarbeit, 250),
    (K::Tagespflege, 500),
    (K::Bildungstraeger, 400),
    (K::Erziehungsberatung, 700),
    (K::Schuldnerberatung, 1_000),
    (K::Familienbuero, 1_200),
    (K::Mehrgenerationenhaus, 900),
    (K::Rechtsberatung, 600),
];

/// Employers are no stations, and the equal-opportunities officer coordinates.
const NO_STATIONS: [K; 2] = [K::Unternehmen, K::Gleichstellungsstelle];

const MOST_OF_A_KIND: u32 = 24;

pub(super) fn of_town(persons: u32, seed: u64) -> Vec<PlannedInstitution> {
    let mut chance = Chance::new(seed, "population/offices");
    let mut offices = Vec::new();
    for &kind in K::ALL.iter().filter(|kind| !NO_STATIONS.contains(kind)) {
        let per_further = PERSONS_PER_FURTHER.iter().find(|(of, _)| *of == kind);
        let further = per_further.map_or(0, |(_, per)| persons / per);
        for nth in 1..=(1 + further).min(MOST_OF_A_KIND) {
            let nth = u8::try_from(nth).unwrap_or(u8::MAX);
            offices.push(PlannedInstitution {
                id: id(kind, nth),
                kind,
                nth,
                // The second lawyer or further office of a kind sometimes prefers to send neutrally.
                neutral_sender: nth > 1 && chance.percent(5),
            });
        }
    }
    offices
}

/// From kind and number, so that links stay good between plans.
fn id(kind: K, nth: u8) -> InstitutionId {
    InstitutionId::from_bytes(crate::suhlheim::stable(
        "planned institution",
        &format!("{}/{nth}", kind.code()),
    ))
}
