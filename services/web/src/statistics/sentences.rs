//! What the figures say, as sentences: each says only what its figure supports.

use path_statistics::episodes::{OutcomeClass, Quality, WaitingBin};
use path_statistics::releases::{Cell, Place, Release, Waits};

use super::pictures::{accesses, ways};
use super::places::Offices;
use super::reaching::{days, of_hundred, onward, reached};
use crate::words;

/// Where parents come in.
pub(super) fn of_access(access: &Release, offices: &Offices) -> Vec<String> {
    let accesses = accesses(access);
    let all = access.came_in();
    let Some(&(first, persons)) = accesses.first() else {
        return vec!["Kein Zugang hatte so viele, dass er gezeigt werden kann.".into()];
    };
    let second = match accesses.get(1) {
        Some(&(second, persons)) => {
            let second = offices.name(second);
            format!(" An zweiter Stelle: {second} mit etwa {persons}.")
        }
        None => String::new(),
    };
    vec![format!(
        "Etwa {all} Alleinerziehende kamen über die gezeigten Zugänge herein, die meisten (etwa {persons}) über {}: \
         etwa {} von 100.{second}",
        offices.name(first),
        of_hundred(persons, all)
    )]
}

/// The few that stand on the first page: who comes in, where they go on to, how soon they get there, where
/// they get lost.
pub(super) fn in_short(
    access: Option<&Release>,
    paths: Option<&Release>,
    offices: &Offices,
) -> Vec<String> {
    let mut sentences = access.map_or(vec![], |access| of_access(access, offices));
    if let Some(paths) = paths {
        let onward = access.map_or(vec![], |access| onward(access, paths, offices));
        sentences.extend(onward.into_iter().take(1));
        sentences.extend(reached(access, paths, offices).into_iter().take(1));
        sentences.extend(lost(paths, offices));
    }
    sentences
}

/// Where they go, within how many days, where they get lost, and how it ends.
pub(super) fn of_paths(
    access: Option<&Release>,
    paths: &Release,
    offices: &Offices,
) -> Vec<String> {
    let mut sentences = access.map_or(vec![], |access| onward(access, paths, offices));
    sentences.extend(reached(access, paths, offices));
    let parts = [
        strongest(paths, offices),
        lost(paths, offices),
        lost_in_all(paths),
        cause(paths),
        doubled(paths),
        looped(paths),
        median(paths, offices),
        long_waits(paths),
        ended(paths),
    ];
    sentences.extend(parts.into_iter().flatten());
    if sentences.is_empty() {
        return vec!["Keine Zahl war so groß, dass sie gezeigt werden kann.".into()];
    }
    sentences
}

fn between(from: Place, to: Place, offices: &Offices) -> String {
    if from == to {
        format!("innerhalb von {}", offices.name(from))
    } else {
        format!("von {} zu {}", offices.name(from), offices.name(to))
    }
}

fn strongest(paths: &Release, offices: &Offices) -> Option<String> {
    let ways = paths.transitions();
    let (from, to, persons) =
        ways.max_by_key(|&(from, to, persons)| (persons, std::cmp::Reverse((from, to))))?;
    Some(format!(
        "Der stärkste Weg führt {}: etwa {persons} sind ihn gegangen.",
        between(from, to, offices)
    ))
}

fn lost(paths: &Release, offices: &Offices) -> Option<String> {
    let ways = ways(paths).into_iter();
    let lost = ways.filter_map(|(pair, (arrived, lost))| Some((lost?, pair, arrived)));
    let (persons, (from, to), arrived) =
        lost.max_by_key(|(persons, pair, _)| (*persons, std::cmp::Reverse(*pair)))?;
    let way = between(from, to, offices);
    let beside = match arrived {
        Some(arrived) => format!(" Angekommen sind auf diesem Weg etwa {arrived}."),
        None => " Wie viele auf diesem Weg angekommen sind, ist nicht zu zeigen.".into(),
    };
    Some(format!(
        "Am häufigsten brach eine erste Übergabe {way}: bei etwa {persons}.{beside}"
    ))
}

/// The picture and the table of ways show some of those who were lost; of how many, the classes say.
fn lost_in_all(paths: &Release) -> Option<String> {
    let sum = |of: fn(&Cell) -> bool| -> u32 {
        let cells = paths.cells().filter(|(cell, _)| of(cell));
        cells.map(|(_, persons)| persons).sum()
    };
    let on_ways = sum(|cell| matches!(cell, Cell::Broken { .. }));
    let in_all = sum(|cell| {
        matches!(
            cell,
            Cell::Quality {
                class: Quality::Broken(_)
            }
        )
    });
    (on_ways < in_all).then(|| {
        format!(
            "Bei etwa {in_all} brach eine Übergabe. Auf den gezeigten Wegen sind es etwa {on_ways}; die übrigen \
             verteilen sich auf Wege, die zu wenige gingen."
        )
    })
}

fn cause(paths: &Release) -> Option<String> {
    let causes = paths.cells().filter_map(|(cell, persons)| match *cell {
        Cell::Quality {
            class: Quality::Broken(cause),
        } => Some((persons, cause)),
        _ => None,
    });
    let (persons, cause) =
        causes.max_by_key(|(persons, cause)| (*persons, std::cmp::Reverse(*cause)))?;
    Some(format!(
        "Der häufigste Grund eines Bruchs: „{}“, bei etwa {persons}.",
        words::cause(cause)
    ))
}

fn doubled(paths: &Release) -> Option<String> {
    let class = Quality::DoubleCounselling;
    let persons = paths.shown(&Cell::Quality { class })?;
    Some(format!(
        "Etwa {persons} waren mit demselben Anliegen bei zwei Stellen zugleich."
    ))
}

fn looped(paths: &Release) -> Option<String> {
    let class = Quality::Loop;
    let persons = paths.shown(&Cell::Quality { class })?;
    Some(format!(
        "Etwa {persons} wurden im Kreis geschickt: Sie kamen mit demselben Anliegen zur selben Stelle zurück."
    ))
}

/// Of all; where waits are told apart by arrival, of the place where one waits longest.
fn median(paths: &Release, offices: &Offices) -> Option<String> {
    if paths.manifest().cube().waits != Waits::ByArrival {
        let bin = paths.median_wait(None)?;
        return Some(format!(
            "Die Wartezeit in der Mitte liegt bei {}. {}",
            in_days(bin),
            half(bin)
        ));
    }
    let places = paths.waiting_places().into_iter();
    let medians = places.filter_map(|place| Some((paths.median_wait(Some(place))?, place)));
    let (bin, place) = medians.max_by_key(|(bin, place)| (*bin, std::cmp::Reverse(*place)))?;
    Some(format!(
        "Am längsten warten sie auf {}: Die Wartezeit in der Mitte liegt dort bei {}. {}",
        offices.name(place),
        in_days(bin),
        half(bin)
    ))
}

const fn in_days(bin: WaitingBin) -> &'static str {
    match bin {
        WaitingBin::UpTo3 => "höchstens 3 Tagen",
        WaitingBin::UpTo7 => "4 bis 7 Tagen",
        WaitingBin::UpTo14 => "8 bis 14 Tagen",
        WaitingBin::UpTo28 => "15 bis 28 Tagen",
        WaitingBin::Longer => "mehr als 28 Tagen",
    }
}

fn half(bin: WaitingBin) -> String {
    let (share, within) = match days(bin) {
        Some(days) => ("mindestens", days),
        None => ("weniger als", 28),
    };
    format!(
        "Von 100, deren Wartezeit gezeigt ist, waren {share} 50 innerhalb von {within} Tagen angekommen."
    )
}

fn long_waits(paths: &Release) -> Option<String> {
    let bins = paths.waits(None).into_iter();
    let long = bins.filter(|(bin, _)| matches!(bin, WaitingBin::UpTo28 | WaitingBin::Longer));
    let long: u32 = long.map(|(_, persons)| persons).sum();
    let about = match paths.manifest().cube().waits {
        Waits::Together => "Etwa",
        // Of some places they are hidden.
        Waits::ByAccess | Waits::ByArrival => "Wenigstens etwa",
    };
    (long > 0).then(|| format!("{about} {long} warteten länger als zwei Wochen."))
}

fn ended(paths: &Release) -> Option<String> {
    let of = |class| paths.shown(&Cell::Outcome { class });
    let helped = of(OutcomeClass::Helped)
        .map(|n| format!("Etwa {n} haben Hilfe bekommen oder einen Platz gefunden"));
    let begun = of(OutcomeClass::UnderWay).map(|n| format!("bei etwa {n} hat die Hilfe begonnen"));
    let open = of(OutcomeClass::StillOpen)
        .map(|n| format!("etwa {n} waren am Ende der Beobachtung noch offen"));
    let parts: Vec<String> = [helped, begun, open].into_iter().flatten().collect();
    let (last, before) = parts.split_last()?;
    let text = if before.is_empty() {
        last.clone()
    } else {
        format!("{} und {last}", before.join(", "))
    };
    Some(format!("{}.", capital(&text)))
}

/// With a capital letter first.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
