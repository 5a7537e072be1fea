//! The receiving office's side: from the code on the counter to the feedback that she allows.

pub(crate) mod accept;
pub(crate) mod acknowledge;
pub(crate) mod arrive;
pub(crate) mod assign;
pub(crate) mod conclude;
pub(crate) mod correct;
pub(crate) mod end;
pub(crate) mod feedback;
pub(crate) mod forward;
pub(crate) mod her_word;
pub(crate) mod hold;
pub(crate) mod lookup;
mod parts;
pub(crate) mod read;
pub(crate) mod reject;

pub(crate) use parts::stage;

use domain::codes::PresentedCode;
use domain::{HandoverId, Refusal};
use serde::Serialize;
use utoipa::ToSchema;

/// The hand-over that was acted on.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandoverNamed {
    /// Its id.
    #[schema(value_type = String)]
    handover: HandoverId,
}

/// What was typed or scanned. What cannot be a code gets the answer of a code that nobody has.
pub(in crate::api) fn code(sent: &str) -> Result<PresentedCode, Refusal> {
    sent.parse().map_err(|_| Refusal::UnknownCode)
}
