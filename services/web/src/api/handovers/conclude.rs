//! Concluding a hand-over: the work is done.

use axum::extract::State;
use casework::Conclude;
use domain::HandoverId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::StepTaken;
use crate::App;
use crate::api::codes::{ItemCode, OutcomeCode};
use crate::api::fields;
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// How it ended.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Conclusion {
    /// The outcome.
    #[schema(value_type = OutcomeCode)]
    outcome: OutcomeCode,
    /// A remark for the office itself.
    #[serde(default)]
    #[schema(max_length = 2000)]
    remark: Option<String>,
    /// What the sender is told in the same act, as far as she allows it at that moment.
    #[serde(default)]
    #[schema(value_type = Vec<ItemCode>)]
    tell: Vec<ItemCode>,
}

impl Conclusion {
    fn read(&self, handover: HandoverId) -> Result<Conclude, Problem> {
        Ok(Conclude {
            handover,
            outcome: self.outcome.read("outcome")?,
            remark: fields::text("remark", self.remark.as_deref())?,
            tell: fields::words("tell", &self.tell)?,
        })
    }
}

/// Concludes a hand-over.
#[utoipa::path(post, path = "/handovers/{id}/conclusion", params(IdempotencyKey))]
pub(crate) async fn conclude(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<Conclusion>,
) -> Result<Json<StepTaken>, Problem> {
    let command = request.read(handover)?;
    let handover = app.desk.take_step(staff, &command, &key).await?;
    StepTaken::told(&app.desk, handover, &command.tell).await
}
