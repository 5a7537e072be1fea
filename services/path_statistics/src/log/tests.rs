use jiff::Timestamp;

use super::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

fn told(log: &EventLog) -> Vec<String> {
    let names = |case: Case<'_>| -> Vec<String> {
        let named = case.activities.iter().zip(case.micros);
        named
            .map(|(activity, micros)| format!("{}@{}", log.name(*activity), micros / 1_000_000))
            .collect()
    };
    log.cases().map(|case| names(case).join(" ")).collect()
}

#[test]
fn a_case_is_read_in_the_order_of_time_however_it_was_written() {
    // Given: two cases whose events are mixed, the second one backwards
    let mut builder = LogBuilder::new();
    builder.add("1", "ask", at(10));
    builder.add("2", "leave", at(30));
    builder.add("1", "get", at(20));
    builder.add("2", "ask", at(5));
    // When
    let log = builder.finish();
    // Then
    assert_eq!(told(&log), ["ask@10 get@20", "ask@5 leave@30"]);
    assert_eq!((log.case_count(), log.event_count()), (2, 4));
}

#[test]
fn ties_keep_the_order_in_which_they_were_added() {
    let mut builder = LogBuilder::new();
    for (activity, seconds) in [("late", 9), ("z", 5), ("a", 5), ("m", 5), ("early", 1)] {
        builder.add("1", activity, at(seconds));
    }
    assert_eq!(told(&builder.finish()), ["early@1 z@5 a@5 m@5 late@9"]);
}

#[test]
fn activities_compare_as_their_names() {
    let mut builder = LogBuilder::new();
    for name in ["b", "", "a", "b", "ä"] {
        builder.add("1", name, at(0));
    }
    let log = builder.finish();
    let names: Vec<&str> = log.names().iter().map(AsRef::as_ref).collect();
    assert_eq!(names, ["", "a", "b", "ä"]);
    let case = log.cases().next().unwrap();
    let places: Vec<usize> = case.activities.iter().map(|a| a.index()).collect();
    assert_eq!(places, [2, 0, 1, 2, 3]);
}

#[test]
fn a_case_without_events_is_none() {
    let mut builder = LogBuilder::new();
    builder.case("first");
    builder.add("1", "a", at(0));
    builder.unnamed_case();
    builder.unnamed_case();
    builder.add("2", "b", at(0));
    builder.case("last");
    assert_eq!(told(&builder.finish()), ["a@0", "b@0"]);
    assert_eq!(LogBuilder::new().finish().cases().len(), 0);
}

#[test]
fn what_is_finer_than_a_microsecond_is_cut() {
    let mut builder = LogBuilder::new();
    builder.add("1", "second", Timestamp::new(0, 1_999).unwrap());
    builder.add("1", "first", Timestamp::new(0, 1_001).unwrap());
    let log = builder.finish();
    let case = log.cases().next().unwrap();
    assert_eq!(case.micros, [1, 1]);
    assert_eq!(log.name(case.activities[0]), "second");
}

#[test]
fn no_name_of_a_log_is_shown_by_debug() {
    let mut builder = LogBuilder::new();
    builder.add("Aylin", "Jugendamt", at(0));
    let before = format!("{builder:?}");
    let shown = format!("{before} {:?}", builder.finish());
    assert!(
        !shown.contains("Aylin") && !shown.contains("Jugendamt"),
        "{shown}"
    );
    assert!(shown.contains("events: 1"), "{shown}");
}
