//! One hand-over, as the receiving office sees it: where it stands, what happened, what nobody has read.

use std::collections::BTreeSet;

use casework::{HandoverView, PlaceShown};
use domain::clients::{AgeBand, Identity};
use domain::consents::Item;
use domain::handovers::{HandoverEventKind, Hold, Notice, Phase, Stage};
use domain::institutions::{NamedService, SenderShown};
use domain::slips::Message;
use domain::vocabulary::{HoldReason, Need, Outcome, RejectionReason};
use domain::{
    AccountId, HandoverId, InstitutionId, KnownOr as _, Line, Note, RecordId, ServiceId, SlipId,
};
use jiff::civil::Date;
use read_models::handovers::{HandoverRow, Step};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::answers::Seen;
use crate::api::etag::Tagged;
use crate::api::persons;
use crate::api::request::{Caller, Id};

/// A hand-over with what can be told at this moment.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandoverAnswer {
    /// Its id.
    handover: HandoverId,
    /// The own record of her.
    client: RecordId,
    /// Who sent her; nobody while she has not shown a slip.
    #[serde(skip_serializing_if = "Option::is_none")]
    sender: Option<SenderShown>,
    /// The service's name.
    service_name: Line,
    /// What she needs, if she lets the office know.
    #[serde(skip_serializing_if = "Option::is_none")]
    need: Option<Need>,
    /// Where it stands: announced, acknowledged, accepted, on_hold, rejected, forwarded, concluded,
    /// ended_by_her or in_error.
    state: &'static str,
    /// Why it was rejected, and where she can go instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    rejection: Option<Rejected>,
    /// What the office waits for, and when it looks again.
    #[serde(skip_serializing_if = "Option::is_none")]
    hold: Option<OnHold>,
    /// The own slip with which she was sent on.
    #[serde(skip_serializing_if = "Option::is_none")]
    forwarded_with: Option<SlipId>,
    /// How it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    /// The last day on which an announced person can come.
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<Date>,
    /// The day of arrival.
    #[serde(skip_serializing_if = "Option::is_none")]
    arrived_on: Option<Date>,
    /// The feedback for which the sender asks.
    feedback: BTreeSet<Item>,
    /// The items that she allows now and that were not told yet.
    allowed: BTreeSet<Item>,
    /// Those of them that happened, so that they can be told at once.
    tellable: BTreeSet<Item>,
    /// What was told already.
    told: Vec<Message>,
    /// What happened, in its order.
    history: Vec<Happened>,
    /// Who she is, as far as she lets the office know.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
    /// Why she was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Note>,
    /// Her stations so far, as far as she lets the office know.
    way_so_far: Vec<Line>,
    /// The office's own remarks.
    remarks: Vec<Note>,
    /// What nobody has read yet: slip_withdrawn, consent_withdrawn or rectified.
    notices: Vec<Heard>,
    /// Who takes care of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    assigned_to: Option<AccountId>,
    /// Who stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    deputy: Option<AccountId>,
    /// One age band for each child, as far as she lets the office know.
    children: Vec<AgeBand>,
    /// Whether something stood here that was erased.
    erased: bool,
}

impl HandoverAnswer {
    fn of(view: HandoverView, instead: Option<NextPlace>) -> Self {
        let row = view.row;
        let (reason, remarks) = counselling(&row);
        let (assigned_to, deputy) = row.held.assigned.unzip();
        Self {
            handover: row.handover(),
            client: row.held.record,
            sender: view.sender,
            state: stage(row.stage()),
            rejection: Rejected::of(row.held.phase, instead),
            hold: OnHold::of(row.held.phase),
            forwarded_with: match row.held.phase {
                Phase::Forwarded(slip) => Some(slip),
                _ => None,
            },
            outcome: outcome(row.held.phase),
            way_so_far: view.way,
            notices: row.held.notices.iter().map(Heard::from).collect(),
            assigned_to,
            deputy: deputy.flatten(),
            need: row.need,
            valid_until: row.valid_until,
            arrived_on: row.held.arrived_on,
            allowed: view.allowed,
            tellable: view.tellable,
            told: row.held.given.iter().map(|(m, _)| *m).collect(),
            history: row.history.iter().map(Happened::of).collect(),
            identity: row.identity.known().cloned(),
            reason,
            remarks,
            children: persons::age_bands(row.child.as_ref()),
            erased: persons::is_erased(row.identity.as_ref())
                || persons::is_erased(row.counselling.as_ref())
                || persons::is_erased(row.child.as_ref()),
            feedback: row.held.feedback,
            service_name: row.service_name,
        }
    }
}

fn counselling(row: &HandoverRow) -> (Option<Note>, Vec<Note>) {
    let told = row.counselling.known();
    told.map(|told| (told.reason.clone(), told.remarks.clone()))
        .unwrap_or_default()
}

const fn outcome(phase: Phase) -> Option<Outcome> {
    match phase {
        Phase::Concluded(outcome) => Some(outcome),
        _ => None,
    }
}

/// Shows one own hand-over.
#[utoipa::path(get, path = "/handovers/{id}")]
pub(crate) async fn one(by: Caller, Id(handover): Id<HandoverId>) -> Seen<HandoverAnswer> {
    let view = by.desk.handover(by.staff, handover).await?;
    let instead = match &view.row.instead {
        Some(named) => Some(NextPlace::of(named, &by.desk.place(named).await?)),
        None => None,
    };
    Tagged::of(&HandoverAnswer::of(view, instead))
}

/// A wait.
#[derive(Serialize, ToSchema)]
pub(crate) struct OnHold {
    /// For what.
    pub(crate) reason: HoldReason,
    /// When to look at it again.
    pub(crate) resume_on: Date,
}

/// A notice.
#[derive(Serialize, ToSchema)]
pub(crate) struct Heard {
    /// What happened.
    #[schema(value_type = String)]
    pub(crate) what: Notice,
    /// The day.
    pub(crate) on: Date,
}

impl From<&(Notice, Date)> for Heard {
    fn from(&(what, on): &(Notice, Date)) -> Self {
        Self { what, on }
    }
}

/// A rejection.
#[derive(Serialize, ToSchema)]
pub(crate) struct Rejected {
    /// Why.
    pub(crate) reason: RejectionReason,
    /// Where she can go instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) instead: Option<NextPlace>,
}

/// Where she can go instead: with its entry, or, where the place hides, only through whom it is reached.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum NextPlace {
    /// A place that shows itself.
    Open {
        /// The institution.
        institution: InstitutionId,
        /// The service there.
        service: ServiceId,
        /// The service's name.
        service_name: Line,
    },
    /// A place that hides.
    Hidden {
        /// The network's neutral name and its call-back line.
        reached_through: SenderShown,
    },
}

/// One step of the history.
#[derive(Serialize, ToSchema)]
pub(crate) struct Happened {
    /// What: announced, acknowledged, accepted, rejected, concluded, told and so on.
    pub(crate) what: &'static str,
    /// The day.
    pub(crate) on: Date,
    /// What was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<Message>,
}

/// The stable name of a stage.
pub(crate) const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Blank | Stage::Linked => "none",
        Stage::Announced => "announced",
        Stage::Acknowledged => "acknowledged",
        Stage::Accepted => "accepted",
        Stage::OnHold => "on_hold",
        Stage::Rejected => "rejected",
        Stage::Forwarded => "forwarded",
        Stage::Concluded => "concluded",
        Stage::EndedByHer => "ended_by_her",
        Stage::InError => "in_error",
    }
}

impl OnHold {
    pub(crate) const fn of(phase: Phase) -> Option<Self> {
        match phase {
            Phase::OnHold(Hold { reason, resume_on }) => Some(Self { reason, resume_on }),
            _ => None,
        }
    }
}

impl Rejected {
    pub(crate) fn of(phase: Phase, instead: Option<NextPlace>) -> Option<Self> {
        match phase {
            Phase::Rejected(reason) => Some(Self { reason, instead }),
            _ => None,
        }
    }
}

impl NextPlace {
    pub(crate) fn of(named: &NamedService, place: &PlaceShown) -> Self {
        match place {
            PlaceShown::Open(..) => Self::Open {
                institution: named.institution,
                service: named.service,
                service_name: named.service_name.clone(),
            },
            PlaceShown::Hidden(line) => Self::Hidden {
                reached_through: line.clone(),
            },
        }
    }
}

impl Happened {
    pub(crate) fn of(step: &Step) -> Self {
        Self {
            what: word(step.event),
            on: step.on,
            message: step.message,
        }
    }
}

/// The stable word for what happened: stored names are the log's own and do not leave.
const fn word(event: HandoverEventKind) -> &'static str {
    use HandoverEventKind as K;
    match event {
        K::HandoverAnnounced => "announced",
        K::HandoverAcknowledged => "acknowledged",
        K::HandoverAccepted => "accepted",
        K::HandoverRejected => "rejected",
        K::HandoverConcluded => "concluded",
        K::ArrivalRecorded => "arrived_without_slip",
        K::SlipLinked => "slip_linked",
        K::HandoverHeld => "held",
        K::HandoverResumed => "resumed",
        K::HandoverForwarded => "forwarded",
        K::HandoverEndedByHer => "ended_by_her",
        K::HandoverReopened => "reopened",
        K::HandoverEnteredInError => "in_error",
        K::FeedbackGiven => "told",
        K::FeedbackRetracted => "retracted",
        K::FeedbackDeclined => "declined",
        K::CallBackRequested => "call_back_requested",
        K::HerWordPassedOn => "her_word_passed_on",
        K::NoticeReceived => "notice_received",
        K::NoticeAcknowledged => "notice_read",
        K::HandoverAssigned => "assigned",
        K::LinkedTo | K::HandoverSenderHidden | K::StationHidden => "changed",
    }
}
