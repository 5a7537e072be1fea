//! The frozen bytes, and what a release answers.

use domain::InstitutionId;
use domain::vocabulary::InstitutionKind;

use super::support::{edge, release};
use crate::episodes::{Cause, OutcomeClass, Quality, WaitingBin};
use crate::releases::*;

/// Each kind of cell and of place once.
fn samples() -> [(Release, &'static str); 5] {
    let youth = Place::Kind(InstitutionKind::Jugendamt);
    let group = Place::Group(Group::YouthAndFamily);
    let office = Place::Institution(InstitutionId::from_bytes([0xab; 16]));
    let (from, to) = (youth, Place::Protected);
    let broken = Quality::Broken(Cause::RejectedByOffice);
    let paths = [
        (edge(from, to), 17),
        (edge(to, from), 10),
        (Cell::Broken { from, to: youth }, 11),
        (Cell::Quality { class: broken }, 12),
        (
            Cell::Quality {
                class: Quality::DoubleCounselling,
            },
            13,
        ),
        (
            Cell::Waiting {
                from: None,
                to: Some(youth),
                bin: WaitingBin::UpTo14,
            },
            14,
        ),
        (
            Cell::Outcome {
                class: OutcomeClass::StillOpen,
            },
            1_500,
        ),
    ];
    let waited = |from, persons| {
        let (to, bin) = (None, WaitingBin::Longer);
        (Cell::Waiting { from, to, bin }, persons)
    };
    let small = [(edge(group, group), 30), waited(None, 21)];
    let groups = [(edge(group, group), 30), waited(Some(group), 20)];
    let of_access = |detail, waits, at| {
        let cells = [(Cell::Access { at }, 41)];
        release(Content::Access, (detail, waits), &cells)
    };
    let of_paths = |detail, waits, cells: &[_]| release(Content::Paths, (detail, waits), cells);
    [
        (
            of_access(Detail::Groups, Waits::ByAccess, group),
            include_str!("../samples/access_groups.json"),
        ),
        (
            of_access(Detail::Institutions, Waits::ByArrival, office),
            include_str!("../samples/access_institutions.json"),
        ),
        (
            of_paths(Detail::Kinds, Waits::ByArrival, &paths),
            include_str!("../samples/paths_kinds.json"),
        ),
        (
            of_paths(Detail::Groups, Waits::ByAccess, &groups),
            include_str!("../samples/paths_groups.json"),
        ),
        (
            of_paths(Detail::Groups, Waits::Together, &small),
            include_str!("../samples/paths_groups_small.json"),
        ),
    ]
}

/// As the first method wrote them.
const METHOD_1: [&str; 4] = [
    include_str!("../samples/method_1/access_groups.json"),
    include_str!("../samples/method_1/access_institutions.json"),
    include_str!("../samples/method_1/paths_kinds.json"),
    include_str!("../samples/method_1/paths_groups.json"),
];

/// Released bytes never change: a difference here is a new format beside the old, not a new sample.
#[test]
fn bodies_are_the_committed_samples_and_read_back() {
    for (release, sample) in samples() {
        let body = String::from_utf8_lossy(&release.body()).into_owned();
        assert_eq!(body, sample.trim_end());
        assert_eq!(Release::read(body.as_bytes()).ok(), Some(release));
    }
}

#[test]
fn what_the_first_method_released_is_served_as_it_was() {
    for sample in METHOD_1.map(str::trim_end) {
        let release = Release::read(sample.as_bytes()).expect("it was released once");
        assert_eq!(release.body(), sample.as_bytes());
        assert_eq!(release.manifest().waits, None);
        assert!(
            release
                .cells()
                .all(|(cell, _)| release.persons(cell).is_ok())
        );
    }
}

#[test]
fn edited_bytes_are_no_release() {
    let [_, _, (paths, _), ..] = samples();
    let body = String::from_utf8_lossy(&paths.body()).into_owned();
    for (found, instead) in [
        ("\"persons\":17", "\"persons\":17,\"true\":16"),
        ("\"persons\":17", "\"persons\": 17"),
        ("\"detail\":\"kinds\"", "\"detail\":\"groups\""),
        ("\"by_arrival\"", "\"by_access\""),
        ("\"cell\":\"quality\"", "\"cell\":\"name\""),
        ("\"jugendamt\"", "\"frauenhaus\""),
        ("\"2026-01-01\"", "\"2026-01-02\""),
        ("]}", "]} "),
    ] {
        let edited = body.replace(found, instead);
        assert_ne!(edited, body);
        assert!(Release::read(edited.as_bytes()).is_err(), "{instead}");
    }
    assert!(Release::read(&paths.body()[1..]).is_err());
}

#[test]
fn what_the_manifest_does_not_hold_is_refused_and_hidden_is_as_zero() {
    let [_, _, (paths, _), (groups, _), _] = samples();
    let youth = Place::Kind(InstitutionKind::Jugendamt);
    let kita = Place::Kind(InstitutionKind::Kita);
    assert_eq!(paths.persons(&edge(youth, Place::Protected)), Ok(Some(17)));
    assert_eq!(paths.persons(&edge(youth, kita)), Ok(None));
    let (from, to) = (youth, kita);
    for outside in [
        Cell::Access { at: youth },
        edge(youth, Place::Group(Group::Counselling)),
        Cell::Waiting {
            from: None,
            to: None,
            bin: WaitingBin::UpTo3,
        },
    ] {
        assert_eq!(paths.persons(&outside), Err(OutsideManifest));
    }
    assert_eq!(groups.persons(&edge(from, to)), Err(OutsideManifest));
}

#[test]
fn a_median_is_said_as_a_bin_of_twenty_persons_at_least() {
    let waits = |bins: &[(WaitingBin, u32)]| {
        let cells: Vec<_> = bins
            .iter()
            .map(|&(bin, persons)| {
                (
                    Cell::Waiting {
                        from: None,
                        to: None,
                        bin,
                    },
                    persons,
                )
            })
            .collect();
        release(Content::Paths, (Detail::Groups, Waits::Together), &cells).median_wait(None)
    };
    assert_eq!(waits(&[(WaitingBin::UpTo3, 19)]), None);
    assert_eq!(
        waits(&[(WaitingBin::UpTo3, 10), (WaitingBin::Longer, 10)]),
        Some(WaitingBin::UpTo3)
    );
    assert_eq!(
        waits(&[
            (WaitingBin::UpTo3, 10),
            (WaitingBin::UpTo7, 10),
            (WaitingBin::Longer, 30)
        ]),
        Some(WaitingBin::Longer)
    );
}

#[test]
fn a_table_has_a_line_of_names_and_one_for_each_shown_cell() {
    let [(of_groups, _), _, (paths, _), _, _] = samples();
    let lines = [
        "cell,at,from,to,class,bin,persons",
        "access,youth_and_family,,,,,41",
        "",
    ];
    assert_eq!(of_groups.table(), lines.join("\r\n"));
    let lines = [
        "cell,at,from,to,class,bin,persons",
        "transition,,jugendamt,protection,,,17",
        "transition,,protection,jugendamt,,,10",
        "broken,,jugendamt,jugendamt,,,11",
        "quality,,,,broken/rejected_by_office,,12",
        "quality,,,,double_counselling,,13",
        "waiting,,,jugendamt,,8-14,14",
        "outcome,,,,still_open,,1500",
        "",
    ];
    assert_eq!(paths.table(), lines.join("\r\n"));
}

/// The vocabulary may be sorted anew; frozen bytes may not.
#[test]
fn places_are_ordered_as_they_are_written() {
    let kinds = InstitutionKind::ALL
        .iter()
        .filter(|kind| !kind.is_protected());
    let mut places: Vec<Place> = kinds.map(|kind| Place::Kind(*kind)).collect();
    places.extend(Group::ALL.iter().copied().map(Place::Group));
    places.push(Place::Protected);
    places.sort();
    let written: Vec<String> = places.iter().map(ToString::to_string).collect();
    assert!(written.is_sorted(), "{written:?}");
    for place in places {
        assert_eq!(place.to_string().parse(), Ok(place));
    }
}
