//! She is here: acknowledge, accept in the same act, or say that the office cannot take her on.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use casework::{Acknowledge, Reject};
use domain::consents::Item;
use domain::vocabulary::RejectionReason;
use domain::{HandoverId, Refusal, Staff};

use super::showing::{again, blank_reject};
use super::{forgotten, waiting};
use crate::App;
use crate::pages::{ArrivalForm, FieldErrors, RejectForm, TICKED};
use crate::refusals::Problem;
use crate::routes::answer::{problem, see, with_cookie};
use crate::routes::choices::{instead, reject_tells};
use crate::routes::posted::{Posted, key};
use crate::routes::steps::on_its_page;
use crate::routes::{days, typed};

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
        Ok((id, tell)) => {
            let to = on_its_page(&app.desk, id, "", &tell).await;
            with_cookie(see(&to), &forgotten(&app))
        }
        Err((field, refused)) => {
            let mut errors = FieldErrors::default();
            errors.add(field, refused.detail());
            let reject = blank_reject(&app);
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
) -> Result<(HandoverId, BTreeSet<Item>), (&'static str, Problem)> {
    let at_day = |problem: Problem| ("arrived_on", problem);
    let arrived_on =
        days::read(&form.arrived_on).ok_or_else(|| at_day(Problem::bad_input(days::EXAMPLE)))?;
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
    let key = key(app, &form.form_key);
    let command = Acknowledge {
        code,
        arrived_on: Some(arrived_on),
        accept,
        tell,
    };
    let acknowledged = app.desk.acknowledge(staff, &command, &key).await;
    let id = acknowledged.map_err(|failure| at_day(failure.into()))?;
    Ok((id, command.tell))
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
    let comment = typed::read(&form.comment);
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
        (Err(wrong), _) => errors.add("reject_comment", wrong.clone()),
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
        Ok((id, _)) => {
            let command = Reject {
                handover: id,
                reason,
                comment: comment.ok().flatten(),
                instead: instead(&form.where_instead),
                tell: reject_tells(&form),
            };
            let key = key(&app, &form.form_key);
            match app.desk.take_step(staff, &command, &key).await {
                Ok(id) => {
                    let to = on_its_page(&app.desk, id, "", &command.tell).await;
                    with_cookie(see(&to), &forgotten(&app))
                }
                Err(failure) => problem(&app, &session, &failure.into()).await,
            }
        }
    }
}
