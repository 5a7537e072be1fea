//! One table of steps for each kind of thing that a page shows: who may take one when, what is asked, how the
//! answers become a request, and what is said then.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::str::FromStr;

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use casework::{Desk, Failure, Key};
use domain::{Refusal, Staff};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use super::{Field, Form};
use crate::App;
use crate::pages::FieldErrors;
use crate::refusals::Problem;
use crate::routes::address::Said;
use crate::routes::answer::{Answer, page, page_with, see};
use crate::routes::posted::key;
use crate::routes::visit::{Done, Returned, Visit};

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
    /// The code of what was done.
    pub(crate) done: &'static str,
    /// What its page says then.
    pub(crate) told: &'static str,
    /// Whether it is offered to this person now.
    pub(crate) offered: fn(&H) -> bool,
    pub(crate) fields: fn(&H) -> Vec<Field>,
    /// What the form says; what is wrong stands in it. A step that is plain at the API says nothing else here.
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
        done: "",
        told: "",
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

/// The steps that a page offers, in the order of the table.
pub(crate) struct Steps {
    offered: Vec<Offered>,
    /// What is wrong in the one that was tried. Ids: the id of a step and the name of its field, such as
    /// `hold_until`.
    pub(crate) errors: FieldErrors,
}

impl Steps {
    pub(crate) fn at(&self, place: Place) -> impl Iterator<Item = &Offered> {
        self.offered.iter().filter(move |step| step.place == place)
    }

    /// Lets a step stand open.
    pub(crate) fn open(&mut self, verb: &str) {
        for step in &mut self.offered {
            step.open |= step.action.rsplit('/').next() == Some(verb);
        }
    }
}

/// What everything on a page looks at, with the steps that can be taken there.
pub(crate) trait Subject: Send + Sized + 'static {
    type Id: FromStr + Display + Copy + Send + 'static;
    type Deed: Send + Sync + 'static;
    /// What is known once it is done.
    type Taken: Send;
    type Page: Template + Send;
    /// Its address, before the verb.
    const AT: &'static str;
    const STEPS: &'static [Step<Self, Self::Deed>];
    /// What its page says when it comes back from elsewhere with a code.
    const DONE: &'static [Done] = &[];

    fn of(visit: &Visit, id: Self::Id) -> impl Future<Output = Result<Self, Problem>> + Send;

    /// The key of the form of a step.
    fn key(&self, visit: &Visit, _verb: &str) -> String {
        visit.fresh_key()
    }

    fn page(
        self,
        visit: &Visit,
        steps: Steps,
    ) -> impl Future<Output = Result<Self::Page, Problem>> + Send;

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
}

/// The verb of the form that was sent, and the form.
type Typed = Option<(&'static str, Form)>;

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
    let steps = S::STEPS.iter().map(|step| (step.done, step.told));
    visit.hear(said, S::DONE.iter().copied().chain(steps));
    Ok(page(&built::<S>(&visit, visit.named()?, None).await?))
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
        let plain = || step.api.as_ref().and_then(Operation::deed);
        if let Some(deed) = deed.or_else(plain) {
            return Some((step, deed));
        }
    }
    None
}

async fn take<S: Subject>(verb: &'static str, returned: Returned) -> Answer {
    let Returned { visit, mut form } = returned;
    let (desk, id) = (&visit.desk, visit.named()?);
    let key = key(&visit.app, form.get("form_key"));
    if let Some((step, deed)) = read::<S>(verb, &mut form) {
        match S::carry_out(desk, visit.staff, id, deed, &key).await {
            Ok(taken) => return Ok(see(&S::next(desk, taken, step.done).await)),
            Err(Failure::Refused(refusal)) => {
                let field = (step.field_of)(&refusal).ok_or_else(|| refusal.clone())?;
                form.refused(field, refusal);
            }
            Err(failure) => return Err(failure.into()),
        }
    }
    let page = built::<S>(&visit, id, Some((verb, form))).await?;
    Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// The operations of the API that take the same steps.
pub(crate) fn operations<S: Subject>() -> OpenApiRouter<App> {
    let operations = S::STEPS.iter().filter_map(|step| step.api.as_ref());
    operations.fold(OpenApiRouter::new(), |router, operation| {
        router.routes(operation.route())
    })
}

/// The page, with what was typed.
async fn built<S: Subject>(visit: &Visit, id: S::Id, typed: Typed) -> Result<S::Page, Problem> {
    let here = S::of(visit, id).await?;
    let steps = offered(&here, visit, id, typed);
    here.page(visit, steps).await
}

/// The steps that are offered, with what was typed.
fn offered<S: Subject>(here: &S, visit: &Visit, id: S::Id, mut typed: Typed) -> Steps {
    let address = S::AT.replace("{id}", &id.to_string());
    let errors = typed.as_ref().map(|(_, form)| form.errors.clone());
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
            action: format!("{address}/{}", step.verb),
            open: typed.is_some(),
            form: match typed {
                Some((_, form)) => form,
                None => Form::fresh(step.id, &here.key(visit, step.verb), &fields),
            },
            fields,
        }
    });
    Steps {
        offered: as_offered.collect(),
        errors: errors.unwrap_or_default(),
    }
}

/// A step as an operation, whatever its request and its answer: `D` is what is asked of the desk.
pub(crate) struct Operation<D> {
    /// The address behind the id.
    pub(crate) at: &'static str,
    /// The operation's id in its room.
    pub(crate) id: &'static str,
    /// What it does; the first sentence is its summary.
    pub(crate) does: &'static str,
    /// Whether something new stands there afterwards.
    pub(crate) creates: bool,
    pub(crate) take: Take<D>,
}

type Route = UtoipaMethodRouter<App>;
type Deed<D> = fn() -> D;

pub(crate) enum Take<D> {
    /// With a request.
    Asking(fn(&Operation<D>) -> Route),
    /// With nothing but its name.
    Plain(fn(&Operation<D>, Deed<D>) -> Route, Deed<D>),
}

impl<D> Operation<D> {
    /// Something new stands there afterwards.
    pub(crate) const fn creating(mut self) -> Self {
        self.creates = true;
        self
    }

    /// What it asks of the desk, if nothing but its name says so.
    pub(super) fn deed(&self) -> Option<D> {
        match self.take {
            Take::Asking(_) => None,
            Take::Plain(_, deed) => Some(deed()),
        }
    }

    pub(crate) fn route(&self) -> Route {
        match self.take {
            Take::Asking(take) => take(self),
            Take::Plain(take, deed) => take(self, deed),
        }
    }
}
