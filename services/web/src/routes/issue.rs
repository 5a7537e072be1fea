//! `/laufzettel/neu`: consent, slip and print on one page; with a hand-over she is sent on from it.

pub(crate) mod known;
mod offers;
pub(crate) mod parse;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{Failure, Forward, IssueSlip, Key};
use domain::consents::{Item, Subject};
use domain::handovers::Act;
use domain::{EnteredDay, Refusal, SlipId, Staff};
use jiff::ToSpan;
use serde::Deserialize;

use super::address::Said;
use super::answer::{link, page_with, problem, see};
use super::asked;
use super::choices::days_field;
use super::frame::frame;
use super::posted::{Posted, key};
use super::session::Visitor;
use super::typed;
use crate::App;
use crate::auth::PageSession;
use crate::pages::{FieldErrors, IssueForm, IssuePage, Link, Proposed};
use crate::refusals::Problem;
use crate::words;
use known::{Known, SentOn};
pub(crate) use offers::places;

/// The form as typed, what is wrong with it, and the day that is proposed instead.
type Filled = (IssueForm, FieldErrors, Option<Proposed>);

/// How long a slip is proposed to hold.
pub(crate) const USUAL_DAYS: i64 = 28;

/// For whom: nobody yet, or somebody of whom the office has a record.
#[derive(Default, Deserialize)]
pub(crate) struct Whom {
    #[serde(default)]
    person: String,
    /// A hand-over from which she is sent on.
    #[serde(default)]
    uebergabe: String,
}

/// `GET /laufzettel/neu`, with `?person=` for somebody whom the office knows, with `?uebergabe=` for
/// somebody who is sent on
pub(crate) async fn form(
    State(app): State<App>,
    Said(whom): Said<Whom>,
    visitor: Visitor,
) -> Response {
    let Visitor { session, staff } = visitor;
    let today = app.desk.now().today;
    let sent_on = match may_send_on(&app, staff, &whom.uebergabe).await {
        Ok(sent_on) => sent_on,
        Err(refused) => return problem(&app, &session, &refused).await,
    };
    let empty = IssueForm {
        form_key: app.desk.fresh_key().text().to_owned(),
        client: whom.person,
        handover: whom.uebergabe,
        offer: sent_on.map(|sent_on| sent_on.offer).unwrap_or_default(),
        person: "named".into(),
        preset: "nothing".into(),
        decider: "herself".into(),
        consent_form: "written".into(),
        spoken_language: "de".into(),
        consented_on: today.to_string(),
        valid_until: today.saturating_add(USUAL_DAYS.days()).to_string(),
        ..IssueForm::default()
    };
    show(
        &app,
        &session,
        staff,
        (empty, FieldErrors::default(), None),
        StatusCode::OK,
    )
    .await
}

/// `POST /laufzettel/neu`
pub(crate) async fn issue(State(app): State<App>, posted: Posted<IssueForm>) -> Response {
    let Posted {
        session,
        staff,
        mut form,
    } = posted;
    form.takes_proposals();
    let invalid = StatusCode::UNPROCESSABLE_ENTITY;
    let (known, sent_on) = match whom(&app, staff, &form).await {
        Ok(known) => known,
        Err(refused) => return problem(&app, &session, &refused).await,
    };
    let command = match parse::command(&form, known.as_ref(), app.desk.now().today) {
        Ok(command) => command,
        Err(errors) => {
            return show(&app, &session, staff, (form, errors, None), invalid).await;
        }
    };
    let key = key(&app, &form.form_key);
    let done = match &sent_on {
        None => "ausgestellt",
        Some(_) => "weitergeleitet",
    };
    match carry_out(&app, staff, &form, command, sent_on, &key).await {
        Ok(id) => see(&format!("/laufzettel/{id}?getan={done}")),
        Err(Failure::Refused(refusal)) => {
            let field = field_of(&refusal);
            let proposed = typed::proposed(&refusal);
            let asks = refusal == Refusal::SlipAlreadyOpen;
            if refusal == Refusal::ConsentTextOutdated {
                form.consequences_told.clear();
            }
            let refused = Problem::from(refusal);
            let mut errors = FieldErrors::default();
            errors.add(field, refused.detail());
            let status = if asks { invalid } else { refused.status() };
            show(&app, &session, staff, (form, errors, proposed), status).await
        }
        // The same form was sent with other content: what is on the screen is kept under a new key.
        Err(Failure::KeyReused) => {
            let mut errors = FieldErrors::default();
            errors.add("offer", Problem::from(Failure::KeyReused).detail());
            let form_key = app.desk.fresh_key().text().to_owned();
            let form = IssueForm { form_key, ..form };
            show(&app, &session, staff, (form, errors, None), invalid).await
        }
        Err(failure) => problem(&app, &session, &failure.into()).await,
    }
}

async fn carry_out(
    app: &App,
    staff: Staff,
    form: &IssueForm,
    slip: IssueSlip,
    sent_on: Option<SentOn>,
    key: &Key,
) -> Result<SlipId, Failure> {
    match sent_on {
        None => app.desk.issue_slip(staff, &slip, key).await,
        Some(SentOn { handover, .. }) => {
            let agreed = IssueForm::ticked(&form.agreed);
            let command = Forward {
                handover,
                agreed,
                slip,
            };
            app.desk.forward(staff, &command, key).await
        }
    }
}

/// The hand-over from which she is sent on, if that can be done now.
async fn may_send_on(app: &App, staff: Staff, id: &str) -> Result<Option<SentOn>, Problem> {
    let sent_on = SentOn::of(app, staff, id).await?;
    if let Some(sent_on) = &sent_on {
        let held = app.desk.handover(staff, sent_on.handover).await?.row.held;
        if !held.offers(Act::Forward, staff) {
            return Err(held.phase.stage().refusal().into());
        }
    }
    Ok(sent_on)
}

/// For whom: a hand-over says it before everything else.
async fn whom(
    app: &App,
    staff: Staff,
    form: &IssueForm,
) -> Result<(Option<Known>, Option<SentOn>), Problem> {
    let sent_on = SentOn::of(app, staff, &form.handover).await?;
    let record = sent_on.as_ref().map(|sent_on| sent_on.record.to_string());
    let known = Known::of(app, staff, record.as_deref().unwrap_or(&form.client)).await?;
    Ok((known, sent_on))
}

/// Where a refusal is shown.
fn field_of(refusal: &Refusal) -> &'static str {
    if let Some(field) = asked::field_of(refusal).or_else(|| days_field(refusal)) {
        return field;
    }
    match refusal {
        Refusal::StandingFeedbackNotOffered => "preset",
        Refusal::DayOutOfRange {
            day: EnteredDay::LastDay,
            ..
        }
        | Refusal::SlipEndsBeforeAppointment { .. } => "valid_until",
        Refusal::AppointmentPassed { .. } | Refusal::DayOutOfRange { .. } => "appointment_on",
        Refusal::BirthYearOutOfRange { .. } => "birth_year",
        Refusal::ConsentMissing { item } => match item {
            Item::Identity => "share_identity",
            Item::Contact => "share_contact",
            Item::Need => "share_need",
            Item::Reason => "share_reason",
            Item::Child => "share_child",
            Item::WaySoFar | Item::WaySoFarProtected => "way_so_far",
            _ => "preset",
        },
        Refusal::SlipAlreadyOpen => "duplicate_confirmed",
        // What only a hand-over refuses: she does not agree, or it went on meanwhile.
        Refusal::OnlyOnHerWord
        | Refusal::HandoverNotAcknowledged
        | Refusal::HandoverClosed
        | Refusal::HandoverEndedByHer
        | Refusal::EnteredInError => "agreed",
        _ => "offer",
    }
}

async fn show(
    app: &App,
    session: &PageSession,
    staff: Staff,
    typed: Filled,
    status: StatusCode,
) -> Response {
    match build(app, session, staff, typed).await {
        Ok(built) => page_with(status, &built),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    (form, errors, proposed): Filled,
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
    let (known, sent_on) = whom(app, staff, &form).await?;
    let warned =
        errors.on("duplicate_confirmed").is_some() || IssueForm::ticked(&form.duplicate_confirmed);
    let duplicate = match &known {
        Some(known) if warned => another(app, staff, known, &form.offer).await?,
        _ => None,
    };
    Ok(IssuePage {
        forwarding: sent_on.as_ref().map(SentOn::shown),
        known: known.as_ref().map(Known::shown),
        frame: frame(app, session, "/laufzettel/neu").await,
        own_office: own.entry.name.as_str().to_owned(),
        papers: super::choices::papers(),
        neutral_name: faces.neutral_sender.as_str().to_owned(),
        offers: offers::of(&institutions, staff),
        feedback_offered: !own.entry.kind.may_reduce_benefits(),
        sender_protected: own.entry.kind.is_protected() || own.entry.neutral_sender,
        asked: asked::part(app, Subject::Consent)?,
        today: app.desk.now().today.to_string(),
        proposed,
        duplicate,
        form,
        errors,
    })
}

/// Her open slip to the chosen service.
async fn another(
    app: &App,
    staff: Staff,
    known: &Known,
    offer: &str,
) -> Result<Option<Link>, Problem> {
    let Some(service) = offer.rsplit(':').next().and_then(|id| id.parse().ok()) else {
        return Ok(None);
    };
    let open = app
        .desk
        .open_slip_to(staff, known.record(), service)
        .await?;
    Ok(open.map(|slip| {
        let issued = words::day(slip.issued_on);
        let label = format!("{}, ausgestellt am {issued}", slip.service_name.as_str());
        link(&label, &format!("/laufzettel/{}", slip.slip))
    }))
}
