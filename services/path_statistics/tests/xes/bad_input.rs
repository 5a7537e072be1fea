//! What is no log, or a broken one: each with its sentence and its line.

use std::io::{self, Read};

use path_statistics::xes::{self, Fault};

use crate::given::{EVENT, packed, trace, ways};

/// What the reader says of it.
fn refused(bytes: impl AsRef<[u8]>) -> String {
    match ways(bytes) {
        Ok(read) => panic!("was read: {read:?}"),
        Err(error) => error.to_string(),
    }
}

fn event(inside: &str) -> String {
    trace(&format!("\n<event>\n{inside}\n</event>"))
}

const NAME: &str = r#"<string key="concept:name" value="a"/>"#;
const TIME: &str = r#"<date key="time:timestamp" value="2026-01-05T08:00:00Z"/>"#;

#[test]
fn what_is_no_xes_is_told_so() {
    assert_eq!(
        refused(""),
        "line 1: the file is empty, so it is no XES log"
    );
    assert_eq!(
        refused("\n \n"),
        "line 1: the file is empty, so it is no XES log"
    );
    assert_eq!(
        refused("<?xml version='1.0'?>\n<html><body/></html>"),
        "line 2: this is no XES log: it begins with <html>, not with <log>"
    );
    for other in [
        &b"case,activity,time\n1,a,2026-01-05\n"[..],
        b"{\"log\": []}",
        b"%PDF-1.7\n\xe2\xe3\xcf\xd3",
        b"PK\x03\x04\xff\xfe\x00\x00",
        b"\xff\xfe<\x00l\x00o\x00g\x00",
        b"&lt;log&gt;",
        b"</log>",
    ] {
        let told = refused(other);
        assert_eq!(
            told,
            "line 1: this is no XES log: it does not begin like XML"
        );
    }
}

#[test]
fn an_event_without_time_or_name_is_told_with_its_line() {
    assert_eq!(
        refused(event(NAME)),
        "line 4: the event that ends here has no time:timestamp; without times there is no order"
    );
    assert_eq!(
        refused(event(TIME)),
        "line 4: the event that ends here has no concept:name, so no activity"
    );
    assert!(refused(trace("<event/>")).contains("no concept:name"));
    // An attribute of the next event does not mend it, nor one without a value.
    let two = trace(&format!("<event>{NAME}</event>{EVENT}"));
    assert!(refused(two).contains("no time:timestamp"));
    let valueless = format!(r#"<string key="concept:name"/>{TIME}"#);
    assert!(refused(event(&valueless)).contains("no concept:name"));
}

#[test]
fn a_malformed_time_is_quoted_and_tamed() {
    let at = |value: &str| {
        let date = format!(r#"<date key="time:timestamp" value="{value}"/>"#);
        refused(event(&format!("{NAME}\n{date}")))
    };
    assert_eq!(
        at("2026-13-05T08:00:00Z"),
        "line 4: \"2026-13-05T08:00:00Z\" is no time such as 2026-11-22T14:30:00.000+01:00"
    );
    let hostile = at(&format!("\u{1b}[2J&#10;{}", "9".repeat(1_000)));
    assert!(hostile.contains("\\u{1b}[2J\\n999"), "{hostile}");
    assert!(
        hostile.len() < 200 && !hostile.contains('\u{1b}'),
        "{hostile}"
    );
}

#[test]
fn a_second_name_or_time_is_not_guessed_at() {
    assert_eq!(
        refused(event(&format!("{NAME}{NAME}{TIME}"))),
        "line 3: an event's concept:name is given twice"
    );
    assert!(refused(event(&format!("{NAME}{TIME}{TIME}"))).contains("time:timestamp is given"));
    assert!(refused(trace(NAME)).contains("a trace's concept:name is given twice"));
}

#[test]
fn an_event_outside_of_every_trace_belongs_to_no_case() {
    let told = refused(format!("<log>\n{EVENT}</log>"));
    assert_eq!(
        told,
        "line 2: an event outside of every trace belongs to no case"
    );
}

/// At whatever byte a file is cut off: either it is told, or the cut part was none of the log.
#[test]
fn a_cut_off_log_is_told_at_every_byte() {
    let text = format!("<?xml version='1.0'?>\n<!-- note -->{}\n", trace(EVENT));
    let whole = text.trim_end().len();
    for length in 0..whole {
        let told = refused(&text[..length]);
        let cut_off = told.contains("cut off");
        // Before the first tag is complete nobody can know that it was to be a log.
        let nothing_yet = length < text.find("<log").unwrap() + 1 && told.contains("no XES log");
        assert!(cut_off || nothing_yet, "{length} bytes: {told}");
    }
    assert!(ways(&text[..whole]).is_ok());
    let packed = packed(text.as_bytes());
    for length in 2..packed.len() {
        let told = refused(&packed[..length]);
        assert!(told.contains("cut off"), "{length} packed bytes: {told}");
    }
}

#[test]
fn damaged_packing_is_told_as_such() {
    let mut packed = packed(trace(EVENT).as_bytes());
    let checksum = packed.len() - 6;
    packed[checksum] ^= 0xff;
    let told = refused(&packed);
    assert!(told.contains("gzip packing is damaged"), "{told}");
    assert!(refused(b"\x1f\x8b\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff").contains("gzip packing"));
}

#[test]
fn what_is_not_well_formed_is_told() {
    for broken in [
        trace("</event>"),
        trace("<event></string></event>"),
        trace("<event><string key=concept:name value=\"a\"/></event>"),
        trace(&format!(
            "<event>{TIME}<string key=\"concept:name\" value=\"&amp\"/></event>"
        )),
        trace(&format!(
            "<event>{TIME}<string key=\"concept:name\" value=\"&what;\"/></event>"
        )),
        trace(r#"<event><string key="a" key="concept:name" value="b"/></event>"#),
        format!("{0}{0}", trace(EVENT)),
        format!("{} and more", trace(EVENT)),
    ] {
        let told = refused(&broken);
        assert!(told.contains("not well-formed"), "{broken}: {told}");
    }
}

#[test]
fn other_encodings_are_told() {
    let text = trace(EVENT).replace("\"a\"", "\"\u{e4}\"");
    let latin: Vec<u8> = text
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect();
    assert_eq!(
        refused(latin),
        "line 1: the text is not in UTF-8; no other encoding is read"
    );
}

#[test]
fn entities_of_the_files_own_are_not_expanded() {
    let bomb = format!(
        "<!DOCTYPE log [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>{}",
        trace(&format!(
            "<event>{TIME}<string key=\"concept:name\" value=\"&b;\"/></event>"
        ))
    );
    assert!(refused(bomb).contains("not well-formed"));
}

#[test]
fn nesting_and_tags_without_end_do_not_fill_memory() {
    let deep = trace(&"<list key=\"l\">".repeat(1_000_000));
    assert!(refused(deep).contains("128 nested attributes, more than is read"));
    let error = xes::read(b"<log><trace><".chain(Endless(0))).unwrap_err();
    assert!(matches!(error.fault(), Fault::TooLarge(_)), "{error}");
}

#[test]
fn a_file_that_cannot_be_read_is_told_with_its_cause() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let error = xes::read(b"<log>\n".chain(Broken)).unwrap_err();
    assert_eq!(error.line(), 2);
    let told = error.to_string();
    assert!(
        told.ends_with("cannot be read any further: the disk is gone"),
        "{told}"
    );
    assert!(
        xes::read(Broken)
            .unwrap_err()
            .to_string()
            .contains("the disk is gone")
    );
}

/// A log that never ends its tag: packed it would be a small file.
struct Endless(u64);

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        into.fill(b'a');
        self.0 += into.len() as u64;
        assert!(self.0 < 20 << 20, "read on and on");
        Ok(into.len())
    }
}
