//! The next steps of a hand-over: one block for each says how its form becomes a command.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{Accept, Conclude, Desk, Failure, GiveFeedback, Key, Reject};
use domain::consents::Item;
use domain::vocabulary::{Outcome, RejectionReason};
use domain::{HandoverId, Note, Refusal, Staff};
use serde::de::DeserializeOwned;

use super::address::Named;
use super::answer::{problem, see};
use super::choices::{TOO_LONG, instead, reject_tells, ticked};
use super::handover::{self, Typed};
use super::posted::{Posted, key};
use crate::App;
use crate::pages::{ConcludeForm, FeedbackForm, FieldErrors, PlainForm, RejectForm, TICKED};
use crate::refusals::Problem;

/// A next step: its form, its command, and where the page says what is wrong.
pub(crate) trait NextStep: Send + 'static {
    /// What the page posts.
    type Form: DeserializeOwned + Send + Sync;
    /// What is carried out.
    type Command: Send + Sync;

    /// What the page is told afterwards, see [`handover::show`].
    const DONE: &'static str;

    /// The form's idempotency key.
    fn form_key(form: &Self::Form) -> &str;

    /// The command, or what is wrong with the form.
    fn command(form: &Self::Form, handover: HandoverId) -> Result<Self::Command, FieldErrors>;

    /// Carries it out.
    fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &Self::Command,
        key: &Key,
    ) -> impl Future<Output = Result<HandoverId, Failure>> + Send;

    /// The field at which a refusal is shown; others have a page of their own.
    fn field_of(_: &Refusal) -> Option<&'static str> {
        None
    }

    /// The form as it was typed, for the page that comes back.
    fn typed(_: Self::Form) -> Typed {
        Typed::default()
    }
}

/// `POST /uebergaben/{id}/…`
pub(crate) async fn take<S: NextStep>(
    State(app): State<App>,
    Named(path): Named,
    posted: Posted<S::Form>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let Ok(handover) = path.parse::<HandoverId>() else {
        return problem(&app, &session, &Refusal::NotFound.into()).await;
    };
    let key = key(&app, S::form_key(&form));
    let errors = match S::command(&form, handover) {
        Err(errors) => errors,
        Ok(command) => match S::carry_out(&app.desk, staff, &command, &key).await {
            Ok(id) => return see(&format!("/uebergaben/{id}?getan={}", S::DONE)),
            Err(failure) => match at_its_field::<S>(&failure) {
                Some(errors) => errors,
                None => return problem(&app, &session, &failure.into()).await,
            },
        },
    };
    let typed = Typed {
        errors,
        ..S::typed(form)
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    handover::render(&app, &session, staff, &path, "", typed, status).await
}

fn at_its_field<S: NextStep>(failure: &Failure) -> Option<FieldErrors> {
    let Failure::Refused(refusal) = failure else {
        return None;
    };
    let mut errors = FieldErrors::default();
    errors.add(
        S::field_of(refusal)?,
        Problem::from(refusal.clone()).detail(),
    );
    Some(errors)
}

/// `annehmen`
pub(crate) struct Accepting;

impl NextStep for Accepting {
    type Form = PlainForm;
    type Command = Accept;
    const DONE: &'static str = "angenommen";

    fn form_key(form: &PlainForm) -> &str {
        &form.form_key
    }

    fn command(form: &PlainForm, handover: HandoverId) -> Result<Accept, FieldErrors> {
        let tell = ticked(&[
            (&form.tell_arrival, Item::FeedbackArrival),
            (&form.tell_acceptance, Item::FeedbackAcceptance),
        ]);
        Ok(Accept { handover, tell })
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &Accept,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.take_step(by, command, key).await
    }
}

/// `ablehnen`
pub(crate) struct Rejecting;

impl NextStep for Rejecting {
    type Form = RejectForm;
    type Command = Reject;
    const DONE: &'static str = "abgelehnt";

    fn form_key(form: &RejectForm) -> &str {
        &form.form_key
    }

    fn command(form: &RejectForm, handover: HandoverId) -> Result<Reject, FieldErrors> {
        let mut errors = FieldErrors::default();
        let comment = note("reject_comment", &form.comment, &mut errors);
        let command = Reject {
            handover,
            // Without one the domain refuses, and says so at the field.
            reason: form.reason.parse::<RejectionReason>().ok(),
            comment,
            instead: instead(&form.where_instead),
            tell: reject_tells(form),
        };
        done(command, errors)
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &Reject,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.take_step(by, command, key).await
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        match refusal {
            Refusal::ReasonMissing => Some("reject_reason"),
            Refusal::CommentMissing => Some("reject_comment"),
            _ => None,
        }
    }

    fn typed(form: RejectForm) -> Typed {
        Typed {
            reject: Some(form),
            ..Typed::default()
        }
    }
}

/// `abschliessen`
pub(crate) struct Concluding;

impl NextStep for Concluding {
    type Form = ConcludeForm;
    type Command = Conclude;
    const DONE: &'static str = "abgeschlossen";

    fn form_key(form: &ConcludeForm) -> &str {
        &form.form_key
    }

    fn command(form: &ConcludeForm, handover: HandoverId) -> Result<Conclude, FieldErrors> {
        let mut errors = FieldErrors::default();
        let remark = note("conclude_note", &form.note, &mut errors);
        let Ok(outcome) = form.outcome.parse::<Outcome>() else {
            let message = "Bitte wählen Sie, wie es ausgegangen ist.";
            errors.add("conclude_outcome", message);
            return Err(errors);
        };
        let command = Conclude {
            handover,
            outcome,
            remark,
            tell: ticked(&[(&form.tell_outcome, Item::FeedbackOutcome)]),
        };
        done(command, errors)
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &Conclude,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.take_step(by, command, key).await
    }

    fn typed(form: ConcludeForm) -> Typed {
        Typed {
            conclude: Some(form),
            ..Typed::default()
        }
    }
}

/// `rueckmelden`
pub(crate) struct GivingFeedback;

impl NextStep for GivingFeedback {
    type Form = FeedbackForm;
    type Command = GiveFeedback;
    const DONE: &'static str = "mitgeteilt";

    fn form_key(form: &FeedbackForm) -> &str {
        &form.form_key
    }

    fn command(form: &FeedbackForm, handover: HandoverId) -> Result<GiveFeedback, FieldErrors> {
        let items: BTreeSet<Item> = ticked(&[
            (&form.tell_arrival, Item::FeedbackArrival),
            (&form.tell_acceptance, Item::FeedbackAcceptance),
            (&form.tell_outcome, Item::FeedbackOutcome),
            (&form.tell_reason, Item::FeedbackReason),
        ]);
        let mut errors = FieldErrors::default();
        if items.is_empty() {
            let message = "Bitte wählen Sie, was mitgeteilt werden soll.";
            errors.add("feedback_tells", message);
        }
        let command = GiveFeedback {
            handover,
            items,
            released: form.her_word == TICKED,
        };
        done(command, errors)
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &GiveFeedback,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.give_feedback(by, command, key).await
    }
}

fn note(field: &'static str, text: &str, errors: &mut FieldErrors) -> Option<Note> {
    Note::optional(text).unwrap_or_else(|_| {
        errors.add(field, TOO_LONG);
        None
    })
}

fn done<C>(command: C, errors: FieldErrors) -> Result<C, FieldErrors> {
    if errors.is_empty() {
        Ok(command)
    } else {
        Err(errors)
    }
}
