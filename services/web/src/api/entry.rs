//! The entry of the own institution: how it is called and reached, and under which name it appears.

use axum::extract::State;
use casework::OwnEntry;
use domain::InstitutionId;
use serde::Serialize;
use utoipa::ToSchema;

use super::json::Json;
use super::request::IdempotencyKey;
use crate::App;
use crate::auth::Bearer;
use crate::refusals::Problem;

/// The institution whose entry was changed.
#[derive(Serialize, ToSchema)]
pub(crate) struct InstitutionNamed {
    /// Its id.
    institution: InstitutionId,
}

/// Changes the entry of the own institution; with the neutral sender it is named nowhere else from now on.
#[utoipa::path(post, path = "/institutions/own/entry", params(IdempotencyKey))]
pub(crate) async fn amend(
    State(app): State<App>,
    Bearer(staff): Bearer,
    IdempotencyKey(key): IdempotencyKey,
    Json(entry): Json<OwnEntry>,
) -> Result<Json<InstitutionNamed>, Problem> {
    app.desk.amend_own_entry(staff, &entry, &key).await?;
    Ok(Json(InstitutionNamed {
        institution: staff.institution,
    }))
}
