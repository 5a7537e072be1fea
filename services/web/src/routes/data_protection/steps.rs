//! What the privacy officer does: verify the log, erase what she asked for, keep what must be kept.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{ChangeClient, ClientChange, EraseRecord, Failure, Verdict};
use domain::{RecordId, Refusal, Staff};

use super::overview::{After, render};
use crate::App;
use crate::pages::{FieldErrors, KeptForm};
use crate::refusals::Problem;
use crate::routes::address::Named;
use crate::routes::answer::{problem, see};
use crate::routes::posted::{Posted, key};
use crate::routes::typed;

/// `POST /datenschutz/pruefung`
pub(crate) async fn verify(State(app): State<App>, posted: Posted<KeptForm>) -> Response {
    let Posted { session, staff, .. } = posted;
    let verified = match app.desk.verify_log(staff).await {
        Ok(Verdict::Sound { own_acts }) => (
            format!(
                "Nichts wurde nachträglich verändert, und jede Weitergabe hatte eine Einwilligung, \
                 die an diesem Tag galt. Geprüft am {}, darunter {own_acts} Einträge Ihrer \
                 Einrichtung.",
                crate::words::day(app.desk.now().today)
            ),
            true,
        ),
        Ok(Verdict::Violated) => {
            let sentence = "Ein Eintrag passt nicht zu den anderen, oder eine Weitergabe ist nicht \
                            belegt. Bitte sagen Sie dem Betrieb sofort Bescheid: Die Stelle steht \
                            dort im Betriebsprotokoll.";
            (sentence.to_owned(), false)
        }
        Err(failure) => return problem(&app, &session, &failure.into()).await,
    };
    let after = After {
        verified: Some(verified),
        ..After::default()
    };
    render(&app, &session, staff, after, StatusCode::OK).await
}

/// `POST /datenschutz/akten/{id}/loeschen`
pub(crate) async fn erase(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<KeptForm>,
) -> Response {
    let done = match record(&id) {
        Ok(record) => {
            let command = EraseRecord {
                record,
                wrong_person: false,
            };
            let key = key(&app, &posted.form.form_key);
            app.desk.erase_record(posted.staff, &command, &key).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(()) => see("/datenschutz?getan=geloescht"),
        Err(failure) => problem(&app, &posted.session, &failure.into()).await,
    }
}

/// `POST /datenschutz/akten/{id}/aufbewahrung`; an empty day lifts the hold.
pub(crate) async fn hold(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<KeptForm>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let mut errors = FieldErrors::default();
    let field = "offen";
    let until = typed::optional_day(&mut errors, field, &form.until);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if errors.is_empty() {
        let change = until.map_or(ClientChange::LiftHold, |until| ClientChange::Hold { until });
        match change_client(&app, staff, &id, &form, change).await {
            Ok(()) => return see("/datenschutz?getan=aufbewahrt"),
            Err(Failure::Refused(refusal @ Refusal::DayOutOfRange { .. })) => {
                let refused = Problem::from(refusal);
                errors.add(field, refused.detail());
                status = refused.status();
            }
            Err(failure) => return problem(&app, &session, &failure.into()).await,
        }
    }
    let after = After {
        errors,
        ..After::default()
    };
    render(&app, &session, staff, after, status).await
}

async fn change_client(
    app: &App,
    staff: Staff,
    id: &str,
    form: &KeptForm,
    change: ClientChange,
) -> Result<(), Failure> {
    let record = record(id)?;
    let command = ChangeClient { record, change };
    let key = key(app, &form.form_key);
    app.desk.change_client(staff, &command, &key).await
}

fn record(id: &str) -> Result<RecordId, Refusal> {
    id.parse().map_err(|_| Refusal::NotFound)
}
