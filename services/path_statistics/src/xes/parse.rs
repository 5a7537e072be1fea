//! From the tags of an XES file to a log.

use std::borrow::Cow;
use std::io::Read;

use quick_xml::XmlVersion;
use quick_xml::errors::Error as XmlError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::bytes::Counted;
use super::fault::{Fault, Quote, XesError};
use super::keys::{Given, Keys};
use super::time;
use crate::log::{EventLog, LogBuilder, Noted, OpenCase};

/// Deeper than any log nests its attributes; each level costs the parser memory.
const DEEPEST: u32 = 128;
/// A version 1.1 would differ in characters that no log needs.
const XML: XmlVersion = XmlVersion::Implicit1_0;

pub(super) fn parse(source: Counted<impl Read>) -> Result<EventLog, XesError> {
    let mut reader = Reader::from_reader(source);
    reader.config_mut().trim_text(true);
    let mut parser = Parser::default();
    let mut buffer = Vec::new();
    loop {
        let read = reader.read_event_into(&mut buffer);
        let taken = match read {
            Ok(Event::Eof) => match parser.ended() {
                Ok(()) => return Ok(parser.builder.finish()),
                Err(fault) => Err(fault),
            },
            Ok(event) => parser.take(&event),
            Err(error) => Err(parser.blamed(error)),
        };
        if let Err(fault) = taken {
            // What is no XML is so from its beginning, however far the parser looked for a tag.
            let line = match fault {
                Fault::NotXml | Fault::Empty => 1,
                _ => reader.get_ref().line(),
            };
            return Err(XesError::new(line, fault));
        }
        reader.get_mut().next_token();
        buffer.clear();
    }
}

/// Where in the log the parser stands.
#[derive(Default)]
enum Place {
    #[default]
    Before,
    Log,
    Trace,
    Event,
    Behind,
}

#[derive(Default)]
struct Parser {
    builder: LogBuilder,
    place: Place,
    /// How deep in elements that say nothing here: attributes of attributes, lists, defaults.
    passed_over: u32,
    keys: Keys,
    /// Of the trace at hand. Its name may come after its events.
    case: Given<OpenCase>,
    events: Vec<(Noted, i64)>,
    /// Of the event at hand.
    activity: Given<Noted>,
    micros: Given<i64>,
}

impl Parser {
    fn take(&mut self, event: &Event<'_>) -> Result<(), Fault> {
        match event {
            Event::Start(tag) => self.opened(tag),
            Event::Empty(tag) => {
                self.opened(tag)?;
                self.closed()
            }
            Event::End(_) => self.closed(),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => match self.place {
                Place::Before => Err(Fault::NotXml),
                Place::Behind => Err(Fault::Malformed(Quote::of("text behind the log"))),
                // Text between elements says nothing in this format.
                Place::Log | Place::Trace | Place::Event => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn opened(&mut self, tag: &BytesStart<'_>) -> Result<(), Fault> {
        if self.passed_over > 0 {
            return self.pass_over();
        }
        let local = tag.local_name();
        match (&self.place, local.as_ref()) {
            (Place::Before, "log") => self.place = Place::Log,
            (Place::Before, other) => return Err(Fault::OtherRoot(Quote::of(other))),
            (Place::Log, "trace") => self.place = Place::Trace,
            (Place::Log, "event") => return Err(Fault::EventWithoutTrace),
            (Place::Trace, "event") => self.place = Place::Event,
            (Place::Log, "extension") => {
                if let Some((prefix, address)) = pair(tag, "prefix", "uri")? {
                    self.keys.declare(&prefix, &address);
                }
                return self.pass_over();
            }
            (Place::Log, _) => return self.pass_over(),
            (Place::Trace, _) => {
                self.trace_attribute(tag)?;
                return self.pass_over();
            }
            (Place::Event, _) => {
                self.event_attribute(tag)?;
                return self.pass_over();
            }
            (Place::Behind, _) => {
                return Err(Fault::Malformed(Quote::of("an element behind the log")));
            }
        }
        Ok(())
    }

    fn pass_over(&mut self) -> Result<(), Fault> {
        self.passed_over += 1;
        if self.passed_over > DEEPEST {
            return Err(Fault::TooLarge(Quote::of(&format!(
                "{DEEPEST} nested attributes"
            ))));
        }
        Ok(())
    }

    /// The reader has seen to it that each end has its beginning.
    fn closed(&mut self) -> Result<(), Fault> {
        if self.passed_over > 0 {
            self.passed_over -= 1;
            return Ok(());
        }
        match self.place {
            Place::Event => {
                let activity = self.activity.take().ok_or(Fault::NoName)?;
                let micros = self.micros.take().ok_or(Fault::NoTime)?;
                self.events.push((activity, micros));
                self.place = Place::Trace;
            }
            Place::Trace => {
                let named = self.case.take();
                let case = named.unwrap_or_else(|| self.builder.unnamed_case());
                for (activity, micros) in self.events.drain(..) {
                    self.builder.record(case, activity, micros);
                }
                self.place = Place::Log;
            }
            Place::Log => self.place = Place::Behind,
            Place::Before | Place::Behind => {}
        }
        Ok(())
    }

    fn trace_attribute(&mut self, tag: &BytesStart<'_>) -> Result<(), Fault> {
        let Some((key, value)) = attribute(tag)? else {
            return Ok(());
        };
        if let Some(by) = self.keys.name(&key) {
            let case = self.builder.case(&value);
            self.case.say(by, case, "a trace's concept:name")?;
        }
        Ok(())
    }

    fn event_attribute(&mut self, tag: &BytesStart<'_>) -> Result<(), Fault> {
        let Some((key, value)) = attribute(tag)? else {
            return Ok(());
        };
        if let Some(by) = self.keys.name(&key) {
            let activity = self.builder.activity(&value);
            self.activity.say(by, activity, "an event's concept:name")?;
        } else if let Some(by) = self.keys.time(&key) {
            let micros = time::micros(&value);
            let micros = micros.ok_or_else(|| Fault::MalformedTime(Quote::of(&value)))?;
            self.micros.say(by, micros, "an event's time:timestamp")?;
        }
        Ok(())
    }

    fn ended(&self) -> Result<(), Fault> {
        match self.place {
            Place::Before => Err(Fault::Empty),
            Place::Behind => Ok(()),
            Place::Log | Place::Trace | Place::Event => Err(Fault::Truncated),
        }
    }

    /// What breaks before the first element is not a broken log, but something else.
    fn blamed(&self, error: XmlError) -> Fault {
        match (&self.place, Fault::from(error)) {
            (Place::Before, Fault::NotUtf8 | Fault::Malformed(_)) => Fault::NotXml,
            (_, fault) => fault,
        }
    }
}

/// Key and value of an XES attribute; lists and containers have no value.
fn attribute<'tag>(tag: &'tag BytesStart<'_>) -> Result<Option<Pair<'tag>>, Fault> {
    pair(tag, "key", "value")
}

type Pair<'tag> = (Cow<'tag, str>, Cow<'tag, str>);

/// Two attributes of a tag, if it has both.
fn pair<'tag>(
    tag: &'tag BytesStart<'_>,
    first: &str,
    second: &str,
) -> Result<Option<Pair<'tag>>, Fault> {
    let mut found = (None, None);
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(XmlError::from)?;
        let name = attribute.key.as_ref();
        if name == first {
            found.0 = Some(attribute.normalized_value(XML)?);
        } else if name == second {
            found.1 = Some(attribute.normalized_value(XML)?);
        }
    }
    Ok(found.0.zip(found.1))
}
