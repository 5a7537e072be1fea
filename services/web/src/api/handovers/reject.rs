//! Rejecting a hand-over: with a reason, and with a next place where there is one.

use axum::extract::State;
use casework::{InsteadAt, Reject};
use domain::HandoverId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::StepTaken;
use crate::App;
use crate::api::codes::{ItemCode, RejectionReasonCode};
use crate::api::fields;
use crate::api::ids::AnId;
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;

/// Why the office cannot take her on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rejection {
    /// Why; without a reason it is refused in words.
    #[serde(default)]
    #[schema(value_type = Option<RejectionReasonCode>)]
    reason: Option<RejectionReasonCode>,
    /// A comment; required for `other`.
    #[serde(default)]
    #[schema(max_length = 2000)]
    comment: Option<String>,
    /// Where she can go instead.
    #[serde(default)]
    instead: Option<ElsewhereAt>,
    /// What the sender is told in the same act, as far as she allows it at that moment.
    #[serde(default)]
    #[schema(value_type = Vec<ItemCode>)]
    tell: Vec<ItemCode>,
}

/// A service where she can go instead.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ElsewhereAt {
    /// The institution.
    #[schema(value_type = AnId)]
    institution: String,
    /// The service there.
    #[schema(value_type = AnId)]
    service: String,
}

impl Rejection {
    fn read(&self, handover: HandoverId) -> Result<Reject, Problem> {
        let reason = self.reason.as_ref().map(|code| code.read("reason"));
        Ok(Reject {
            handover,
            reason: reason.transpose()?,
            comment: fields::text("comment", self.comment.as_deref())?,
            instead: self.instead.as_ref().map(ElsewhereAt::read).transpose()?,
            tell: fields::words("tell", &self.tell)?,
        })
    }
}

impl ElsewhereAt {
    fn read(&self) -> Result<InsteadAt, Problem> {
        Ok(InsteadAt {
            institution: fields::id("instead.institution", &self.institution)?,
            service: fields::id("instead.service", &self.service)?,
        })
    }
}

/// Rejects a hand-over.
#[utoipa::path(post, path = "/handovers/{id}/rejection", params(IdempotencyKey))]
pub(crate) async fn reject(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(handover): Id<HandoverId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<Rejection>,
) -> Result<Json<StepTaken>, Problem> {
    let command = request.read(handover)?;
    let handover = app.desk.take_step(staff, &command, &key).await?;
    StepTaken::told(&app.desk, handover, &command.tell).await
}
