//! What she takes back: items, or everything.

use std::collections::BTreeSet;

use casework::{WithdrawConsent, WithdrawEverything, WithdrawFrom};
use domain::consents::Item;
use domain::{HandoverId, InstitutionId, RecordId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::said::Said;
use crate::api::json::Json;
use crate::api::request::{Caller, IdempotencyKey};
use crate::refusals::Problem;

/// Items that she takes back.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Withdrawal {
    /// The own record of her, for what this institution recorded.
    client: Option<RecordId>,
    /// The receiving institution for which they held, together with `client`.
    recipient: Option<InstitutionId>,
    /// The own hand-over, for what came to this institution with it.
    handover: Option<HandoverId>,
    /// The items.
    items: BTreeSet<Item>,
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
pub(crate) struct WithdrawalOfEverything {
    /// The own record of her.
    client: RecordId,
    /// How she said so.
    said: Said,
}

impl Withdrawal {
    fn read(self) -> Result<WithdrawConsent, Problem> {
        let from = match (self.client, self.recipient, self.handover) {
            (Some(record), Some(recipient), None) => WithdrawFrom::Recorded { record, recipient },
            (None, None, Some(handover)) => WithdrawFrom::Held(handover),
            _ => {
                return Err(Problem::bad_input(
                    "Bitte geben Sie entweder „client“ und „recipient“ an oder „handover“.",
                ));
            }
        };
        Ok(WithdrawConsent {
            from,
            items: self.items,
            said: self.said.read()?,
        })
    }
}

/// Takes items back.
#[utoipa::path(post, path = "/consents/withdrawals", params(IdempotencyKey))]
pub(crate) async fn withdraw(
    by: Caller<IdempotencyKey>,
    Json(request): Json<Withdrawal>,
) -> Result<Json<Withdrawn>, Problem> {
    let command = request.read()?;
    by.perform(&command).await?;
    Ok(Json(Withdrawn { withdrawn: true }))
}

/// Takes everything back, blindly: the answer says nothing of what there was.
#[utoipa::path(post, path = "/consents/everything", params(IdempotencyKey))]
pub(crate) async fn withdraw_everything(
    by: Caller<IdempotencyKey>,
    Json(request): Json<WithdrawalOfEverything>,
) -> Result<Json<Withdrawn>, Problem> {
    let command = WithdrawEverything {
        record: request.client,
        said: request.said.read()?,
    };
    by.perform(&command).await?;
    Ok(Json(Withdrawn { withdrawn: true }))
}
