//! Finding own people again; what is looked for stands in the body, never in an address.

use domain::Line;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::clients::ClientAnswer;
use crate::api::json::Json;
use crate::api::request::Caller;
use crate::refusals::Problem;

/// Whom to look for.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Sought {
    /// Whole words of her name, in any order.
    name: Line,
    /// Her year of birth.
    #[schema(minimum = 1900, maximum = 2100)]
    birth_year: Option<i16>,
}

/// Who was found, at the own institution only.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundClients {
    /// The records, by name; 50 at most.
    clients: Vec<ClientAnswer>,
    /// Whether there are more: it takes more of the name.
    more: bool,
}

/// Finds own records by name.
#[utoipa::path(post, path = "/clients/search")]
pub(crate) async fn search(
    by: Caller,
    Json(request): Json<Sought>,
) -> Result<Json<FoundClients>, Problem> {
    let born = request.birth_year;
    if born.is_some_and(|year| !(1900..=2100).contains(&year)) {
        let sentence = "Das Feld „birth_year“ ist kein Jahr von 1900 bis 2100.";
        return Err(Problem::bad_input(sentence));
    }
    let found = by.desk.find_clients(by.staff, request.name.as_str(), born);
    let found = found.await?;
    Ok(Json(FoundClients {
        clients: found.clients.into_iter().map(ClientAnswer::from).collect(),
        more: found.more,
    }))
}
