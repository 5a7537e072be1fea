//! Which attributes of a log count, and which only look as if they did.

use crate::given::{EVENT, packed, trace, ways};

/// An event with these attributes, at a second of one minute.
fn event(second: u32, name: &str) -> String {
    format!(
        r#"<event><string key="concept:name" value="{name}"/>
        <date key="time:timestamp" value="2026-01-05T08:00:{second:02}Z"/></event>"#
    )
}

fn one_event(inside: &str) -> String {
    trace(&format!(
        r#"<event>{inside}<date key="time:timestamp" value="2026-01-05T08:00:00Z"/></event>"#
    ))
}

#[test]
fn events_are_read_in_the_order_of_time_and_ties_in_that_of_the_file() {
    let inside = [event(9, "c"), event(1, "b"), event(1, "a"), event(0, "z")].concat();
    assert_eq!(ways(trace(&inside)).unwrap(), ["z>b>a>c 1"]);
}

#[test]
fn packed_or_not_is_told_by_content() {
    let plain = trace(EVENT);
    assert_eq!(ways(&plain).unwrap(), ["a 1"]);
    assert_eq!(ways(packed(plain.as_bytes())).unwrap(), ["a 1"]);
}

#[test]
fn a_byte_order_mark_comments_and_a_doctype_are_passed_over() {
    let log = trace(&format!("<!-- <event/> -->{EVENT}<?note <event/> ?>"));
    let text =
        format!("\u{feff}<?xml version='1.0'?>\n<!DOCTYPE log>\n<!-- x -->{log}<!-- y -->\n");
    assert_eq!(ways(text).unwrap(), ["a 1"]);
}

#[test]
fn elements_may_bear_a_namespace_prefix() {
    let text = format!("<log>{}</log>", &trace(EVENT)[5..trace(EVENT).len() - 6]);
    let text = text
        .replace("</", "</x:")
        .replace('<', "<x:")
        .replace("<x:/x:", "</x:");
    let text = text.replacen("<x:log", "<x:log xmlns:x='http://www.xes-standard.org/'", 1);
    assert!(
        text.contains("<x:event>") && text.contains("</x:log>"),
        "{text}"
    );
    assert_eq!(ways(text).unwrap(), ["a 1"]);
}

#[test]
fn an_extension_may_be_declared_under_another_prefix() {
    let text = r#"<log>
        <extension name="Concept" prefix="c" uri="http://www.xes-standard.org/concept.xesext"/>
        <extension name="Time" prefix="t" uri="http://www.xes-standard.org/time.xesext"/>
        <extension name="Cost" prefix="k" uri="http://www.xes-standard.org/cost.xesext"/>
        <trace><event>
          <string key="concept:name" value="no concept here"/>
          <string key="c:name" value="a"/>
          <date key="t:timestamp" value="2026-01-05T08:00:00Z"/>
        </event></trace></log>"#;
    assert_eq!(ways(text).unwrap(), ["a 1"]);
}

/// A file put together from two declares an extension once for each of them.
#[test]
fn each_prefix_of_an_extension_counts() {
    let declared = |extensions: &str, inside: &str| format!("<log>{extensions}{inside}</log>");
    let concept = |prefix: &str| {
        format!(
            r#"<extension name="Concept" prefix="{prefix}" uri="http://www.xes-standard.org/concept.xesext"/>"#
        )
    };
    let time = |prefix: &str| {
        format!(
            r#"<extension name="Time" prefix="{prefix}" uri="http://www.xes-standard.org/time.xesext"/>"#
        )
    };
    let told = |attributes: &str, second: u32| {
        format!(
            r#"<event>{attributes}
            <date key="time:timestamp" value="2026-01-05T08:00:{second:02}Z"/></event>"#
        )
    };
    let usual = r#"<string key="concept:name" value="a"/>"#;
    let own = r#"<string key="c:name" value="b"/>"#;
    let trace =
        |inside: &str| format!(r#"<trace><string key="c:name" value="1"/>{inside}</trace>"#);
    let both = [concept("concept"), concept("c")].concat();
    // Then: in whichever order they are declared, and twice or once
    for extensions in [
        both.clone(),
        [concept("c"), concept("concept")].concat(),
        [concept("c"), concept("concept"), concept("c")].concat(),
    ] {
        let inside = trace(&[told(usual, 0), told(own, 1)].concat());
        assert_eq!(ways(declared(&extensions, &inside)).unwrap(), ["a>b 1"]);
    }
    // Then: the times as well, and a trace's name under another prefix than its events'
    let inside = trace(&[told(usual, 5), told(own, 1).replace("time:", "t:")].concat());
    let extensions = [both.clone(), time("t"), time("time")].concat();
    assert_eq!(ways(declared(&extensions, &inside)).unwrap(), ["b>a 1"]);
    // Then: the usual prefix of another extension is that other one's
    let other =
        r#"<extension name="Own" prefix="concept" uri="http://suhlheim.example/own.xesext"/>"#;
    let inside = trace(&told(&[usual, own].concat(), 0));
    let extensions = [concept("c"), other.to_owned()].concat();
    assert_eq!(ways(declared(&extensions, &inside)).unwrap(), ["b 1"]);
    // Then: what both prefixes say alike is said; what they say differently is not guessed at
    let same = own.replace("\"b\"", "\"a\"");
    let inside = trace(&told(&[usual, &same].concat(), 0));
    assert_eq!(ways(declared(&both, &inside)).unwrap(), ["a 1"]);
    let inside = trace(&told(&[usual, own].concat(), 0));
    let refused = ways(declared(&both, &inside)).unwrap_err().to_string();
    assert!(refused.contains("concept:name is given twice"), "{refused}");
}

#[test]
fn the_times_of_xml_schema_order_events() {
    let at = |name: &str, time: &str| {
        format!(
            r#"<event><string key="concept:name" value="{name}"/>
            <date key="time:timestamp" value="{time}"/></event>"#
        )
    };
    let inside = [
        at("next", "2026-01-06T00:00:00.0000019999Z"),
        at("midnight", "2026-01-05T24:00:00Z"),
        at("evening", "2026-01-05T23:59:59.9999999999+00:00"),
        at("elsewhere", "2026-01-06T13:59:59.5+14:00"),
    ];
    assert_eq!(
        ways(trace(&inside.concat())).unwrap(),
        ["elsewhere>evening>midnight>next 1"]
    );
}

#[test]
fn global_defaults_classifiers_and_the_logs_own_attributes_are_no_events() {
    let text = format!(
        r#"<log><global scope="trace"><string key="concept:name" value="default"/></global>
        <global scope="event"><string key="concept:name" value="default"/>
          <date key="time:timestamp" value="no time at all"/></global>
        <classifier name="Activity" keys="concept:name"/>
        <string key="concept:name" value="the log"><string key="x" value="y"/></string>
        <trace>{EVENT}</trace></log>"#
    );
    assert_eq!(ways(text).unwrap(), ["a 1"]);
}

#[test]
fn nested_attributes_lists_and_containers_do_not_count() {
    // Given: the same keys, deeper; some of them with an element called event or trace
    let nested = r#"
        <string key="concept:name" value="a"><string key="concept:name" value="nested"/></string>
        <list key="lots"><values><string key="concept:name" value="listed"/>
          <event><date key="time:timestamp" value="never"/></event></values></list>
        <container key="box"><trace/><date key="time:timestamp" value="never"/></container>"#;
    assert_eq!(ways(one_event(nested)).unwrap(), ["a 1"]);
    // Given: the same in a trace
    let inside =
        format!(r#"<list key="concept:name"><string key="concept:name" value="2"/></list>{EVENT}"#);
    let twice = format!(
        "<log>{0}{0}</log>",
        &trace(&inside)[5..trace(&inside).len() - 6]
    );
    assert_eq!(ways(twice).unwrap(), ["a>a 1"], "both are case 1");
}

#[test]
fn the_type_of_an_attribute_does_not_matter() {
    let text = trace(
        r#"<event><id key="concept:name" value="a"/>
        <string value='2026-01-05T08:00:00Z' key='time:timestamp'/></event>"#,
    );
    assert_eq!(ways(text).unwrap(), ["a 1"]);
}

#[test]
fn references_are_resolved_and_blanks_are_kept() {
    let name =
        r#"<string key="concept&#58;name" value=" A &amp; B &lt;&#x2F;&gt;&#10;&quot;&apos; "/>"#;
    assert_eq!(ways(one_event(name)).unwrap(), [" A & B </>\n\"'  1"]);
}

#[test]
fn an_empty_name_is_a_name() {
    let name = r#"<string key="concept:name" value=""/>"#;
    assert_eq!(ways(one_event(name)).unwrap(), [" 1"]);
}

#[test]
fn traces_of_one_name_are_one_case_and_nameless_ones_are_each_their_own() {
    let trace = |name: &str, inside: &str| format!("<trace>{inside}{name}</trace>");
    let one = r#"<string key="concept:name" value="1"/>"#;
    // The name may stand behind the events.
    let text = [
        "<log>".to_owned(),
        trace(one, &event(5, "b")),
        trace("", &event(0, "x")),
        trace("", &event(0, "x")),
        trace(one, &event(0, "a")),
        "</log>".to_owned(),
    ];
    assert_eq!(ways(text.concat()).unwrap(), ["x 2", "a>b 1"]);
}

#[test]
fn a_log_or_a_trace_may_be_empty() {
    assert!(ways("<log/>").unwrap().is_empty());
    assert!(ways("<log><trace/></log>").unwrap().is_empty());
    assert!(ways(trace("")).unwrap().is_empty());
}
