//! From a stored event to a domain event with its frame, and days as the row table counts them.

use domain::{Meta, StreamEvent};
use event_store::{FoldError, IndexEntry, Recorded};

/// An event that is known to belong to a kind of stream, in the shape of now.
pub(crate) fn read<E: StreamEvent>(recorded: &Recorded) -> Result<E, FoldError> {
    domain::stored::read(&recorded.event).map_err(|unread| FoldError(unread.to_string()))
}

/// The same, if it is an event of this kind. What cannot be read is the fold's to refuse: a model finds its
/// subject all the same, so that it stands still and nothing is passed over.
pub(crate) fn read_of<E: StreamEvent>(recorded: &Recorded) -> Option<Result<E, FoldError>> {
    E::knows(recorded.name()).then(|| read(recorded))
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

/// That a row is found by a text, since a day.
pub(crate) fn found_by(text: String, since: jiff::civil::Date) -> IndexEntry {
    let day = event_day(since);
    IndexEntry { text, day }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::slips::SlipEvent;
    use event_store::{NetworkId, Position, ReadModel, StreamId};
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

    /// A model that passed over what a newer program wrote would show her consent after she took it back.
    #[test]
    fn a_model_stands_still_before_what_a_newer_program_wrote() {
        fn stands_still<M: ReadModel>(name: &str) {
            let newer = recorded(json!({"event": name, "schema": 99}));
            let subjects = M::subjects(&newer);
            assert!(!subjects.is_empty(), "{name} is passed over");
            for subject in subjects {
                assert!(M::fold(&subject, None, &newer).is_err(), "{name}");
            }
        }
        stands_still::<crate::consents::Consents>("ConsentWithdrawn");
        stands_still::<crate::access_log::AccessLog>("RecordRead");
        stands_still::<crate::accounts::Accounts>("AccountOpened");
        for name in [
            "ConsentRecorded",
            "SlipIssued",
            "VoucherIssuedHere",
            "HandoverAcknowledged",
            "CodeDenied",
        ] {
            stands_still::<crate::data_protection::DataProtection>(name);
        }
    }
}
