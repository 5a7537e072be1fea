//! Worklist: what waits at a receiving office, in one line each.

use domain::clients::Identity;
use domain::handovers::HandoverEvent;
use domain::institutions::SenderShown;
use domain::vocabulary::Need;
use domain::{Erasable, HandoverId, InstitutionId, Line, RecordId};
use event_store::{NetworkId, StateGroup, Store, StoreError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::own::{self, Own, OwnRows};
use crate::{Listed, Part, Window};

/// One line.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct WorkRow {
    /// The hand-over.
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
    pub stage: Stage,
    /// Since when it stands there.
    pub since: Date,
    /// The last day on which an announced person can come.
    pub valid_until: Option<Date>,
    /// Who she is, as far as she lets the office know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Erasable<Identity>>,
}

/// Where a line stands on the worklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// She may come.
    Announced,
    /// She arrived; accept or reject.
    Acknowledged,
    /// The office works with her.
    Accepted,
    /// Rejected or concluded.
    Closed,
}

/// The model.
pub type Worklist = OwnRows<WorkRow>;

impl Own for WorkRow {
    type Event = HandoverEvent;
    const NAME: &'static str = "worklist";
    const EVENTS: &'static [&'static str] = HandoverEvent::NAMES;

    fn after(row: Option<Self>, event: HandoverEvent, on: Date) -> Option<Self> {
        fold(row, event, on)
    }

    fn institution(&self) -> InstitutionId {
        self.institution
    }

    fn state(&self) -> StateGroup {
        match self.stage {
            Stage::Announced | Stage::Acknowledged => StateGroup::Due,
            Stage::Accepted => StateGroup::Open,
            Stage::Closed => StateGroup::Closed,
        }
    }

    fn day(&self) -> Option<Date> {
        Some(self.valid_until.unwrap_or(self.since))
    }
}

fn fold(row: Option<WorkRow>, change: HandoverEvent, on: Date) -> Option<WorkRow> {
    match change {
        HandoverEvent::HandoverAnnounced {
            handover,
            institution,
            record,
            sender,
            service_name,
            need,
            valid_until,
            ..
        } => Some(WorkRow {
            handover,
            institution,
            record,
            sender,
            service_name,
            need,
            stage: Stage::Announced,
            since: on,
            valid_until: Some(valid_until),
            identity: None,
        }),
        HandoverEvent::HandoverAcknowledged {
            handover,
            institution,
            record,
            sender,
            service_name,
            need,
            identity,
            arrived_on,
            ..
        } => Some(WorkRow {
            handover,
            institution,
            record,
            sender,
            service_name,
            need,
            stage: Stage::Acknowledged,
            since: arrived_on,
            valid_until: None,
            identity,
        }),
        HandoverEvent::HandoverAccepted {} => row.map(|row| row.moved(Stage::Accepted, on)),
        HandoverEvent::HandoverRejected { .. } | HandoverEvent::HandoverConcluded { .. } => {
            row.map(|row| row.moved(Stage::Closed, on))
        }
        HandoverEvent::FeedbackGiven { .. } => row,
    }
}

impl WorkRow {
    fn moved(self, stage: Stage, since: Date) -> Self {
        Self {
            stage,
            since,
            ..self
        }
    }
}

impl Listed for WorkRow {
    type Place = (Stage, Date, HandoverId);

    fn place(&self) -> Self::Place {
        (self.stage, self.since, self.handover)
    }
}

/// What is not closed at this institution: by stage, the longest wait first.
pub async fn of_institution(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    window: &Window<(Stage, Date, HandoverId)>,
) -> Result<Part<WorkRow>, StoreError> {
    let mut rows: Vec<WorkRow> = Vec::new();
    for state in [StateGroup::Due, StateGroup::Open] {
        rows.extend(own::list(store, network, institution, Some(state)).await?);
    }
    rows.sort_by_key(WorkRow::place);
    Ok(Part::of(rows, window))
}
