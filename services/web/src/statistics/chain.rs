//! The service chain beside what is released.

use std::cmp::Reverse;

use path_statistics::chain::{
    ChainFigures, EdgeFigure, EdgeFit, ServiceChain, Stage as ChainStage,
};
use path_statistics::releases::{Place, Release};
use pictures::Caption;
use pictures::chain::{Chain, ChainWords, Fit, Move, Point, Stage};

use super::places::Offices;
use super::tables::{Table, figure, way};
use crate::words;

/// A chain in a picture, sentences and tables.
pub(crate) struct ChainTold {
    /// The picture.
    pub(crate) picture: Chain,
    /// Stages with who is responsible and in what time.
    pub(crate) stages: Table,
    /// What differs, as sentences; empty without releases.
    pub(crate) differences: Vec<String>,
    /// Each released way and how it fits; none without releases.
    pub(crate) ways: Option<Table>,
}

/// More differences than these are for the table.
const MOST_DIFFERENCES: usize = 6;

/// Tells of a chain, and how it runs by the releases of a period, where there are some.
pub(crate) fn chain_told(
    chain: &ServiceChain,
    released: Option<(&Release, &Release)>,
    offices: &Offices,
) -> ChainTold {
    let figures =
        released.map(|(access, paths)| chain.figures(access, paths, |office| offices.kind(office)));
    let figures = figures.as_ref();
    // The most first.
    let edges = figures.map_or(vec![], |figures| {
        let mut edges: Vec<&EdgeFigure> = figures.edges.iter().collect();
        edges.sort_by_key(|edge| (Reverse(edge.persons), edge.from, edge.to));
        edges
    });
    ChainTold {
        picture: picture(chain, figures, offices),
        stages: stages(chain, figures),
        differences: figures.map_or(vec![], |figures| {
            differences(chain, figures, &edges, offices)
        }),
        ways: figures.map(|_| ways(&edges, offices)),
    }
}

fn picture(chain: &ServiceChain, figures: Option<&ChainFigures>, offices: &Offices) -> Chain {
    let edges = figures.into_iter().flat_map(|figures| &figures.edges);
    let stage = |stage: &ChainStage| Stage {
        name: stage.label.clone(),
        stations: stage
            .stations()
            .map(|kind| words::place_on_picture(kind).into())
            .collect(),
        note: stage
            .acknowledge_within
            .map(|days| format!("Ankunft in {days} Arbeitstagen"))
            .unwrap_or_default(),
    };
    Chain {
        caption: Caption {
            id: "kette-bild".into(),
            title: format!("Gedachte und wirkliche Kette: {}", chain.name),
            description: "Die Stufen der Kette in ihrer Reihenfolge. Dazwischen, wie viele wirklich gingen: je dicker, \
                          desto mehr. Über den Stufen, was vorwärts über Stufen hinweg führt; darunter, was zurück oder \
                          aus der Kette heraus führt. Alle Zahlen stehen in der Tabelle darunter."
                .into(),
        },
        stages: chain.stages().iter().map(stage).collect(),
        moves: edges.filter_map(|edge| drawn(chain, edge, offices)).collect(),
        words: ChainWords {
            outside: "Nicht in der Kette".into(),
            foreseen: "wie vorgesehen".into(),
            skipping: "lässt etwas aus".into(),
            out_of_order: "gegen die Richtung der Kette".into(),
            extra: "von oder zu Stellen außerhalb".into(),
        },
    }
}

/// Where a way is drawn. A place can belong to several stages: as it fits, the reading with the fewest
/// stages between counts, as in the figures themselves.
fn drawn(chain: &ServiceChain, edge: &EdgeFigure, offices: &Offices) -> Option<Move> {
    let stages_of = |place: Place| -> Vec<usize> {
        let kinds = offices.kinds(place);
        let holds = |stage: &ChainStage| stage.stations().any(|kind| kinds.contains(&kind));
        let stages = chain.stages().iter().enumerate();
        stages
            .filter(|(_, stage)| holds(stage))
            .map(|(number, _)| number)
            .collect()
    };
    let (from, to) = (stages_of(edge.from), stages_of(edge.to));
    let pairs = || {
        from.iter()
            .flat_map(|from| to.iter().map(move |to| (*from, *to)))
    };
    let at = |stages: &[usize]| {
        stages
            .first()
            .map_or(Point::Outside, |stage| Point::Stage(*stage))
    };
    let found = match edge.fit {
        EdgeFit::Foreseen | EdgeFit::Skipping => pairs()
            .filter(|(from, to)| from < to)
            .min_by_key(|(from, to)| (to - from, *from)),
        EdgeFit::OutOfOrder => pairs()
            .filter(|(from, to)| from > to)
            .min_by_key(|(from, to)| (from - to, *from)),
        EdgeFit::Extra => None,
    };
    let (from, to) = match (found, edge.fit) {
        (Some((from, to)), _) => (Point::Stage(from), Point::Stage(to)),
        (None, EdgeFit::Extra) if from.is_empty() || to.is_empty() => (at(&from), at(&to)),
        _ => return None,
    };
    Some(Move {
        from,
        to,
        persons: edge.persons,
        fit: match edge.fit {
            EdgeFit::Foreseen => Fit::Foreseen,
            EdgeFit::Skipping => Fit::Skipping,
            EdgeFit::OutOfOrder => Fit::OutOfOrder,
            EdgeFit::Extra => Fit::Extra,
        },
    })
}

fn stages(chain: &ServiceChain, figures: Option<&ChainFigures>) -> Table {
    let days =
        |days: Option<u32>| days.map_or_else(|| "–".into(), |days| format!("{days} Arbeitstage"));
    let kinds = |kinds: &[domain::vocabulary::InstitutionKind]| {
        let names: Vec<&str> = kinds.iter().map(|kind| words::kind(*kind)).collect();
        names.join(", ")
    };
    let responsible = |stage: &ChainStage| {
        let parts = [
            ("eine von: ", &stage.any_of),
            ("alle: ", &stage.all_of),
            ("bei Bedarf: ", &stage.optional),
        ];
        let said = parts.into_iter().filter(|(_, of)| !of.is_empty());
        let said: Vec<String> = said
            .map(|(word, of)| format!("{word}{}", kinds(of)))
            .collect();
        said.join("; ")
    };
    let mut columns = vec!["Stufe", "Zuständig", "Ankunft in", "Zusage in"];
    if figures.is_some() {
        columns.extend(["angekommen", "davon sicher zu spät"]);
    }
    let rows = chain.stages().iter().enumerate().map(|(number, stage)| {
        let mut row = vec![
            stage.label.clone(),
            responsible(stage),
            days(stage.acknowledge_within),
            days(stage.accept_within),
        ];
        if let Some(of) = figures.and_then(|figures| figures.stages.get(number)) {
            row.push(figure((of.arrived > 0).then_some(of.arrived)));
            row.push(
                of.too_late
                    .map_or_else(|| "–".into(), |(late, all)| format!("{late} von {all}")),
            );
        }
        row
    });
    let caption = "Stufen der Kette, wer zuständig ist und in welcher Zeit";
    Table::new("stufen", caption, &columns, rows.collect())
}

fn differences(
    chain: &ServiceChain,
    figures: &ChainFigures,
    edges: &[&EdgeFigure],
    offices: &Offices,
) -> Vec<String> {
    let mut sentences = Vec::new();
    let (as_wished, others): (Vec<&EdgeFigure>, Vec<_>) =
        edges.iter().partition(|edge| edge.fit == EdgeFit::Foreseen);
    let persons = |edges: &[&EdgeFigure]| edges.iter().map(|edge| edge.persons).sum::<u32>();
    let (all, foreseen) = (persons(edges), persons(&as_wished));
    if all > 0 {
        sentences.push(format!("Von etwa {all} gezeigten Übergängen lassen sich etwa {foreseen} so lesen, wie die Kette es vorsieht."));
    }
    if figures.access_elsewhere > 0 {
        sentences.push(format!(
            "Etwa {} kamen anderswo herein, als die Kette es vorsieht; etwa {} an vorgesehenen Zugängen.",
            figures.access_elsewhere, figures.access_foreseen
        ));
    }
    for edge in others.into_iter().take(MOST_DIFFERENCES) {
        let how = match edge.fit {
            EdgeFit::Skipping => "Dazwischen sieht die Kette noch etwas vor.",
            EdgeFit::OutOfOrder => "Die Kette geht andersherum.",
            _ => "Die Kette sieht das nicht vor.",
        };
        sentences.push(format!(
            "Etwa {} gingen {}. {how}",
            edge.persons,
            way(edge.from, edge.to, offices)
        ));
    }
    for (stage, of) in chain.stages().iter().zip(&figures.stages) {
        if let Some((late, all)) = of.too_late.filter(|(late, _)| *late > 0) {
            sentences.push(format!(
                "{}: Von etwa {all} gezeigten Wartezeiten waren mindestens etwa {late} länger als vereinbart. Gerechnet ist ohne Feiertage; was durch Feiertage noch rechtzeitig sein kann, zählt nicht als zu spät.",
                stage.label
            ));
        }
    }
    sentences
}

fn ways(edges: &[&EdgeFigure], offices: &Offices) -> Table {
    let rows = edges.iter().map(|edge| {
        let fit = match edge.fit {
            EdgeFit::Foreseen => "wie vorgesehen",
            EdgeFit::Skipping => "lässt etwas aus",
            EdgeFit::OutOfOrder => "gegen die Richtung",
            EdgeFit::Extra => "nicht vorgesehen",
        };
        vec![
            way(edge.from, edge.to, offices),
            edge.persons.to_string(),
            fit.into(),
        ]
    });
    let columns = ["Weg", "Personen", "Passt zur Kette?"];
    let caption = "Gezeigte Wege, an der Kette gemessen";
    Table::new("kette-wege", caption, &columns, rows.collect())
}
