//! The next steps of a hand-over: one block for each says how its form becomes a command. What
//! belongs together has a file of its own.

mod assigning;
mod calling_back;
mod correcting;
mod linking;
mod taking_back;
mod telling;
mod working;

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{Desk, Failure, Key};
use domain::consents::Item;
use domain::{HandoverId, Note, Refusal, Staff};
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::address::Named;
use super::answer::{problem, see};
use super::handover::{self, Typed};
use super::posted::{Posted, key};
use super::typed;
use crate::App;
use crate::pages::FieldErrors;
use crate::refusals::Problem;

pub(crate) use assigning::Assigning;
pub(crate) use calling_back::RequestingCallBack;
pub(crate) use correcting::{DecliningFeedback, EnteringInError, Reopening, Retracting};
pub(crate) use linking::Linking;
pub(crate) use taking_back::{TakingBack, TakingEverythingBack};
pub(crate) use telling::{GivingFeedback, PassingOnHerWord, Releasing};
pub(crate) use working::{
    Accepting, Concluding, EndingOnHerWord, Holding, ReadingNotices, Rejecting, Resuming,
};

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

    /// What the sender was to be told in the same act.
    fn tells(_: &Self::Command) -> BTreeSet<Item> {
        BTreeSet::new()
    }

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
            Ok(id) => {
                return see(&on_its_page(&app.desk, id, S::DONE, &S::tells(&command)).await);
            }
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

/// Where the page goes on, with what was done, and whether something stayed untold.
pub(crate) async fn on_its_page(
    desk: &Desk,
    id: HandoverId,
    what: &str,
    tell: &BTreeSet<Item>,
) -> String {
    // The step is done; what cannot be found out is no reason to say that it is not.
    let untold = desk.untold(id, tell).await.unwrap_or_default();
    let done = [
        ("getan", what),
        ("ungesagt", if untold.is_empty() { "" } else { "ja" }),
    ];
    let said: Vec<String> = done
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let query = if said.is_empty() { "" } else { "?" };
    format!("/uebergaben/{id}{query}{}", said.join("&"))
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

fn note(field: &'static str, text: &str, errors: &mut FieldErrors) -> Option<Note> {
    typed::text(errors, field, text)
}

fn done<C>(command: C, errors: FieldErrors) -> Result<C, FieldErrors> {
    if errors.is_empty() {
        Ok(command)
    } else {
        Err(errors)
    }
}

/// A day as the browser's field or a hurried hand writes it.
fn day(field: &'static str, text: &str, errors: &mut FieldErrors) -> Option<Date> {
    typed::day(errors, field, text)
}

/// A code of the vocabulary that has to be chosen.
fn chosen<T: std::str::FromStr>(
    field: &'static str,
    text: &str,
    ask: &str,
    errors: &mut FieldErrors,
) -> Option<T> {
    let value = text.parse().ok();
    if value.is_none() {
        errors.add(field, ask);
    }
    value
}
