//! The entry of the own institution: how it is called and reached, and under which name it appears.

use casework::OwnEntry;
use domain::InstitutionId;
use serde::Serialize;
use utoipa::ToSchema;

use super::json::Json;
use super::request::{Caller, IdempotencyKey};
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
    by: Caller<IdempotencyKey>,
    Json(entry): Json<OwnEntry>,
) -> Result<Json<InstitutionNamed>, Problem> {
    by.desk.amend_own_entry(by.staff, &entry, by.key()).await?;
    Ok(Json(InstitutionNamed {
        institution: by.staff.institution,
    }))
}
