//! The slip on paper, the same again and again; its name says nothing about anybody.

use domain::SlipId;

use crate::api::pdf::Pdf;
use crate::api::request::{Caller, Id};
use crate::refusals::Problem;
use crate::routes::paper;

/// Prints one own slip.
#[utoipa::path(get, path = "/slips/{id}/paper")]
pub(crate) async fn print(by: Caller, Id(slip): Id<SlipId>) -> Result<Pdf, Problem> {
    paper::pdf(&by, by.staff, slip)
        .await
        .map(|bytes| Pdf::new("laufzettel.pdf", bytes))
}
