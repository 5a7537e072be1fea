//! The next steps of a hand-over: accept, reject, conclude, give feedback.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::{Accept, Conclude, Failure, GiveFeedback, Key, Reject};
use domain::consents::Item;
use domain::vocabulary::{Outcome, RejectionReason};
use domain::{HandoverId, Note, Refusal};
use std::collections::BTreeSet;

use super::answer::{problem, see};
use super::handover::{self, TOO_LONG, Typed, instead, reject_tells, ticked};
use super::session::Posted;
use crate::App;
use crate::pages::{ConcludeForm, FeedbackForm, FieldErrors, PlainForm, RejectForm};
use crate::refusals::Problem;

fn key(app: &App, text: &str) -> Key {
    Key::parse(text).unwrap_or_else(|_| app.desk.fresh_key())
}

fn id(text: &str) -> Result<HandoverId, Problem> {
    text.parse().map_err(|_| Refusal::NotFound.into())
}

/// `POST /uebergaben/{id}/annehmen`
pub(crate) async fn accept(
    State(app): State<App>,
    Path(path): Path<String>,
    posted: Posted<PlainForm>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let done = async {
        let handover = id(&path)?;
        let boxes = [
            (&form.tell_arrival, Item::FeedbackArrival),
            (&form.tell_acceptance, Item::FeedbackAcceptance),
        ];
        let tell = ticked(&boxes);
        let command = Accept { handover, tell };
        let key = key(&app, &form.form_key);
        Ok::<_, Problem>(app.desk.accept(staff, &command, &key).await?)
    };
    match done.await {
        Ok(id) => see(&format!("/uebergaben/{id}?getan=angenommen")),
        Err(refused) => problem(&app, &session, &refused).await,
    }
}

/// `POST /uebergaben/{id}/ablehnen`
pub(crate) async fn reject(
    State(app): State<App>,
    Path(path): Path<String>,
    posted: Posted<RejectForm>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let mut errors = FieldErrors::default();
    let comment = Note::optional(&form.comment);
    if comment.is_err() {
        errors.add("reject_comment", TOO_LONG);
    }
    if let (Ok(handover), true) = (id(&path), errors.is_empty()) {
        let command = Reject {
            handover,
            reason: form.reason.parse::<RejectionReason>().ok(),
            comment: comment.ok().flatten(),
            instead: instead(&form.where_instead),
            tell: reject_tells(&form),
        };
        match app
            .desk
            .reject(staff, &command, &key(&app, &form.form_key))
            .await
        {
            Ok(id) => return see(&format!("/uebergaben/{id}?getan=abgelehnt")),
            Err(Failure::Refused(refusal @ Refusal::ReasonMissing)) => {
                errors.add("reject_reason", Problem::from(refusal).detail());
            }
            Err(Failure::Refused(refusal @ Refusal::CommentMissing)) => {
                errors.add("reject_comment", Problem::from(refusal).detail());
            }
            Err(failure) => return problem(&app, &session, &failure.into()).await,
        }
    }
    let typed = Typed {
        reject: Some(form),
        errors,
        ..Typed::default()
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    handover::render(&app, &session, staff, &path, "", typed, status).await
}

/// `POST /uebergaben/{id}/abschliessen`
pub(crate) async fn conclude(
    State(app): State<App>,
    Path(path): Path<String>,
    posted: Posted<ConcludeForm>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let mut errors = FieldErrors::default();
    let remark = Note::optional(&form.note);
    if remark.is_err() {
        errors.add("conclude_note", TOO_LONG);
    }
    let outcome = form.outcome.parse::<Outcome>();
    if outcome.is_err() {
        errors.add(
            "conclude_outcome",
            "Bitte wählen Sie, wie es ausgegangen ist.",
        );
    }
    if let (Ok(handover), Ok(outcome), Ok(remark)) = (id(&path), outcome, remark) {
        let command = Conclude {
            handover,
            outcome,
            remark,
            tell: ticked(&[(&form.tell_outcome, Item::FeedbackOutcome)]),
        };
        let key = key(&app, &form.form_key);
        return match app.desk.conclude(staff, &command, &key).await {
            Ok(id) => see(&format!("/uebergaben/{id}?getan=abgeschlossen")),
            Err(failure) => problem(&app, &session, &failure.into()).await,
        };
    }
    let typed = Typed {
        conclude: Some(form),
        errors,
        ..Typed::default()
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    handover::render(&app, &session, staff, &path, "", typed, status).await
}

/// `POST /uebergaben/{id}/rueckmelden`
pub(crate) async fn give_feedback(
    State(app): State<App>,
    Path(path): Path<String>,
    posted: Posted<FeedbackForm>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let boxes = [
        (&form.tell_arrival, Item::FeedbackArrival),
        (&form.tell_acceptance, Item::FeedbackAcceptance),
        (&form.tell_outcome, Item::FeedbackOutcome),
        (&form.tell_reason, Item::FeedbackReason),
    ];
    let items: BTreeSet<Item> = ticked(&boxes);
    if items.is_empty() {
        let mut errors = FieldErrors::default();
        errors.add(
            "feedback_tells",
            "Bitte wählen Sie, was mitgeteilt werden soll.",
        );
        let typed = Typed {
            errors,
            ..Typed::default()
        };
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return handover::render(&app, &session, staff, &path, "", typed, status).await;
    }
    let done = async {
        let handover = id(&path)?;
        let command = GiveFeedback { handover, items };
        let key = key(&app, &form.form_key);
        Ok::<_, Problem>(app.desk.give_feedback(staff, &command, &key).await?)
    };
    match done.await {
        Ok(id) => see(&format!("/uebergaben/{id}?getan=mitgeteilt")),
        Err(refused) => problem(&app, &session, &refused).await,
    }
}
