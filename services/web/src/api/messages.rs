//! What an office told a sender, as the API shows it.

use domain::slips::Message;
use domain::vocabulary::{Outcome, RejectionReason};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::codes::{OutcomeCode, RejectionReasonCode};
use crate::refusals::Problem;

/// One thing that an office told the sender.
#[derive(Serialize, ToSchema)]
pub(crate) struct Told {
    /// What was said.
    says: Says,
    /// The outcome, if that was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<OutcomeCode>)]
    outcome: Option<Outcome>,
    /// The reason of a rejection, if that was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<RejectionReasonCode>)]
    reason: Option<RejectionReason>,
}

/// What was said.
#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
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

impl Told {
    /// As it is shown.
    pub(crate) fn of(message: Message) -> Self {
        let (says, outcome, reason) = match message {
            Message::Arrived => (Says::Arrived, None, None),
            Message::Accepted => (Says::Accepted, None, None),
            Message::NotAccepted => (Says::NotAccepted, None, None),
            Message::Outcome { outcome } => (Says::Outcome, Some(outcome), None),
            Message::Reason { reason } => (Says::Reason, None, Some(reason)),
        };
        Self {
            says,
            outcome,
            reason,
        }
    }
}

/// One message, as a request says it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Saying {
    /// What is said.
    says: Says,
    /// The outcome, if that is said.
    #[serde(default)]
    #[schema(value_type = Option<OutcomeCode>)]
    outcome: Option<OutcomeCode>,
    /// The reason of a rejection, if that is said.
    #[serde(default)]
    #[schema(value_type = Option<RejectionReasonCode>)]
    reason: Option<RejectionReasonCode>,
}

impl Saying {
    /// The message, if it is complete and says one thing.
    pub(crate) fn read(&self, field: &str) -> Result<Message, Problem> {
        match (self.says, &self.outcome, &self.reason) {
            (Says::Arrived, None, None) => Ok(Message::Arrived),
            (Says::Accepted, None, None) => Ok(Message::Accepted),
            (Says::NotAccepted, None, None) => Ok(Message::NotAccepted),
            (Says::Outcome, Some(code), None) => Ok(Message::Outcome {
                outcome: code.read(&format!("{field}.outcome"))?,
            }),
            (Says::Reason, None, Some(code)) => Ok(Message::Reason {
                reason: code.read(&format!("{field}.reason"))?,
            }),
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
            let saying: Saying = serde_json::from_str(json).unwrap();
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
