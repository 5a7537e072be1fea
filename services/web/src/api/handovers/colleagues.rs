//! To whom a hand-over can be assigned.

use domain::AccountId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::json::Json;
use crate::api::request::Caller;
use crate::refusals::Problem;

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
    account: AccountId,
    /// How colleagues read the name.
    display_name: String,
}

/// Lists to whom a hand-over can be assigned.
#[utoipa::path(get, path = "/colleagues")]
pub(crate) async fn colleagues(by: Caller) -> Result<Json<Colleagues>, Problem> {
    let all = by.desk.colleagues(by.staff).await?;
    let colleagues = all.into_iter().map(|member| Colleague {
        account: member.account,
        display_name: member.display_name.as_str().to_owned(),
    });
    Ok(Json(Colleagues {
        colleagues: colleagues.collect(),
    }))
}
