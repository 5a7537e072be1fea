//! `/laufzettel/neu`: consent, slip and print on one page; with a hand-over she is sent on from it.

pub(crate) mod known;
mod offers;
pub(crate) mod reading;

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
use crate::App;
use crate::auth::PageSession;
use crate::form::Form;
use crate::pages::{IssuePage, Link};
use crate::refusals::Problem;
use crate::words;
use known::{Known, SentOn};
pub(crate) use offers::places;

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
    let mut form = Form::default();
    let valid_until = today.saturating_add(USUAL_DAYS.days());
    for (name, value) in [
        ("form_key", app.desk.fresh_key().text()),
        ("client", &whom.person),
        ("handover", &whom.uebergabe),
        ("offer", &sent_on.map(|it| it.offer).unwrap_or_default()),
        ("person", "named"),
        ("preset", "nothing"),
        ("decider", "herself"),
        ("consent_form", "written"),
        ("spoken_language", "de"),
        ("consented_on", &today.to_string()),
        ("valid_until", &valid_until.to_string()),
    ] {
        form.set(name, value);
    }
    show(&app, &session, staff, form, StatusCode::OK).await
}

/// `POST /laufzettel/neu`
pub(crate) async fn issue(State(app): State<App>, posted: Posted<Form>) -> Response {
    let Posted {
        session,
        staff,
        mut form,
    } = posted;
    form.take_proposal("valid_until");
    form.take_proposal("appointment_on");
    let invalid = StatusCode::UNPROCESSABLE_ENTITY;
    let (known, sent_on) = match whom(&app, staff, &form).await {
        Ok(known) => known,
        Err(refused) => return problem(&app, &session, &refused).await,
    };
    let today = app.desk.now().today;
    let Some(command) = reading::command(&mut form, known.as_ref(), today) else {
        return show(&app, &session, staff, form, invalid).await;
    };
    let key = key(&app, form.get("form_key"));
    let done = match &sent_on {
        None => "ausgestellt",
        Some(_) => "weitergeleitet",
    };
    match carry_out(&app, staff, &form, command, sent_on, &key).await {
        Ok(id) => see(&format!("/laufzettel/{id}?getan={done}")),
        Err(Failure::Refused(refusal)) => {
            let asks = refusal == Refusal::SlipAlreadyOpen;
            if refusal == Refusal::ConsentTextOutdated {
                form.set("consequences_told", "");
            }
            let status = Problem::from(refusal.clone()).status();
            form.refused(field_of(&refusal), refusal);
            let status = if asks { invalid } else { status };
            show(&app, &session, staff, form, status).await
        }
        // The same form was sent with other content: what is on the screen is kept under a new key.
        Err(Failure::KeyReused) => {
            form.wrong("offer", Problem::from(Failure::KeyReused).detail());
            form.set("form_key", app.desk.fresh_key().text());
            show(&app, &session, staff, form, invalid).await
        }
        Err(failure) => problem(&app, &session, &failure.into()).await,
    }
}

async fn carry_out(
    app: &App,
    staff: Staff,
    form: &Form,
    slip: IssueSlip,
    sent_on: Option<SentOn>,
    key: &Key,
) -> Result<SlipId, Failure> {
    match sent_on {
        None => app.desk.issue_slip(staff, &slip, key).await,
        Some(SentOn { handover, .. }) => {
            let agreed = form.ticked("agreed");
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
    form: &Form,
) -> Result<(Option<Known>, Option<SentOn>), Problem> {
    let sent_on = SentOn::of(app, staff, form.get("handover")).await?;
    let record = sent_on.as_ref().map(|sent_on| sent_on.record.to_string());
    let known = Known::of(app, staff, record.as_deref().unwrap_or(form.get("client"))).await?;
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
    form: Form,
    status: StatusCode,
) -> Response {
    match build(app, session, staff, form).await {
        Ok(built) => page_with(status, &built),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    form: Form,
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
    let warned = form.error("duplicate_confirmed").is_some() || form.ticked("duplicate_confirmed");
    let duplicate = match &known {
        Some(known) if warned => another(app, staff, known, form.get("offer")).await?,
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
        duplicate,
        form,
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
