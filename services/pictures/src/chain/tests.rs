//! What holds for every chain, in a row and in a column.

use proptest::prelude::*;

use super::cards::Turn;
use super::layout::Layout;
use super::*;
use crate::svg::{Frame, Label};

pub(crate) fn chain(stages: usize, moves: Vec<Move>) -> Chain {
    let names = [
        "Klärung und Lotse",
        "Existenz\u{AD}sicherung",
        "Gesundheit, Trennung, Erziehung",
    ];
    let stage = |number: usize| Stage {
        name: format!("{} {number}", names[number % 3]),
        stations: [
            "Jugendamt",
            "Grund\u{AD}sicherungs\u{AD}stelle / Jobcenter",
            "Kita",
        ][..=number % 3]
            .iter()
            .map(ToString::to_string)
            .collect(),
        note: if number.is_multiple_of(2) {
            "Eingang in 5 Arbeitstagen".into()
        } else {
            String::new()
        },
    };
    Chain {
        caption: Caption {
            id: "kette".into(),
            title: "Kette".into(),
            description: "Gedacht und wirklich.".into(),
        },
        stages: (0..stages).map(stage).collect(),
        moves,
        words: ChainWords {
            outside: "Nicht in der Kette".into(),
            foreseen: "wie vorgesehen".into(),
            skipping: "eine Stufe übersprungen".into(),
            out_of_order: "gegen die Richtung der Kette".into(),
            extra: "von oder zu Stellen außerhalb".into(),
        },
    }
}

fn any_chain() -> impl Strategy<Value = Chain> {
    (1_usize..8).prop_flat_map(|stages| {
        let point = move || {
            (0..=stages).prop_map(move |at| {
                if at == stages {
                    Point::Outside
                } else {
                    Point::Stage(at)
                }
            })
        };
        let step = (point(), point(), 10_u32..900, 0..3).prop_map(|(from, to, persons, kind)| {
            let outside = from == Point::Outside || to == Point::Outside;
            let fit = match kind {
                _ if outside => Fit::Extra,
                _ if from > to => Fit::OutOfOrder,
                0 => Fit::Skipping,
                _ => Fit::Foreseen,
            };
            Move {
                from,
                to,
                persons,
                fit,
            }
        });
        proptest::collection::vec(step, 0..24).prop_map(move |moves| chain(stages, moves))
    })
}

fn keeps_its_promises(chain: &Chain, turn: Turn) {
    let layout = Layout::of(chain, turn);
    for arc in &layout.arcs {
        assert!((arc.thickness - f64::from(arc.persons) * layout.scale).abs() < 1e-9);
        let half = arc.thickness / 2.0;
        let frame = layout.frame(
            (arc.ends.0 - half, arc.ends.1 + half),
            (arc.lane - half, arc.lane + half),
        );
        inside(&layout, frame);
        if !arc.straight {
            for card in &layout.cards {
                let card = layout.frame(card.along, card.across);
                assert!(!frame.meets(card), "{arc:?} {card:?}");
            }
        }
    }
    docks_lie_apart_on_their_cards(&layout);
    let texts: Vec<Frame> = layout.labels.iter().map(Label::frame).collect();
    for (number, text) in texts.iter().enumerate() {
        inside(&layout, *text);
        for (other, frame) in texts[..number].iter().enumerate() {
            let pair = (&layout.labels[number], &layout.labels[other]);
            assert!(!text.meets(*frame), "{pair:?}");
        }
    }
}

fn docks_lie_apart_on_their_cards(layout: &Layout) {
    let bent = layout.arcs.iter().filter(|arc| !arc.straight);
    let docks: Vec<(f64, f64, f64)> = bent
        .flat_map(|arc| [arc.ends.0, arc.ends.1].map(|end| (arc.side, end, arc.thickness / 2.0)))
        .collect();
    for (number, &(side, end, half)) in docks.iter().enumerate() {
        let mut cards = layout.cards.iter().map(|card| card.along);
        assert!(cards.any(|(from, to)| from <= end - half && end + half <= to));
        for &(other_side, other, other_half) in &docks[..number] {
            let apart = (end - other).abs() > half + other_half - 0.01;
            assert!(apart || (side - other_side).abs() > 1.0, "{docks:?}");
        }
    }
}

fn inside(layout: &Layout, frame: Frame) {
    assert!(frame.left >= 0.0 && frame.top >= 0.0, "{frame:?}");
    let (width, height) = (layout.width, layout.height);
    assert!(
        frame.right <= width && frame.bottom <= height,
        "{frame:?} in {width} x {height}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_picture_keeps_its_promises(chain in any_chain()) {
        keeps_its_promises(&chain, Turn::Row);
        keeps_its_promises(&chain, Turn::Column);
        assert_eq!(chain.draw().file(), chain.draw().file());
    }
}

#[test]
fn what_is_not_seen_is_neither_drawn_nor_explained() {
    let svg = chain(3, vec![]).draw().file();
    assert!(!svg.contains("Nicht in der Kette") && !svg.contains("wie vorgesehen"));
    let step = Move {
        from: Point::Stage(0),
        to: Point::Stage(1),
        persons: 20,
        fit: Fit::Foreseen,
    };
    let svg = chain(3, vec![step]).draw().file();
    assert!(svg.contains("wie vorgesehen") && !svg.contains("übersprungen"));
}
