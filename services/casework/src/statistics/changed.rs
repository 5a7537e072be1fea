//! In how many persons a release would come out differently today.

use std::collections::BTreeMap;

use domain::PathId;
use path_statistics::episodes::{Period, episodes};
use path_statistics::releases::{Cell, Cube};

use super::counted::Counted;

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
