//! `/statistik/{id}/berichtigung`: a release is counted once more, by the coordinator.

use axum::extract::State;
use axum::response::Response;
use casework::ReviseRelease;
use serde::Deserialize;

use super::super::address::Named;
use super::super::answer::{page_with, problem, see};
use super::super::posted::{Posted, key};
use super::{id, period_page};
use crate::App;
use crate::refusals::Problem;

/// `POST /statistik/{id}/berichtigung`
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RevisionForm {
    form_key: String,
}

pub(super) async fn make(
    State(app): State<App>,
    Named(text): Named,
    posted: Posted<RevisionForm>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let key = key(&app, &form.form_key);
    let refused = match id(&text) {
        Ok(release) => {
            let command = ReviseRelease { release };
            match app.desk.perform(staff, &command, &key).await {
                Ok(revision) => return see(&format!("/statistik/{revision}?getan=berichtigt")),
                Err(refused) => Problem::from(refused),
            }
        }
        Err(refused) => refused,
    };
    // Who may read the period stays on its page and reads there why not.
    match period_page(&app, &session, staff, &text).await {
        Ok(mut built) if built.revise.is_some() => {
            built.errors.add("berichtigen", refused.detail());
            page_with(refused.status(), &built)
        }
        _ => problem(&app, &session, &refused).await,
    }
}
