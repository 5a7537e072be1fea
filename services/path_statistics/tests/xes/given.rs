//! Logs written by the tests.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use path_statistics::findings::Findings;
use path_statistics::xes::{self, XesError};

/// A trace's name, if it has one, and its events' activities and times.
pub(crate) type Trace = (Option<String>, Vec<(String, Timestamp)>);

/// The text of a log with these traces.
pub(crate) fn written(traces: &[Trace]) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log>\n");
    for (name, events) in traces {
        text.push_str("<trace>\n");
        if let Some(name) = name {
            writeln!(
                text,
                r#"<string key="concept:name" value="{}"/>"#,
                escaped(name)
            )
            .unwrap();
        }
        for (activity, at) in events {
            let activity = escaped(activity);
            writeln!(
                text,
                "<event>\n<string key=\"concept:name\" value=\"{activity}\"/>\n\
                 <date key=\"time:timestamp\" value=\"{at}\"/>\n</event>"
            )
            .unwrap();
        }
        text.push_str("</trace>\n");
    }
    text.push_str("</log>\n");
    text
}

/// As it may stand in an attribute; white space as references, or XML would make blanks of it.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '<' | '&' | '"' | '\t' | '\n' | '\r' => {
                write!(escaped, "&#{};", u32::from(letter)).unwrap();
            }
            plain => escaped.push(plain),
        }
    }
    escaped
}

/// A log of one trace `1` with this inside, beside its name.
pub(crate) fn trace(inside: &str) -> String {
    format!("<log><trace><string key=\"concept:name\" value=\"1\"/>{inside}</trace></log>")
}

pub(crate) const EVENT: &str = r#"<event><string key="concept:name" value="a"/>
<date key="time:timestamp" value="2026-01-05T08:00:00Z"/></event>"#;

pub(crate) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The ways in a log, as `"a>b 2"`.
pub(crate) fn ways(bytes: impl AsRef<[u8]>) -> Result<Vec<String>, XesError> {
    let log = xes::read(bytes.as_ref())?;
    let findings = Findings::of(&log);
    let told = (findings.variants.iter())
        .map(|variant| format!("{} {}", variant.activities.join(">"), variant.count));
    Ok(told.collect())
}
