//! `/s`: the slip behind a station code. The code itself never stays in an address: it waits in a
//! sealed cookie of ten minutes.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use casework::{Acknowledge, Key, Opened, Reject};
use domain::codes::PresentedCode;
use domain::consents::Item;
use domain::slips::Arrival;
use domain::vocabulary::RejectionReason;
use domain::{Note, Refusal, Staff};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeSet;

use super::answer::{page_with, problem, see, with_cookie};
use super::frame::frame;
use super::handover::{facts_of, places, reason_groups, tell};
use super::session::{NOBODY, Posted, Visitor};
use super::{handover, worklist};
use crate::App;
use crate::auth::PageSession;
use crate::pages::{ArrivalForm, Badge, FieldErrors, RejectForm, SlipByCodePage, TICKED, Tone};
use crate::refusals::Problem;
use crate::words;

const CODE_COOKIE: &str = "laufzettel_code";
const SECONDS: u32 = 600;

/// A code that was typed.
#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    code: String,
}

/// `GET /s/{code}`: scanned. Nothing is shown under this address.
pub(crate) async fn scanned(State(app): State<App>, Path(code): Path<String>) -> Response {
    with_cookie(see("/s"), &kept(&app, &code))
}

/// `POST /s`: typed into the code field.
pub(crate) async fn typed(State(app): State<App>, posted: Posted<Typed>) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    if form.code.trim().is_empty() {
        let empty = Problem::bad_input("Bitte geben Sie den Code vom Laufzettel ein.");
        return worklist::with_code_error(&app, &session, staff, form.code, &empty).await;
    }
    match look(&app, staff, &form.code).await {
        Ok(_) => with_cookie(see("/s"), &kept(&app, &form.code)),
        Err(refused) => {
            // Only the typed text comes back into the field, bounded.
            let typed = form.code.chars().take(60).collect();
            worklist::with_code_error(&app, &session, staff, typed, &refused).await
        }
    }
}

async fn look(app: &App, staff: Staff, code: &str) -> Result<Opened, Problem> {
    let code: PresentedCode = code.parse().map_err(|_| Refusal::UnknownCode)?;
    match app.desk.open_code(staff, &code).await {
        // The page of the slip says this better than an error under the field.
        Err(casework::Failure::Refused(
            refusal @ (Refusal::SlipExpired { .. } | Refusal::SlipIsWithdrawn),
        )) => Err(refusal.into()),
        other => Ok(other?),
    }
}

/// `GET /s`: the slip.
pub(crate) async fn show(State(app): State<App>, headers: HeaderMap, visitor: Visitor) -> Response {
    let Visitor { session, staff } = visitor;
    let Some(code) = waiting(&app, &headers) else {
        return see("/eingang");
    };
    match look(&app, staff, &code).await {
        Ok(Opened::Held(id)) => with_cookie(see(&format!("/uebergaben/{id}")), &forgotten(&app)),
        Ok(Opened::Arrived(arrival, valid_until)) => {
            let today = app.desk.now().today;
            let over = valid_until < today;
            let form = ArrivalForm {
                form_key: app.desk.fresh_key().text().to_owned(),
                arrived_on: if over {
                    String::new()
                } else {
                    today.to_string()
                },
                tell_arrival: TICKED.into(),
                tell_acceptance: TICKED.into(),
                ..ArrivalForm::default()
            };
            let reject = RejectForm {
                form_key: app.desk.fresh_key().text().to_owned(),
                ..RejectForm::default()
            };
            let shown = Shown {
                arrival: &arrival,
                valid_until,
                form,
                reject,
                errors: FieldErrors::default(),
            };
            slip_page(&app, &session, shown).await
        }
        Err(refused) => with_cookie(problem(&app, &session, &refused).await, &forgotten(&app)),
    }
}

struct Shown<'a> {
    arrival: &'a Arrival,
    valid_until: Date,
    form: ArrivalForm,
    reject: RejectForm,
    errors: FieldErrors,
}

async fn slip_page(app: &App, session: &PageSession, shown: Shown<'_>) -> Response {
    let Shown {
        arrival,
        valid_until,
        form,
        reject,
        errors,
    } = shown;
    let copy = arrival.copy();
    let status = if errors.is_empty() {
        axum::http::StatusCode::OK
    } else {
        axum::http::StatusCode::UNPROCESSABLE_ENTITY
    };
    let allowed = arrival.feedback();
    let today = app.desk.now().today;
    let over = valid_until < today;
    let reject_open = errors.on("reject_reason").is_some() || errors.on("reject_comment").is_some();
    let page = SlipByCodePage {
        frame: frame(app, session, "/s").await,
        who: copy
            .identity
            .as_ref()
            .and_then(|identity| identity.name.as_ref())
            .map_or_else(
                || "Eine Person ohne Namen".to_owned(),
                |name| name.as_str().to_owned(),
            ),
        sender: arrival.sender().name.as_str().to_owned(),
        badge: Badge {
            tone: if over { Tone::Warning } else { Tone::Info },
            text: if over {
                format!("galt bis {}", words::day(valid_until))
            } else {
                format!("gültig bis {}", words::day(valid_until))
            },
        },
        facts: facts_of(
            arrival.service_name(),
            &arrival.sender().phone,
            copy.need,
            copy.counselling.as_ref().map(|c| &c.reason),
            copy.identity.as_ref(),
            copy.children.as_ref(),
        ),
        sender_learns: sender_learns(allowed),
        notice: if over {
            Problem::from(Refusal::SlipExpired { valid_until })
                .detail()
                .to_owned()
        } else {
            String::new()
        },
        can_arrive: true,
        next: vec![],
        today: today.min(valid_until).to_string(),
        tells: [Item::FeedbackArrival, Item::FeedbackAcceptance]
            .into_iter()
            .filter(|item| allowed.contains(item))
            .map(|item| {
                let ticked = match item {
                    Item::FeedbackArrival => &form.tell_arrival,
                    _ => &form.tell_acceptance,
                };
                tell(item, ticked == TICKED)
            })
            .collect(),
        reject_tells: [Item::FeedbackAcceptance, Item::FeedbackReason]
            .into_iter()
            .filter(|item| allowed.contains(item))
            .map(|item| tell(item, false))
            .collect(),
        form,
        reject,
        reject_open,
        reasons: reason_groups(),
        places: places(app, session).await,
        errors,
    };
    page_with(status, &page)
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
pub(crate) async fn arrive(
    State(app): State<App>,
    headers: HeaderMap,
    posted: Posted<ArrivalForm>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let Some(code) = waiting(&app, &headers) else {
        return see("/eingang");
    };
    let accept = form.step == "accept";
    match acknowledge(&app, staff, &code, &form, accept).await {
        Ok(id) => with_cookie(see(&format!("/uebergaben/{id}")), &forgotten(&app)),
        Err((field, refused)) => {
            let mut errors = FieldErrors::default();
            errors.add(field, refused.detail());
            let reject = RejectForm {
                form_key: app.desk.fresh_key().text().to_owned(),
                ..RejectForm::default()
            };
            again(
                &app,
                &session,
                staff,
                &code,
                (form, reject, errors),
                refused,
            )
            .await
        }
    }
}

async fn acknowledge(
    app: &App,
    staff: Staff,
    code: &str,
    form: &ArrivalForm,
    accept: bool,
) -> Result<domain::HandoverId, (&'static str, Problem)> {
    let at_day = |problem: Problem| ("arrived_on", problem);
    let arrived_on: Date = form.arrived_on.parse().map_err(|_| {
        at_day(Problem::bad_input(
            "Bitte tragen Sie den Tag der Ankunft ein, zum Beispiel 22.11.2026.",
        ))
    })?;
    let code = code
        .parse()
        .map_err(|_| at_day(Refusal::UnknownCode.into()))?;
    let mut tell = BTreeSet::new();
    if form.tell_arrival == TICKED {
        tell.insert(Item::FeedbackArrival);
    }
    if accept && form.tell_acceptance == TICKED {
        tell.insert(Item::FeedbackAcceptance);
    }
    let key = Key::parse(&form.form_key).unwrap_or_else(|_| app.desk.fresh_key());
    let tell = only_allowed(app, staff, &code, tell)
        .await
        .map_err(at_day)?;
    let command = Acknowledge {
        code,
        arrived_on,
        accept,
        tell,
    };
    app.desk
        .acknowledge(staff, &command, &key)
        .await
        .map_err(|failure| at_day(failure.into()))
}

/// The boxes are ticked at first; where she allowed nothing there are no boxes to untick.
async fn only_allowed(
    app: &App,
    staff: Staff,
    code: &PresentedCode,
    tell: BTreeSet<Item>,
) -> Result<BTreeSet<Item>, Problem> {
    match app.desk.permitted_feedback(staff, code).await {
        Ok(permitted) => Ok(tell.intersection(&permitted).copied().collect()),
        Err(failure) => Err(failure.into()),
    }
}

/// `POST /s/ablehnen`: the office acknowledges that she came, and says that it cannot take her on.
pub(crate) async fn reject(
    State(app): State<App>,
    headers: HeaderMap,
    posted: Posted<RejectForm>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let Some(code) = waiting(&app, &headers) else {
        return see("/eingang");
    };
    let mut errors = FieldErrors::default();
    let reason = form.reason.parse::<RejectionReason>().ok();
    let comment = Note::optional(&form.comment);
    if reason.is_none() {
        errors.add(
            "reject_reason",
            Problem::from(Refusal::ReasonMissing).detail(),
        );
    }
    match (&comment, reason) {
        (Ok(None), Some(RejectionReason::Other)) => {
            errors.add(
                "reject_comment",
                Problem::from(Refusal::CommentMissing).detail(),
            );
        }
        (Err(_), _) => errors.add("reject_comment", handover::TOO_LONG),
        _ => {}
    }
    let today = app.desk.now().today.to_string();
    let arrival_form = ArrivalForm {
        form_key: format!("{}-arrived", form.form_key),
        arrived_on: today,
        ..ArrivalForm::default()
    };
    if !errors.is_empty() {
        let refused = Problem::from(Refusal::ReasonMissing);
        return again(
            &app,
            &session,
            staff,
            &code,
            (arrival_form, form, errors),
            refused,
        )
        .await;
    }
    match acknowledge(&app, staff, &code, &arrival_form, false).await {
        Err((_, refused)) => problem(&app, &session, &refused).await,
        Ok(id) => {
            let command = Reject {
                handover: id,
                reason,
                comment: comment.ok().flatten(),
                instead: handover::instead(&form.where_instead),
                tell: handover::reject_tells(&form),
            };
            let key = Key::parse(&form.form_key).unwrap_or_else(|_| app.desk.fresh_key());
            match app.desk.reject(staff, &command, &key).await {
                Ok(id) => with_cookie(see(&format!("/uebergaben/{id}")), &forgotten(&app)),
                Err(failure) => problem(&app, &session, &failure.into()).await,
            }
        }
    }
}

/// The page again, with everything that was typed.
async fn again(
    app: &App,
    session: &PageSession,
    staff: Staff,
    code: &str,
    (form, reject, errors): (ArrivalForm, RejectForm, FieldErrors),
    refused: Problem,
) -> Response {
    match look(app, staff, code).await {
        Ok(Opened::Arrived(arrival, valid_until)) => {
            let shown = Shown {
                arrival: &arrival,
                valid_until,
                form,
                reject,
                errors,
            };
            slip_page(app, session, shown).await
        }
        _ => problem(app, session, &refused).await,
    }
}

fn kept(app: &App, code: &str) -> String {
    let code: String = code.chars().take(100).collect();
    let sealed = app.tokens.seal(app.desk.nonce(), NOBODY, code.as_bytes());
    cookie(app, &sealed, SECONDS)
}

/// The cookie that forgets the code.
pub(crate) fn forgotten(app: &App) -> String {
    cookie(app, "", 0)
}

fn cookie(app: &App, value: &str, seconds: u32) -> String {
    let secure = if app.settings.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    format!("{CODE_COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

fn sealed(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == CODE_COOKIE && !value.is_empty())
        .map(|(_, value)| value)
}

/// Whether a scanned code waits for somebody to sign in.
pub(crate) fn is_waiting(headers: &HeaderMap) -> bool {
    sealed(headers).is_some()
}

fn waiting(app: &App, headers: &HeaderMap) -> Option<String> {
    let bytes = app.tokens.open(NOBODY, sealed(headers)?)?;
    String::from_utf8(bytes).ok()
}
