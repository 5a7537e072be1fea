//! She is here: acknowledge, accept in the same act, or say that the office cannot take her on.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use casework::{Acknowledge, HandoverStep};
use domain::consents::Item;
use domain::handovers::Request;
use domain::vocabulary::RejectionReason;
use domain::{HandoverId, Refusal, Staff};
use jiff::civil::Date;

use super::showing::again;
use super::{forgotten, waiting};
use crate::App;
use crate::form::Form;
use crate::refusals::Problem;
use crate::routes::answer::{problem, see, with_cookie};
use crate::routes::handover::{on_its_page, reject as rejection};
use crate::routes::posted::{Posted, key};

/// `POST /s/eingang`: acknowledge, and accept with the other button.
pub(crate) async fn arrive(
    State(app): State<App>,
    headers: HeaderMap,
    posted: Posted<Form>,
) -> Response {
    let Posted {
        session,
        staff,
        mut form,
    } = posted;
    let Some(code) = waiting(&app, &headers) else {
        return see("/eingang");
    };
    let accept = form.get("step") == "accept";
    let mut tell = form.tells();
    if !accept {
        tell.remove(&Item::FeedbackAcceptance);
    }
    let refused = match form.day("arrived_on") {
        None => Problem::bad_input(form.error("arrived_on").unwrap_or_default()),
        Some(day) => {
            let said = (Some(day), accept, tell.clone());
            match acknowledge(&app, staff, &code, form.get("form_key"), said).await {
                Ok(id) => {
                    let to = on_its_page(&app.desk, id, "", &tell).await;
                    return with_cookie(see(&to), &forgotten(&app));
                }
                Err(refused) => {
                    form.wrong("arrived_on", refused.detail());
                    refused
                }
            }
        }
    };
    again(&app, &session, staff, &code, [Some(form), None], refused).await
}

async fn acknowledge(
    app: &App,
    staff: Staff,
    code: &str,
    form_key: &str,
    (arrived_on, accept, tell): (Option<Date>, bool, BTreeSet<Item>),
) -> Result<HandoverId, Problem> {
    let command = Acknowledge {
        code: code.parse().map_err(|_| Refusal::UnknownCode)?,
        arrived_on,
        accept,
        tell,
    };
    let key = key(app, form_key);
    Ok(app.desk.acknowledge(staff, &command, &key).await?)
}

/// `POST /s/ablehnen`: the office acknowledges that she came, and says that it cannot take her on.
pub(crate) async fn reject(
    State(app): State<App>,
    headers: HeaderMap,
    posted: Posted<Form>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let Some(code) = waiting(&app, &headers) else {
        return see("/eingang");
    };
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
        return again(&app, &session, staff, &code, [None, Some(form)], refused).await;
    }
    let form_key = form.get("form_key");
    let arrived = format!("{form_key}-arrived");
    let said = (Some(app.desk.now().today), false, BTreeSet::new());
    let handover = match acknowledge(&app, staff, &code, &arrived, said).await {
        Ok(handover) => handover,
        Err(refused) => return problem(&app, &session, &refused).await,
    };
    let tell = request.tell.clone();
    let step = HandoverStep {
        handover,
        request: Request::Reject(request),
    };
    match app.desk.take_step(staff, &step, &key(&app, form_key)).await {
        Ok(id) => {
            let to = on_its_page(&app.desk, id, "", &tell).await;
            with_cookie(see(&to), &forgotten(&app))
        }
        Err(failure) => problem(&app, &session, &failure.into()).await,
    }
}
