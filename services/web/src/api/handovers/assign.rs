//! Passing a hand-over to a colleague, and reading its notices.

use axum::extract::State;
use casework::{Assign, Plain, PlainStep};
use domain::{AccountId, HandoverId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::HandoverNamed;
use crate::App;
use crate::api::fields;
use crate::api::ids::AnId;
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// Who takes care of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assignment {
    /// The account of a colleague.
    #[schema(value_type = AnId)]
    to: String,
    /// The account of who stands in.
    #[serde(default)]
    #[schema(value_type = Option<AnId>)]
    deputy: Option<String>,
}

/// The own institution's staff that works on cases, by name.
#[derive(Serialize, ToSchema)]
pub(crate) struct Colleagues {
    /// The colleagues.
    colleagues: Vec<Colleague>,
}

/// Somebody of the own institution.
#[derive(Serialize, ToSchema)]
pub(crate) struct Colleague {
    /// The account.
    #[schema(value_type = AnId)]
    account: AccountId,
    /// How colleagues read the name.
    display_name: String,
}

/// Lists to whom a hand-over can be assigned.
#[utoipa::path(get, path = "/colleagues")]
pub(crate) async fn colleagues(
    State(app): State<App>,
    Bearer(staff): Bearer,
) -> Result<Json<Colleagues>, Problem> {
    let all = app.desk.colleagues(staff).await?;
    let colleagues = all.into_iter().map(|member| Colleague {
        account: member.account,
        display_name: member.display_name.as_str().to_owned(),
    });
    Ok(Json(Colleagues {
        colleagues: colleagues.collect(),
    }))
}

/// Assigns a hand-over to a colleague.
#[utoipa::path(post, path = "/handovers/{id}/assignment", params(IdempotencyKey))]
pub(crate) async fn assign(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<Assignment>,
) -> Result<Json<HandoverNamed>, Problem> {
    let deputy = request.deputy.as_deref();
    let command = Assign {
        handover,
        to: fields::id("to", &request.to)?,
        deputy: deputy.map(|id| fields::id("deputy", id)).transpose()?,
    };
    let handover = app.desk.take_step(staff, &command, &key).await?;
    Ok(Json(HandoverNamed { handover }))
}

/// Notes that the open notices were read.
#[utoipa::path(post, path = "/handovers/{id}/notices/read", params(IdempotencyKey))]
pub(crate) async fn read_notices(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Json<HandoverNamed>, Problem> {
    let command = Plain {
        handover,
        step: PlainStep::AcknowledgeNotice,
    };
    let handover = app.desk.take_step(staff, &command, &key).await?;
    Ok(Json(HandoverNamed { handover }))
}
