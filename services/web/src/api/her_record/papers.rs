//! New papers for everything that she carries.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use casework::ReissueOpenSlips;
use domain::{RecordId, SlipId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::App;
use crate::api::fields;
use crate::api::ids::AnId;
use crate::api::json::Body;
use crate::api::problems::Problems;
use crate::api::request::{Id, IdempotencyKey};
use crate::api::slips::issue::SlipIssued;
use crate::auth::Bearer;
use crate::refusals::Problem;

/// New papers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPapers {
    /// She wants them; without her wish it is refused in words.
    #[serde(default)]
    her_wish: bool,
    /// The slips whose paper shall say where she goes and why, because she wants that.
    #[serde(default)]
    #[schema(value_type = Vec<AnId>)]
    plain: Vec<String>,
}

/// The slips with their new codes, the latest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct PapersMade {
    /// The slips.
    slips: Vec<SlipIssued>,
}

/// Gives her new papers for all open slips of a record; the old codes are dead.
#[utoipa::path(
    post,
    path = "/clients/{id}/new-papers",
    tag = "clients",
    params(("id" = AnId, Path, description = "The record's id."), IdempotencyKey),
    request_body = NewPapers,
    responses((status = 200, description = "They have new codes.", body = PapersMade), Problems)
)]
pub(crate) async fn reissue(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(request): Body<NewPapers>,
) -> Result<Json<PapersMade>, Problem> {
    let plain = request.plain.iter().map(|slip| fields::id("plain", slip));
    let command = ReissueOpenSlips {
        record,
        her_wish: request.her_wish,
        plain: plain.collect::<Result<BTreeSet<SlipId>, _>>()?,
    };
    app.desk.reissue_open_slips(staff, &command, &key).await?;
    let mut slips = Vec::new();
    for slip in app.desk.open_slips(staff, record).await? {
        slips.push(SlipIssued::of(&app, staff, slip).await?);
    }
    Ok(Json(PapersMade { slips }))
}
