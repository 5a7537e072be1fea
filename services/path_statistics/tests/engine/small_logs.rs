//! What the figures mean, on logs that fit on a line.

use path_statistics::directly_follows::DirectlyFollows;
use path_statistics::findings::Findings;
use path_statistics::log::EventLog;
use path_statistics::variants::{Variant, variants};

use crate::given;

fn edges(log: &EventLog) -> Vec<String> {
    let graph = DirectlyFollows::of(log);
    let told = graph.edges.iter().map(|edge| {
        let (from, to) = (log.name(edge.from), log.name(edge.to));
        format!("{from}>{to} {} {}", edge.count, edge.median_seconds)
    });
    told.collect()
}

fn ways(log: &EventLog, variants: &[Variant<'_>]) -> Vec<String> {
    let told = variants.iter().map(|variant| {
        let names: Vec<&str> = variant.activities.iter().map(|a| log.name(*a)).collect();
        format!("{} {}", names.join(">"), variant.count)
    });
    told.collect()
}

#[test]
fn an_edge_has_its_count_and_its_median() {
    // Given: from a to b after 10, 20 and 60 seconds, from b to c after 1 and 2
    let log = given::log(&["a 0, b 10, c 11", "a 0, b 20, c 22", "a 5, b 65"]);
    // Then
    assert_eq!(edges(&log), ["a>b 3 20", "b>c 2 1.5"]);
}

#[test]
fn equally_frequent_edges_stand_by_name() {
    let log = given::log(&["z 0, a 1", "m 0, z 1", "m 0, a 1", "b 0, c 1", "b 0, c 1"]);
    assert_eq!(edges(&log), ["b>c 2 1", "m>a 1 1", "m>z 1 1", "z>a 1 1"]);
}

#[test]
fn a_repetition_is_an_edge_to_itself_and_a_case_may_count_twice() {
    let log = given::log(&["a 0, a 4, b 5, a 6, a 12"]);
    assert_eq!(edges(&log), ["a>a 2 5", "a>b 1 1", "b>a 1 1"]);
}

#[test]
fn a_case_of_one_event_starts_and_ends_and_has_no_edge() {
    let log = given::log(&["a 0", "a 0, b 1"]);
    let findings = Findings::of(&log);
    assert_eq!(findings.start, [("a", 2)]);
    assert_eq!(findings.end, [("a", 1), ("b", 1)]);
    assert_eq!(edges(&log), ["a>b 1 1"]);
}

#[test]
fn a_log_without_events_has_no_figures() {
    let log = given::log(&[]);
    let findings = serde_json::to_value(Findings::of(&log)).unwrap();
    let none = serde_json::json!({
        "cases": 0, "events": 0, "activities": 0,
        "edges": [], "start": {}, "end": {}, "variants": [],
    });
    assert_eq!(findings, none);
}

#[test]
fn variants_run_from_the_most_frequent_to_the_least_then_by_name() {
    let log = given::log(&[
        "b 0",
        "a 0, b 1",
        "a 0",
        "a 7, c 9",
        "a 7, c 8",
        "a 0, b 1, a 2",
    ]);
    assert_eq!(
        ways(&log, &variants(&log)),
        ["a>c 2", "a 1", "a>b 1", "a>b>a 1", "b 1"]
    );
}

#[test]
fn the_findings_are_json_of_the_promised_shape() {
    let log = given::log(&["ask 0, get 61", "ask 0, get 60"]);
    let shape = serde_json::json!({
        "cases": 2, "events": 4, "activities": 2,
        "edges": [{"from": "ask", "to": "get", "count": 2, "median_seconds": 60.5}],
        "start": {"ask": 2},
        "end": {"get": 2},
        "variants": [{"activities": ["ask", "get"], "count": 2}],
    });
    assert_eq!(serde_json::to_value(Findings::of(&log)).unwrap(), shape);
}
