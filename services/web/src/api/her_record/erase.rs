//! Erasing a record, or asking all her stations to erase theirs.

use casework::{EraseEverywhere, EraseRecord};
use domain::RecordId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::json::Json;
use crate::api::request::{Caller, Id, IdempotencyKey};
use crate::refusals::Problem;

/// Why a record is erased.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Erasure {
    /// It was somebody else's data; otherwise she wants it gone.
    #[serde(default)]
    wrong_person: bool,
}

/// That it is done; at which stations is hers to know.
#[derive(Serialize, ToSchema)]
pub(crate) struct Erased {
    /// Always true.
    erased: bool,
}

/// That her request is with all her stations; which they are is hers to know.
#[derive(Serialize, ToSchema)]
pub(crate) struct Requested {
    /// Always true.
    requested: bool,
}

/// Erases an own record with its slips and hand-overs; a legal hold puts it off.
#[utoipa::path(post, path = "/clients/{id}/erasure", params(IdempotencyKey))]
pub(crate) async fn erase(
    by: Caller<IdempotencyKey>,
    Id(record): Id<RecordId>,
    Json(request): Json<Erasure>,
) -> Result<Json<Erased>, Problem> {
    let command = EraseRecord {
        record,
        wrong_person: request.wrong_person,
    };
    by.perform(&command).await?;
    Ok(Json(Erased { erased: true }))
}

/// Erases the own record, as soon as nothing holds it, and lets all her other stations hear of it: each is its own
/// controller and asks her itself before anything of hers goes there.
#[utoipa::path(
    post,
    path = "/clients/{id}/erasure/everywhere",
    params(IdempotencyKey)
)]
pub(crate) async fn everywhere(
    by: Caller<IdempotencyKey>,
    Id(record): Id<RecordId>,
) -> Result<Json<Requested>, Problem> {
    let command = EraseEverywhere { record };
    by.desk
        .erase_everywhere(by.staff, &command, by.key())
        .await?;
    Ok(Json(Requested { requested: true }))
}
