//! She takes something back: an item, a release from confidentiality, or everything at once and
//! blindly.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;
use casework::{WithdrawConsent, WithdrawEverything, WithdrawFrom, WithdrawRelease};
use domain::consents::Item;
use domain::{Refusal, Staff};

use super::record;
use crate::App;
use crate::auth::PageSession;
use crate::pages::persons::RightsForm;
use crate::refusals::Problem;
use crate::routes::address::Named;
use crate::routes::answer::{problem, see};
use crate::routes::posted::{Posted, key};

/// `POST /personen/{id}/ruecknahme`
pub(crate) async fn item(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<RightsForm>,
) -> Response {
    let done = take_item(&app, posted.staff, &id, &posted.form).await;
    after(&app, &posted.session, &id, "zurueckgenommen", done).await
}

async fn take_item(app: &App, staff: Staff, id: &str, form: &RightsForm) -> Result<(), Problem> {
    let item: Item = form.item.parse().map_err(|_| Refusal::NotFound)?;
    let recipient = form.recipient.parse();
    let command = WithdrawConsent {
        from: WithdrawFrom::Recorded {
            record: record(id)?,
            recipient: recipient.map_err(|_| Refusal::NotFound)?,
        },
        items: BTreeSet::from([item]),
    };
    let key = key(app, &form.form_key);
    Ok(app.desk.withdraw_consent(staff, &command, &key).await?)
}

/// `POST /personen/{id}/alles-zuruecknehmen`
pub(crate) async fn everything(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<RightsForm>,
) -> Response {
    let done = take_everything(&app, posted.staff, &id, &posted.form).await;
    after(&app, &posted.session, &id, "alles", done).await
}

async fn take_everything(
    app: &App,
    staff: Staff,
    id: &str,
    form: &RightsForm,
) -> Result<(), Problem> {
    let record = record(id)?;
    let command = WithdrawEverything { record };
    let key = key(app, &form.form_key);
    Ok(app.desk.withdraw_everything(staff, &command, &key).await?)
}

/// `POST /personen/{id}/entbindung/ruecknahme`
pub(crate) async fn release(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<RightsForm>,
) -> Response {
    let done = take_release(&app, posted.staff, &id, &posted.form).await;
    after(&app, &posted.session, &id, "zurueckgenommen", done).await
}

async fn take_release(app: &App, staff: Staff, id: &str, form: &RightsForm) -> Result<(), Problem> {
    let recipient = form.recipient.parse();
    let command = WithdrawRelease {
        record: record(id)?,
        recipient: recipient.map_err(|_| Refusal::NotFound)?,
    };
    let key = key(app, &form.form_key);
    Ok(app.desk.withdraw_release(staff, &command, &key).await?)
}

/// Back to her page, or why not.
pub(super) async fn after(
    app: &App,
    session: &PageSession,
    id: &str,
    done: &str,
    result: Result<(), Problem>,
) -> Response {
    match result {
        Ok(()) => see(&format!("/personen/{id}?getan={done}")),
        Err(refused) => problem(app, session, &refused).await,
    }
}
