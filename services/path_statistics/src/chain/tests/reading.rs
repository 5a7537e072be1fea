//! Deviations of single ways.

use domain::vocabulary::InstitutionKind as K;

use super::texts::SOUND;
use crate::chain::{Conformance, Deviation, ServiceChain, Stop};

fn stop(kind: K) -> Stop {
    Stop {
        kind,
        arrived_after: None,
        accepted_after: None,
    }
}

fn read(kinds: &[K]) -> Conformance {
    let chain = ServiceChain::parse(SOUND).expect("it is sound");
    let way: Vec<Stop> = kinds.iter().map(|kind| stop(*kind)).collect();
    chain.conformance(&way, false)
}

#[test]
fn an_access_counts_as_the_first_station_or_only_as_access() {
    let both = read(&[K::Jugendamt, K::Kita, K::Schuldnerberatung]);
    assert!(both.conforms());
    assert_eq!(both.read_as, [Some(0), Some(1), Some(1)]);
    let only = read(&[K::Jugendamt, K::Anlaufstelle, K::Kita, K::Schuldnerberatung]);
    assert!(only.conforms());
    assert_eq!(only.read_as, [None, Some(0), Some(1), Some(1)]);
}

#[test]
fn skipped_extra_out_of_order_and_elsewhere() {
    let skipped = read(&[K::Jugendamt, K::Kita]);
    let (stage, kind) = (1, K::Schuldnerberatung);
    assert_eq!(skipped.deviations, [Deviation::Skipped { stage, kind }]);
    let extra = read(&[K::Jugendamt, K::Sozialamt, K::Kita, K::Schuldnerberatung]);
    assert_eq!(extra.deviations, [Deviation::Extra { stop: 1 }]);
    let elsewhere = read(&[K::Kita, K::Jugendamt, K::Kita, K::Schuldnerberatung]);
    assert_eq!(elsewhere.deviations, [Deviation::AccessElsewhere]);
    let late_pilot = read(&[K::Sozialamt, K::Kita, K::Schuldnerberatung, K::Anlaufstelle]);
    let out_of_order = Deviation::OutOfOrder { stop: 3, stage: 0 };
    assert_eq!(
        late_pilot.deviations,
        [Deviation::AccessElsewhere, out_of_order]
    );
    assert!(!late_pilot.conforms());
}

#[test]
fn a_way_still_under_way_need_not_have_ended() {
    let chain = ServiceChain::parse(SOUND).expect("it is sound");
    let way = [stop(K::Jugendamt), stop(K::Kita)];
    assert!(chain.conformance(&way, true).conforms());
    assert!(!chain.conformance(&way, false).conforms());
    assert!(!chain.conformance(&[], false).conforms());
}

#[test]
fn lateness_is_told_by_stage_and_takes_no_conformance_away() {
    let chain = ServiceChain::parse(SOUND).expect("it is sound");
    let in_time = Stop {
        arrived_after: Some(5),
        accepted_after: Some(10),
        ..stop(K::Kita)
    };
    let late = Stop {
        arrived_after: Some(6),
        accepted_after: Some(11),
        ..stop(K::Schuldnerberatung)
    };
    let read = chain.conformance(&[stop(K::Jugendamt), in_time, late], false);
    assert!(read.conforms());
    let too_late = |business_days, within| Deviation::TooLate {
        stop: 2,
        stage: 1,
        business_days,
        within,
    };
    assert_eq!(read.deviations, [too_late(6, 5), too_late(11, 10)]);
}
