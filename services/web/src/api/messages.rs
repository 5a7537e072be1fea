//! What an office told a sender, as the API shows it.

use domain::slips::Message;
use domain::vocabulary::{Outcome, RejectionReason};
use serde::Serialize;
use utoipa::ToSchema;

use super::codes::{OutcomeCode, RejectionReasonCode};

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
#[derive(Clone, Copy, Serialize, ToSchema)]
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
