//! Released figures as views of pictures.

use std::collections::BTreeMap;

use path_statistics::episodes::OutcomeClass;
use path_statistics::releases::{Cell, Place, Release};
use pictures::flow::{Ending, Flow, FlowWords, Look, Way};
use pictures::network::{Link, Network};
use pictures::{Caption, Picture};

use super::places::Offices;
use crate::words;

/// A drawn picture, for wide and narrow screens.
pub(crate) struct Drawn {
    /// SVG of our own making, safe to stand in the page.
    pub(crate) wide: String,
    /// The same for narrow screens; empty where the wide one is moved sideways instead.
    pub(crate) narrow: String,
}

impl Drawn {
    /// For both.
    pub(crate) fn both(wide: &Picture, narrow: &Picture) -> Self {
        Self {
            wide: wide.inline(),
            narrow: narrow.inline_again(),
        }
    }

    /// A flow moves sideways on narrow screens: turned upright, its bands would be too thin to follow.
    pub(crate) fn moved(picture: &Picture) -> Self {
        Self {
            wide: picture.inline(),
            narrow: String::new(),
        }
    }
}

/// More ways than these make a picture that nobody can read; all of them stand in the table.
pub(super) const MOST_WAYS: usize = 34;

/// The shown ways between places: how many arrived, how many were lost.
pub(super) fn ways(paths: &Release) -> BTreeMap<(Place, Place), (Option<u32>, Option<u32>)> {
    let mut ways: BTreeMap<(Place, Place), (Option<u32>, Option<u32>)> = BTreeMap::new();
    for (cell, persons) in paths.cells() {
        match *cell {
            Cell::Transition { from, to } => ways.entry((from, to)).or_default().0 = Some(persons),
            Cell::Broken { from, to } => ways.entry((from, to)).or_default().1 = Some(persons),
            _ => {}
        }
    }
    ways
}

/// Where parents came in, the most first.
pub(super) fn accesses(access: &Release) -> Vec<(Place, u32)> {
    let mut accesses: Vec<(Place, u32)> = access.accesses().collect();
    accesses.sort_by_key(|(place, persons)| (std::cmp::Reverse(*persons), *place));
    accesses
}

/// Places by number, in the order in which they are first asked for.
#[derive(Default)]
struct Numbers(Vec<Place>);

impl Numbers {
    fn of(&mut self, place: Place) -> usize {
        if let Some(number) = self.0.iter().position(|known| *known == place) {
            return number;
        }
        self.0.push(place);
        self.0.len() - 1
    }

    fn labels(&self, offices: &Offices) -> Vec<String> {
        self.0.iter().map(|place| offices.label(*place)).collect()
    }
}

/// The flow, and whether it shows the strongest ways only.
pub(super) fn flow(
    id: &str,
    title: &str,
    access: Option<&Release>,
    paths: Option<&Release>,
    offices: &Offices,
) -> (Flow, bool) {
    let mut numbers = Numbers::default();
    let came_in: Vec<(usize, u32)> = access
        .map(accesses)
        .unwrap_or_default()
        .into_iter()
        .map(|(place, persons)| (numbers.of(place), persons))
        .collect();
    let way = |(cell, persons): (&Cell, u32)| match *cell {
        Cell::Transition { from, to } => Some((from, to, persons, true)),
        Cell::Broken { from, to } => Some((from, to, persons, false)),
        _ => None,
    };
    let cells = paths.into_iter().flat_map(Release::cells);
    let mut all: Vec<(Place, Place, u32, bool)> = cells.filter_map(way).collect();
    all.sort_by_key(|&(from, to, persons, arrived)| {
        (std::cmp::Reverse(persons), from, to, !arrived)
    });
    let cut = all.len() > MOST_WAYS;
    all.truncate(MOST_WAYS);
    let mut flow = Flow {
        caption: Caption {
            id: id.into(),
            title: title.into(),
            description: "Links, wo Alleinerziehende hereinkommen. Bänder zeigen, wohin sie von dort gehen: je \
                          breiter, desto mehr. Schraffiert ist, wo Übergaben gebrochen sind; unter den Stellen \
                          laufen die Wege zurück. Rechts, wie es ausging. Alle Zahlen stehen in den Tabellen \
                          darunter."
                .into(),
        },
        places: vec![],
        came_in,
        arrived: vec![],
        lost: vec![],
        endings: paths.map(endings).unwrap_or_default(),
        words: FlowWords {
            came_in: "Hier kommen sie herein".into(),
            arrived: if paths.is_some() { "Ankünfte" } else { "kommen hier herein" }.into(),
            lost: "Brüche".into(),
            back: "gehen zurück".into(),
            ended: "So ging es aus".into(),
            nothing: "Hier ist nichts zu zeigen: Alle Zahlen sind zu klein.".into(),
        },
    };
    for (from, to, persons, arrived) in all {
        let way = Way {
            from: numbers.of(from),
            to: numbers.of(to),
            persons,
        };
        if arrived {
            flow.arrived.push(way);
        } else {
            flow.lost.push(way);
        }
    }
    flow.places = numbers.labels(offices);
    (flow, cut)
}

fn endings(paths: &Release) -> Vec<Ending> {
    let shown = OutcomeClass::ALL.iter().map(|&class| {
        let persons = paths.shown(&Cell::Outcome { class });
        persons.map(|persons| Ending {
            label: words::outcome_class(class).into(),
            persons,
            look: look(class),
        })
    });
    shown.flatten().collect()
}

const fn look(class: OutcomeClass) -> Look {
    match class {
        OutcomeClass::Helped => Look::Full,
        OutcomeClass::UnderWay => Look::Half,
        OutcomeClass::NotHelped => Look::Lost,
        OutcomeClass::Ended => Look::Light,
        OutcomeClass::StillOpen => Look::Open,
    }
}

/// The network map of a path release.
pub(super) fn network(id: &str, paths: &Release, offices: &Offices) -> Network {
    let mut numbers = Numbers::default();
    let mut links: Vec<(Place, Place, u32)> = paths
        .transitions()
        .filter(|(from, to, _)| from != to)
        .collect();
    links.sort_by_key(|&(from, to, persons)| (std::cmp::Reverse(persons), from, to));
    links.truncate(2 * MOST_WAYS);
    let links = links
        .into_iter()
        .map(|(from, to, persons)| Link {
            one: numbers.of(from),
            other: numbers.of(to),
            persons,
        })
        .collect();
    Network {
        caption: Caption {
            id: id.into(),
            title: "Wer mit wem zusammenarbeitet".into(),
            description: "Stellen als Punkte, dazwischen Linien: je dicker, desto mehr Alleinerziehende gingen \
                          zwischen den beiden hin oder her. Die Zahlen stehen in der Tabelle der Wege."
                .into(),
        },
        places: numbers.labels(offices),
        links,
        nothing: "Hier ist nichts zu zeigen: Alle Zahlen sind zu klein.".into(),
    }
}
