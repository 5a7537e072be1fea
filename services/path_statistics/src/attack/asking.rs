//! Asking for more than there is: attacks 2, 3, 7, 9 and 10.

use std::collections::BTreeSet;

use domain::Refusal;
use domain::statistics::{Edition, admit};

use super::report::Finding;
use super::{Draws, Known, Target};
use crate::episodes::{Period, Rhythm};
use crate::releases::{Cell, Content, Cube, Detail, OutsideManifest, Place, Release, Waits, tally};

const RHYTHMS: [Rhythm; 3] = [Rhythm::Quarter, Rhythm::HalfYear, Rhythm::Year];

/// Attack 2: every other period that shares a day with the released one.
pub(super) fn overlapping(target: &Target<'_>) -> Finding {
    let period = target.access.manifest().period;
    let made = [Content::Access, Content::Paths].map(|content| Edition::first(period, content));
    let late = Period::holding(period.to(), Rhythm::Year)
        .next()
        .observed_until();
    let mut asked = 0;
    let mut refused = 0;
    for rhythm in RHYTHMS {
        let first = Period::holding(period.from(), rhythm);
        let others = std::iter::successors(Some(first), |other| Some(other.next()))
            .take_while(|other| other.overlaps(period))
            .filter(|other| *other != period);
        for other in others {
            for edition in made {
                let wanted = Edition {
                    period: other,
                    ..edition
                };
                let answer = admit(wanted, &made, late, u32::MAX);
                asked += 1;
                refused += u32::from(matches!(answer, Err(Refusal::PeriodsOverlap { .. })));
            }
        }
    }
    counted(2, "overlapping periods", asked, refused)
}

/// Attack 3: each figure of every other cube of the same persons.
pub(super) fn outside(target: &Target<'_>) -> Finding {
    let known = Known::of(target);
    let mut asked = 0;
    let mut refused = 0;
    for release in [target.access, target.paths] {
        let own = release.manifest().cube();
        for cube in cubes().filter(|cube| *cube != own) {
            let cells = tally(cube, &known.episodes, target.truth, |_| 0).into_keys();
            for cell in cells.filter(|cell| foreign(cube, own, cell)) {
                asked += 1;
                refused += u32::from(release.persons(&cell).is_err());
            }
        }
    }
    counted(3, "figures outside the manifest", asked, refused)
}

/// Whether a cell of one cube says what the other was not made for. The pool, and classes without
/// places, are the same in each detail.
fn foreign(cube: Cube, own: Cube, cell: &Cell) -> bool {
    let of_waits = matches!(cell, Cell::Waiting { .. }) && cube.waits != own.waits;
    cube.content != own.content
        || of_waits
        || cube.detail != own.detail && cell.places().any(|place| place != Place::Protected)
}

fn cubes() -> impl Iterator<Item = Cube> {
    let details = [Detail::Groups, Detail::Kinds, Detail::Institutions];
    let waits = [Waits::Together, Waits::ByAccess, Waits::ByArrival];
    let fineness = details
        .into_iter()
        .flat_map(move |detail| waits.map(|waits| (detail, waits)));
    fineness.flat_map(|(detail, waits)| {
        [Content::Access, Content::Paths].map(|content| Cube {
            content,
            detail,
            waits,
        })
    })
}

/// Attack 7: one cell after the other, by asking, by listing, from the frozen bytes.
pub(super) fn repeatedly(target: &Target<'_>, repeats: u32) -> Finding {
    let mut same = 0;
    let mut asked = 0;
    for release in [target.access, target.paths] {
        let body = release.body();
        let read = Release::read(&body).ok();
        let cells: Vec<(Cell, u32)> = release.cells().map(|(cell, n)| (*cell, n)).collect();
        for repeat in 0..repeats as usize {
            let Some(&(cell, persons)) = cells.get(repeat % cells.len().max(1)) else {
                break;
            };
            let by_asking = release.persons(&cell) == Ok(Some(persons));
            let from_bytes = read.as_ref().map(|read| read.persons(&cell));
            let listed = release.cells().nth(repeat % cells.len()) == Some((&cell, persons));
            // Writing all bytes again each time would only ask serde the same.
            let written = repeat % 100 != 0 || release.body() == body;
            asked += 1;
            same +=
                u32::from(by_asking && listed && written && from_bytes == Some(Ok(Some(persons))));
        }
    }
    counted(7, "the same cell by every route", asked, same)
}

/// Attack 9: hidden cells, and those of the same cubes where nobody is.
pub(super) fn hidden(known: &Known<'_>) -> Finding {
    let releases = [known.target.access, known.target.paths];
    let bodies = releases.map(|release| String::from_utf8_lossy(&release.body()).into_owned());
    let says_nothing = |cell: &Cell| {
        let written = serde_json::to_string(cell).unwrap_or_default();
        let written = written.trim_end_matches('}');
        let nowhere = bodies.iter().all(|body| !body.contains(written));
        let answers = releases.map(|release| release.persons(cell));
        // Its release says that there is none, the other that it has no such cell.
        nowhere && answers.contains(&Ok(None)) && answers.contains(&Err(OutsideManifest))
    };
    let empty: Vec<Cell> = empty(known);
    let all = || known.hidden().chain(&empty);
    let asked = all().count();
    let alike = all().filter(|cell| says_nothing(cell)).count();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    counted(9, "hidden and empty cells", number(asked), number(alike))
}

/// The pairs of known places between which nobody went or was lost.
fn empty(known: &Known<'_>) -> Vec<Cell> {
    let ways = known.paths.keys();
    let ways = ways.filter(|cell| matches!(cell, Cell::Transition { .. } | Cell::Broken { .. }));
    let places: BTreeSet<Place> = ways.flat_map(Cell::places).collect();
    let pairs = places
        .iter()
        .flat_map(|from| places.iter().map(|to| (*from, *to)));
    pairs
        .flat_map(|(from, to)| [Cell::Transition { from, to }, Cell::Broken { from, to }])
        .filter(|cell| known.true_count(cell) == 0)
        .collect()
}

/// Attack 10: the keys of the same numbers in two releases.
pub(super) fn keys(known: &Known<'_>, seed: u64) -> Finding {
    let mut draws = Draws(seed);
    let mut keys_of = || -> BTreeSet<u64> {
        let record_key = draws.key().record_keys();
        known
            .episodes
            .iter()
            .map(|episode| record_key(episode.person))
            .collect()
    };
    let (first, second) = (keys_of(), keys_of());
    let persons = u32::try_from(first.len()).unwrap_or(u32::MAX);
    let shared = u32::try_from(first.intersection(&second).count()).unwrap_or(u32::MAX);
    counted(10, "keys shared by two releases", persons, persons - shared)
}

fn counted(number: u8, attack: &'static str, asked: u32, withstood: u32) -> Finding {
    Finding {
        number,
        attack,
        passed: asked == withstood,
        succeeds_against_exact: None,
        figures: vec![
            ("asked", f64::from(asked)),
            ("withstood", f64::from(withstood)),
        ],
    }
}
