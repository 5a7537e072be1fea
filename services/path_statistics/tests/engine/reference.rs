//! Any log: the engine says what a few plain lines say that nobody made fast.

use std::collections::BTreeMap;

use jiff::Timestamp;
use path_statistics::findings::Findings;
use path_statistics::log::LogBuilder;
use path_statistics::variants::variants;
use proptest::collection::vec;
use proptest::prelude::*;

/// Case, activity, second.
type Added = (u8, String, i64);
/// Activities and seconds of one case.
type Way = Vec<(String, i64)>;

/// Few cases, activities and seconds, so that much collides; names that are not only letters.
fn events() -> impl Strategy<Value = Vec<Added>> {
    let name = prop_oneof![
        8 => "[a-e]",
        1 => any::<String>(),
        1 => Just(String::new()),
    ];
    vec((0_u8..12, name, 0_i64..20), 0..120)
}

fn cases(events: &[Added]) -> Vec<Way> {
    let mut cases: BTreeMap<u8, Way> = BTreeMap::new();
    for (case, activity, second) in events {
        let case = cases.entry(*case).or_default();
        case.push((activity.clone(), *second));
    }
    for case in cases.values_mut() {
        case.sort_by_key(|(_, second)| *second);
    }
    cases.into_values().collect()
}

fn names(way: &Way) -> Vec<String> {
    way.iter().map(|(activity, _)| activity.clone()).collect()
}

fn counted<T: Ord>(things: impl IntoIterator<Item = T>) -> BTreeMap<T, u64> {
    let mut counts = BTreeMap::new();
    for thing in things {
        *counts.entry(thing).or_default() += 1;
    }
    counts
}

/// As numpy takes it, by sorting.
fn median(mut seconds: Vec<i64>) -> f64 {
    seconds.sort_unstable();
    let (lower, upper) = (seconds[(seconds.len() - 1) / 2], seconds[seconds.len() / 2]);
    f64::from(i32::try_from(lower + upper).unwrap()) / 2.0
}

proptest! {
    #[test]
    fn the_engine_agrees_with_the_reference(events in events()) {
        // Given: a log of any events in any order
        let mut builder = LogBuilder::new();
        for (case, activity, second) in &events {
            builder.add(&case.to_string(), activity, Timestamp::from_second(*second).unwrap());
        }
        let log = builder.finish();
        let cases = cases(&events);
        // When
        let findings = Findings::of(&log);
        // Then: sums
        prop_assert_eq!(findings.cases, cases.len());
        prop_assert_eq!(findings.events, events.len());
        prop_assert_eq!(findings.activities, counted(events.iter().map(|e| &e.1)).len());
        // Then: edges, with their medians
        let mut durations: BTreeMap<(String, String), Vec<i64>> = BTreeMap::new();
        for pair in cases.iter().flat_map(|case| case.windows(2)) {
            let key = (pair[0].0.clone(), pair[1].0.clone());
            durations.entry(key).or_default().push(pair[1].1 - pair[0].1);
        }
        let mut edges: Vec<_> = (durations.into_iter())
            .map(|((from, to), seconds)| (from, to, seconds.len() as u64, median(seconds)))
            .collect();
        edges.sort_by_key(|edge| std::cmp::Reverse(edge.2));
        let found: Vec<_> = (findings.edges.iter())
            .map(|e| (e.from.to_owned(), e.to.to_owned(), e.count, e.median_seconds))
            .collect();
        prop_assert_eq!(found, edges);
        // Then: where cases start and end
        let of_map = |counts: &[(&str, u64)]| -> BTreeMap<String, u64> {
            counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
        };
        let first = |case: &Way| case[0].0.clone();
        let last = |case: &Way| case[case.len() - 1].0.clone();
        prop_assert_eq!(of_map(&findings.start), counted(cases.iter().map(first)));
        prop_assert_eq!(of_map(&findings.end), counted(cases.iter().map(last)));
        // Then: ways, in their order
        let ordered = |ways: BTreeMap<Vec<String>, u64>| {
            let mut ways: Vec<_> = ways.into_iter().collect();
            ways.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            ways
        };
        let named = |variants: &[path_statistics::variants::Variant<'_>]| -> Vec<(Vec<String>, u64)> {
            let name = |activity: &path_statistics::log::Activity| log.name(*activity).to_owned();
            (variants.iter())
                .map(|variant| (variant.activities.iter().map(name).collect(), variant.count))
                .collect()
        };
        let variants = variants(&log);
        prop_assert_eq!(named(&variants), ordered(counted(cases.iter().map(names))));
    }

    /// A log says the same whatever the order in which its cases are told.
    #[test]
    fn the_order_of_cases_does_not_matter(events in events()) {
        let told = |order: &[&Added]| {
            let mut builder = LogBuilder::new();
            for (case, activity, second) in order {
                builder.add(&case.to_string(), activity, Timestamp::from_second(*second).unwrap());
            }
            serde_json::to_string(&Findings::of(&builder.finish())).unwrap()
        };
        let as_given: Vec<&Added> = events.iter().collect();
        let mut by_case = as_given.clone();
        by_case.sort_by_key(|event| std::cmp::Reverse(event.0));
        prop_assert_eq!(told(&as_given), told(&by_case));
    }
}
