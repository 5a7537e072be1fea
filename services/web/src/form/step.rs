//! One table of steps for each kind of thing that a page shows: who may take one when, what is asked, how the
//! answers become a request, and what is said then.

use std::collections::BTreeSet;
use std::str::FromStr;

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use casework::{Desk, Failure, Key};
use domain::{Refusal, Staff};
use utoipa_axum::router::OpenApiRouter;

use super::operation::Operation;
use super::{Field, Form};
use crate::App;
use crate::refusals::Problem;
use crate::routes::address::Said;
use crate::routes::answer::{Answer, page, page_with, see};
use crate::routes::posted::key;
use crate::routes::visit::{Returned, Visit};

/// Where on its page a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Beside a message that waits to be read.
    Notice,
    /// At the top, open: what is next.
    Next,
    /// Folded, beneath.
    Fold,
    /// Folded, at the end of the page.
    Rare,
}

/// A step: `H` is what the page looks at, `D` what is asked of the desk.
pub(crate) struct Step<H, D> {
    /// The last word of its address.
    pub(crate) verb: &'static str,
    /// Stands before the ids of its fields.
    pub(crate) id: &'static str,
    pub(crate) place: Place,
    pub(crate) title: &'static str,
    pub(crate) sentence: &'static str,
    pub(crate) button: &'static str,
    /// The code of what was done, and what its page says then.
    pub(crate) done: (&'static str, &'static str),
    /// Whether it is offered to this person now.
    pub(crate) offered: fn(&H) -> bool,
    pub(crate) fields: fn(&H) -> Vec<Field>,
    /// What the form says; what is wrong stands in it.
    pub(crate) read: fn(&mut Form) -> Option<D>,
    /// The field at which a refusal is shown; others have a page of their own.
    pub(crate) field_of: fn(&Refusal) -> Option<&'static str>,
    /// The same step as an operation of the API.
    pub(crate) api: Option<Operation<D>>,
}

impl<H, D> Step<H, D> {
    /// What a step is where its row says nothing else: folded, with a button and nothing to fill in.
    pub(crate) const PLAIN: Self = Self {
        verb: "",
        id: "",
        place: Place::Fold,
        title: "",
        sentence: "",
        button: "",
        done: ("", ""),
        offered: |_| false,
        fields: |_| vec![],
        read: |_| None,
        field_of: |_| None,
        api: None,
    };
}

/// A step as its page offers it.
pub(crate) struct Offered {
    /// Where it stands.
    pub(crate) place: Place,
    /// Its heading, where it is folded.
    pub(crate) title: &'static str,
    /// What it does, in a sentence.
    pub(crate) sentence: &'static str,
    /// Words on the button.
    pub(crate) button: &'static str,
    /// Where the form goes.
    pub(crate) action: String,
    /// As typed, or what it says first.
    pub(crate) form: Form,
    /// What is asked.
    pub(crate) fields: Vec<Field>,
    /// Whether it stands open: something in it is wrong.
    pub(crate) open: bool,
}

/// What a page shows, with the steps that can be taken there.
pub(crate) trait Subject: Sized + 'static {
    type Id: FromStr + Copy + Send + 'static;
    type Deed: Send + Sync + 'static;
    /// What is known once it is done.
    type Taken: Send;
    type Page: Template + Send;
    /// Its address, before the verb.
    const AT: &'static str;
    const STEPS: &'static [Step<Self, Self::Deed>];
    /// What its page says when it comes back from elsewhere with a code.
    const DONE: &'static [(&'static str, &'static str)] = &[];

    /// Carries it out, for a page and for the API alike.
    fn carry_out(
        desk: &Desk,
        by: Staff,
        id: Self::Id,
        deed: Self::Deed,
        key: &Key,
    ) -> impl Future<Output = Result<Self::Taken, Failure>> + Send;

    /// The address at which it goes on, where `done` is said.
    fn next(desk: &Desk, taken: Self::Taken, done: &str) -> impl Future<Output = String> + Send;

    /// The page, with what was typed.
    fn page(
        visit: &Visit,
        id: Self::Id,
        typed: Typed,
    ) -> impl Future<Output = Result<Self::Page, Problem>> + Send;
}

/// The verb of the form that was sent, and the form.
pub(crate) type Typed = Option<(&'static str, Form)>;

/// The page at its address, and a route for each step.
pub(crate) fn steps_page<S: Subject>() -> Router<App> {
    let verbs: BTreeSet<&'static str> = S::STEPS.iter().map(|step| step.verb).collect();
    let page = Router::new().route(S::AT, get(shown::<S>));
    verbs.into_iter().fold(page, |router, verb| {
        let take = move |returned| take::<S>(verb, returned);
        router.route(&format!("{}/{verb}", S::AT), post(take))
    })
}

async fn shown<S: Subject>(mut visit: Visit, Said(said): Said<Form>) -> Answer {
    let steps = S::STEPS.iter().map(|step| &step.done);
    visit.hear(said, S::DONE.iter().chain(steps));
    Ok(page(&S::page(&visit, visit.named()?, None).await?))
}

/// A step, and what its form asks of the desk.
type Tried<S> = (&'static Step<S, <S as Subject>::Deed>, <S as Subject>::Deed);

/// The first step with this verb that can make something of the form; what is wrong stands in the form.
fn read<S: Subject>(verb: &str, form: &mut Form) -> Option<Tried<S>> {
    for step in S::STEPS.iter().filter(|step| step.verb == verb) {
        form.prefix = step.id;
        let deed = (step.read)(form);
        if !form.errors.is_empty() {
            return None;
        }
        if let Some(deed) = deed {
            return Some((step, deed));
        }
    }
    None
}

async fn take<S: Subject>(verb: &'static str, returned: Returned) -> Answer {
    let Returned { visit, mut form } = returned;
    let (desk, id) = (&visit.app.desk, visit.named()?);
    let key = key(&visit.app, form.get("form_key"));
    if let Some((step, deed)) = read::<S>(verb, &mut form) {
        match S::carry_out(desk, visit.staff, id, deed, &key).await {
            Ok(taken) => return Ok(see(&S::next(desk, taken, step.done.0).await)),
            Err(Failure::Refused(refusal)) => {
                let field = (step.field_of)(&refusal).ok_or_else(|| refusal.clone())?;
                form.refused(field, refusal);
            }
            Err(failure) => return Err(failure.into()),
        }
    }
    let page = S::page(&visit, id, Some((verb, form))).await?;
    Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// The operations of the API that take the same steps.
pub(crate) fn operations<S: Subject>() -> OpenApiRouter<App> {
    let operations = S::STEPS.iter().filter_map(|step| step.api.as_ref());
    operations.fold(OpenApiRouter::new(), |router, operation| {
        router.routes(operation.route())
    })
}

/// The steps that are offered, in the order of the table, with what was typed.
pub(crate) fn offered<S: Subject>(
    here: &S,
    action: impl Fn(&str) -> String,
    key: impl Fn(&str) -> String,
    mut typed: Typed,
) -> Vec<Offered> {
    let is_offered = |step: &Step<S, S::Deed>| (step.offered)(here);
    // What was tried and is not offered any more stands there still, with what is wrong: nothing that was typed is
    // lost.
    let tried = typed.as_ref().map(|(verb, _)| *verb);
    let gone = tried.filter(|verb| !S::STEPS.iter().any(|it| it.verb == *verb && is_offered(it)));
    let gone = gone.and_then(|verb| S::STEPS.iter().position(|it| it.verb == verb));
    let steps = S::STEPS.iter().enumerate();
    let steps = steps.filter(|(at, step)| is_offered(step) || Some(*at) == gone);
    let as_offered = steps.map(|(_, step)| {
        let typed = typed.take_if(|(verb, _)| *verb == step.verb);
        let fields = (step.fields)(here);
        Offered {
            place: step.place,
            title: step.title,
            sentence: step.sentence,
            button: step.button,
            action: action(step.verb),
            open: typed.is_some(),
            form: match typed {
                Some((_, form)) => form,
                None => Form::fresh(step.id, &key(step.verb), &fields),
            },
            fields,
        }
    });
    as_offered.collect()
}
