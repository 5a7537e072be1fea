//! Single ways, read as runs.

use std::collections::BTreeSet;

use domain::vocabulary::InstitutionKind as K;

use super::texts::SOUND;
use crate::chain::ServiceChain;
use crate::chain::run::{Standing, without_visiting};

/// Whether a way can be read as a run: wherever one can stand after each of its stations. Its first one may be
/// the access alone, or the run's first station as well.
pub(super) fn is_run(chain: &ServiceChain, way: &[K]) -> bool {
    let visited = |at: BTreeSet<Standing>, kind: K| -> BTreeSet<Standing> {
        let reached = without_visiting(chain, at).into_iter();
        reached
            .flat_map(|standing| standing.visit(chain, kind))
            .collect()
    };
    let Some((access, rest)) = way.split_first() else {
        return false;
    };
    let start = BTreeSet::from([Standing::START]);
    let mut at = visited(start.clone(), *access);
    at.extend(start);
    for kind in rest {
        at = visited(at, *kind);
    }
    let ends =
        |standing: &Standing| chain.stages()[standing.stage].is_end && standing.passed(chain);
    chain.access().contains(access) && without_visiting(chain, at).iter().any(ends)
}

fn read(kinds: &[K]) -> bool {
    is_run(&ServiceChain::parse(SOUND).expect("it is sound"), kinds)
}

#[test]
fn an_access_counts_as_the_first_station_or_only_as_access() {
    assert!(read(&[K::Jugendamt, K::Kita, K::Schuldnerberatung]));
    assert!(read(&[
        K::Jugendamt,
        K::Anlaufstelle,
        K::Kita,
        K::Schuldnerberatung
    ]));
}

#[test]
fn what_skips_adds_turns_round_or_comes_in_elsewhere_is_no_run() {
    assert!(!read(&[]));
    assert!(!read(&[K::Jugendamt, K::Kita]), "skipped");
    let extra = [K::Jugendamt, K::Sozialamt, K::Kita, K::Schuldnerberatung];
    assert!(!read(&extra), "extra");
    let elsewhere = [K::Kita, K::Jugendamt, K::Kita, K::Schuldnerberatung];
    assert!(!read(&elsewhere), "elsewhere");
    let late_pilot = [K::Jugendamt, K::Kita, K::Schuldnerberatung, K::Anlaufstelle];
    assert!(!read(&late_pilot), "out of order");
}
