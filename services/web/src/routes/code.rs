//! `/s`: the slip behind a station code. The code itself never stays in an address: it waits in a
//! sealed cookie of ten minutes. `GET /s` shows what she lets this office know, with what can be done now: acknowledge,
//! accept in the same act, or say that the office cannot take her on.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use casework::{Acknowledge, Arrived, HandoverStep, Opened};
use domain::codes::PresentedCode;
use domain::consents::Item;
use domain::vocabulary::RejectionReason;
use domain::{HandoverId, Line, Refusal, SlipId, Staff, handovers};
use jiff::civil::Date;

use super::address::Named;
use super::answer::{Answer, page_unless, see, with_cookie};
use super::choices::places;
use super::cookies::NOBODY;
use super::facts::facts_of;
use super::handover::{on_its_page, reject as rejection, reject_fields, tells};
use super::posted::key;
use super::turned_away::TurnedAway;
use super::visit::{Returned, Visit};
use super::{cookies, worklist};
use crate::auth::cookie;
use crate::form::{Field, Form, Input};
use crate::pages::{Badge, Fact, FieldErrors, Frame, Tone};
use crate::refusals::Problem;
use crate::{App, words};

const CODE_COOKIE: &str = "laufzettel_code";
const SECONDS: u32 = 600;

/// `GET /s/{code}`: scanned. Nothing is shown under this address.
pub(crate) async fn scanned(State(app): State<App>, Named(code): Named) -> Response {
    with_cookie(see("/s"), &kept(&app, &code))
}

/// `POST /s`: typed into the code field.
pub(crate) async fn typed(Returned { visit, form }: Returned) -> Answer {
    let (app, code) = (&visit.app, form.get("code"));
    if code.trim().is_empty() {
        let empty = Problem::bad_input("Bitte geben Sie den Code vom Laufzettel ein.");
        return worklist::with_code_error(&visit, code.to_owned(), &empty).await;
    }
    if let Some(slip) = on_strip(app, visit.staff, code).await {
        return Ok(see(&format!("/laufzettel/{slip}")));
    }
    match look(app, visit.staff, code).await {
        Ok(_) => Ok(with_cookie(see("/s"), &kept(app, code))),
        Err(refused) => {
            // Only the typed text comes back into the field, bounded.
            let typed = code.chars().take(60).collect();
            worklist::with_code_error(&visit, typed, &refused).await
        }
    }
}

/// The own slip whose sign this is: what somebody types who holds a return strip. Of two with the same sign
/// the later one, which is more likely to be the one that comes back.
async fn on_strip(app: &App, staff: Staff, typed: &str) -> Option<SlipId> {
    let sign = typed.trim().to_uppercase();
    if !words::is_reference(&sign) {
        return None;
    }
    app.desk.slip_numbered(staff, &sign).await.ok()?
}

async fn look(app: &App, staff: Staff, code: &str) -> Result<Opened, Problem> {
    let code: PresentedCode = code.parse().map_err(|_| Refusal::UnknownCode)?;
    Ok(app.desk.open_code(staff, &code).await?)
}

fn kept(app: &App, code: &str) -> String {
    let code: String = code.chars().take(100).collect();
    let sealed = app.tokens.seal(app.desk.nonce(), NOBODY, code.as_bytes());
    cookies::set(app, CODE_COOKIE, &sealed, Some(SECONDS))
}

/// The cookie that forgets the code.
pub(crate) fn forgotten(app: &App) -> String {
    cookies::set(app, CODE_COOKIE, "", Some(0))
}

/// Whether a scanned code waits for somebody to sign in.
pub(crate) fn is_waiting(headers: &HeaderMap) -> bool {
    cookie(headers, CODE_COOKIE).is_some()
}

fn waiting(app: &App, headers: &HeaderMap) -> Option<String> {
    let bytes = app.tokens.open(NOBODY, &cookie(headers, CODE_COOKIE)?)?;
    String::from_utf8(bytes).ok()
}

/// Somebody for whom a code waits; without one there is only the worklist to go to.
pub(crate) struct AtTheCounter {
    pub(crate) visit: Visit,
    pub(crate) code: String,
}

impl AtTheCounter {
    pub(crate) async fn read(&self) -> Result<Opened, Problem> {
        look(&self.visit.app, self.visit.staff, &self.code).await
    }

    /// Why there is nothing behind the code; it is forgotten.
    pub(crate) fn without(&self, refused: Problem) -> Response {
        with_cookie(refused.into_response(), &forgotten(&self.visit.app))
    }

    /// Goes on without the code.
    pub(crate) fn done(&self, there: &str) -> Response {
        with_cookie(see(there), &forgotten(&self.visit.app))
    }
}

impl FromRequestParts<App> for AtTheCounter {
    type Rejection = TurnedAway;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, TurnedAway> {
        let visit = Visit::from_request_parts(parts, app).await?;
        let code = waiting(app, &parts.headers).ok_or(TurnedAway::To("/eingang"))?;
        Ok(Self { visit, code })
    }
}

/// A form that came back from there.
pub(crate) struct FromTheCounter(pub(crate) AtTheCounter, pub(crate) Form);

impl FromRequest<App> for FromTheCounter {
    type Rejection = TurnedAway;

    async fn from_request(request: Request, app: &App) -> Result<Self, TurnedAway> {
        let code = waiting(app, request.headers());
        let Returned { visit, form } = Returned::from_request(request, app).await?;
        let code = code.ok_or(TurnedAway::To("/eingang"))?;
        Ok(Self(AtTheCounter { visit, code }, form))
    }
}

/// `/s` after a code was entered. Forms: `POST /s/eingang`, `POST /s/ablehnen`.
#[derive(Template)]
#[template(path = "slip_by_code.html")]
struct Page {
    frame: Frame,
    /// Name, or "Eine Person ohne Namen".
    who: String,
    /// The sender: an office, or the network's neutral sender; empty when there is nothing to tell.
    sender: String,
    /// State of the slip: "gültig bis 30. November".
    badge: Badge,
    /// Why she comes and everything else she shared.
    facts: Vec<Fact>,
    /// What the sender will learn, in one sentence, also when it is nothing; empty after a withdrawal.
    sender_learns: String,
    /// A sentence for special cases (withdrawn, validity ended), else empty; the buttons follow it.
    notice: String,
    /// Arrival, as typed or as offered.
    form: Form,
    /// The day, and what the sender is told.
    fields: Vec<Field>,
    /// Rejection, as typed or as offered.
    reject: Form,
    /// What a rejection asks.
    reject_fields: Vec<Field>,
    /// Whether the folded rejection stands open (after an error in it).
    reject_open: bool,
    /// Ids: `arrived_on`, `reject_reason`, `reject_comment`.
    errors: FieldErrors,
}

/// `GET /s`: the slip.
pub(crate) async fn show(here: AtTheCounter) -> Answer {
    Ok(match here.read().await {
        Ok(Opened::Held(id)) => here.done(&format!("/uebergaben/{id}")),
        Ok(Opened::Arrived(arrived)) => slip_page(&here.visit, &arrived, [None, None]).await,
        // The voucher's page looks behind the code itself.
        Ok(Opened::Voucher(_)) => see("/gutscheine/einloesen"),
        Ok(Opened::OwnVoucher(id)) => here.done(&format!("/gutscheine/{id}")),
        Err(refused) => here.without(refused),
    })
}

/// The page again, with everything that was typed: her arrival, or that she is rejected.
async fn again(here: &AtTheCounter, typed: [Option<Form>; 2], refused: Problem) -> Answer {
    match here.read().await {
        Ok(Opened::Arrived(arrived)) => Ok(slip_page(&here.visit, &arrived, typed).await),
        _ => Err(refused),
    }
}

/// The slip with both forms, as offered or as typed.
async fn slip_page(visit: &Visit, arrived: &Arrived, typed: [Option<Form>; 2]) -> Response {
    let (arrival, valid_until) = (&arrived.arrival, arrived.valid_until);
    let (copy, allowed) = (&arrival.copy, &arrival.feedback);
    let over = valid_until < visit.today();
    let mut fields = vec![day_there(visit, "arrived_on", "Angekommen am", valid_until)];
    let told = [Item::FeedbackArrival, Item::FeedbackAcceptance];
    fields.extend(tells(&told, allowed).map(Field::ticked));
    let reject_fields = reject_fields(places(&visit.app, visit.staff).await, allowed);
    let errors = typed.iter().flatten().next();
    let errors = errors.map(|form| form.errors.clone()).unwrap_or_default();
    let [form, reject] = typed;
    let fresh = |prefix, fields: &[Field]| Form::fresh(prefix, &visit.fresh_key(), fields);
    let name = copy.identity.as_ref().and_then(|her| her.name.as_ref());
    let page = Page {
        frame: visit.frame("/s").await,
        who: name
            .map_or("Eine Person ohne Namen", Line::as_str)
            .to_owned(),
        sender: arrived.sender.name.as_str().to_owned(),
        badge: Badge {
            tone: if over { Tone::Warning } else { Tone::Info },
            text: format!(
                "{} bis {}",
                if over { "galt" } else { "gültig" },
                words::day(valid_until)
            ),
        },
        facts: facts_of(
            &arrival.service_name,
            Some(&arrived.sender.phone),
            copy.need,
            copy.counselling.as_ref().and_then(|c| c.reason.as_ref()),
            copy.identity.as_ref(),
            copy.children.as_ref(),
        ),
        sender_learns: sender_learns(allowed),
        notice: if over {
            Problem::from(Refusal::SlipExpired { valid_until }).into_detail()
        } else {
            String::new()
        },
        form: form.unwrap_or_else(|| fresh("", &fields)),
        fields,
        reject_open: reject.is_some(),
        reject: reject.unwrap_or_else(|| fresh("reject", &reject_fields)),
        reject_fields,
        errors,
    };
    page_unless(&page.errors, &page)
}

/// The day of her visit: today, while what she shows holds.
pub(crate) fn day_there(
    visit: &Visit,
    name: &'static str,
    label: &'static str,
    valid_until: Date,
) -> Field {
    let today = visit.today();
    let day = Field::day(name, label).until(today.min(valid_until));
    if valid_until < today {
        day
    } else {
        day.first(today)
    }
}

fn sender_learns(allowed: &BTreeSet<Item>) -> String {
    if allowed.is_empty() {
        return "Die ausstellende Stelle erfährt nichts. Bitte melden Sie nichts zurück.".into();
    }
    let items: Vec<&str> = allowed
        .iter()
        .filter_map(|item| match item {
            Item::FeedbackArrival => Some("dass sie angekommen ist"),
            Item::FeedbackAcceptance => Some("ob Sie sie annehmen"),
            Item::FeedbackOutcome => Some("was daraus geworden ist"),
            Item::FeedbackReason => Some("den Grund einer Ablehnung"),
            _ => None,
        })
        .collect();
    format!(
        "Sie hat erlaubt, dass die ausstellende Stelle erfährt: {}.",
        items.join(", ")
    )
}

/// `POST /s/eingang`: acknowledge, and accept with the other button.
pub(crate) async fn arrive(FromTheCounter(here, mut form): FromTheCounter) -> Answer {
    let accept = form.get("step") == "accept";
    let mut tell = form.tells();
    if !accept {
        tell.remove(&Item::FeedbackAcceptance);
    }
    let refused = match form.day("arrived_on") {
        None => Problem::bad_input(form.error("arrived_on").unwrap_or_default()),
        Some(day) => {
            let said = (Some(day), accept, tell.clone());
            match acknowledge(&here, form.get("form_key"), said).await {
                Ok(id) => {
                    let desk = &here.visit.desk;
                    return Ok(here.done(&on_its_page(desk, id, "", &tell).await));
                }
                Err(refused) => {
                    form.wrong("arrived_on", refused.detail());
                    refused
                }
            }
        }
    };
    again(&here, [Some(form), None], refused).await
}

async fn acknowledge(
    AtTheCounter { visit, code }: &AtTheCounter,
    form_key: &str,
    (arrived_on, accept, tell): (Option<Date>, bool, BTreeSet<Item>),
) -> Result<HandoverId, Problem> {
    let command = Acknowledge {
        code: code.parse().map_err(|_| Refusal::UnknownCode)?,
        arrived_on,
        accept,
        tell,
    };
    Ok(visit.perform(&command, &key(&visit.app, form_key)).await?)
}

/// `POST /s/ablehnen`: the office acknowledges that she came, and says that it cannot take her on.
pub(crate) async fn reject(FromTheCounter(here, form): FromTheCounter) -> Answer {
    let app = &here.visit.app;
    let mut form = form.named("reject");
    let request = rejection(&mut form);
    // What the domain would refuse after she was acknowledged is refused before.
    match request.reason {
        None => form.refused("reason", Refusal::ReasonMissing),
        Some(RejectionReason::Other) if request.comment.is_none() && form.errors.is_empty() => {
            form.refused("comment", Refusal::CommentMissing);
        }
        Some(_) => {}
    }
    if !form.errors.is_empty() {
        let refused = Problem::from(Refusal::ReasonMissing);
        return again(&here, [None, Some(form)], refused).await;
    }
    let form_key = form.get("form_key");
    let arrived = format!("{form_key}-arrived");
    let said = (Some(app.desk.now().today), false, BTreeSet::new());
    let handover = acknowledge(&here, &arrived, said).await?;
    let tell = request.tell.clone();
    let step = HandoverStep {
        handover,
        request: handovers::Request::Reject(request),
    };
    let id = here.visit.perform(&step, &key(app, form_key)).await?;
    Ok(here.done(&on_its_page(&app.desk, id, "", &tell).await))
}
