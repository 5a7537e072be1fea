//! What holds for every flow, on random figures with loops and on those that are hard.

use proptest::prelude::*;

use super::ground::BAR;
use super::parts::{Bar, Layout};
use super::returns::Lane;
use super::*;
use crate::svg::{Frame, Label};

pub(crate) fn flow(
    places: usize,
    came_in: Vec<(usize, u32)>,
    arrived: Vec<Way>,
    lost: Vec<Way>,
    endings: &[u32],
) -> Flow {
    let looks = [Look::Full, Look::Half, Look::Lost, Look::Light, Look::Open];
    let names = [
        "Grund\u{AD}sicherungs\u{AD}stelle / Jobcenter",
        "Kita",
        "Beratung & Hilfe",
        "Anlaufstelle für Alleinerziehende <Mitte>",
    ];
    Flow {
        caption: Caption {
            id: "wege".into(),
            title: "Wege".into(),
            description: "Wohin sie gehen.".into(),
        },
        places: (0..places)
            .map(|place| format!("{} {place}", names[place % names.len()]))
            .collect(),
        came_in,
        arrived,
        lost,
        endings: endings
            .iter()
            .zip(looks)
            .map(|(persons, look)| Ending {
                label: "Hilfe bekommen oder Platz gefunden".into(),
                persons: *persons,
                look,
            })
            .collect(),
        words: FlowWords {
            came_in: "Hier kommen sie herein".into(),
            arrived: "Ankünfte".into(),
            lost: "Brüche".into(),
            back: "gehen zurück".into(),
            ended: "So ging es aus".into(),
            nothing: "Hier ist noch nichts zu zeigen.".into(),
        },
    }
}

pub(crate) fn way(from: usize, to: usize, persons: u32) -> Way {
    Way { from, to, persons }
}

fn any_flow() -> impl Strategy<Value = Flow> {
    (1_usize..40).prop_flat_map(|places| {
        let ways = |most| {
            let way = (0..places, 0..places, 10_u32..400);
            proptest::collection::vec(way.prop_map(|(a, b, n)| self::way(a, b, n)), 0..most)
        };
        let came_in = proptest::collection::vec((0..places, 10_u32..900), 0..6);
        let endings = proptest::collection::vec(0_u32..900, 5);
        (came_in, ways(50), ways(15), endings).prop_map(move |(came_in, arrived, lost, endings)| {
            flow(places, came_in, arrived, lost, &endings)
        })
    })
}

/// All that is promised of a picture.
fn keeps_its_promises(flow: &Flow) {
    let scale = flow.natural_scale();
    let layout = Layout::of(flow, scale);
    on_one_scale(&layout, scale);
    nothing_overlaps(&layout);
    nothing_sticks_out(&layout);
    assert_eq!(flow.draw().file(), flow.draw().file());
    // The smaller of two pictures that are compared is drawn at the other's scale.
    let smaller = Layout::of(flow, scale / 3.0);
    on_one_scale(&smaller, scale / 3.0);
    nothing_overlaps(&smaller);
    nothing_sticks_out(&smaller);
}

fn on_one_scale(layout: &Layout, scale: f64) {
    let bars = layout.bars.iter().map(|bar| (bar.height, bar.persons));
    let bands = layout.bands.iter().map(|band| (band.height, band.persons));
    let lanes = layout.lanes.iter().map(|lane| (lane.height, lane.persons));
    for (height, persons) in bars.chain(bands).chain(lanes) {
        assert!((height - f64::from(persons) * scale).abs() < 1e-9);
    }
}

fn nothing_overlaps(layout: &Layout) {
    let bars: Vec<Frame> = layout.bars.iter().map(Bar::frame).collect();
    for (number, bar) in bars.iter().enumerate() {
        for other in &bars[..number] {
            assert!(!slightly_smaller(*bar).meets(*other), "{bar:?} {other:?}");
        }
        for lane in &layout.lanes {
            for stretch in stretches(lane) {
                assert!(!slightly_smaller(stretch).meets(*bar), "{lane:?} {bar:?}");
            }
        }
    }
    let ways_down = |lane: &Lane| {
        let [right, _, left] = stretches(lane);
        [right, left].map(slightly_smaller)
    };
    for (number, lane) in layout.lanes.iter().enumerate() {
        for other in &layout.lanes[..number] {
            let mut pairs = ways_down(lane).into_iter().zip([ways_down(other); 2]);
            let apart = pairs.all(|(one, others)| !others.iter().any(|other| one.meets(*other)));
            assert!(apart, "{lane:?} {other:?}");
        }
    }
    let texts: Vec<Frame> = layout.labels.iter().map(Label::frame).collect();
    for (number, text) in texts.iter().enumerate() {
        for (other, frame) in texts[..number].iter().enumerate() {
            let pair = (&layout.labels[number], &layout.labels[other]);
            assert!(!slightly_smaller(*text).meets(*frame), "{pair:?}");
        }
        for bar in &bars {
            assert!(
                !slightly_smaller(*text).meets(*bar),
                "{:?} {bar:?}",
                layout.labels[number]
            );
        }
    }
}

/// The three long stretches of a path back: down, along, up.
fn stretches(lane: &Lane) -> [Frame; 3] {
    let half = lane.height / 2.0;
    let down = |x: f64, from: f64| Frame {
        left: x - half,
        right: x + half,
        top: from - half,
        bottom: lane.depth + half,
    };
    let along = Frame {
        left: lane.left - half,
        right: lane.right + half,
        top: lane.depth - half,
        bottom: lane.depth + half,
    };
    [
        down(lane.right, lane.start.1),
        along,
        down(lane.left, lane.end.1),
    ]
}

fn slightly_smaller(frame: Frame) -> Frame {
    Frame {
        left: frame.left + 0.01,
        right: frame.right - 0.01,
        top: frame.top + 0.01,
        bottom: frame.bottom - 0.01,
    }
}

fn nothing_sticks_out(layout: &Layout) {
    let inside = |x: f64, y: f64| {
        assert!((0.0..=layout.width).contains(&x), "{x} of {}", layout.width);
        assert!(
            (0.0..=layout.height).contains(&y),
            "{y} of {}",
            layout.height
        );
    };
    for bar in &layout.bars {
        inside(bar.x, bar.y);
        inside(bar.x + BAR, bar.y + bar.height);
    }
    for band in &layout.bands {
        for (x, y) in &band.top {
            inside(*x, *y);
            inside(*x, y + band.height);
        }
    }
    for frame in layout.lanes.iter().flat_map(stretches) {
        inside(frame.left, frame.top);
        inside(frame.right, frame.bottom);
    }
    for frame in layout.labels.iter().map(Label::frame) {
        inside(frame.left, frame.top);
        inside(frame.right, frame.bottom);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_picture_keeps_its_promises(flow in any_flow()) {
        keeps_its_promises(&flow);
    }
}

#[test]
fn three_places_in_a_circle_keep_them() {
    let ways = vec![way(0, 1, 40), way(1, 2, 30), way(2, 0, 20), way(1, 1, 15)];
    keeps_its_promises(&flow(
        3,
        vec![(0, 60)],
        ways,
        vec![way(2, 0, 11), way(1, 1, 10)],
        &[20, 20],
    ));
}

#[test]
fn forty_places_keep_them() {
    let ways = (0..39).flat_map(|at| {
        [
            way(at, at + 1, 10 + 3 * u32::try_from(at).unwrap()),
            way(at + 1, at / 2, 12),
        ]
    });
    keeps_its_promises(&flow(
        40,
        vec![(0, 500), (9, 80)],
        ways.collect(),
        vec![way(3, 30, 44)],
        &[300],
    ));
}

#[test]
fn one_way_that_is_larger_than_all_others_keeps_them() {
    let ways = vec![
        way(0, 1, 50_000),
        way(1, 0, 49_000),
        way(1, 2, 10),
        way(2, 2, 11),
    ];
    keeps_its_promises(&flow(
        4,
        vec![(0, 10), (3, 12)],
        ways,
        vec![way(0, 1, 10)],
        &[10],
    ));
}

#[test]
fn where_everything_is_hidden_one_sentence_stands() {
    let empty = flow(12, vec![], vec![], vec![], &[]);
    keeps_its_promises(&empty);
    let svg = empty.draw().file();
    assert!(svg.contains(">Hier ist noch nichts zu zeigen.</text>"));
    // Places that nobody is shown at are not named: that they exist would be a hint.
    assert!(!svg.contains("Kita") && !svg.contains("<rect x"));
}

#[test]
fn everybody_goes_forward_where_there_is_a_way_forward() {
    let ways = vec![way(0, 1, 30), way(1, 2, 20), way(0, 2, 15)];
    let layout = Layout::of(&flow(3, vec![(0, 50)], ways, vec![], &[]), 1.0);
    assert!(layout.lanes.is_empty());
    let lefts: Vec<f64> = layout.bars.iter().map(|bar| bar.x).collect();
    assert!(lefts[0] < lefts[1] && lefts[1] < lefts[2], "{lefts:?}");
}

#[test]
fn a_bar_is_as_high_as_the_larger_of_what_comes_and_what_goes() {
    let ways = vec![way(0, 1, 30), way(0, 2, 25)];
    let layout = Layout::of(&flow(3, vec![(0, 40)], ways, vec![way(0, 1, 12)], &[]), 1.0);
    let persons: Vec<u32> = layout.bars.iter().map(|bar| bar.persons).collect();
    // Sent on: 67 of whom 12 were lost; came in: 40.
    assert!(persons.contains(&67) && persons.contains(&40) && persons.contains(&12));
}
