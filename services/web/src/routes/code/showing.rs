//! `GET /s`: what she lets this office know, with what can be done now.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use casework::{Arrived, Opened};
use domain::consents::Item;
use domain::{Refusal, Staff};

use super::{forgotten, look, waiting};
use crate::App;
use crate::auth::PageSession;
use crate::pages::{ArrivalForm, Badge, FieldErrors, RejectForm, SlipByCodePage, TICKED, Tone};
use crate::refusals::Problem;
use crate::routes::answer::{page_with, problem, see, with_cookie};
use crate::routes::choices::{places, reason_groups, tell};
use crate::routes::facts::facts_of;
use crate::routes::frame::frame;
use crate::routes::session::Visitor;
use crate::words;

/// `GET /s`: the slip.
pub(crate) async fn show(State(app): State<App>, headers: HeaderMap, visitor: Visitor) -> Response {
    let Visitor { session, staff } = visitor;
    let Some(code) = waiting(&app, &headers) else {
        return see("/eingang");
    };
    match look(&app, staff, &code).await {
        Ok(Opened::Held(id)) => with_cookie(see(&format!("/uebergaben/{id}")), &forgotten(&app)),
        Ok(Opened::Arrived(arrived)) => {
            let today = app.desk.now().today;
            let over = arrived.valid_until < today;
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
            let reject = blank_reject(&app);
            let shown = Shown {
                arrived: &arrived,
                form,
                reject,
                errors: FieldErrors::default(),
            };
            slip_page(&app, &session, shown).await
        }
        // The voucher's page looks behind the code itself.
        Ok(Opened::Voucher(_)) => see("/gutscheine/einloesen"),
        Ok(Opened::OwnVoucher(id)) => {
            with_cookie(see(&format!("/gutscheine/{id}")), &forgotten(&app))
        }
        Err(refused) => with_cookie(problem(&app, &session, &refused).await, &forgotten(&app)),
    }
}

/// The slip with both forms, as offered or as typed.
struct Shown<'a> {
    arrived: &'a Arrived,
    form: ArrivalForm,
    reject: RejectForm,
    errors: FieldErrors,
}

async fn slip_page(app: &App, session: &PageSession, shown: Shown<'_>) -> Response {
    let Shown {
        arrived,
        form,
        reject,
        errors,
    } = shown;
    let (arrival, valid_until) = (&arrived.arrival, arrived.valid_until);
    let copy = arrival.copy();
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
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
        sender: arrived.sender.name.as_str().to_owned(),
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
            Some(&arrived.sender.phone),
            copy.need,
            copy.counselling.as_ref().and_then(|c| c.reason.as_ref()),
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

/// The page again, with everything that was typed.
pub(super) async fn again(
    app: &App,
    session: &PageSession,
    staff: Staff,
    code: &str,
    (form, reject, errors): (ArrivalForm, RejectForm, FieldErrors),
    refused: Problem,
) -> Response {
    match look(app, staff, code).await {
        Ok(Opened::Arrived(arrived)) => {
            let shown = Shown {
                arrived: &arrived,
                form,
                reject,
                errors,
            };
            slip_page(app, session, shown).await
        }
        _ => problem(app, session, &refused).await,
    }
}

/// A rejection that nobody has begun to fill in.
pub(super) fn blank_reject(app: &App) -> RejectForm {
    RejectForm {
        form_key: app.desk.fresh_key().text().to_owned(),
        ..RejectForm::default()
    }
}
