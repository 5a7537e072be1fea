//! A page that is one form: shown first, sent, and shown again with what is wrong in it.

use askama::Template;
use axum::http::StatusCode;
use axum::routing::{MethodRouter, get};
use casework::{Failure, Key};
use domain::Refusal;

use super::Form;
use crate::App;
use crate::refusals::Problem;
use crate::routes::address::Said;
use crate::routes::answer::{Answer, page, page_with, see};
use crate::routes::known::Known;
use crate::routes::posted::key;
use crate::routes::visit::{Done, Returned, Visit};

/// Why a form was not carried out.
pub(crate) enum Wrong {
    /// Something that was typed, as only the desk could find out: a field, and a sentence.
    At(&'static str, String),
    /// It was refused, or failed.
    Failed(Failure),
}

impl<F: Into<Failure>> From<F> for Wrong {
    fn from(failure: F) -> Self {
        Self::Failed(failure.into())
    }
}

/// A form with a page of its own.
pub(crate) trait FormPage: Send + 'static {
    /// What it asks of the desk.
    type Deed: Send;
    type Page: Template + Send;
    /// What its page says when it comes back with a code.
    const DONE: &'static [Done] = &[];

    /// The field at which it is said that the form went out before with other content; without one that has a
    /// page of its own.
    const BEGINS: Option<&'static str> = None;

    /// What its fields say before anybody typed; the address may have said something.
    fn first(_: &Visit, _: &mut Form) -> impl Future<Output = Result<(), Problem>> + Send {
        async { Ok(()) }
    }

    fn page(visit: &Visit, form: Form) -> impl Future<Output = Result<Self::Page, Problem>> + Send;

    /// Somebody whom the office knows, if the form is about her.
    fn known(_: &Visit, _: &Form) -> impl Future<Output = Result<Option<Known>, Problem>> + Send {
        async { Ok(None) }
    }

    /// What the form says; what is wrong stands in it.
    fn read(visit: &Visit, form: &mut Form) -> Option<Self::Deed>;

    /// The field at which a refusal is shown; others have a page of their own.
    fn field_of(_: &Refusal) -> Option<&'static str> {
        None
    }

    /// Carries it out; the address at which it goes on.
    fn carry_out(
        visit: &Visit,
        deed: Self::Deed,
        key: &Key,
    ) -> impl Future<Output = Result<String, Wrong>> + Send;
}

/// The form at its address.
pub(crate) fn form_page<P: FormPage>() -> MethodRouter<App> {
    get(shown::<P>).post(sent::<P>)
}

/// `GET`: the form as it is first.
async fn shown<P: FormPage>(mut visit: Visit, Said(said): Said<Form>) -> Answer {
    visit.hear(said, P::DONE.iter().copied());
    let mut form = visit.fresh();
    visit.known = P::known(&visit, &form).await?;
    P::first(&visit, &mut form).await?;
    Ok(page(&P::page(&visit, form).await?))
}

/// `POST`: carried out, or the form again.
pub(crate) async fn sent<P: FormPage>(returned: Returned) -> Answer {
    let Returned {
        mut visit,
        mut form,
    } = returned;
    let key = key(&visit.app, form.get("form_key"));
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    visit.known = P::known(&visit, &form).await?;
    let deed = P::read(&visit, &mut form);
    if let Some(deed) = deed.filter(|_| form.errors.is_empty()) {
        match P::carry_out(&visit, deed, &key).await {
            Ok(next) => return Ok(see(&next)),
            Err(Wrong::At(field, sentence)) => form.wrong(field, sentence),
            Err(Wrong::Failed(Failure::Refused(refusal))) => {
                let field = P::field_of(&refusal).ok_or_else(|| refusal.clone())?;
                status = Problem::from(refusal.clone()).status();
                form.refused(field, refusal);
            }
            Err(Wrong::Failed(failure)) => match (failure, P::BEGINS) {
                // What is on the screen is kept, under a new key.
                (Failure::KeyReused, Some(field)) => {
                    form.wrong(field, Problem::from(Failure::KeyReused).detail());
                    form.set("form_key", &visit.fresh_key());
                }
                (failure, _) => return Err(failure.into()),
            },
        }
    }
    Ok(page_with(status, &P::page(&visit, form).await?))
}
