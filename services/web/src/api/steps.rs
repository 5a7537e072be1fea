//! A step on something as an operation of the API. It stands in the table from which its page is made
//! (`routes/handover/steps.rs`, `routes/slip/steps.rs` and others); here is how it is asked, answered and
//! described.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use casework::Key;
use domain::Staff;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::openapi::path::{
    HttpMethod, Operation as Described, OperationBuilder, ParameterIn, PathItem, PathsBuilder,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ContentBuilder, Ref, Required};
use utoipa::{IntoParams as _, IntoResponses as _, ToSchema};
use utoipa_axum::router::UtoipaMethodRouter;

use super::json::{Created, Json};
use super::request::{Id, IdempotencyKey};
use crate::App;
use crate::auth::Bearer;
use crate::form::Subject;
use crate::refusals::Problem;

/// A thing on which steps are taken, as the API knows it.
pub(crate) trait Resource: Subject {
    /// What a request becomes.
    type Asked: Into<Self::Deed>;
    /// Its address, before the id.
    const PATH: &'static str;
}

/// How a step on `S` is answered.
pub(crate) trait Answer<S: Subject>: Serialize + ToSchema + Send + Sized + 'static {
    /// What is said of what was done.
    fn of(
        app: &App,
        by: Staff,
        taken: S::Taken,
    ) -> impl Future<Output = Result<Self, Problem>> + Send;
}

/// A step as an operation.
pub(crate) struct Operation<D> {
    /// The address behind the id.
    at: &'static str,
    /// The operation's id.
    id: &'static str,
    /// What it does; the first sentence is its summary.
    does: &'static str,
    /// Whether something new stands there afterwards.
    creates: bool,
    take: Take<D>,
}

type Deed<D> = fn() -> D;
type Route = UtoipaMethodRouter<App>;

enum Take<D> {
    Asking(fn(&Operation<D>) -> Route),
    Plain(fn(&Operation<D>, Deed<D>) -> Route, Deed<D>),
}

impl<D> Operation<D> {
    /// With a request `B`, answered by an `A`.
    pub(crate) const fn asking<S, B, A>(
        at: &'static str,
        id: &'static str,
        does: &'static str,
    ) -> Self
    where
        S: Resource<Deed = D>,
        S::Asked: TryFrom<B, Error: Into<Problem>>,
        B: DeserializeOwned + ToSchema + Send + 'static,
        A: Answer<S>,
    {
        Self {
            at,
            id,
            does,
            creates: false,
            take: Take::Asking(asking::<S, B, A>),
        }
    }

    /// With nothing but its name, answered by an `A`.
    pub(crate) const fn plain<S: Resource<Deed = D>, A: Answer<S>>(
        at: &'static str,
        id: &'static str,
        does: &'static str,
        deed: fn() -> D,
    ) -> Self {
        Self {
            at,
            id,
            does,
            creates: false,
            take: Take::Plain(plain::<S, A>, deed),
        }
    }

    /// Something new stands there afterwards.
    pub(crate) const fn creating(mut self) -> Self {
        self.creates = true;
        self
    }

    pub(crate) fn route(&self) -> UtoipaMethodRouter<App> {
        match self.take {
            Take::Asking(take) => take(self),
            Take::Plain(take, deed) => take(self, deed),
        }
    }

    fn describe<S: Resource, A: Answer<S>>(&self) -> OperationBuilder {
        let (summary, description) = self.does.split_once(". ").unwrap_or((self.does, ""));
        let answers = if self.creates {
            <Result<Created<A>, Problem>>::responses()
        } else {
            <Result<Json<A>, Problem>>::responses()
        };
        let described = OperationBuilder::new()
            .operation_id(Some(self.id))
            .summary(Some(summary))
            .description((!description.is_empty()).then_some(description));
        let keys = IdempotencyKey::into_params(|| Some(ParameterIn::Header));
        let described = keys
            .into_iter()
            .fold(described, OperationBuilder::parameter);
        answers.into_iter().fold(described, |it, (status, answer)| {
            it.response(status, answer)
        })
    }

    fn path<S: Resource>(&self, described: Described) -> utoipa::openapi::Paths {
        let address = format!("/{}/{{id}}/{}", S::PATH, self.at);
        PathsBuilder::new()
            .path(address, PathItem::new(HttpMethod::Post, described))
            .build()
    }
}

fn asking<S, B, A>(operation: &Operation<S::Deed>) -> UtoipaMethodRouter<App>
where
    S: Resource,
    S::Asked: TryFrom<B, Error: Into<Problem>>,
    B: DeserializeOwned + ToSchema + Send + 'static,
    A: Answer<S>,
{
    let creates = operation.creates;
    let take = async move |State(app): State<App>,
                           Bearer(by): Bearer,
                           Id(id): Id<S::Id>,
                           IdempotencyKey(key): IdempotencyKey,
                           Json(request): Json<B>| {
        let asked = S::Asked::try_from(request).map_err(Into::into)?;
        answered::<S, A>(&app, by, id, asked.into(), &key, creates).await
    };
    let request = Ref::from_schema_name(B::name());
    let content = ContentBuilder::new().schema(Some(request)).build();
    let body = RequestBodyBuilder::new()
        .content("application/json", content)
        .required(Some(Required::True))
        .build();
    let described = operation.describe::<S, A>().request_body(Some(body));
    let mut schemas = vec![(B::name().into_owned(), B::schema())];
    B::schemas(&mut schemas);
    (schemas, operation.path::<S>(described.build()), post(take))
}

fn plain<S: Resource, A: Answer<S>>(
    operation: &Operation<S::Deed>,
    deed: fn() -> S::Deed,
) -> UtoipaMethodRouter<App> {
    let creates = operation.creates;
    let take = async move |State(app): State<App>,
                           Bearer(by): Bearer,
                           Id(id): Id<S::Id>,
                           IdempotencyKey(key): IdempotencyKey| {
        answered::<S, A>(&app, by, id, deed(), &key, creates).await
    };
    let described = operation.describe::<S, A>().build();
    (vec![], operation.path::<S>(described), post(take))
}

async fn answered<S: Resource, A: Answer<S>>(
    app: &App,
    by: Staff,
    id: S::Id,
    deed: S::Deed,
    key: &Key,
    creates: bool,
) -> Result<Response, Problem> {
    let taken = S::carry_out(&app.desk, by, id, deed, key).await?;
    let answer = A::of(app, by, taken).await?;
    Ok(if creates {
        Created(answer).into_response()
    } else {
        Json(answer).into_response()
    })
}
