//! `POST /datenschutz/akten`: a legal hold or a restriction of a record that the officer names by its
//! number, without a name and without opening it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{ChangeClient, ClientChange, Failure, Numbered};
use domain::{RecordId, Refusal, Staff};

use super::overview::{After, render};
use crate::App;
use crate::pages::{FieldErrors, NumberedForm};
use crate::refusals::Problem;
use crate::routes::answer::{problem, see};
use crate::routes::posted::{Posted, key};
use crate::routes::typed;
use crate::words;

/// `POST /datenschutz/akten`
pub(crate) async fn change(State(app): State<App>, posted: Posted<NumberedForm>) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let mut errors = FieldErrors::default();
    let record = match record(&app, staff, &form.number, &mut errors).await {
        Ok(record) => record,
        Err(failure) => return problem(&app, &session, &failure.into()).await,
    };
    let change = wanted(&form, &mut errors);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let (Some(record), Some((change, done))) = (record, change) {
        let command = ChangeClient { record, change };
        let key = key(&app, &form.form_key);
        match app.desk.change_client(staff, &command, &key).await {
            Ok(()) => return see(&format!("/datenschutz?getan={done}")),
            Err(Failure::Refused(refusal @ Refusal::DayOutOfRange { .. })) => {
                let refused = Problem::from(refusal);
                errors.add("until", refused.detail());
                status = refused.status();
            }
            Err(failure) => return problem(&app, &session, &failure.into()).await,
        }
    }
    let after = After {
        errors,
        numbered: Some(form),
        ..After::default()
    };
    render(&app, &session, staff, after, status).await
}

async fn record(
    app: &App,
    staff: Staff,
    number: &str,
    errors: &mut FieldErrors,
) -> Result<Option<RecordId>, Failure> {
    let number = number.trim();
    // Who may not is told so first, whatever was typed.
    let numbered = app.desk.record_numbered(staff, number).await?;
    let missing = match numbered {
        _ if !words::is_record_number(number) => {
            "Bitte geben Sie die ersten 6 bis 8 Zeichen an, Ziffern und Buchstaben von a bis f."
        }
        Numbered::One(record) => return Ok(Some(record)),
        Numbered::Nobody => "Eine Akte mit diesem Zeichen hat Ihre Einrichtung nicht.",
        Numbered::Several => {
            "Mehrere Akten beginnen mit diesem Zeichen. Bitte geben Sie mehr davon an."
        }
    };
    errors.add("number", missing);
    Ok(None)
}

/// What is to hold, and what is said when it does.
fn wanted(form: &NumberedForm, errors: &mut FieldErrors) -> Option<(ClientChange, &'static str)> {
    match form.what.as_str() {
        "hold" => {
            let until = typed::day(errors, "until", &form.until)?;
            Some((ClientChange::Hold { until }, "aufbewahrt"))
        }
        "lift" => Some((ClientChange::LiftHold, "aufbewahrung_aus")),
        "restrict" => Some((ClientChange::Restrict(true), "eingeschraenkt")),
        "free" => Some((ClientChange::Restrict(false), "wieder")),
        _ => {
            errors.add("what", "Bitte wählen Sie aus, was gelten soll.");
            None
        }
    }
}
