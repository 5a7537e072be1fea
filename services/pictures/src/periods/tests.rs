//! What holds for every pair of periods.

use proptest::prelude::*;

use super::layout::{Format, Layout, NARROW, WIDE};
use super::*;
use crate::svg::{Frame, Label};

fn periods(sections: Vec<Section>) -> Periods {
    Periods {
        caption: Caption {
            id: "vergleich".into(),
            title: "Vergleich".into(),
            description: "Zwei Zeiträume.".into(),
        },
        names: ["2. Halbjahr 2025".into(), "1. Halbjahr 2026".into()],
        sections,
        hidden: "–".into(),
        nothing: "Hier ist noch nichts zu zeigen.".into(),
    }
}

fn row(name: &str, persons: [Option<u32>; 2]) -> Row {
    let difference = match persons {
        [Some(one), Some(other)] if one.abs_diff(other) >= 10 => "+1234",
        _ => "",
    };
    Row {
        name: name.into(),
        persons,
        difference: difference.into(),
    }
}

fn keeps_its_promises(periods: &Periods, format: &Format) {
    let layout = Layout::of(periods, format);
    let bars = layout.bars.iter().map(|bar| bar.frame);
    let frames: Vec<Frame> = bars.chain(layout.labels.iter().map(Label::frame)).collect();
    for (number, frame) in frames.iter().enumerate() {
        assert!(
            frame.left >= 0.0 && frame.right <= layout.width,
            "{frame:?}"
        );
        assert!(
            frame.top >= 0.0 && frame.bottom <= layout.height,
            "{frame:?}"
        );
        let meets = frames[..number].iter().find(|other| other.meets(*frame));
        assert_eq!(meets, None, "{frame:?}");
    }
    // One scale for all of it.
    let of_person =
        |bar: &super::layout::Bar| (bar.frame.right - bar.frame.left) / f64::from(bar.persons);
    let scales: Vec<f64> = layout.bars.iter().map(of_person).collect();
    for scale in &scales {
        assert!((scale - scales[0]).abs() < 1e-9);
    }
}

fn any_row() -> impl Strategy<Value = Row> {
    let names = [
        "Kita",
        "von Erziehungs- und Familien\u{AD}beratung zu Grund\u{AD}sicherungs\u{AD}stelle / Jobcenter",
        "von Betreuung und Schule zu Beratung",
    ];
    let persons = || proptest::option::of(10..3_000_u32);
    (0..3_usize, persons(), persons())
        .prop_map(move |(name, one, other)| row(names[name], [one, other]))
}

proptest! {
    #[test]
    fn any_figures(
        sections in prop::collection::vec((any::<bool>(), prop::collection::vec(any_row(), 0..12)), 0..5),
    ) {
        let section = |(lost, rows)| Section {
            title: "Wie viele von Stelle zu Stelle gingen".into(),
            lost,
            rows,
        };
        let periods = periods(sections.into_iter().map(section).collect());
        keeps_its_promises(&periods, &WIDE);
        keeps_its_promises(&periods, &NARROW);
    }
}

#[test]
fn what_is_not_shown_has_a_dash_and_no_bar() {
    let rows = vec![row("Kita", [None, Some(20)])];
    let section = Section {
        title: "Zugänge".into(),
        lost: false,
        rows,
    };
    let layout = Layout::of(&periods(vec![section]), &WIDE);
    assert_eq!(layout.bars.len(), 1);
    assert_eq!(layout.bars[0].column, 1);
    assert!(layout.labels.iter().any(|label| label.text == "–"));
}

#[test]
fn without_figures_it_says_so() {
    let picture = periods(vec![]).draw().file();
    assert!(picture.contains("noch nichts"));
}
