//! Stored events: each says its name and the version of its shape, and is read in the shape of now. What was
//! written once is read for ever; what a newer program wrote is refused by its name.

use serde::Deserialize as _;
use serde_json::{Map, Value};

use crate::{Meta, StreamEvent};

/// Lifts the members of a stored event from one version of its shape to the next.
pub type Upcaster = fn(&mut Map<String, Value>);

/// Why a stored event cannot be read. Its members may be hers: none of them is quoted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// A newer program wrote it.
    #[error("{name} is stored in version {version}; this program knows {known}")]
    Newer {
        /// The stored name.
        name: &'static str,
        /// The version of its shape.
        version: u64,
        /// The last version that is known here.
        known: u64,
    },
    /// Its members are not those of its name.
    #[error("{0} cannot be read")]
    Broken(&'static str),
}

/// What an event is called whose name is none of ours: it is not quoted either.
const UNKNOWN: &str = "an unknown event";

/// The version in which events of this stored name are written: one more than there are upcasters for it.
pub fn version<E: StreamEvent>(name: &str) -> u64 {
    let lifts = E::UPCASTERS.iter().filter(|(of, _)| *of == name);
    lifts.fold(1, |version, _| version + 1)
}

/// Reads the members of a stored event, whatever the version of their shape.
pub fn read<E: StreamEvent>(members: &Map<String, Value>) -> Result<E, Unread> {
    let name = members.get("event").and_then(Value::as_str);
    let name = E::NAMES.iter().find(|known| name == Some(**known));
    let name = *name.unwrap_or(&UNKNOWN);
    let broken = |_| Unread::Broken(name);
    let known = version::<E>(name);
    // Before there were versions there was the first.
    let version = members.get("schema").map_or(Some(1), Value::as_u64);
    let version = version.ok_or(Unread::Broken(name))?;
    if version == known {
        return E::of_members(members).map_err(broken);
    }
    if version > known {
        return Err(Unread::Newer {
            name,
            version,
            known,
        });
    }
    let mut lifted = members.clone();
    let lifts = E::UPCASTERS.iter().filter(|(of, _)| *of == name);
    for ((_, lift), from) in lifts.zip(1..) {
        if from >= version {
            lift(&mut lifted);
        }
    }
    E::of_members(&lifted).map_err(broken)
}

/// Reads who did it and when.
pub fn meta(members: &Map<String, Value>) -> Result<Meta, Unread> {
    Meta::deserialize(members).map_err(|_| Unread::Broken("who and when"))
}

#[cfg(test)]
#[expect(unreachable_pub, reason = "as events of the domain have it")]
mod tests {
    use super::*;
    use crate::SlipId;
    use cqrs_es::DomainEvent;
    use serde::{Deserialize, Serialize};
    use serde_json::json;

    /// An event whose shape changed twice.
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "event")]
    enum Kitchen {
        TeaPoured { cups: u8, sugar: bool },
        TableCleared {},
    }

    crate::aggregate::stored!(
        Kitchen,
        SlipId,
        SlipId::bytes,
        [TeaPoured = "TeaPoured", TableCleared = "TableCleared",],
        [
            "TeaPoured" => |members| {
                let cups = members.remove("cup").unwrap_or_default();
                members.insert("cups".into(), cups);
            },
            "TeaPoured" => |members| {
                members.insert("sugar".into(), false.into());
            },
        ]
    );

    fn read(event: &Value) -> Result<Kitchen, Unread> {
        super::read(event.as_object().unwrap())
    }

    #[test]
    fn what_was_stored_in_an_older_shape_is_read_in_the_shape_of_now() {
        let poured = |sugar| Ok(Kitchen::TeaPoured { cups: 2, sugar });
        for (stored, sugar) in [
            (json!({"event": "TeaPoured", "schema": 1, "cup": 2}), false),
            (json!({"event": "TeaPoured", "schema": 2, "cups": 2}), false),
            (
                json!({"event": "TeaPoured", "schema": 3, "cups": 2, "sugar": true}),
                true,
            ),
        ] {
            assert_eq!(read(&stored), poured(sugar));
        }
        let cleared = json!({"event": "TableCleared", "schema": 1});
        assert_eq!(read(&cleared), Ok(Kitchen::TableCleared {}));
    }

    #[test]
    fn an_event_is_written_in_the_last_version() {
        let poured = Kitchen::TeaPoured {
            cups: 1,
            sugar: true,
        };
        assert_eq!(poured.event_version(), "3");
        assert_eq!(Kitchen::TableCleared {}.event_version(), "1");
    }

    #[test]
    fn a_version_that_is_not_known_is_refused_by_name() {
        let newer = read(&json!({"event": "TeaPoured", "schema": 4, "pot": "Frau Neumann"}));
        let newer = newer.unwrap_err().to_string();
        assert_eq!(
            newer,
            "TeaPoured is stored in version 4; this program knows 3"
        );
        let broken = read(&json!({"event": "TeaPoured", "schema": 3, "cups": "Frau Neumann"}));
        assert_eq!(broken, Err(Unread::Broken("TeaPoured")));
        let unknown = read(&json!({"event": "Frau Neumann", "schema": 1}));
        assert_eq!(unknown, Err(Unread::Broken(UNKNOWN)));
    }

    #[test]
    fn a_version_that_is_no_number_is_no_first_version() {
        for schema in [json!("1"), json!(1.5), json!(-1), Value::Null] {
            let poured = read(&json!({"event": "TeaPoured", "schema": schema, "cup": 2}));
            assert_eq!(poured, Err(Unread::Broken("TeaPoured")));
        }
        let first = read(&json!({"event": "TeaPoured", "cup": 2}));
        assert!(first.is_ok());
    }
}
