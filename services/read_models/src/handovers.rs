//! Hand-overs: the receiving office's view, with its history.

use std::collections::BTreeSet;

use domain::clients::{Children, Identity};
use domain::consents::Item;
use domain::handovers::{HandoverEvent, Instead};
use domain::institutions::SenderShown;
use domain::slips::Message;
use domain::vocabulary::{Need, Outcome, RejectionReason};
use domain::{Erasable, HandoverId, InstitutionId, KnownOr, Line, Note, RecordId};
use event_store::{
    FoldError, NetworkId, Placed, ReadModel, Recorded, StateGroup, Store, StoreError, StreamId,
    Subject,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::owner_of;
use crate::stored::{occurred_on, read};

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

    pub(crate) const fn group(&self) -> StateGroup {
        match self {
            Self::Announced | Self::Acknowledged => StateGroup::Due,
            Self::Accepted => StateGroup::Open,
            Self::Rejected { .. } | Self::Concluded { .. } => StateGroup::Closed,
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
pub struct Handovers;

impl ReadModel for Handovers {
    type Row = HandoverRow;
    const NAME: &'static str = "handovers";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        if HandoverEvent::knows(event.name()) {
            vec![Subject::of_stream(event.stream)]
        } else {
            vec![]
        }
    }

    fn fold(
        _: &Subject,
        row: Option<HandoverRow>,
        event: &Recorded,
    ) -> Result<Option<Placed<HandoverRow>>, FoldError> {
        let on = occurred_on(event)?;
        let change = read::<HandoverEvent>(event)?;
        let step = Step {
            event: change.name().to_owned(),
            on,
            message: match &change {
                HandoverEvent::FeedbackGiven { message, .. } => Some(*message),
                _ => None,
            },
        };
        Ok(fold(row, change).map(|mut row| {
            row.history.push(step);
            Placed {
                sealed_with: event.stream,
                listed: Some((owner_of(row.institution), LIST.into())),
                day: None,
                state: row.state.group(),
                row,
            }
        }))
    }
}

const LIST: &str = "handovers";

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
    let subject = Subject::of_stream(StreamId::from_bytes(handover.bytes()));
    let row = store.rows().get::<Handovers>(network, &subject).await?;
    Ok(row.filter(|row| row.institution == institution))
}
