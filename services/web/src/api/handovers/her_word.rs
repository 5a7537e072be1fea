//! Passing on what she wants the sender to hear.

use axum::extract::State;
use casework::PassOnHerWord;
use domain::HandoverId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::HandoverNamed;
use crate::App;
use crate::api::codes::ExperienceCode;
use crate::api::fields;
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// What she wants the sender to hear.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HerWord {
    /// In one word.
    #[schema(value_type = ExperienceCode)]
    experience: ExperienceCode,
    /// In her own words.
    #[serde(default)]
    #[schema(max_length = 2000)]
    words: Option<String>,
}

/// Passes on what she wants the sender to hear.
#[utoipa::path(post, path = "/handovers/{id}/her-word", params(IdempotencyKey))]
pub(crate) async fn pass_on(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<HerWord>,
) -> Result<Json<HandoverNamed>, Problem> {
    let command = PassOnHerWord {
        handover,
        experience: request.experience.read("experience")?,
        words: fields::text("words", request.words.as_deref())?,
    };
    let handover = app.desk.pass_on_her_word(staff, &command, &key).await?;
    Ok(Json(HandoverNamed { handover }))
}
