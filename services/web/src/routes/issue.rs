//! `/laufzettel/neu`: consent, slip and print on one page.

mod known;
mod parse;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::Failure;
use domain::consents::Item;
use domain::vocabulary::Need;
use domain::{Refusal, Staff};
use jiff::ToSpan;
use read_models::institutions::InstitutionRow;
use serde::Deserialize;

use super::address::Said;
use super::answer::{page_with, problem, see};
use super::choices::choice;
use super::frame::frame;
use super::posted::{Posted, key};
use super::session::Visitor;
use crate::App;
use crate::auth::PageSession;
use crate::pages::{ChoiceGroup, ConsentText, FieldErrors, IssueForm, IssuePage};
use crate::refusals::Problem;
use crate::words;
use known::Known;

/// How long a slip is proposed to hold.
const USUAL_DAYS: i64 = 28;

/// For whom: nobody yet, or somebody of whom the office has a record.
#[derive(Default, Deserialize)]
pub(crate) struct Whom {
    #[serde(default)]
    person: String,
}

/// `GET /laufzettel/neu`, with `?person=` for somebody whom the office knows
pub(crate) async fn form(
    State(app): State<App>,
    Said(whom): Said<Whom>,
    visitor: Visitor,
) -> Response {
    let Visitor { session, staff } = visitor;
    let today = app.desk.now().today;
    let empty = IssueForm {
        form_key: app.desk.fresh_key().text().to_owned(),
        client: whom.person,
        person: "named".into(),
        preset: "nothing".into(),
        capacity: "herself".into(),
        consent_form: "written".into(),
        consent_language: "de".into(),
        consented_on: today.to_string(),
        valid_until: today.saturating_add(USUAL_DAYS.days()).to_string(),
        ..IssueForm::default()
    };
    show(
        &app,
        &session,
        staff,
        empty,
        FieldErrors::default(),
        StatusCode::OK,
    )
    .await
}

/// `POST /laufzettel/neu`
pub(crate) async fn issue(State(app): State<App>, posted: Posted<IssueForm>) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let invalid = StatusCode::UNPROCESSABLE_ENTITY;
    let known = match Known::of(&app, staff, &form.client).await {
        Ok(known) => known,
        Err(refused) => return problem(&app, &session, &refused).await,
    };
    let command = match parse::command(&form, known.as_ref(), app.desk.now().today) {
        Ok(command) => command,
        Err(errors) => return show(&app, &session, staff, form, errors, invalid).await,
    };
    let key = key(&app, &form.form_key);
    match app.desk.issue_slip(staff, &command, &key).await {
        Ok(id) => see(&format!("/laufzettel/{id}?getan=ausgestellt")),
        Err(Failure::Refused(refusal)) => {
            let field = field_of(&refusal);
            let refused = Problem::from(refusal);
            let mut errors = FieldErrors::default();
            errors.add(field, refused.detail());
            show(&app, &session, staff, form, errors, refused.status()).await
        }
        // The same form was sent with other content: what is on the screen is kept under a new key.
        Err(Failure::KeyReused) => {
            let mut errors = FieldErrors::default();
            errors.add("offer", Problem::from(Failure::KeyReused).detail());
            let form_key = app.desk.fresh_key().text().to_owned();
            let form = IssueForm { form_key, ..form };
            show(&app, &session, staff, form, errors, invalid).await
        }
        Err(failure) => problem(&app, &session, &failure.into()).await,
    }
}

/// Where a refusal is shown.
fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::ConsentInFuture => "consented_on",
        Refusal::ConsentWithoutCapacity => "capacity",
        Refusal::StandingFeedbackNotOffered => "preset",
        Refusal::ValidityOutOfRange => "valid_until",
        Refusal::ConsentTextUnknown => "consent_language",
        Refusal::ConsentMissing { item } => match item {
            Item::Identity => "share_identity",
            Item::Contact => "share_contact",
            Item::Need => "share_need",
            Item::Reason => "share_reason",
            Item::Child => "share_child",
            _ => "preset",
        },
        _ => "offer",
    }
}

async fn show(
    app: &App,
    session: &PageSession,
    staff: Staff,
    form: IssueForm,
    errors: FieldErrors,
    status: StatusCode,
) -> Response {
    match build(app, session, staff, form, errors).await {
        Ok(built) => page_with(status, &built),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    form: IssueForm,
    errors: FieldErrors,
) -> Result<IssuePage, Problem> {
    if !staff.function.does_casework() {
        return Err(Refusal::NotYourRole.into());
    }
    let institutions = app.desk.institutions().await?;
    let own = institutions
        .iter()
        .find(|row| row.institution == staff.institution)
        .ok_or(Refusal::NotFound)?;
    let faces = app.desk.faces().await?;
    let known = Known::of(app, staff, &form.client).await?;
    Ok(IssuePage {
        known: known.as_ref().map(Known::shown),
        frame: frame(app, session, "/laufzettel/neu").await,
        own_office: own.entry.name.as_str().to_owned(),
        neutral_name: faces.neutral_sender.as_str().to_owned(),
        offers: offers(&institutions, staff),
        feedback_offered: !own.entry.kind.may_reduce_benefits(),
        sender_protected: own.entry.kind.is_protected() || own.entry.neutral_sender,
        capacities: vec![
            choice("herself", "Sie selbst"),
            choice("interpreter", "Sie selbst, mit Sprachmittlung"),
            choice("not_capable", "Sie kann gerade nicht selbst entscheiden"),
        ],
        languages: vec![choice("de", "Deutsch")],
        consent: ConsentText {
            version: casework::consent_texts::IN_FORCE[0].version.into(),
            statement:
                "Ich bin einverstanden, dass die unten angekreuzten Angaben an die gewählte \
                        Stelle weitergegeben werden und dass zurückkommt, was ich erlaube. Ich \
                        kann das jederzeit widerrufen, ganz oder für einzelne Punkte."
                    .into(),
            consequences: "Dann entsteht Ihnen kein Nachteil. Sie bekommen den Laufzettel auch \
                           ohne Ihren Namen, und jede Stelle hilft Ihnen genauso."
                .into(),
        },
        today: app.desk.now().today.to_string(),
        duplicate: None,
        form,
        errors,
    })
}

/// Every service of other institutions, by need; the value is `need:institution:service`.
pub(crate) fn offers(institutions: &[InstitutionRow], staff: Staff) -> Vec<ChoiceGroup> {
    Need::ALL
        .iter()
        .map(|need| ChoiceGroup {
            label: words::need(*need).into(),
            choices: places(institutions, staff, *need)
                .map(|(value, label)| choice(&format!("{need}:{value}"), &label))
                .collect(),
        })
        .filter(|group| !group.choices.is_empty())
        .collect()
}

/// Where she can go for a need: `institution:service` and how it is called.
pub(crate) fn places(
    institutions: &[InstitutionRow],
    staff: Staff,
    need: Need,
) -> impl Iterator<Item = (String, String)> {
    institutions
        .iter()
        .filter(move |row| row.institution != staff.institution)
        .flat_map(move |row| {
            let fitting = row.services.iter().filter(move |s| s.needs.contains(&need));
            fitting.map(move |service| {
                (
                    format!("{}:{}", row.institution, service.id),
                    format!("{} – {}", row.entry.name.as_str(), service.name.as_str()),
                )
            })
        })
}
