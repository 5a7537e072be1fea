//! `/statistik/{id}/berichtigung`: a release is counted once more, by the coordinator.

use casework::ReviseRelease;

use super::super::answer::{Answer, page_with, see};
use super::super::posted::key;
use super::super::visit::Returned;
use super::period_page;
use crate::refusals::Problem;

/// `POST /statistik/{id}/berichtigung`
pub(super) async fn make(Returned { visit, form }: Returned) -> Answer {
    let release = visit.named()?;
    let key = key(&visit.app, form.get("form_key"));
    let refused = match visit.perform(&ReviseRelease { release }, &key).await {
        Ok(revision) => return Ok(see(&format!("/statistik/{revision}?getan=berichtigt"))),
        Err(refused) => Problem::from(refused),
    };
    // Who may read the period stays on its page and reads there why not.
    match period_page(&visit).await {
        Ok(mut built) if built.revise.is_some() => {
            built.errors.add("berichtigen", refused.detail());
            Ok(page_with(refused.status(), &built))
        }
        _ => Err(refused),
    }
}
