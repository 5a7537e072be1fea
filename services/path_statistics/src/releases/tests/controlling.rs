//! What is shown and what is not.

use domain::vocabulary::InstitutionKind as K;
use proptest::prelude::*;

use super::support::{half_year, key, quarter, town};
use crate::episodes::episodes;
use crate::releases::control::{ProtectedShare, shown};
use crate::releases::*;

/// All who went on from a place, along shown transitions.
fn went_on(paths: &Release, place: Place) -> u32 {
    let out = paths.transitions().filter(|(from, ..)| *from == place);
    out.map(|(.., persons)| persons).sum()
}

#[test]
fn detail_and_waits_follow_the_number_of_persons() {
    for (persons, detail, waits) in [
        (150, Detail::Groups, Waits::Together),
        (250, Detail::Groups, Waits::ByAccess),
        (450, Detail::Groups, Waits::ByAccess),
        (550, Detail::Kinds, Waits::ByArrival),
        (2_900, Detail::Kinds, Waits::ByArrival),
        (3_100, Detail::Institutions, Waits::ByArrival),
    ] {
        let town = town(&[(persons, K::Jugendamt, K::Kita)]);
        let access = access(&town, half_year(), key(1)).expect("half a year");
        let paths = paths(&town, &access, key(2));
        for release in [&access, &paths] {
            let cube = release.manifest().cube();
            assert_eq!((cube.detail, cube.waits), (detail, waits), "{persons}");
        }
    }
}

/// All wait five days. Of those who came in at the one place as many are shown as went from there, and
/// none of the other: there were too few.
#[test]
fn a_wait_is_told_by_where_she_came_in_and_all_together_by_the_sum_of_what_is_shown() {
    let town = town(&[(250, K::Jugendamt, K::Kita), (4, K::Kita, K::Jugendamt)]);
    let access = access(&town, half_year(), key(1)).expect("half a year");
    let paths = paths(&town, &access, key(2));
    let youth = Place::Group(Group::YouthAndFamily);
    assert_eq!(paths.waiting_places(), [youth].into());
    let of = |at| paths.waits(at).map(|(_, persons)| persons);
    assert!(matches!(of(Some(youth)), [0, 245..=255, 0, 0, 0]));
    assert_eq!(of(None), of(Some(youth)));
    assert_eq!(of(Some(Place::Group(Group::ChildcareAndSchool))), [0; 5]);
    assert_eq!(
        paths.median_wait(None),
        Some(crate::episodes::WaitingBin::UpTo7)
    );
}

#[test]
fn under_three_hundred_persons_a_quarter_is_refused() {
    let small = town(&[(250, K::Jugendamt, K::Kita)]);
    let refused = access(&small, quarter(), key(1));
    assert_eq!(refused, Err(TooFewPersons));
    assert!(access(&small, half_year(), key(1)).is_ok());
    let larger = town(&[(350, K::Jugendamt, K::Kita)]);
    assert!(access(&larger, quarter(), key(1)).is_ok());
}

#[test]
fn the_two_releases_share_no_cell_and_their_detail() {
    let town = town(&[(600, K::Jugendamt, K::Kita), (4, K::Kita, K::Jugendamt)]);
    let access = access(&town, half_year(), key(1)).expect("large enough");
    let paths = paths(&town, &access, key(2));
    assert_eq!(access.manifest().detail, paths.manifest().detail);
    assert!(
        access
            .cells()
            .all(|(cell, _)| !paths.manifest().cube().holds(cell))
    );
    let youth = Place::Kind(K::Jugendamt);
    assert!(went_on(&paths, youth) >= 595);
    assert_eq!(
        went_on(&paths, Place::Kind(K::Kita)),
        0,
        "four persons are hidden"
    );
    assert_eq!(paths.arrived(Place::Kind(K::Kita)), went_on(&paths, youth));
    assert_eq!(
        paths.median_wait(Some(Place::Kind(K::Kita))),
        Some(crate::episodes::WaitingBin::UpTo7)
    );
    assert_eq!(paths.median_wait(Some(youth)), None);
}

#[test]
fn a_revision_keeps_period_content_and_detail() {
    let town = town(&[(500, K::Jugendamt, K::Kita)]);
    let access = access(&town, half_year(), key(1)).expect("half a year");
    let paths = paths(&town, &access, key(2));
    for original in [&access, &paths] {
        // A draw of its own would come out finer or coarser with another key.
        for number in 3..30 {
            let revision = 1;
            let wanted = Manifest {
                revision,
                ..original.manifest().clone()
            };
            assert_eq!(*revised(&town, original, key(number)).manifest(), wanted);
        }
    }
}

#[test]
fn all_protected_kinds_are_one_place_and_never_the_likelier_half() {
    let sent_to_protection = |ordinary| {
        let town = town(&[
            (30, K::Jugendamt, K::Frauenhaus),
            (30, K::Jugendamt, K::Suchtberatung),
            (ordinary, K::Jugendamt, K::Schuldnerberatung),
        ]);
        let access = access(&town, half_year(), key(1)).expect("half a year");
        let paths = paths(&town, &access, key(2));
        let to = Place::Protected;
        let from = Place::Group(Group::YouthAndFamily);
        paths.persons(&Cell::Transition { from, to })
    };
    assert_eq!(sent_to_protection(20), Ok(None));
    assert!(matches!(sent_to_protection(120), Ok(Some(55..=65))));
}

#[test]
fn a_wait_never_makes_a_protected_access_the_likelier_half() {
    let waits_of_the_pool = |ordinary| {
        let town = town(&[
            (150, K::Frauenhaus, K::Jugendamt),
            (ordinary, K::Jugendamt, K::Kita),
        ]);
        let access = access(&town, half_year(), key(1)).expect("half a year");
        let paths = paths(&town, &access, key(2));
        assert_eq!(paths.manifest().cube().waits, Waits::ByAccess);
        let of_pool = paths.waits(Some(Place::Protected));
        of_pool.iter().map(|(_, persons)| persons).sum::<u32>()
    };
    assert_eq!(waits_of_the_pool(100), 0);
    assert!((145..=155).contains(&waits_of_the_pool(250)));
}

fn any_kind() -> impl Strategy<Value = K> {
    prop::sample::select(K::ALL)
}

proptest! {
    /// Of any town: nothing under ten, nobody behind a figure but five at least, the pool's share at
    /// most half of what may be known, and reading back gives the release.
    #[test]
    fn any_town(
        ways in prop::collection::vec((0..60_u32, any_kind(), any_kind()), 1..25),
        seed in any::<u64>(),
    ) {
        let town = town(&ways);
        let access = access(&town, half_year(), key(seed)).expect("half a year");
        let paths = paths(&town, &access, key(seed ^ 1));
        let episodes = episodes(&town, half_year());
        for release in [&access, &paths] {
            let cube = release.manifest().cube();
            let truth = tally(cube, &episodes, &town, |_| 0);
            for (cell, persons) in release.cells() {
                prop_assert!(persons >= THRESHOLD);
                prop_assert!(truth[cell].persons >= 5);
                prop_assert!(truth[cell].persons.abs_diff(persons) <= BOUND);
            }
            let again = shown(&tally(cube, &episodes, &town, key(seed ^ 2).record_keys()));
            for (protected, all) in ProtectedShare::of(&again).shares() {
                prop_assert!(2 * protected <= all);
            }
            let read = Release::read(&release.body()).ok();
            prop_assert_eq!(read.as_ref(), Some(release));
        }
        for episode in &episodes {
            let fed: usize = [access.manifest().cube(), paths.manifest().cube()]
                .iter()
                .map(|cube| cube.cells(episode, &town).len())
                .sum();
            prop_assert!(fed <= 8);
        }
    }
}
