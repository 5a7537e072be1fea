//! A chain in released figures.

use std::collections::BTreeMap;

use domain::vocabulary::InstitutionKind as K;
use jiff::civil::date;

use super::texts::SOUND;
use crate::chain::{EdgeFit, ServiceChain, StageFigure};
use crate::episodes::{Period, Rhythm, WaitingBin};
use crate::releases::{Cell, Content, Cube, Detail, Group, Manifest, Place, Release, Waits};

fn release(content: Content, detail: Detail, cells: &[(Cell, u32)]) -> Release {
    let period = Period::holding(date(2026, 1, 1), Rhythm::HalfYear);
    let shown: BTreeMap<Cell, u32> = cells.iter().copied().collect();
    let waits = match detail {
        Detail::Groups => Waits::Together,
        Detail::Kinds | Detail::Institutions => Waits::ByArrival,
    };
    let cube = Cube {
        content,
        detail,
        waits,
    };
    Release::new(Manifest::new(cube, period, 0), shown)
}

fn edge(from: K, to: K) -> Cell {
    let (from, to) = (Place::Kind(from), Place::Kind(to));
    Cell::Transition { from, to }
}

fn waited(to: K, bin: WaitingBin) -> Cell {
    let to = Some(Place::Kind(to));
    Cell::Waiting {
        from: None,
        to,
        bin,
    }
}

#[test]
fn edges_access_and_lateness_are_read_from_what_is_shown() {
    let chain = ServiceChain::parse(SOUND).expect("it is sound");
    let at = |kind| Cell::Access {
        at: Place::Kind(kind),
    };
    let access = release(
        Content::Access,
        Detail::Kinds,
        &[(at(K::Jugendamt), 40), (at(K::Sozialamt), 11)],
    );
    let paths = release(
        Content::Paths,
        Detail::Kinds,
        &[
            (edge(K::Jugendamt, K::Kita), 30),
            (edge(K::Jugendamt, K::Anlaufstelle), 12),
            (edge(K::Kita, K::Jugendamt), 13),
            (edge(K::Jugendamt, K::Sozialamt), 14),
            (waited(K::Kita, WaitingBin::UpTo7), 20),
            (waited(K::Kita, WaitingBin::UpTo14), 15),
            (waited(K::Jugendamt, WaitingBin::UpTo7), 16),
        ],
    );
    let figures = chain.figures(&access, &paths, |_| None);
    assert_eq!(
        (figures.access_foreseen, figures.access_elsewhere),
        (40, 11)
    );
    let fits: BTreeMap<u32, EdgeFit> = figures.edges.iter().map(|e| (e.persons, e.fit)).collect();
    let expected = [
        (12, EdgeFit::Foreseen),
        (13, EdgeFit::OutOfOrder),
        (14, EdgeFit::Extra),
        (30, EdgeFit::Foreseen),
    ];
    assert_eq!(fits, BTreeMap::from(expected));
    // Holidays may lie between: what came in the second week may be in time for three or five days.
    let clearing = StageFigure {
        arrived: 25,
        too_late: Some((0, 16)),
    };
    let helping = StageFigure {
        arrived: 30,
        too_late: Some((0, 35)),
    };
    assert_eq!(figures.stages, [clearing, helping]);
}

#[test]
fn a_stage_that_is_left_out_is_skipped() {
    let third =
        "\n[[stage]]\nid = \"arbeit\"\nlabel = \"Arbeit\"\nany_of = [\"bildungstraeger\"]\n";
    let text = SOUND
        .replacen("optional = [\"kammer\"]", "next = [\"arbeit\"]", 1)
        .replacen("end = [\"hilfe\"]", "end = [\"arbeit\"]", 1)
        + third;
    let chain = ServiceChain::parse(&text).expect("it is sound");
    let access = release(Content::Access, Detail::Kinds, &[]);
    let cells = [(edge(K::Jugendamt, K::Bildungstraeger), 20)];
    let paths = release(Content::Paths, Detail::Kinds, &cells);
    let figures = chain.figures(&access, &paths, |_| None);
    assert_eq!(figures.edges[0].fit, EdgeFit::Skipping);
}

#[test]
fn groups_are_read_in_their_favour_and_say_nothing_of_lateness() {
    let chain = ServiceChain::parse(SOUND).expect("it is sound");
    let group = |group| Place::Group(group);
    let (from, to) = (
        group(Group::YouthAndFamily),
        group(Group::ChildcareAndSchool),
    );
    let access = release(
        Content::Access,
        Detail::Groups,
        &[(Cell::Access { at: from }, 33)],
    );
    let bin = WaitingBin::Longer;
    let paths = release(
        Content::Paths,
        Detail::Groups,
        &[
            (Cell::Transition { from, to }, 22),
            (
                Cell::Waiting {
                    from: None,
                    to: None,
                    bin,
                },
                19,
            ),
        ],
    );
    let figures = chain.figures(&access, &paths, |_| None);
    assert_eq!(figures.access_foreseen, 33);
    assert_eq!(figures.edges[0].fit, EdgeFit::Foreseen);
    assert!(figures.stages.iter().all(|stage| stage.too_late.is_none()));
    assert_eq!(figures.stages[1].arrived, 22);
}
