//! No bytes make the reader panic, and none that look like a log make it say nonsense.

use path_statistics::xes;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::given::{EVENT, packed, trace};

/// Pieces of logs, put together without sense.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        "<log>",
        "</log>",
        "<log/>",
        "<trace>",
        "</trace>",
        "<trace/>",
        "<event>",
        "</event>",
        "<event/>",
        EVENT,
        "<string key=\"concept:name\" value=\"a\"/>",
        "<string key=\"concept:name\" value=\"a\">",
        "</string>",
        "<list key=\"l\">",
        "</list>",
        "<date key=\"time:timestamp\" value=\"2026-01-05T08:00:00Z\"/>",
        "<date key=\"time:timestamp\" value=\"-9999-01-01T00:00:00\"/>",
        "<extension prefix=\"\" uri=\"concept.xesext\"/>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&#1;",
        "&",
        "<",
        ">",
        "\"",
        "\u{0}",
        "\u{feff}",
        "ä",
        "<?xml",
        "?>",
        "<!DOCTYPE",
        "key=",
        "x:",
    ]);
    vec(piece, 0..40).prop_map(|pieces| pieces.concat().into_bytes())
}

/// A good log, with some bytes of it changed.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let good = trace(&EVENT.repeat(3)).into_bytes();
    let packed = packed(&good);
    let good = prop::sample::select(vec![good, packed]);
    (good, vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)).prop_map(|(mut log, changes)| {
        for (place, byte) in changes {
            let place = place.index(log.len());
            log[place] = byte;
        }
        log
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]
    #[test]
    fn no_bytes_make_the_reader_panic(
        bytes in prop_oneof![vec(any::<u8>(), 0..300), pieces(), damaged()],
    ) {
        match xes::read(bytes.as_slice()) {
            // Then: what was read holds together
            Ok(log) => {
                let events: usize = log.cases().map(|case| case.activities.len()).sum();
                prop_assert_eq!(events, log.event_count());
                for case in log.cases() {
                    prop_assert!(!case.activities.is_empty());
                    prop_assert!(case.micros.is_sorted());
                }
            }
            // Then: what was refused says where, within the file
            Err(error) => {
                prop_assert!(error.line() >= 1);
                prop_assert!(!error.to_string().contains(char::is_control));
            }
        }
    }
}
