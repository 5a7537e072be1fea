//! `/personen/{id}/entbindung`: a release from confidentiality, a record of its own.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{AskedRelease, Failure, RecordRelease};
use domain::consents::Subject;
use domain::{Line, Note, RecordId, Refusal, Staff};

use super::record;
use crate::App;
use crate::auth::PageSession;
use crate::pages::FieldErrors;
use crate::pages::persons::{ReleaseForm, ReleasePage};
use crate::refusals::Problem;
use crate::routes::address::Named;
use crate::routes::answer::{page_with, problem, see};
use crate::routes::asked::{self, typed_in};
use crate::routes::choices::{choice, days_field, signed_after};
use crate::routes::frame::frame;
use crate::routes::posted::{Posted, key};
use crate::routes::session::Visitor;
use crate::routes::typed;
use crate::routes::worklist::who;

/// `GET /personen/{id}/entbindung`
pub(crate) async fn form(State(app): State<App>, Named(id): Named, visitor: Visitor) -> Response {
    let Visitor { session, staff } = visitor;
    let form = ReleaseForm {
        form_key: app.desk.fresh_key().text().to_owned(),
        decider: "herself".into(),
        consent_form: "written".into(),
        spoken_language: "de".into(),
        consented_on: app.desk.now().today.to_string(),
        ..ReleaseForm::default()
    };
    let errors = FieldErrors::default();
    show(&app, &session, staff, &id, (form, errors), StatusCode::OK).await
}

/// `POST /personen/{id}/entbindung`
pub(crate) async fn record_release(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<ReleaseForm>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let named = match record(&id) {
        Ok(record) => record,
        Err(refusal) => return problem(&app, &session, &refusal.into()).await,
    };
    let command = match command(&form, named) {
        Ok(command) => command,
        Err(errors) => {
            let invalid = StatusCode::UNPROCESSABLE_ENTITY;
            return show(&app, &session, staff, &id, (form, errors), invalid).await;
        }
    };
    let key = key(&app, &form.form_key);
    match app.desk.record_release(staff, &command, &key).await {
        Ok(()) => see(&format!("/personen/{id}?getan=entbunden")),
        Err(Failure::Refused(refusal)) => {
            let Some(field) = field_of(&refusal) else {
                return problem(&app, &session, &refusal.into()).await;
            };
            let refused = Problem::from(refusal);
            let mut errors = FieldErrors::default();
            errors.add(field, refused.detail());
            let status = refused.status();
            show(&app, &session, staff, &id, (form, errors), status).await
        }
        Err(failure) => problem(&app, &session, &failure.into()).await,
    }
}

/// Where a refusal is shown, if the form has a place for it.
fn field_of(refusal: &Refusal) -> Option<&'static str> {
    asked::field_of(refusal).or_else(|| days_field(refusal))
}

fn command(form: &ReleaseForm, record: RecordId) -> Result<RecordRelease, FieldErrors> {
    let mut errors = FieldErrors::default();
    let missing = "Bitte nennen Sie die Person oder Stelle, die entbunden wird.";
    let discloser: Option<Line> =
        typed::required(&mut errors, "discloser", &form.discloser, missing);
    let recipient = form.recipient.parse().ok();
    if recipient.is_none() {
        errors.add(
            "recipient",
            "Bitte wählen Sie, mit wem gesprochen werden darf.",
        );
    }
    let missing = "Bitte schreiben Sie, worüber gesprochen werden darf.";
    let content: Option<Note> = typed::required(&mut errors, "content", &form.content, missing);
    let given_on = typed::day(&mut errors, "consented_on", &form.consented_on);
    let expires_on = typed::optional_day(&mut errors, "expires_on", &form.expires_on);
    let how = typed_in!(form).read(Subject::Release, &mut errors);
    let asked = (|| {
        let (asking, decider) = how?;
        Some(RecordRelease {
            record,
            recipient: recipient?,
            asked: AskedRelease {
                discloser: discloser?,
                content: content?,
                asking,
                decider,
                given_on: given_on?,
                expires_on,
                signed_after_withdrawal: signed_after(&form.signed),
            },
        })
    })();
    asked.filter(|_| errors.is_empty()).ok_or(errors)
}

async fn show(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    (form, errors): (ReleaseForm, FieldErrors),
    status: StatusCode,
) -> Response {
    match build(app, session, staff, id, (form, errors)).await {
        Ok(page) => page_with(status, &page),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    (form, errors): (ReleaseForm, FieldErrors),
) -> Result<ReleasePage, Problem> {
    let client = app.desk.client(staff, record(id)?).await?;
    let institutions = app.desk.institutions().await?;
    let others = institutions
        .iter()
        .filter(|row| row.institution != staff.institution);
    Ok(ReleasePage {
        frame: frame(app, session, "").await,
        who: who(client.identity.as_ref()),
        back: format!("/personen/{id}"),
        action: format!("/personen/{id}/entbindung"),
        form,
        recipients: others
            .map(|row| choice(&row.institution.to_string(), row.entry.name.as_str()))
            .collect(),
        asked: asked::part(app, Subject::Release)?,
        today: app.desk.now().today.to_string(),
        errors,
    })
}
