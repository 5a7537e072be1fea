//! A page that is one form: shown first, sent, and shown again with what is wrong in it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use casework::{Failure, Key};
use domain::Refusal;
use jiff::civil::Date;

use super::Form;
use crate::App;
use crate::refusals::Problem;
use crate::routes::address::Said;
use crate::routes::answer::see;
use crate::routes::posted::key;
use crate::routes::visit::{Returned, Visit};

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
    const DONE: &'static [(&'static str, &'static str)] = &[];

    /// The field at which it is said that the form went out before with other content; without one that has a
    /// page of its own.
    const BEGINS: Option<&'static str> = None;

    /// What its fields say before anybody typed; the address may have said something.
    fn first(_: &Visit, _: &mut Form) -> impl Future<Output = Result<(), Problem>> + Send {
        async { Ok(()) }
    }

    fn page(visit: &Visit, form: Form) -> impl Future<Output = Result<Self::Page, Problem>> + Send;

    /// What the form says; what is wrong stands in it. Where something has to be looked up for that, a page
    /// has `read_at` instead.
    fn read(_: &mut Form, _: Date) -> Option<Self::Deed> {
        None
    }

    /// What the form says, there and now.
    fn read_at(
        visit: &Visit,
        form: &mut Form,
    ) -> impl Future<Output = Result<Option<Self::Deed>, Problem>> + Send {
        async { Ok(Self::read(form, visit.today())) }
    }

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
async fn shown<P: FormPage>(mut visit: Visit, Said(said): Said<Form>) -> Response {
    visit.hear(said, P::DONE);
    let mut form = visit.fresh();
    let page = match P::first(&visit, &mut form).await {
        Ok(()) => P::page(&visit, form).await,
        Err(refused) => Err(refused),
    };
    visit.answer(StatusCode::OK, page).await
}

/// `POST`: carried out, or the form again.
pub(crate) async fn sent<P: FormPage>(returned: Returned) -> Response {
    let Returned { visit, mut form } = returned;
    let key = key(&visit.app, form.get("form_key"));
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let deed = match P::read_at(&visit, &mut form).await {
        Ok(deed) => deed.filter(|_| form.errors.is_empty()),
        Err(refused) => return visit.refuse(refused).await,
    };
    if let Some(deed) = deed {
        match P::carry_out(&visit, deed, &key).await {
            Ok(next) => return see(&next),
            Err(Wrong::At(field, sentence)) => form.wrong(field, sentence),
            Err(Wrong::Failed(Failure::Refused(refusal))) => match P::field_of(&refusal) {
                Some(field) => {
                    status = Problem::from(refusal.clone()).status();
                    form.refused(field, refusal);
                }
                None => return visit.refuse(refusal).await,
            },
            Err(Wrong::Failed(failure)) => match (failure, P::BEGINS) {
                // What is on the screen is kept, under a new key.
                (Failure::KeyReused, Some(field)) => {
                    form.wrong(field, Problem::from(Failure::KeyReused).detail());
                    form.set("form_key", &visit.fresh_key());
                }
                (failure, _) => return visit.refuse(failure).await,
            },
        }
    }
    let page = P::page(&visit, form).await;
    visit.answer(status, page).await
}
