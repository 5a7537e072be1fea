//! Whatever names and times are written come back as they were.

use std::collections::BTreeMap;

use jiff::Timestamp;
use path_statistics::findings::Findings;
use path_statistics::log::LogBuilder;
use path_statistics::xes;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::given::{Trace, packed, written};

/// Characters that XML 1.0 can say at all; above all those that mean something in it.
fn name() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        4 => prop::sample::select(vec!['<', '>', '&', '"', '\'', ';', '#', '/', '=', ']', ':']),
        2 => prop::sample::select(vec!['\t', '\n', '\r', ' ', '\u{a0}', '\u{2028}', '\u{202e}']),
        2 => prop::char::range('a', 'd'),
        1 => any::<char>().prop_filter("no control characters in XML", |c| !c.is_control()),
    ];
    let any = vec(letter, 0..6).prop_map(|letters| letters.into_iter().collect());
    prop_oneof![
        6 => any,
        1 => prop::sample::select(vec![
            "concept:name", "</event>", "]]>", "<!--", "&amp;", "&#0;", "<log>", "time:timestamp",
        ]).prop_map(str::to_owned),
    ]
}

fn traces() -> impl Strategy<Value = Vec<Trace>> {
    let time = (-60_000_000_000_i64..250_000_000_000, 0..1_000_i64)
        .prop_map(|(second, milli)| Timestamp::from_millisecond(second * 1_000 + milli).unwrap());
    let event = (name(), time);
    vec((option::weighted(0.9, name()), vec(event, 0..8)), 0..12)
}

proptest! {
    #[test]
    fn what_is_written_is_read(traces in traces(), pack in any::<bool>()) {
        // Given: a log of hostile names, and the same by the builder
        let text = written(&traces);
        let mut builder = LogBuilder::new();
        for (place, (name, events)) in traces.iter().enumerate() {
            let case = match name {
                Some(name) => format!("named {name}"),
                None => format!("nameless {place}"),
            };
            for (activity, at) in events {
                builder.add(&case, activity, *at);
            }
        }
        // When
        let bytes = if pack { packed(text.as_bytes()) } else { text.into_bytes() };
        let log = xes::read(bytes.as_slice());
        // Then
        let log = log.map_err(|error| TestCaseError::fail(error.to_string()))?;
        let expected = builder.finish();
        let told = |log| serde_json::to_value(Findings::of(log)).unwrap();
        prop_assert_eq!(told(&log), told(&expected));
        // Then: the moments too, and not only the time between them
        let moments = |log: &path_statistics::log::EventLog| {
            let mut counts: BTreeMap<i64, u32> = BTreeMap::new();
            for micros in log.cases().flat_map(|case| case.micros.to_vec()) {
                *counts.entry(micros).or_default() += 1;
            }
            counts
        };
        prop_assert_eq!(moments(&log), moments(&expected));
    }
}
