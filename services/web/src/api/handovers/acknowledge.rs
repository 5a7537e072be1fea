//! Acknowledging a code: she is here.

use std::collections::BTreeSet;

use casework::Acknowledge;
use domain::consents::Item;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{StepTaken, code};
use crate::api::json::{Created, Json};
use crate::api::request::{Caller, IdempotencyKey};
use crate::refusals::Problem;

/// A code at the counter.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Arrival {
    /// The code, as it was typed or scanned.
    code: String,
    /// The day of arrival; today if it is left out.
    arrived_on: Option<Date>,
    /// Whether the office takes her on in the same act.
    #[serde(default)]
    accept: bool,
    /// What the sender is told in the same act, as far as she allows it at that moment.
    #[serde(default)]
    tell: BTreeSet<Item>,
}

impl Arrival {
    fn read(self) -> Result<Acknowledge, Problem> {
        Ok(Acknowledge {
            code: code(&self.code)?,
            arrived_on: self.arrived_on,
            accept: self.accept,
            tell: self.tell,
        })
    }
}

/// Acknowledges a code, and with `accept` takes her on; the same office again gets the same answer.
#[utoipa::path(post, path = "/handovers", params(IdempotencyKey))]
pub(crate) async fn acknowledge(
    by: Caller<IdempotencyKey>,
    Json(request): Json<Arrival>,
) -> Result<Created<StepTaken>, Problem> {
    let command = request.read()?;
    let handover = by.perform(&command).await?;
    let told = StepTaken::told(&by.desk, handover, &command.tell).await?;
    Ok(Created(told))
}
