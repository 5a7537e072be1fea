//! The entry of the own institution: how it is called and reached, and under which name it appears.

use axum::extract::State;
use casework::OwnEntry;
use domain::InstitutionId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::fields;
use super::ids::AnId;
use super::json::Json;
use super::request::IdempotencyKey;
use crate::App;
use crate::auth::Bearer;
use crate::refusals::Problem;

/// The entry, as a whole.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewEntry {
    /// The name.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Where it is; a shelter has none.
    #[serde(default)]
    #[schema(max_length = 200)]
    address: Option<String>,
    /// Where it can be called.
    #[schema(min_length = 1, max_length = 200)]
    phone: String,
    /// Whether it appears to others under the network's neutral name.
    neutral_sender: bool,
}

/// The institution whose entry was changed.
#[derive(Serialize, ToSchema)]
pub(crate) struct InstitutionNamed {
    /// Its id.
    #[schema(value_type = AnId)]
    institution: InstitutionId,
}

/// Changes the entry of the own institution; with the neutral sender it is named nowhere else from now on.
#[utoipa::path(post, path = "/institutions/own/entry", params(IdempotencyKey))]
pub(crate) async fn amend(
    State(app): State<App>,
    Bearer(staff): Bearer,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<NewEntry>,
) -> Result<Json<InstitutionNamed>, Problem> {
    let needed = |field: &str, sent: &str| {
        let missing = || Problem::bad_input(&format!("Das Feld „{field}“ ist leer."));
        fields::text(field, Some(sent))?.ok_or_else(missing)
    };
    let entry = OwnEntry {
        name: needed("name", &request.name)?,
        address: fields::text("address", request.address.as_deref())?,
        phone: needed("phone", &request.phone)?,
        neutral_sender: request.neutral_sender,
    };
    app.desk.amend_own_entry(staff, &entry, &key).await?;
    Ok(Json(InstitutionNamed {
        institution: staff.institution,
    }))
}
