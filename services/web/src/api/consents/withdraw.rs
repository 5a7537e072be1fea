//! What she takes back: items, or everything.

use axum::extract::State;
use casework::{WithdrawConsent, WithdrawEverything, WithdrawFrom};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::said::Said;
use crate::App;
use crate::api::codes::ItemCode;
use crate::api::fields;
use crate::api::ids::AnId;
use crate::api::json::Json;
use crate::api::request::IdempotencyKey;
use crate::auth::Bearer;
use crate::refusals::Problem;

/// Items that she takes back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Withdrawal {
    /// The own record of her, for what this institution recorded.
    #[serde(default)]
    #[schema(value_type = Option<AnId>)]
    client: Option<String>,
    /// The receiving institution for which they held, together with `client`.
    #[serde(default)]
    #[schema(value_type = Option<AnId>)]
    recipient: Option<String>,
    /// The own hand-over, for what came to this institution with it.
    #[serde(default)]
    #[schema(value_type = Option<AnId>)]
    handover: Option<String>,
    /// The items.
    #[schema(value_type = Vec<ItemCode>)]
    items: Vec<ItemCode>,
    /// How she said so.
    said: Said,
}

/// That it is done; which paths it reached is hers to know.
#[derive(Serialize, ToSchema)]
pub(crate) struct Withdrawn {
    /// Always true.
    withdrawn: bool,
}

/// Everything that she ever allowed; nothing of it is listed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawalOfEverything {
    /// The own record of her.
    #[schema(value_type = AnId)]
    client: String,
    /// How she said so.
    said: Said,
}

impl Withdrawal {
    fn read(&self) -> Result<WithdrawConsent, Problem> {
        let from = match (&self.client, &self.recipient, &self.handover) {
            (Some(client), Some(recipient), None) => WithdrawFrom::Recorded {
                record: fields::id("client", client)?,
                recipient: fields::id("recipient", recipient)?,
            },
            (None, None, Some(handover)) => WithdrawFrom::Held(fields::id("handover", handover)?),
            _ => {
                return Err(Problem::bad_input(
                    "Bitte geben Sie entweder „client“ und „recipient“ an oder „handover“.",
                ));
            }
        };
        Ok(WithdrawConsent {
            from,
            items: fields::words("items", &self.items)?,
            said: self.said.read()?,
        })
    }
}

/// Takes items back.
#[utoipa::path(post, path = "/consents/withdrawals", params(IdempotencyKey))]
pub(crate) async fn withdraw(
    State(app): State<App>,
    Bearer(staff): Bearer,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<Withdrawal>,
) -> Result<Json<Withdrawn>, Problem> {
    let command = request.read()?;
    app.desk.withdraw_consent(staff, &command, &key).await?;
    Ok(Json(Withdrawn { withdrawn: true }))
}

/// Takes everything back, blindly: the answer says nothing of what there was.
#[utoipa::path(post, path = "/consents/everything", params(IdempotencyKey))]
pub(crate) async fn withdraw_everything(
    State(app): State<App>,
    Bearer(staff): Bearer,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<WithdrawalOfEverything>,
) -> Result<Json<Withdrawn>, Problem> {
    let command = WithdrawEverything {
        record: fields::id("client", &request.client)?,
        said: request.said.read()?,
    };
    app.desk.withdraw_everything(staff, &command, &key).await?;
    Ok(Json(Withdrawn { withdrawn: true }))
}
