//! What waits at the own institution, in one line each.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use casework::Incoming;
use domain::vocabulary::Need;
use domain::{HandoverId, RecordId};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::codes::NeedCode;
use super::etag::tagged;
use super::handovers::stage;
use super::ids::AnId;
use super::parts::InParts;
use super::persons::{self, Person, Sender};
use super::problems::Problems;
use crate::App;
use crate::auth::Bearer;
use crate::refusals::Problem;

const LIST: &str = "worklist";

/// What is not closed: by stage, the longest wait first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Worklist {
    /// The lines.
    worklist: Vec<Waiting>,
    /// The cursor of the next part, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// One line.
#[derive(Serialize, ToSchema)]
pub(crate) struct Waiting {
    /// The hand-over.
    #[schema(value_type = AnId)]
    handover: HandoverId,
    /// The own record of her.
    #[schema(value_type = AnId)]
    client: RecordId,
    /// Who sent her; nobody while she has not shown a slip.
    #[serde(skip_serializing_if = "Option::is_none")]
    sender: Option<Sender>,
    /// The service's name.
    service_name: String,
    /// What she needs, if she lets the office know.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<NeedCode>)]
    need: Option<Need>,
    /// Where it stands: announced, acknowledged, accepted or on_hold, or closed with a notice
    /// that nobody has read yet.
    stage: &'static str,
    /// Since when it stands there.
    #[schema(value_type = String, format = Date)]
    since: Date,
    /// The last day on which an announced person can come.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    valid_until: Option<Date>,
    /// Who she is, as far as she lets the office know.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Person>,
    /// Whether something stood here that was erased.
    erased: bool,
}

impl From<Incoming> for Waiting {
    fn from(Incoming { row, sender }: Incoming) -> Self {
        Self {
            handover: row.handover(),
            stage: stage(row.stage()),
            client: row.held.record,
            sender: sender.as_ref().map(Sender::of),
            service_name: row.service_name.into(),
            need: row.need,
            since: row.since,
            valid_until: row.valid_until,
            identity: Person::shown(row.identity.as_ref()),
            erased: persons::is_erased(row.identity.as_ref()),
        }
    }
}

/// Lists what waits at the own institution.
#[utoipa::path(
    get,
    path = "/worklist",
    tag = "handovers",
    params(InParts),
    responses(
        (status = 200, description = "What waits.", body = Worklist, headers(("ETag" = String))),
        (status = 304, description = "The caller has these bytes already."),
        Problems
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    Bearer(staff): Bearer,
    asked: InParts,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let window = asked.window::<Incoming>(&app, LIST)?;
    let part = app.desk.worklist_in(staff, &window).await?;
    let list = Worklist {
        next: asked.next::<Incoming>(&app, LIST, part.next.as_ref()),
        worklist: part.rows.into_iter().map(Waiting::from).collect(),
    };
    tagged(&headers, &list)
}
