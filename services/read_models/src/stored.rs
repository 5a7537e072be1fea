//! From a stored event to a domain event with its frame, and days as the row table counts them.

use domain::{Meta, StreamEvent};
use event_store::{FoldError, Recorded};

/// An event that is known to belong to a kind of stream, in the shape of now.
pub(crate) fn read<E: StreamEvent>(recorded: &Recorded) -> Result<E, FoldError> {
    domain::stored::read(&recorded.event).map_err(|unread| FoldError(unread.to_string()))
}

/// The frame: who and when.
pub(crate) fn meta(recorded: &Recorded) -> Result<Meta, FoldError> {
    domain::stored::meta(&recorded.event).map_err(|unread| FoldError(unread.to_string()))
}

/// The day on which an event happened.
pub(crate) fn occurred_on(recorded: &Recorded) -> Result<jiff::civil::Date, FoldError> {
    meta(recorded).map(|meta| meta.occurred_on)
}

/// Days since 1970, as the row table counts them.
pub(crate) fn event_day(date: jiff::civil::Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    date.since(epoch).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::slips::SlipEvent;
    use event_store::{NetworkId, Position, StreamId};
    use serde::Deserialize as _;
    use serde_json::{Map, Value, json};

    fn recorded(event: Value) -> Recorded {
        let Value::Object(event) = event else {
            return recorded(Value::Object(Map::new()));
        };
        Recorded {
            network: NetworkId::from_bytes([1; 16]),
            position: Position::new(7),
            stream: StreamId::from_bytes([2; 16]),
            version: 0,
            recorded_on: 0,
            event,
        }
    }

    #[test]
    fn an_event_that_cannot_be_read_is_named_but_never_quoted() {
        let broken = recorded(json!({
            "event": "FeedbackReceived",
            "message": "Frau Neumann",
        }));
        let quoted = SlipEvent::deserialize(&broken.event)
            .unwrap_err()
            .to_string();
        assert!(quoted.contains("Neumann"), "the decoder quotes: {quoted}");
        let FoldError(told) = read::<SlipEvent>(&broken).unwrap_err();
        assert!(
            told.contains("FeedbackReceived") && !told.contains("Neumann"),
            "{told}"
        );
    }
}
