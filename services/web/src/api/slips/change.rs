//! What the sender does with a slip that is out: a new paper, a new last day, an error, and what came
//! back on paper.

use axum::extract::State;
use casework::{EnterSlipInError, RecordPaperReturn, ReissueSlip, ReviveSlip};
use domain::SlipId;
use domain::slips::Reappointed;
use serde::Deserialize;
use utoipa::ToSchema;

use super::appointment::{Expected, Said};
use super::issue::SlipIssued;
use super::withdraw::SlipNamed;
use crate::App;
use crate::api::codes::PaperCode;
use crate::api::fields;
use crate::api::json::{Created, Json};
use crate::api::messages::Saying;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// A new paper with a new code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reissue {
    /// She wants it; without her wish it is refused in words.
    #[serde(default)]
    her_wish: bool,
    /// The new last day.
    #[schema(format = Date)]
    valid_until: String,
    /// What becomes of the appointment: without this it stands as it was agreed; `null` is none.
    #[serde(default)]
    #[schema(value_type = Option<Expected>)]
    appointment: Said,
    /// How much the new paper says: plain, or discreet with day, time and the call-back line only; without it
    /// as before.
    #[serde(default)]
    #[schema(value_type = Option<PaperCode>)]
    paper: Option<PaperCode>,
}

/// A new last day.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Revival {
    /// The new last day.
    #[schema(format = Date)]
    valid_until: String,
}

/// Why it was wrong.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SlipError {
    /// Why; without a comment it is refused in words.
    #[serde(default)]
    #[schema(max_length = 2000)]
    comment: Option<String>,
}

/// What a return strip says, or what she says without one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaperReturn {
    /// What it says.
    message: Saying,
    /// A remark on it.
    #[serde(default)]
    #[schema(max_length = 2000)]
    words: Option<String>,
}

/// Gives her a new paper with a new code; the old code is dead.
#[utoipa::path(post, path = "/slips/{id}/reissue", params(IdempotencyKey))]
pub(crate) async fn reissue(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(slip): Id<SlipId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<Reissue>,
) -> Result<Json<SlipIssued>, Problem> {
    let command = ReissueSlip {
        slip,
        her_wish: request.her_wish,
        valid_until: fields::day("valid_until", &request.valid_until)?,
        appointment: match request.appointment {
            Said::AsBefore => Reappointed::AsBefore,
            Said::Now(now) => Reappointed::Now(now.as_ref().map(Expected::read).transpose()?),
        },
        paper: fields::maybe("paper", request.paper.as_ref())?,
    };
    let slip = app.desk.reissue_slip(staff, &command, &key).await?;
    SlipIssued::of(&app, staff, slip).await.map(Json)
}

/// Lets a slip hold again after its last day.
#[utoipa::path(post, path = "/slips/{id}/revival", params(IdempotencyKey))]
pub(crate) async fn revive(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(slip): Id<SlipId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<Revival>,
) -> Result<Json<SlipNamed>, Problem> {
    let command = ReviveSlip {
        slip,
        valid_until: fields::day("valid_until", &request.valid_until)?,
    };
    let slip = app.desk.revive_slip(staff, &command, &key).await?;
    Ok(Json(SlipNamed { slip }))
}

/// Marks a slip as an error; for its author and the lead.
#[utoipa::path(post, path = "/slips/{id}/error", params(IdempotencyKey))]
pub(crate) async fn enter_in_error(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(slip): Id<SlipId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<SlipError>,
) -> Result<Json<SlipNamed>, Problem> {
    let command = EnterSlipInError {
        slip,
        comment: fields::text("comment", request.comment.as_deref())?,
    };
    let slip = app.desk.enter_slip_in_error(staff, &command, &key).await?;
    Ok(Json(SlipNamed { slip }))
}

/// Enters what came back on paper.
#[utoipa::path(post, path = "/slips/{id}/paper-returns", params(IdempotencyKey))]
pub(crate) async fn record_paper_return(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(slip): Id<SlipId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<PaperReturn>,
) -> Result<Created<SlipNamed>, Problem> {
    let command = RecordPaperReturn {
        slip,
        message: request.message.read("message")?,
        words: fields::text("words", request.words.as_deref())?,
    };
    let slip = app.desk.record_paper_return(staff, &command, &key).await?;
    Ok(Created(SlipNamed { slip }))
}
