//! What is wrong about her is put right; who holds a copy hears that something was.

use axum::extract::State;
use casework::RectifyClient;
use domain::RecordId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::App;
use crate::api::clients::ClientNamed;
use crate::api::codes::AgeBandCode;
use crate::api::json::Json;
use crate::api::persons::{self, Person};
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// What is right; what is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rectification {
    /// Who she is, as a whole.
    #[serde(default)]
    identity: Option<Person>,
    /// One age band for each child, as a whole.
    #[serde(default)]
    #[schema(value_type = Option<Vec<AgeBandCode>>)]
    children: Option<Vec<AgeBandCode>>,
}

/// Puts right what is wrong.
#[utoipa::path(post, path = "/clients/{id}/rectification", params(IdempotencyKey))]
pub(crate) async fn rectify(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<Rectification>,
) -> Result<Json<ClientNamed>, Problem> {
    let identity = match &request.identity {
        None => None,
        Some(sent) => Some(Person::read(Some(sent))?.unwrap_or_default()),
    };
    let children = match &request.children {
        None => None,
        Some(sent) => Some(persons::children(sent)?.unwrap_or_default()),
    };
    let command = RectifyClient {
        record,
        identity,
        children,
    };
    app.desk.rectify_client(staff, &command, &key).await?;
    Ok(Json(ClientNamed { client: record }))
}
