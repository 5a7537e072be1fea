//! What holds for every map.

use proptest::prelude::*;

use super::layout::{Format, Layout, NARROW, SPOT, WIDE};
use super::*;
use crate::svg::{Frame, Label};

pub(crate) fn network(places: usize, links: Vec<Link>) -> Network {
    let names = [
        "Grund\u{AD}sicherungs\u{AD}stelle / Jobcenter",
        "Kita",
        "Erziehungs- und Familien\u{AD}beratung",
    ];
    Network {
        caption: Caption {
            id: "karte".into(),
            title: "Karte".into(),
            description: "Wer mit wem.".into(),
        },
        places: (0..places)
            .map(|place| format!("{} {place}", names[place % 3]))
            .collect(),
        links,
        nothing: "Hier ist noch nichts zu zeigen.".into(),
    }
}

fn keeps_its_promises(network: &Network, format: Format) {
    let layout = Layout::of(network, format);
    let inside = |frame: Frame| {
        assert!(
            frame.left >= 0.0 && frame.right <= layout.width,
            "{frame:?}"
        );
        assert!(
            frame.top >= 0.0 && frame.bottom <= layout.height,
            "{frame:?}"
        );
    };
    let spots = layout.spots.iter().map(|spot| Frame {
        left: spot.0 - SPOT,
        right: spot.0 + SPOT,
        top: spot.1 - SPOT,
        bottom: spot.1 + SPOT,
    });
    let texts = layout.labels.iter().map(Label::frame);
    let frames: Vec<Frame> = spots.chain(texts).collect();
    for (number, frame) in frames.iter().enumerate() {
        inside(*frame);
        for other in &frames[..number] {
            assert!(!frame.meets(*other), "{frame:?} {other:?}");
        }
    }
    for link in &layout.links {
        assert!((link.thickness - f64::from(link.persons) * layout.scale).abs() < 1e-9);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_map_keeps_its_promises((places, links) in (1_usize..41).prop_flat_map(|places| {
        let link = (0..places, 0..places, 10_u32..2_000);
        let link = link.prop_map(|(one, other, persons)| Link { one, other, persons });
        (Just(places), proptest::collection::vec(link, 0..80))
    })) {
        let network = network(places, links);
        keeps_its_promises(&network, WIDE);
        keeps_its_promises(&network, NARROW);
        assert_eq!(network.draw().file(), network.draw().file());
    }
}

#[test]
fn a_place_without_links_is_not_named() {
    let network = network(
        3,
        vec![Link {
            one: 0,
            other: 2,
            persons: 20,
        }],
    );
    assert!(!network.draw().file().contains("Kita"));
}

#[test]
fn without_links_one_sentence_stands() {
    let svg = network(3, vec![]).draw().file();
    assert!(svg.contains("noch nichts") && !svg.contains("<circle cx=\"4"));
}
