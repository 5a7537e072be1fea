//! In how many persons a release would come out differently today.

use std::collections::BTreeMap;

use domain::PathId;
use path_statistics::episodes::{Period, episodes};
use path_statistics::releases::{Cell, Cube};

use super::ways::Counted;

/// What one person feeds, then and now; a person may have been two before her paths were linked.
#[derive(Default)]
struct Fed {
    then: Vec<Vec<Cell>>,
    now: Vec<Vec<Cell>>,
}

/// Persons who feed other cells of this cube now than they did then, or none any more, or for the first
/// time. Linked or not, then or now, a person is one: who counted as two changes once.
pub(super) fn changed(then: &Counted, now: &Counted, cube: Cube, period: Period) -> u32 {
    let mut one = then.persons.clone();
    one.link_all_of(&now.persons);
    let mut fed: BTreeMap<PathId, Fed> = BTreeMap::new();
    for (top, cells) in cells(then, cube, period) {
        fed.entry(one.top(top)).or_default().then.push(cells);
    }
    for (top, cells) in cells(now, cube, period) {
        fed.entry(one.top(top)).or_default().now.push(cells);
    }
    let differs = |fed: &mut Fed| {
        fed.then.sort_unstable();
        fed.now.sort_unstable();
        fed.then != fed.now
    };
    let changed = fed
        .values_mut()
        .filter_map(|fed| differs(fed).then_some(()));
    u32::try_from(changed.count()).unwrap_or(u32::MAX)
}

fn cells(counted: &Counted, cube: Cube, period: Period) -> Vec<(PathId, Vec<Cell>)> {
    let tops = counted.numbers.tops();
    let journeys = &counted.journeys;
    let episodes = episodes(journeys, period);
    let fed = episodes.iter().filter_map(|episode| {
        let top = tops.get(&episode.person)?;
        Some((*top, cube.cells(episode, journeys)))
    });
    fed.collect()
}

#[cfg(test)]
mod tests {
    use domain::InstitutionId;
    use domain::statistics::{Content, Rhythm};
    use domain::vocabulary::InstitutionKind;
    use jiff::civil::{Date, date};
    use path_statistics::journeys::{Fact, JourneysBuilder, Station, What};
    use path_statistics::releases::{Detail, Waits};

    use super::super::persons::{Numbers, Persons};
    use super::*;
    use InstitutionKind::{Jugendamt, Kita};

    const DAY: Date = date(2026, 3, 1);

    const fn path(number: u8) -> PathId {
        PathId::from_bytes([number; 16])
    }

    /// Who came in where, on which path, and which paths were linked.
    fn counted(came: &[(u8, InstitutionKind)], linked: &[(u8, u8)]) -> Counted {
        let (mut persons, mut numbers) = (Persons::default(), Numbers::default());
        for (one, other) in linked {
            persons.link(path(*one), path(*other));
        }
        let mut builder = JourneysBuilder::default();
        for (number, kind) in came {
            let at = builder.station(Station {
                institution: InstitutionId::from_bytes([*kind as u8; 16]),
                kind: *kind,
                protected: false,
            });
            let fact = Fact {
                day: DAY,
                position: (*number).into(),
                at,
                hand_over: None,
                what: What::CameIn { need: None },
            };
            builder.note(numbers.of(persons.top(path(*number))), fact);
        }
        Counted {
            journeys: builder.finish(),
            persons,
            numbers,
        }
    }

    fn differ(then: &Counted, now: &Counted) -> u32 {
        let cube = Cube {
            content: Content::Access,
            detail: Detail::Kinds,
            waits: Waits::ByArrival,
        };
        let period = Period::holding(DAY, Rhythm::HalfYear);
        let forth = changed(then, now, cube, period);
        assert_eq!(changed(now, then, cube, period), forth, "either way round");
        forth
    }

    #[test]
    fn who_feeds_other_cells_changed_and_the_order_of_the_log_does_not_matter() {
        let then = counted(&[(1, Jugendamt), (2, Jugendamt), (3, Kita)], &[]);
        let same = counted(&[(3, Kita), (2, Jugendamt), (1, Jugendamt)], &[]);
        assert_eq!(differ(&then, &then), 0);
        assert_eq!(differ(&then, &same), 0);
        let moved = counted(&[(1, Kita), (2, Jugendamt), (3, Kita)], &[]);
        assert_eq!(differ(&then, &moved), 1);
        // As many as before at each place, and still two are others.
        let swapped = counted(&[(1, Kita), (2, Jugendamt), (3, Jugendamt)], &[]);
        assert_eq!(differ(&then, &swapped), 2);
    }

    #[test]
    fn who_vanished_changed_and_who_turned_out_to_be_one_is_one() {
        let then = counted(&[(1, Jugendamt), (2, Jugendamt), (3, Kita)], &[]);
        let gone = counted(&[(3, Kita)], &[]);
        assert_eq!(differ(&then, &gone), 2);
        let linked = counted(&[(1, Jugendamt), (2, Jugendamt), (3, Kita)], &[(2, 1)]);
        assert_eq!(differ(&then, &linked), 1);
        assert_eq!(differ(&counted(&[], &[]), &then), 3, "for the first time");
    }
}
