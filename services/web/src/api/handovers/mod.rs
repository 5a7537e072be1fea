//! The receiving office's side: from the code on the counter to the feedback that she allows.

pub(crate) mod arrive;
mod parts;
pub(crate) mod read;
pub(crate) mod steps;

pub(crate) use parts::{Heard, stage};

use std::collections::BTreeSet;

use casework::Desk;
use domain::codes::PresentedCode;
use domain::consents::Item;
use domain::{HandoverId, Refusal};
use serde::Serialize;
use utoipa::ToSchema;

use crate::refusals::Problem;

/// The hand-over that was acted on.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandoverNamed {
    /// Its id.
    handover: HandoverId,
}

/// The hand-over that was acted on, and what of it the sender was not told.
#[derive(Serialize, ToSchema)]
pub(crate) struct StepTaken {
    /// Its id.
    handover: HandoverId,
    /// Items of `tell` that she does not allow at this moment: the step is taken, and these stay untold.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    untold: BTreeSet<Item>,
}

impl StepTaken {
    pub(in crate::api) async fn told(
        desk: &Desk,
        handover: HandoverId,
        tell: &BTreeSet<Item>,
    ) -> Result<Self, Problem> {
        let untold = desk.untold(handover, tell).await?;
        Ok(Self { handover, untold })
    }
}

/// What was typed or scanned. What cannot be a code gets the answer of a code that nobody has.
pub(in crate::api) fn code(sent: &str) -> Result<PresentedCode, Refusal> {
    sent.parse().map_err(|_| Refusal::UnknownCode)
}
