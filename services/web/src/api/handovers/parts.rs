//! The parts of a hand-over's answer: where it stands, what happened, what nobody has read.

use casework::PlaceShown;
use domain::handovers::{HandoverEventKind, Instead, Notice, Phase, Stage};
use domain::institutions::SenderShown;
use domain::slips::Message;
use domain::vocabulary::{HoldReason, RejectionReason};
use domain::{InstitutionId, Line, ServiceId};
use jiff::civil::Date;
use read_models::handovers::Step;
use serde::Serialize;
use utoipa::ToSchema;

/// A wait.
#[derive(Serialize, ToSchema)]
pub(crate) struct OnHold {
    /// For what.
    pub(super) reason: HoldReason,
    /// When to look at it again.
    pub(super) resume_on: Date,
}

/// A notice.
#[derive(Serialize, ToSchema)]
pub(crate) struct Heard {
    /// What happened.
    #[schema(value_type = String)]
    pub(super) what: Notice,
    /// The day.
    pub(super) on: Date,
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
    pub(super) reason: RejectionReason,
    /// Where she can go instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) instead: Option<NextPlace>,
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
    pub(super) what: &'static str,
    /// The day.
    pub(super) on: Date,
    /// What was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<Message>,
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
    pub(super) const fn of(phase: Phase) -> Option<Self> {
        match phase {
            Phase::OnHold { reason, resume_on } => Some(Self { reason, resume_on }),
            _ => None,
        }
    }
}

impl Rejected {
    pub(super) fn of(phase: Phase, instead: Option<NextPlace>) -> Option<Self> {
        match phase {
            Phase::Rejected(reason) => Some(Self { reason, instead }),
            _ => None,
        }
    }
}

impl NextPlace {
    pub(super) fn of(named: &Instead, place: &PlaceShown) -> Self {
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
    pub(super) fn of(step: &Step) -> Self {
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
