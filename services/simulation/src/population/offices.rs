//! Which institutions a town has: one of each kind of the cases' town, and more of some when it grows.

use std::collections::BTreeMap;

use domain::institutions::{Entry, Service};
use domain::vocabulary::{InstitutionKind as K, Need};
use domain::{AccountId, InstitutionId, ServiceId};

use super::{PlannedInstitution, line};
use crate::chance::Chance;
use crate::ids::stable;
use crate::network::Office;

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

/// The offices to which a plan's parents go: where somebody signs in, without the coordinating one.
pub(crate) fn open_to_parents(offices: impl Iterator<Item = Office>) -> Vec<PlannedInstitution> {
    let mut of_kind = BTreeMap::new();
    let open = offices
        .filter(|Office { entry, .. }| entry.signs_in && entry.kind != K::Gleichstellungsstelle);
    let planned = open.map(|Office { id, entry, .. }| {
        let nth = of_kind.entry(entry.kind).or_insert(0);
        *nth += 1;
        PlannedInstitution {
            id,
            kind: entry.kind,
            nth: *nth,
            neutral_sender: entry.neutral_sender,
        }
    });
    planned.collect()
}

impl PlannedInstitution {
    /// As it is taken into a network of its own: with one caseworker, and one service for all needs.
    pub(super) fn office(&self) -> Office {
        let id = self.id.to_string();
        Office {
            id: self.id,
            entry: Entry {
                name: line(&format!("{} {}", self.kind.code(), self.nth)),
                kind: self.kind,
                address: None,
                phone: line("030 23125 200"),
                neutral_sender: self.neutral_sender,
                signs_in: true,
            },
            caseworker: Some(AccountId::from_bytes(stable("planned account", &id))),
            services: vec![Service {
                id: ServiceId::from_bytes(stable("planned service", &id)),
                name: line("Beratung"),
                needs: Need::ALL.iter().copied().collect(),
            }],
            hours: None,
            contact: None,
        }
    }
}

/// From kind and number, so that links stay good between plans.
fn id(kind: K, nth: u8) -> InstitutionId {
    InstitutionId::from_bytes(stable(
        "planned institution",
        &format!("{}/{nth}", kind.code()),
    ))
}
