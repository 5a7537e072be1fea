//! Hand-overs: the receiving office's view, with its history.

use std::collections::BTreeSet;

use domain::clients::{Children, Identity};
use domain::consents::Item;
use domain::handovers::{HandoverEvent, Instead};
use domain::institutions::SenderShown;
use domain::slips::Message;
use domain::vocabulary::{Need, Outcome, RejectionReason};
use domain::{Erasable, HandoverId, InstitutionId, KnownOr, Line, Note, RecordId};
use event_store::{NetworkId, StateGroup, Store, StoreError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::own::{self, Own, OwnRows};

/// A hand-over as the receiving office sees it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct HandoverRow {
    /// Its id.
    pub handover: HandoverId,
    /// The office.
    pub institution: InstitutionId,
    /// The office's record of her.
    pub record: RecordId,
    /// How the sender is shown.
    pub sender: SenderShown,
    /// The service.
    pub service_name: Line,
    /// What she needs, if she lets the office know.
    pub need: Option<Need>,
    /// Where it stands.
    pub state: State,
    /// The last day on which an announced person can come.
    pub valid_until: Option<Date>,
    /// The day of arrival.
    pub arrived_on: Option<Date>,
    /// The feedback for which the sender asks.
    pub feedback: BTreeSet<Item>,
    /// What was told already.
    pub given: Vec<Message>,
    /// What happened, in its order.
    pub history: Vec<Step>,
    /// Who she is, as far as she lets the office know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Erasable<Identity>>,
    /// Why she was sent, and the office's own remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counselling: Option<Erasable<Told>>,
    /// Her children, as far as she lets the office know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<Erasable<Children>>,
}

/// Where a hand-over stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// She may come.
    Announced,
    /// She arrived.
    Acknowledged,
    /// The office takes her on.
    Accepted,
    /// The office could not take her on.
    Rejected {
        /// Why.
        reason: RejectionReason,
        /// Where she can go instead.
        instead: Option<Instead>,
    },
    /// The work is done.
    Concluded {
        /// How it ended.
        outcome: Outcome,
    },
}

impl State {
    /// The stable name of the state.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Acknowledged => "acknowledged",
            Self::Accepted => "accepted",
            Self::Rejected { .. } => "rejected",
            Self::Concluded { .. } => "concluded",
        }
    }
}

/// Texts about her at this office.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Told {
    /// Why she was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Note>,
    /// The office's own remarks.
    #[serde(default)]
    pub remarks: Vec<Note>,
}

/// One step of the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The stored name of the event.
    pub event: String,
    /// The day.
    pub on: Date,
    /// The message, for feedback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
}

/// The model.
pub type Handovers = OwnRows<HandoverRow>;

impl Own for HandoverRow {
    type Event = HandoverEvent;
    const NAME: &'static str = "handovers";
    const EVENTS: &'static [&'static str] = HandoverEvent::NAMES;

    fn after(row: Option<Self>, event: HandoverEvent, on: Date) -> Option<Self> {
        let step = Step {
            event: event.name().to_owned(),
            on,
            message: match &event {
                HandoverEvent::FeedbackGiven { message, .. } => Some(*message),
                _ => None,
            },
        };
        fold(row, event).map(|mut row| {
            row.history.push(step);
            row
        })
    }

    fn institution(&self) -> InstitutionId {
        self.institution
    }

    fn state(&self) -> StateGroup {
        match self.state {
            State::Announced | State::Acknowledged => StateGroup::Due,
            State::Accepted => StateGroup::Open,
            State::Rejected { .. } | State::Concluded { .. } => StateGroup::Closed,
        }
    }
}

fn fold(row: Option<HandoverRow>, change: HandoverEvent) -> Option<HandoverRow> {
    match change {
        HandoverEvent::HandoverAnnounced { .. } => announced(change),
        HandoverEvent::HandoverAcknowledged { .. } => acknowledged(row, change),
        HandoverEvent::HandoverAccepted {} => row.map(|row| HandoverRow {
            state: State::Accepted,
            ..row
        }),
        HandoverEvent::HandoverRejected {
            reason,
            instead,
            counselling,
        } => row.map(|row| HandoverRow {
            state: State::Rejected { reason, instead },
            counselling: remarked(row.counselling, counselling.known().map(|r| &r.remark)),
            ..row
        }),
        HandoverEvent::HandoverConcluded {
            outcome,
            counselling,
        } => row.map(|row| HandoverRow {
            state: State::Concluded { outcome },
            counselling: remarked(row.counselling, counselling.known().map(|r| &r.remark)),
            ..row
        }),
        HandoverEvent::FeedbackGiven { message, .. } => row.map(|mut row| {
            row.given.push(message);
            row
        }),
    }
}

fn announced(event: HandoverEvent) -> Option<HandoverRow> {
    let HandoverEvent::HandoverAnnounced {
        handover,
        institution,
        record,
        sender,
        service_name,
        need,
        valid_until,
        ..
    } = event
    else {
        return None;
    };
    Some(HandoverRow {
        handover,
        institution,
        record,
        sender,
        service_name,
        need,
        state: State::Announced,
        valid_until: Some(valid_until),
        arrived_on: None,
        feedback: BTreeSet::new(),
        given: vec![],
        history: vec![],
        identity: None,
        counselling: None,
        child: None,
    })
}

fn acknowledged(row: Option<HandoverRow>, event: HandoverEvent) -> Option<HandoverRow> {
    let HandoverEvent::HandoverAcknowledged {
        handover,
        institution,
        record,
        sender,
        service_name,
        arrived_on,
        need,
        feedback,
        identity,
        counselling,
        child,
        ..
    } = event
    else {
        return None;
    };
    Some(HandoverRow {
        handover,
        institution,
        record,
        sender,
        service_name,
        need,
        state: State::Acknowledged,
        valid_until: None,
        arrived_on: Some(arrived_on),
        feedback,
        given: vec![],
        history: row.map(|row| row.history).unwrap_or_default(),
        identity,
        counselling: counselling.map(|counselling| match counselling {
            Erasable::Known(known) => Erasable::Known(Told {
                reason: Some(known.reason),
                remarks: vec![],
            }),
            Erasable::Erased => Erasable::Erased,
        }),
        child,
    })
}

fn remarked(told: Option<Erasable<Told>>, remark: Option<&Note>) -> Option<Erasable<Told>> {
    let Some(remark) = remark else {
        return told;
    };
    match told {
        Some(Erasable::Erased) => Some(Erasable::Erased),
        Some(Erasable::Known(mut told)) => {
            told.remarks.push(remark.clone());
            Some(Erasable::Known(told))
        }
        None => Some(Erasable::Known(Told {
            reason: None,
            remarks: vec![remark.clone()],
        })),
    }
}

/// One hand-over, if it is this institution's.
pub async fn one(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    handover: HandoverId,
) -> Result<Option<HandoverRow>, StoreError> {
    own::one(store, network, institution, handover.bytes()).await
}
