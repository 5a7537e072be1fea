//! One hand-over, as the receiving office sees it.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use casework::HandoverView;
use domain::clients::AgeBand;
use domain::consents::Item;
use domain::handovers::Instead;
use domain::vocabulary::{Need, Outcome, RejectionReason};
use domain::{HandoverId, InstitutionId, KnownOr as _, Note, RecordId, ServiceId};
use jiff::civil::Date;
use read_models::handovers::{HandoverRow, State as RowState, Step};
use serde::Serialize;
use utoipa::ToSchema;

use crate::App;
use crate::api::codes::{AgeBandCode, ItemCode, NeedCode, OutcomeCode, RejectionReasonCode};
use crate::api::etag::tagged;
use crate::api::messages::Told;
use crate::api::persons::{self, Person, Sender};
use crate::api::problems::Problems;
use crate::api::request::Id;
use crate::auth::Bearer;
use crate::refusals::Problem;

/// A hand-over with what can be told at this moment.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandoverAnswer {
    /// Its id.
    #[schema(value_type = String)]
    handover: HandoverId,
    /// The own record of her.
    #[schema(value_type = String)]
    client: RecordId,
    /// Who sent her.
    sender: Sender,
    /// The service's name.
    service_name: String,
    /// What she needs, if she lets the office know.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<NeedCode>)]
    need: Option<Need>,
    /// Where it stands: announced, acknowledged, accepted, rejected or concluded.
    state: &'static str,
    /// Why it was rejected, and where she can go instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    rejection: Option<Rejected>,
    /// How it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<OutcomeCode>)]
    outcome: Option<Outcome>,
    /// The last day on which an announced person can come.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    valid_until: Option<Date>,
    /// The day of arrival.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    arrived_on: Option<Date>,
    /// The feedback for which the sender asks.
    #[schema(value_type = Vec<ItemCode>)]
    feedback: BTreeSet<Item>,
    /// The items that she allows now and that were not told yet.
    #[schema(value_type = Vec<ItemCode>)]
    allowed: BTreeSet<Item>,
    /// Those of them that happened, so that they can be told at once.
    #[schema(value_type = Vec<ItemCode>)]
    tellable: BTreeSet<Item>,
    /// What was told already.
    told: Vec<Told>,
    /// What happened, in its order.
    history: Vec<Happened>,
    /// Who she is, as far as she lets the office know.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Person>,
    /// Why she was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// The office's own remarks.
    remarks: Vec<String>,
    /// One age band for each child, as far as she lets the office know.
    #[schema(value_type = Vec<AgeBandCode>)]
    children: Vec<AgeBand>,
    /// Whether something stood here that was erased.
    erased: bool,
}

/// A rejection.
#[derive(Serialize, ToSchema)]
pub(crate) struct Rejected {
    /// Why.
    #[schema(value_type = RejectionReasonCode)]
    reason: RejectionReason,
    /// Where she can go instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<NextPlace>,
}

/// Where she can go instead.
#[derive(Serialize, ToSchema)]
pub(crate) struct NextPlace {
    /// The institution.
    #[schema(value_type = String)]
    institution: InstitutionId,
    /// The service there.
    #[schema(value_type = String)]
    service: ServiceId,
    /// The service's name.
    service_name: String,
}

/// One step of the history.
#[derive(Serialize, ToSchema)]
pub(crate) struct Happened {
    /// What: announced, acknowledged, accepted, rejected, concluded or told.
    what: &'static str,
    /// The day.
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// What was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Told>,
}

impl From<HandoverView> for HandoverAnswer {
    fn from(view: HandoverView) -> Self {
        let row = view.row;
        let (reason, remarks) = counselling(&row);
        Self {
            handover: row.handover,
            client: row.record,
            sender: Sender::of(&row.sender),
            state: row.state.code(),
            rejection: Rejected::of(&row.state),
            outcome: outcome(&row.state),
            need: row.need,
            valid_until: row.valid_until,
            arrived_on: row.arrived_on,
            allowed: view.allowed,
            tellable: view.tellable,
            told: row.given.iter().copied().map(Told::of).collect(),
            history: row.history.iter().map(Happened::of).collect(),
            identity: Person::shown(row.identity.as_ref()),
            reason,
            remarks,
            children: persons::age_bands(row.child.as_ref()),
            erased: persons::is_erased(row.identity.as_ref())
                || persons::is_erased(row.counselling.as_ref())
                || persons::is_erased(row.child.as_ref()),
            feedback: row.feedback,
            service_name: row.service_name.into(),
        }
    }
}

fn counselling(row: &HandoverRow) -> (Option<String>, Vec<String>) {
    let Some(told) = row.counselling.known() else {
        return (None, vec![]);
    };
    let words = |note: &Note| note.as_str().to_owned();
    let remarks = told.remarks.iter().map(words).collect();
    (told.reason.as_ref().map(words), remarks)
}

const fn outcome(state: &RowState) -> Option<Outcome> {
    match state {
        RowState::Concluded { outcome } => Some(*outcome),
        _ => None,
    }
}

impl Rejected {
    fn of(state: &RowState) -> Option<Self> {
        let RowState::Rejected { reason, instead } = state else {
            return None;
        };
        Some(Self {
            reason: *reason,
            instead: instead.as_ref().map(NextPlace::of),
        })
    }
}

impl NextPlace {
    fn of(instead: &Instead) -> Self {
        Self {
            institution: instead.institution,
            service: instead.service,
            service_name: instead.service_name.as_str().into(),
        }
    }
}

impl Happened {
    fn of(step: &Step) -> Self {
        Self {
            what: word(&step.event),
            on: step.on,
            message: step.message.map(Told::of),
        }
    }
}

/// Stored names are the log's own and do not leave.
fn word(event: &str) -> &'static str {
    match event {
        "HandoverAnnounced" => "announced",
        "HandoverAcknowledged" => "acknowledged",
        "HandoverAccepted" => "accepted",
        "HandoverRejected" => "rejected",
        "HandoverConcluded" => "concluded",
        "FeedbackGiven" => "told",
        _ => "changed",
    }
}

/// Shows one own hand-over.
#[utoipa::path(
    get,
    path = "/handovers/{id}",
    tag = "handovers",
    params(("id" = String, Path, description = "The hand-over's id.")),
    responses(
        (status = 200, description = "The hand-over.", body = HandoverAnswer, headers(("ETag" = String))),
        (status = 304, description = "The caller has these bytes already."),
        Problems
    )
)]
pub(crate) async fn one(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let view = app.desk.handover(staff, handover).await?;
    tagged(&headers, &HandoverAnswer::from(view))
}
