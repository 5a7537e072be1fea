//! A step on something as an operation of the API: the request is the domain's own, and what the document says
//! of it stands beside it. The pages take the same steps (`routes/handover/steps.rs`, `routes/slip/steps.rs`).

use std::str::FromStr;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use casework::Key;
use domain::Staff;
use serde::de::DeserializeOwned;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, ParameterIn, PathItem, PathsBuilder,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Required, Schema};
use utoipa::{IntoParams as _, IntoResponses as _, ToSchema};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use super::json::{Created, Json};
use super::request::{Id, IdempotencyKey};
use crate::App;
use crate::auth::Bearer;
use crate::refusals::Problem;

/// On what steps are taken.
pub(super) trait Subject: 'static {
    type Id: FromStr + Send + 'static;
    /// What the desk is asked.
    type Request: Send + 'static;
    /// How it is answered.
    type Answer: serde::Serialize + ToSchema + Send;
    /// Its address, before the id.
    const AT: &'static str;

    fn take(
        app: &App,
        by: Staff,
        id: Self::Id,
        request: Self::Request,
        key: &Key,
    ) -> impl Future<Output = Result<Self::Answer, Problem>> + Send;
}

/// What the document says of a step.
#[derive(Clone, Copy)]
pub(super) struct Told {
    /// The address behind the id.
    pub(super) at: &'static str,
    /// The operation's id.
    pub(super) id: &'static str,
    /// What it does; the first sentence is its summary.
    pub(super) does: &'static str,
    /// Whether something new stands there afterwards.
    pub(super) creates: bool,
}

/// A step with a request.
pub(super) fn step<S: Subject, B>(
    told: Told,
    read: fn(B) -> Result<S::Request, Problem>,
) -> UtoipaMethodRouter<App>
where
    B: DeserializeOwned + ToSchema + Send + 'static,
{
    let take = async move |State(app): State<App>,
                           Bearer(by): Bearer,
                           Id(id): Id<S::Id>,
                           IdempotencyKey(key): IdempotencyKey,
                           Json(request): Json<B>| {
        answered::<S>(&app, by, id, read(request), &key, told.creates).await
    };
    let content = ContentBuilder::new().schema(Some(named::<B>())).build();
    let body = RequestBodyBuilder::new()
        .content("application/json", content)
        .required(Some(Required::True))
        .build();
    let operation = operation::<S>(told).request_body(Some(body)).build();
    let mut schemas = schemas::<S::Answer>();
    schemas.extend(self::schemas::<B>());
    (schemas, path::<S>(told, operation), post(take))
}

/// A step that needs nothing but its name.
pub(super) fn plain<S: Subject>(
    told: Told,
    request: fn() -> S::Request,
) -> UtoipaMethodRouter<App> {
    let take = async move |State(app): State<App>,
                           Bearer(by): Bearer,
                           Id(id): Id<S::Id>,
                           IdempotencyKey(key): IdempotencyKey| {
        answered::<S>(&app, by, id, Ok(request()), &key, told.creates).await
    };
    let operation = operation::<S>(told).build();
    (
        schemas::<S::Answer>(),
        path::<S>(told, operation),
        post(take),
    )
}

async fn answered<S: Subject>(
    app: &App,
    by: Staff,
    id: S::Id,
    request: Result<S::Request, Problem>,
    key: &Key,
    creates: bool,
) -> Result<Response, Problem> {
    let answer = S::take(app, by, id, request?, key).await?;
    Ok(if creates {
        Created(answer).into_response()
    } else {
        Json(answer).into_response()
    })
}

fn named<T: ToSchema>() -> RefOr<Schema> {
    Ref::from_schema_name(T::name()).into()
}

fn schemas<T: ToSchema>() -> Vec<(String, RefOr<Schema>)> {
    let mut schemas = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut schemas);
    schemas
}

fn path<S: Subject>(told: Told, operation: Operation) -> utoipa::openapi::Paths {
    let address = format!("/{}/{{id}}/{}", S::AT, told.at);
    PathsBuilder::new()
        .path(address, PathItem::new(HttpMethod::Post, operation))
        .build()
}

fn operation<S: Subject>(told: Told) -> OperationBuilder {
    let (summary, description) = told.does.split_once(". ").unwrap_or((told.does, ""));
    let answers = if told.creates {
        <Result<Created<S::Answer>, Problem>>::responses()
    } else {
        <Result<Json<S::Answer>, Problem>>::responses()
    };
    let described = OperationBuilder::new()
        .operation_id(Some(told.id))
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

/// Adds operations to a router.
pub(super) fn routed(
    operations: impl IntoIterator<Item = UtoipaMethodRouter<App>>,
) -> OpenApiRouter<App> {
    operations
        .into_iter()
        .fold(OpenApiRouter::new(), OpenApiRouter::routes)
}
