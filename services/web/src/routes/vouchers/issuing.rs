//! `/gutscheine/neu`: a voucher, anonymous unless she wants her name on it.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{Asked, Bearer, Failure, IssueVoucher, StationAt, WhichClient};
use domain::consents::{ConsentPurpose, Item, Subject};
use domain::vocabulary::Need;
use domain::{KnownOr as _, Refusal, Staff};
use jiff::ToSpan;
use jiff::civil::Date;
use read_models::clients::ClientRow;
use serde::Deserialize;

use crate::App;
use crate::auth::PageSession;
use crate::pages::{FieldErrors, NewVoucherPage, VoucherForm};
use crate::refusals::Problem;
use crate::routes::address::Said;
use crate::routes::answer::{page_with, problem, see};
use crate::routes::asked::{self, typed_in};
use crate::routes::choices::{agreed, agreeing, choice, instead, places, signed_after};
use crate::routes::frame::frame;
use crate::routes::posted::{Posted, key};
use crate::routes::session::Visitor;
use crate::routes::typed;
use crate::routes::worklist::who;
use crate::words;

/// How long a voucher is proposed to hold.
const USUAL_MONTHS: i64 = 3;

/// For whom: nobody known, or somebody of whom the office has a record.
#[derive(Default, Deserialize)]
pub(crate) struct Whom {
    #[serde(default)]
    person: String,
}

/// `GET /gutscheine/neu`, with `?person=` for somebody whom the office knows
pub(crate) async fn form(
    State(app): State<App>,
    Said(whom): Said<Whom>,
    visitor: Visitor,
) -> Response {
    let Visitor { session, staff } = visitor;
    let today = app.desk.now().today;
    let form = VoucherForm {
        form_key: app.desk.fresh_key().text().to_owned(),
        client: whom.person,
        required: "2".into(),
        optional: "1".into(),
        valid_until: today.saturating_add(USUAL_MONTHS.months()).to_string(),
        decider: "herself".into(),
        consent_form: "written".into(),
        spoken_language: "de".into(),
        agreed_by: "herself".into(),
        ..VoucherForm::default()
    };
    let errors = FieldErrors::default();
    show(&app, &session, staff, (form, errors), StatusCode::OK).await
}

/// `POST /gutscheine/neu`
pub(crate) async fn issue(State(app): State<App>, posted: Posted<VoucherForm>) -> Response {
    let Posted {
        session,
        staff,
        mut form,
    } = posted;
    let client = match known(&app, staff, &form.client).await {
        Ok(client) => client,
        Err(refused) => return problem(&app, &session, &refused).await,
    };
    let command = match command(&form, client.as_ref(), app.desk.now().today) {
        Ok(command) => command,
        Err(errors) => {
            let invalid = StatusCode::UNPROCESSABLE_ENTITY;
            return show(&app, &session, staff, (form, errors), invalid).await;
        }
    };
    let key = key(&app, &form.form_key);
    match app.desk.issue_voucher(staff, &command, &key).await {
        Ok(id) => see(&format!("/gutscheine/{id}?getan=ausgestellt")),
        Err(Failure::Refused(refusal)) => {
            if refusal == Refusal::ConsentTextOutdated {
                form.consequences_told.clear();
            }
            let field = field_of(&refusal);
            let refused = Problem::from(refusal);
            let mut errors = FieldErrors::default();
            errors.add(field, refused.detail());
            let status = refused.status();
            show(&app, &session, staff, (form, errors), status).await
        }
        Err(failure) => problem(&app, &session, &failure.into()).await,
    }
}

/// Where a refusal is shown.
const fn field_of(refusal: &Refusal) -> &'static str {
    if let Some(field) = asked::field_of(refusal) {
        return field;
    }
    match refusal {
        Refusal::DayOutOfRange { .. } => "valid_until",
        Refusal::VoucherWithoutCounselling => "required",
        Refusal::ServiceNotOffered | Refusal::VoucherToOneself => "next",
        Refusal::ConsequencesNotShown => "consequences_told",
        Refusal::ConsentMissing { .. } => "shows_her_name",
        Refusal::WithdrawnOnThatDay { .. } => "signed",
        _ => "theme",
    }
}

async fn known(app: &App, staff: Staff, client: &str) -> Result<Option<ClientRow>, Problem> {
    if client.trim().is_empty() {
        return Ok(None);
    }
    let record = client.trim().parse().map_err(|_| Refusal::NotFound)?;
    Ok(Some(app.desk.client(staff, record).await?))
}

fn command(
    form: &VoucherForm,
    client: Option<&ClientRow>,
    today: Date,
) -> Result<IssueVoucher, FieldErrors> {
    let mut errors = FieldErrors::default();
    let theme = form.theme.parse::<Need>().ok();
    if theme.is_none() {
        errors.add("theme", "Bitte wählen Sie ein Thema.");
    }
    let required = count(&mut errors, "required", &form.required);
    let optional = count(&mut errors, "optional", &form.optional);
    let valid_until = typed::day(&mut errors, "valid_until", &form.valid_until);
    let next = station(&mut errors, "next", &form.next);
    let named = [
        ("named_1", &form.named_1),
        ("named_2", &form.named_2),
        ("named_3", &form.named_3),
    ];
    let named = named.map(|(field, value)| station(&mut errors, field, value));
    let agreement = agreed(&mut errors, &form.instrument_agreed, &form.agreed_by);
    let bearer = bearer(form, client, next, today, &mut errors);
    match (theme, valid_until) {
        (Some(theme), Some(valid_until)) if errors.is_empty() => Ok(IssueVoucher {
            bearer,
            agreement,
            theme,
            next,
            named: named.into_iter().flatten().collect(),
            required,
            optional,
            valid_until,
        }),
        _ => Err(errors),
    }
}

fn bearer(
    form: &VoucherForm,
    client: Option<&ClientRow>,
    next: Option<StationAt>,
    today: Date,
    errors: &mut FieldErrors,
) -> Bearer {
    let Some(client) = client else {
        return Bearer::Anonymous;
    };
    let shows_her_name = VoucherForm::ticked(&form.shows_her_name);
    if shows_her_name && next.is_none() {
        let message = "Ihr Name braucht eine erste Stelle, die ihn sehen darf. Wählen Sie sie aus, \
                       oder lassen Sie den Namen weg.";
        errors.add("next", message);
    }
    let how = shows_her_name.then(|| typed_in!(form).read(Subject::Consent, errors));
    let asked = how.flatten().map(|(asking, decider)| Asked {
        decisions: BTreeMap::from([(Item::Identity, true)]),
        asking,
        decider,
        purpose: ConsentPurpose::Referral,
        consequences_shown: VoucherForm::ticked(&form.consequences_told),
        given_on: today,
        expires_on: None,
        signed_after_withdrawal: signed_after(&form.signed),
    });
    Bearer::Client {
        client: WhichClient::Known(client.record),
        asked,
        shows_her_name,
    }
}

fn count(errors: &mut FieldErrors, field: &'static str, typed: &str) -> u8 {
    let typed = typed.trim();
    if typed.is_empty() {
        return 0;
    }
    let count = typed.parse::<u8>().ok().filter(|count| *count <= 12);
    if count.is_none() {
        errors.add(field, "Bitte geben Sie eine Zahl von 0 bis 12 an.");
    }
    count.unwrap_or_default()
}

fn station(errors: &mut FieldErrors, field: &'static str, value: &str) -> Option<StationAt> {
    if value.is_empty() {
        return None;
    }
    let at = instead(value);
    if at.is_none() {
        errors.add(field, "Bitte wählen Sie eine Stelle aus der Liste.");
    }
    at.map(|at| StationAt {
        institution: at.institution,
        service: at.service,
    })
}

async fn show(
    app: &App,
    session: &PageSession,
    staff: Staff,
    (form, errors): (VoucherForm, FieldErrors),
    status: StatusCode,
) -> Response {
    match build(app, session, staff, (form, errors)).await {
        Ok(page) => page_with(status, &page),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    (form, errors): (VoucherForm, FieldErrors),
) -> Result<NewVoucherPage, Problem> {
    if !staff.function.does_casework() {
        return Err(Refusal::NotYourRole.into());
    }
    if !app.desk.rules().await?.uses_vouchers() {
        return Err(Refusal::InstrumentNotUsed.into());
    }
    let client = known(app, staff, &form.client).await?;
    let name = client.as_ref().and_then(|row| row.identity.known());
    Ok(NewVoucherPage {
        frame: frame(app, session, "/gutscheine/neu").await,
        who: client
            .as_ref()
            .map_or_else(String::new, |row| who(row.identity.as_ref())),
        has_name: name.is_some_and(|her| her.name.is_some()),
        themes: Need::ALL
            .iter()
            .map(|need| choice(need.code(), words::need(*need)))
            .collect(),
        agreeing: agreeing(),
        stations: places(app, session).await,
        asked: asked::part(app, Subject::Consent)?,
        today: app.desk.now().today.to_string(),
        form,
        errors,
    })
}
