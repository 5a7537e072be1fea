//! What is wrong about her is put right; who holds a copy hears that something was.

use casework::RectifyClient;
use domain::RecordId;
use domain::clients::{AgeBand, Identity};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::clients::ClientNamed;
use crate::api::json::Json;
use crate::api::persons;
use crate::api::request::{Caller, Id, IdempotencyKey};
use crate::refusals::Problem;

/// What is right; what is left out stays as it is.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Rectification {
    /// Who she is, as a whole.
    identity: Option<Identity>,
    /// One age band for each child, as a whole.
    children: Option<Vec<AgeBand>>,
}

/// Puts right what is wrong.
#[utoipa::path(post, path = "/clients/{id}/rectification", params(IdempotencyKey))]
pub(crate) async fn rectify(
    by: Caller<IdempotencyKey>,
    Id(record): Id<RecordId>,
    Json(request): Json<Rectification>,
) -> Result<Json<ClientNamed>, Problem> {
    let command = RectifyClient {
        record,
        identity: request.identity,
        children: request.children.map(persons::children),
    };
    by.perform(&command).await?;
    Ok(Json(ClientNamed { client: record }))
}
