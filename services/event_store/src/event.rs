//! An event before and after the log: a JSON object whose sensitive members are sealed as parts of their own.

use crate::ids::{Day, NetworkId, PartClass, Position, StreamId};
use crate::wiped::Wiped;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use std::fmt;

/// Stands in place of a member whose key is gone, and as the name of an event whose core is gone.
pub const ERASED: &str = "erased";

/// An event that can be appended: a JSON object with a text member `event`, its stored name.
#[derive(Clone)]
pub struct EventDraft {
    object: Map<String, Value>,
    kept_apart: bool,
}

/// Why a value is no event.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// It is not a JSON object.
    #[error("an event must be a JSON object")]
    NoObject,
    /// Stored names are explicit; none is there.
    #[error("an event must carry its stored name in a text member \"event\"")]
    NoName,
    /// The word that marks erased events cannot be a name.
    #[error("no event can be called \"erased\"")]
    Reserved,
    /// It could not be written as JSON.
    #[error("the event could not be written as JSON")]
    Json(#[source] serde_json::Error),
}

impl EventDraft {
    /// Takes an object with a name.
    pub fn new(object: Map<String, Value>) -> Result<Self, DraftError> {
        match object.get("event").and_then(Value::as_str) {
            None => Err(DraftError::NoName),
            Some(ERASED) => Err(DraftError::Reserved),
            Some(_) => Ok(Self {
                object,
                kept_apart: false,
            }),
        }
    }

    /// Writes a value as an object with a name.
    pub fn of(event: &impl Serialize) -> Result<Self, DraftError> {
        match serde_json::to_value(event).map_err(DraftError::Json)? {
            Value::Object(object) => Self::new(object),
            _ => Err(DraftError::NoObject),
        }
    }

    /// No restored backup may undo it: it is listed apart from the log before it is committed, without
    /// what is sealed as a part of its own, and said again where it is missing.
    #[must_use]
    pub fn kept_apart(mut self) -> Self {
        self.kept_apart = true;
        self
    }

    pub(crate) fn is_kept_apart(&self) -> bool {
        self.kept_apart
    }

    pub(crate) fn parts(&self) -> Vec<PlainPart> {
        split(&self.object)
    }

    /// The classes of its parts.
    pub(crate) fn classes(&self) -> impl Iterator<Item = PartClass> {
        classes(&self.object)
    }

    /// The event without any member that is sealed as a part of its own, or would be.
    pub(crate) fn bare(&self) -> Map<String, Value> {
        bare(&self.object)
    }
}

impl fmt::Debug for EventDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.object.get("event").and_then(Value::as_str);
        write!(f, "EventDraft({})", name.unwrap_or_default())
    }
}

/// An event as it was read, opened.
#[derive(Clone, PartialEq)]
pub struct Recorded {
    /// The log.
    pub network: NetworkId,
    /// The place in the log.
    pub position: Position,
    /// The stream.
    pub stream: StreamId,
    /// The place in the stream, from 0.
    pub version: u64,
    /// The day of the append, never earlier than that of the event before.
    pub recorded_on: Day,
    /// The members; those whose key is gone are the text [`ERASED`].
    pub event: Map<String, Value>,
}

impl Recorded {
    /// The stored name, or [`ERASED`] when the core is gone.
    #[must_use]
    pub fn name(&self) -> &str {
        self.event
            .get("event")
            .and_then(Value::as_str)
            .unwrap_or(ERASED)
    }

    /// Whether the core is gone, so that nothing is known but place and day.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        self.name() == ERASED
    }
}

impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorded")
            .field("position", &self.position)
            .field("stream", &self.stream)
            .field("version", &self.version)
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}

/// A part before sealing.
pub(crate) struct PlainPart {
    pub(crate) class: PartClass,
    pub(crate) json: Wiped,
}

/// A part after opening; without bytes when its key is gone.
pub(crate) struct OpenedPart {
    pub(crate) class: PartClass,
    pub(crate) json: Option<Wiped>,
}

/// The members of an object that are no part of their own.
struct Core<'a>(&'a Map<String, Value>);

impl Serialize for Core<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let members = self.0.iter().filter(|(name, value)| !is_part(name, value));
        serializer.collect_map(members)
    }
}

/// An event without any member that is sealed as a part of its own, or would be: the same before and after
/// such a part is erased.
pub(crate) fn bare(object: &Map<String, Value>) -> Map<String, Value> {
    let mut bare = object.clone();
    for (member, _) in PartClass::MEMBERS {
        bare.remove(member);
    }
    bare
}

fn is_part(name: &str, value: &Value) -> bool {
    PartClass::MEMBERS.iter().any(|(member, _)| *member == name)
        && !value.is_null()
        && value != ERASED
}

/// The classes of an object's parts.
pub(crate) fn classes(object: &Map<String, Value>) -> impl Iterator<Item = PartClass> {
    let has = |member| {
        object
            .get(member)
            .is_some_and(|value| is_part(member, value))
    };
    let members = PartClass::MEMBERS.into_iter();
    let classes = members.filter(move |(member, _)| has(*member));
    [PartClass::Core]
        .into_iter()
        .chain(classes.map(|(_, class)| class))
}

/// Takes an object apart by class; the core comes first. Members with nothing to seal, null or
/// erased, stay in it.
pub(crate) fn split(object: &Map<String, Value>) -> Vec<PlainPart> {
    let mut parts = vec![PlainPart {
        class: PartClass::Core,
        json: json_bytes(&Core(object)),
    }];
    for (member, class) in PartClass::MEMBERS {
        if let Some(value) = object.get(member).filter(|value| is_part(member, value)) {
            let json = json_bytes(value);
            parts.push(PlainPart { class, json });
        }
    }
    parts
}

/// Puts the parts together again. `None` when the core is gone.
pub(crate) fn join(parts: &[OpenedPart]) -> Result<Option<Map<String, Value>>, serde_json::Error> {
    let Some((core, others)) = parts.split_first() else {
        return Ok(None);
    };
    let Some(core) = &core.json else {
        return Ok(None);
    };
    let mut object: Map<String, Value> = serde_json::from_slice(core)?;
    for part in others {
        let Some(member) = part.class.member() else {
            continue;
        };
        let value = match &part.json {
            Some(json) => serde_json::from_slice(json)?,
            None => Value::from(ERASED),
        };
        object.insert(member.to_owned(), value);
    }
    Ok(Some(object))
}

/// What is left of an event whose core is gone: its mark.
pub(crate) fn mark() -> Map<String, Value> {
    Map::from_iter([("event".to_owned(), Value::from(ERASED))])
}

fn json_bytes(value: &impl Serialize) -> Wiped {
    let json = serde_json::to_vec(value);
    Wiped(json.expect("a `Value` has only text keys and finite numbers"))
}
