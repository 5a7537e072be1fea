//! Hand-overs: the receiving office's view, with its history; those that wait are its worklist.

mod fold;

use domain::clients::{Children, Identity};
use domain::consents::Item;
use domain::handovers::{HandoverEvent, Held, Instead, Notice, Phase, Stage};
use domain::slips::{Message, Waypoint};
use domain::vocabulary::{HoldReason, Need, Outcome, RejectionReason};
use domain::{Erasable, HandoverId, InstitutionId, Line, Note};
use event_store::{NetworkId, StateGroup, Store, StoreError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::own::{self, Own, OwnRows};
use crate::{Listed, Part, WindowOf};

/// A hand-over as the receiving office sees it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct HandoverRow {
    /// What the office holds, and where it stands.
    pub held: Held,
    /// The service.
    pub service_name: Line,
    /// What she needs, if she lets the office know.
    pub need: Option<Need>,
    /// Since when it stands there.
    pub since: Date,
    /// The last day on which an announced person can come.
    pub valid_until: Option<Date>,
    /// Where she can go instead, after a rejection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Instead>,
    /// The sender took the slip back and the office read it: an announcement is over then.
    pub called_off: bool,
    /// What happened, in its order.
    pub history: Vec<Step>,
    /// Who she is, as far as she lets the office know. Not kept here: the office's own record says it
    /// whenever it is shown, so that two names never stand beside each other.
    #[serde(skip)]
    pub identity: Option<Erasable<Identity>>,
    /// Why she was sent, and the office's own remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counselling: Option<Erasable<Told>>,
    /// Her children, likewise.
    #[serde(skip)]
    pub child: Option<Erasable<Children>>,
}

/// Texts about her at this office.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Told {
    /// Why she was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Note>,
    /// Her stations so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub way: Vec<Waypoint>,
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
    /// What else it says, which the next step of its sort does not take away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub particular: Option<Particular>,
}

/// What a step says besides that it happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Particular {
    /// She can come until a day.
    Announced {
        /// The last day.
        valid_until: Date,
    },
    /// The office could not take her on.
    Rejected {
        /// Why.
        reason: RejectionReason,
        /// Where she can go instead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead: Option<Instead>,
    },
    /// The office waits.
    Held {
        /// For what.
        reason: HoldReason,
        /// When to look at it again.
        resume_on: Date,
    },
    /// The work is done.
    Concluded {
        /// How it ended.
        outcome: Outcome,
    },
    /// A request for feedback stays unanswered.
    Declined {
        /// Which.
        item: Item,
    },
    /// Something that the office must know.
    Noticed {
        /// What.
        notice: Notice,
    },
}

impl Particular {
    fn of(event: &HandoverEvent) -> Option<Self> {
        use HandoverEvent as E;
        match event {
            E::HandoverAnnounced { valid_until, .. } => Some(Self::Announced {
                valid_until: *valid_until,
            }),
            E::HandoverRejected {
                reason, instead, ..
            } => Some(Self::Rejected {
                reason: *reason,
                instead: instead.clone(),
            }),
            E::HandoverHeld { reason, resume_on } => Some(Self::Held {
                reason: *reason,
                resume_on: *resume_on,
            }),
            E::HandoverConcluded { outcome, .. } => Some(Self::Concluded { outcome: *outcome }),
            E::FeedbackDeclined { item } => Some(Self::Declined { item: *item }),
            E::NoticeReceived { notice, .. } => Some(Self::Noticed { notice: *notice }),
            _ => None,
        }
    }
}

impl HandoverRow {
    /// Its id.
    #[must_use]
    pub const fn handover(&self) -> HandoverId {
        self.held.handover
    }

    /// Where it stands in the table.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.held.phase.stage()
    }

    /// The day on which somebody has to look at it, if there is one.
    #[must_use]
    pub const fn due_on(&self) -> Option<Date> {
        match self.held.phase {
            Phase::OnHold { resume_on, .. } => Some(resume_on),
            Phase::Announced => self.valid_until,
            _ => None,
        }
    }
}

/// The model.
pub type Handovers = OwnRows<HandoverRow>;

impl Own for HandoverRow {
    type Event = HandoverEvent;
    const NAME: &'static str = "handovers";
    const EVENTS: &'static [&'static str] = HandoverEvent::NAMES;

    fn after(row: Option<Self>, event: HandoverEvent, on: Date) -> Option<Self> {
        fold::after(row, event, on)
    }

    fn institution(&self) -> InstitutionId {
        self.held.institution
    }

    fn state(&self) -> StateGroup {
        match self.stage() {
            _ if !self.held.notices.is_empty() => StateGroup::Due,
            Stage::Announced if self.called_off => StateGroup::Closed,
            Stage::Announced | Stage::Acknowledged => StateGroup::Due,
            Stage::Accepted | Stage::OnHold => StateGroup::Open,
            _ => StateGroup::Closed,
        }
    }

    fn day(&self) -> Option<Date> {
        Some(self.due_on().unwrap_or(self.since))
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

/// All hand-overs of this institution.
pub async fn of_institution(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
) -> Result<Vec<HandoverRow>, StoreError> {
    own::list(store, network, institution, None).await
}

/// The worklist: what is not closed at this institution, by stage, the longest wait first.
pub async fn waiting(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    window: &WindowOf<HandoverRow>,
) -> Result<Part<HandoverRow>, StoreError> {
    let mut rows: Vec<HandoverRow> = Vec::new();
    for state in [StateGroup::Due, StateGroup::Open] {
        rows.extend(own::list(store, network, institution, Some(state)).await?);
    }
    rows.sort_by_key(HandoverRow::place);
    Ok(Part::of(rows, window))
}

impl Listed for HandoverRow {
    type Place = (Stage, Date, HandoverId);

    fn place(&self) -> Self::Place {
        (self.stage(), self.since, self.handover())
    }
}
