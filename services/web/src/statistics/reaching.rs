//! Of a hundred who come in at a place: where they go on to, and within how many days they get there. Each
//! share is as rough as the figures behind it, so that nothing is said of few, and nothing that two figures
//! contradict.

use path_statistics::episodes::WaitingBin;
use path_statistics::releases::{Place, Release, Waits};

use super::pictures::accesses;
use super::places::Offices;

/// So many places are told of; more would be read by nobody.
const TOLD: usize = 2;
/// A share is said of so many at least: of fewer, noise and what is hidden could say anything. From here on
/// shares of planned towns come within ten of a hundred (`simulation`, test `shares`).
const OF_AT_LEAST: u32 = 50;

/// Where those go on to who were at the main accesses.
pub(super) fn onward(access: &Release, paths: &Release, offices: &Offices) -> Vec<String> {
    let main = doors(access, paths);
    let sentences = main.filter_map(|(at, came_in)| {
        let were_here = came_in + paths.arrived(at);
        let mut onward: Vec<(u32, Place)> = paths
            .transitions()
            .filter(|&(from, to, persons)| from == at && to != at && persons <= were_here)
            .map(|(_, to, persons)| (persons, to))
            .collect();
        onward.sort_by_key(|(persons, to)| (std::cmp::Reverse(*persons), *to));
        let parts: Vec<String> = onward
            .iter()
            .take(TOLD)
            .map(|(persons, to)| {
                let share = of_hundred(*persons, were_here);
                format!("etwa {share} zu {}", offices.name(*to))
            })
            .collect();
        (!parts.is_empty()).then(|| {
            format!(
                "Von 100, die über {} hereinkommen oder dorthin geschickt werden, gehen weiter: {}.",
                offices.name(at),
                parts.join(", ")
            )
        })
    });
    sentences.collect()
}

/// The main accesses of enough persons. Figures of two readings of the log, one of them revised, are not
/// compared.
fn doors(access: &Release, paths: &Release) -> impl Iterator<Item = (Place, u32)> {
    let same = access.manifest().revision == paths.manifest().revision;
    let main = accesses(access).into_iter().take(TOLD);
    main.filter(move |(_, came_in)| same && *came_in >= OF_AT_LEAST)
}

/// Within how many days of being sent they reach a next place: of those who came in at the main accesses,
/// or of those whose first wait led to the most frequented places.
pub(super) fn reached(access: Option<&Release>, paths: &Release, offices: &Offices) -> Vec<String> {
    match (paths.manifest().cube().waits, access) {
        (Waits::ByAccess, Some(access)) => {
            let sentences = doors(access, paths).filter_map(|(at, came_in)| {
                let (days, share) = within(paths, at, came_in)?;
                Some(format!(
                    "Von 100, die über {} hereinkommen, erreichen {share} die nächste Stelle binnen {days} Tagen, \
                     nachdem sie geschickt wurden.",
                    offices.name(at)
                ))
            });
            sentences.collect()
        }
        (Waits::ByArrival, _) => {
            let all = |at| paths.waits(Some(at)).iter().map(|(_, n)| n).sum::<u32>();
            let mut places: Vec<(u32, Place)> = paths
                .waiting_places()
                .into_iter()
                .map(|at| (all(at), at))
                .filter(|(persons, _)| *persons >= OF_AT_LEAST)
                .collect();
            places.sort_by_key(|(persons, at)| (std::cmp::Reverse(*persons), *at));
            let sentences = places.into_iter().take(TOLD).filter_map(|(persons, at)| {
                let (days, share) = within(paths, at, persons)?;
                // Where all that is shown is soon, the late ones are only hidden.
                if share.ends_with(" 100") {
                    return None;
                }
                Some(format!(
                    "Von 100, deren erste Wartezeit zu {} führt und gezeigt ist, sind {share} binnen {days} Tagen dort, \
                     nachdem sie geschickt wurden.",
                    offices.name(at)
                ))
            });
            sentences.collect()
        }
        (Waits::Together | Waits::ByAccess, _) => Vec::new(),
    }
}

/// The fewest days of a bin's end within which half of them arrived, or four weeks, and how many of a
/// hundred that were: at least so many where a shorter wait is hidden.
fn within(paths: &Release, at: Place, all: u32) -> Option<(u32, String)> {
    let (mut arrived, mut hidden) = (0, false);
    let mut last = None;
    for (bin, persons) in paths.waits(Some(at)) {
        let Some(days) = days(bin) else { break };
        arrived += persons;
        hidden |= persons == 0;
        if arrived > all {
            return None;
        }
        let share = of_hundred(arrived, all);
        let said = if hidden {
            format!("wenigstens etwa {share}")
        } else {
            format!("etwa {share}")
        };
        last = Some((days, said));
        if 2 * arrived >= all {
            break;
        }
    }
    last.filter(|_| arrived > 0)
}

/// So many of a hundred, of what is shown.
pub(super) fn of_hundred(part: u32, all: u32) -> u32 {
    let (part, all) = (u64::from(part), u64::from(all.max(1)));
    u32::try_from((100 * part + all / 2) / all).unwrap_or(100)
}

/// The last day of a bin that ends.
pub(super) const fn days(bin: WaitingBin) -> Option<u32> {
    match bin {
        WaitingBin::UpTo3 => Some(3),
        WaitingBin::UpTo7 => Some(7),
        WaitingBin::UpTo14 => Some(14),
        WaitingBin::UpTo28 => Some(28),
        WaitingBin::Longer => None,
    }
}
