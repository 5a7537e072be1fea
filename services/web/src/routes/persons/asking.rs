//! `/personen/{id}/einwilligung`: her word, for several recipients at once, each ticked.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{Asked, Failure, RecordConsent};
use domain::consents::{ConsentPurpose, Item, Preset, Subject};
use domain::{InstitutionId, Refusal, Staff};
use jiff::civil::Date;
use read_models::clients::ClientRow;
use read_models::consents::ConsentRow;

use super::items::{self, COMES_BACK, MORE, TRAVELS};
use super::record;
use crate::App;
use crate::auth::PageSession;
use crate::pages::FieldErrors;
use crate::pages::persons::{AskForm, AskPage, AskedItem, AskedRecipient};
use crate::refusals::Problem;
use crate::routes::address::Named;
use crate::routes::answer::{page_with, problem, see};
use crate::routes::asked::{self, typed_in};
use crate::routes::choices::{days_field, signed_after};
use crate::routes::frame::frame;
use crate::routes::posted::{Posted, key};
use crate::routes::session::Visitor;
use crate::routes::typed;
use crate::routes::worklist::who;
use crate::words;

/// `GET /personen/{id}/einwilligung`
pub(crate) async fn form(State(app): State<App>, Named(id): Named, visitor: Visitor) -> Response {
    let Visitor { session, staff } = visitor;
    let preset = app.desk.rules().await.map(|rules| rules.preset);
    let form = AskForm {
        form_key: app.desk.fresh_key().text().to_owned(),
        preset: preset.unwrap_or(Preset::Nothing).code().to_owned(),
        decider: "herself".into(),
        consent_form: "written".into(),
        spoken_language: "de".into(),
        consented_on: app.desk.now().today.to_string(),
        ..AskForm::default()
    };
    let errors = FieldErrors::default();
    show(&app, &session, staff, &id, (form, errors), StatusCode::OK).await
}

/// `POST /personen/{id}/einwilligung`
pub(crate) async fn record_word(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<AskForm>,
) -> Response {
    let Posted {
        session,
        staff,
        mut form,
    } = posted;
    let client = match client(&app, staff, &id).await {
        Ok(client) => client,
        Err(refused) => return problem(&app, &session, &refused).await,
    };
    let command = match command(&form, &client) {
        Ok(command) => command,
        Err(errors) => {
            let invalid = StatusCode::UNPROCESSABLE_ENTITY;
            return show(&app, &session, staff, &id, (form, errors), invalid).await;
        }
    };
    let key = key(&app, &form.form_key);
    match app.desk.record_consent(staff, &command, &key).await {
        Ok(()) => see(&format!("/personen/{id}?getan=eingewilligt")),
        Err(Failure::Refused(refusal)) => {
            let mut errors = FieldErrors::default();
            if refusal == Refusal::ConsentTextOutdated {
                form.consequences_told.clear();
            }
            let field = field_of(&refusal);
            let refused = Problem::from(refusal);
            errors.add(field, refused.detail());
            let status = refused.status();
            show(&app, &session, staff, &id, (form, errors), status).await
        }
        Err(failure) => problem(&app, &session, &failure.into()).await,
    }
}

/// Where a refusal is shown.
fn field_of(refusal: &Refusal) -> &'static str {
    if let Some(field) = asked::field_of(refusal).or_else(|| days_field(refusal)) {
        return field;
    }
    match refusal {
        Refusal::StandingFeedbackNotOffered => "preset",
        Refusal::ConsequencesNotShown => "consequences_told",
        Refusal::ConsentWithoutItems => "items",
        _ => "recipients",
    }
}

async fn client(app: &App, staff: Staff, id: &str) -> Result<ClientRow, Problem> {
    Ok(app.desk.client(staff, record(id)?).await?)
}

/// The command, or what is wrong; what the domain refuses it refuses itself.
fn command(form: &AskForm, client: &ClientRow) -> Result<RecordConsent, FieldErrors> {
    let mut errors = FieldErrors::default();
    let recipients: Result<BTreeSet<InstitutionId>, _> =
        form.recipients.iter().map(|id| id.parse()).collect();
    if recipients.is_err() {
        errors.add("recipients", "Bitte wählen Sie Stellen aus der Liste.");
    }
    let decisions = decisions(form, client, &mut errors);
    let asked = how(form, decisions, &mut errors);
    match (recipients, asked) {
        (Ok(recipients), Some(asked)) if errors.is_empty() => Ok(RecordConsent {
            record: client.record,
            recipients,
            asked,
        }),
        _ => Err(errors),
    }
}

/// Her word on each item that was put to her.
fn decisions(form: &AskForm, client: &ClientRow, errors: &mut FieldErrors) -> BTreeMap<Item, bool> {
    let ticked = |item: Item| form.items.contains(item.code());
    let asked = TRAVELS.iter().chain(MORE).chain(&[Item::Statistics]);
    let mut decisions: BTreeMap<Item, bool> = asked
        .filter(|item| items::is_there(**item, client))
        .map(|item| (*item, ticked(*item)))
        .collect();
    let back = match form.preset.as_str() {
        "own" => COMES_BACK.iter().copied().filter(|i| ticked(*i)).collect(),
        code => {
            if let Ok(preset) = code.parse::<Preset>() {
                preset.items()
            } else {
                errors.add("preset", "Bitte wählen Sie mit ihr, was zurückkommen darf.");
                BTreeSet::new()
            }
        }
    };
    decisions.extend(COMES_BACK.iter().map(|item| (*item, back.contains(item))));
    decisions
}

fn how(form: &AskForm, decisions: BTreeMap<Item, bool>, errors: &mut FieldErrors) -> Option<Asked> {
    let given_on = typed::day(errors, "consented_on", &form.consented_on);
    let expires_on = typed::optional_day(errors, "expires_on", &form.expires_on);
    let (asking, decider) = typed_in!(form).read(Subject::Consent, errors)?;
    Some(Asked {
        decisions,
        asking,
        decider,
        purpose: ConsentPurpose::Referral,
        consequences_shown: AskForm::ticked(&form.consequences_told),
        given_on: given_on?,
        expires_on,
        signed_after_withdrawal: signed_after(&form.signed),
    })
}

async fn show(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    (form, errors): (AskForm, FieldErrors),
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
    (form, errors): (AskForm, FieldErrors),
) -> Result<AskPage, Problem> {
    let client = client(app, staff, id).await?;
    let before = app.desk.consents(staff, client.record).await?;
    let today = app.desk.now().today;
    let institutions = app.desk.institutions().await?;
    let own = institutions
        .iter()
        .find(|row| row.institution == staff.institution);
    let own_kind = own.ok_or(Refusal::NotFound)?.entry.kind;
    let recipients = institutions
        .iter()
        .filter(|row| row.institution != staff.institution)
        .map(|row| AskedRecipient {
            id: row.institution.to_string(),
            name: row.entry.name.as_str().to_owned(),
            before: asked_before(&before, row.institution, today),
            ticked: form.recipients.contains(&row.institution.to_string()),
        })
        .collect();
    let put = |of: &[Item]| -> Vec<AskedItem> {
        of.iter()
            .filter(|item| items::is_there(**item, &client))
            .map(|item| AskedItem {
                code: item.code(),
                label: words::item_words(*item).asked,
                sees: words::item_seen(*item, &client),
                ticked: form.items.contains(item.code()),
            })
            .collect()
    };
    Ok(AskPage {
        frame: frame(app, session, "").await,
        who: who(client.identity.as_ref()),
        back: format!("/personen/{id}"),
        action: format!("/personen/{id}/einwilligung"),
        recipients,
        travels: put(TRAVELS),
        comes_back: put(COMES_BACK),
        more: put(MORE),
        statistics: put(&[Item::Statistics]),
        feedback_offered: !own_kind.may_reduce_benefits(),
        asked: asked::part(app, Subject::Consent)?,
        today: today.to_string(),
        form,
        errors,
    })
}

fn asked_before(before: &[ConsentRow], recipient: InstitutionId, today: Date) -> String {
    let row = before.iter().find(|row| row.route.recipient == recipient);
    match row {
        Some(row) if row.expires_on < today => {
            format!("Zuletzt am {}, abgelaufen.", words::day(row.given_on))
        }
        Some(row) => format!(
            "Zuletzt am {}. Was sie an diesem Tag oder später sagt, gilt statt dessen.",
            words::day(row.given_on)
        ),
        None => String::new(),
    }
}
