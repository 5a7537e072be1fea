//! What an office told a sender, as a request says it.

use domain::slips::Message;
use domain::vocabulary::{Outcome, RejectionReason};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::refusals::Problem;

/// What was said.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Says {
    /// She arrived.
    Arrived,
    /// The office takes her on.
    Accepted,
    /// The office could not take her on.
    NotAccepted,
    /// How it ended.
    Outcome,
    /// Why the office could not take her on.
    Reason,
}

/// One message, as a request says it.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Saying {
    /// What is said.
    says: Says,
    /// The outcome, if that is said.
    outcome: Option<Outcome>,
    /// The reason of a rejection, if that is said.
    reason: Option<RejectionReason>,
}

impl Saying {
    /// The message, if it is complete and says one thing.
    pub(crate) fn read(&self, field: &str) -> Result<Message, Problem> {
        match (self.says, self.outcome, self.reason) {
            (Says::Arrived, None, None) => Ok(Message::Arrived),
            (Says::Accepted, None, None) => Ok(Message::Accepted),
            (Says::NotAccepted, None, None) => Ok(Message::NotAccepted),
            (Says::Outcome, Some(outcome), None) => Ok(Message::Outcome { outcome }),
            (Says::Reason, None, Some(reason)) => Ok(Message::Reason { reason }),
            _ => Err(Problem::bad_input(&format!(
                "Das Feld „{field}“ braucht „outcome“ genau dann, wenn „says“ „outcome“ ist, und \
                 „reason“ genau dann, wenn es „reason“ ist."
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_one_thing_completely() {
        let read = |json: &str| {
            let saying: Saying = serde_json::from_str(json).ok()?;
            saying.read("message").ok()
        };
        assert_eq!(read(r#"{"says": "arrived"}"#), Some(Message::Arrived));
        let outcome = Outcome::PlaceFound;
        let found = r#"{"says": "outcome", "outcome": "place_found"}"#;
        assert_eq!(read(found), Some(Message::Outcome { outcome }));
        for wrong in [
            r#"{"says": "outcome"}"#,
            r#"{"says": "reason", "outcome": "place_found"}"#,
            r#"{"says": "arrived", "reason": "no_show"}"#,
            r#"{"says": "outcome", "outcome": "Sabine"}"#,
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
