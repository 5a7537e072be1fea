//! A step on something as an operation of the API. It stands in the table from which its page is made
//! (`routes/handover/steps.rs`, `routes/slip/steps.rs` and others); here is how it is asked, answered and
//! described.

use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use domain::Staff;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::openapi::path::{
    HttpMethod, Operation as Described, OperationBuilder, ParameterIn, PathItem, Paths,
    PathsBuilder,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::{ContentBuilder, Ref, Required};
use utoipa::{IntoParams as _, IntoResponses as _, ToSchema};
use utoipa_axum::router::UtoipaMethodRouter;

use super::json::{Created, Json};
use super::request::{Id, IdempotencyKey, Keyed};
use crate::App;
use crate::form::{Operation, Subject, Take};
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

/// An operation with a request `B`, answered by an `A`.
pub(crate) const fn asking<S, B, A>(
    at: &'static str,
    id: &'static str,
    does: &'static str,
) -> Operation<S::Deed>
where
    S: Resource,
    S::Asked: TryFrom<B, Error: Into<Problem>>,
    B: DeserializeOwned + ToSchema + Send + 'static,
    A: Answer<S>,
{
    Operation {
        at,
        id,
        does,
        creates: false,
        take: Take::Asking(with_request::<S, B, A>),
    }
}

/// An operation with nothing but its name, answered by an `A`.
pub(crate) const fn plain<S: Resource, A: Answer<S>>(
    at: &'static str,
    id: &'static str,
    does: &'static str,
    deed: fn() -> S::Deed,
) -> Operation<S::Deed> {
    Operation {
        at,
        id,
        does,
        creates: false,
        take: Take::Plain(without_request::<S, A>, deed),
    }
}

fn describe<S: Resource, A: Answer<S>>(operation: &Operation<S::Deed>) -> OperationBuilder {
    let (summary, description) = operation
        .does
        .split_once(". ")
        .unwrap_or((operation.does, ""));
    let answers = if operation.creates {
        <Result<Created<A>, Problem>>::responses()
    } else {
        <Result<Json<A>, Problem>>::responses()
    };
    let described = OperationBuilder::new()
        .operation_id(Some(operation.id))
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

fn path<S: Resource>(operation: &Operation<S::Deed>, described: Described) -> Paths {
    let address = format!("/{}/{{id}}/{}", S::PATH, operation.at);
    PathsBuilder::new()
        .path(address, PathItem::new(HttpMethod::Post, described))
        .build()
}

fn with_request<S, B, A>(operation: &Operation<S::Deed>) -> UtoipaMethodRouter<App>
where
    S: Resource,
    S::Asked: TryFrom<B, Error: Into<Problem>>,
    B: DeserializeOwned + ToSchema + Send + 'static,
    A: Answer<S>,
{
    let creates = operation.creates;
    let take = async move |by: Keyed, Id(id): Id<S::Id>, Json(request): Json<B>| {
        let asked = S::Asked::try_from(request).map_err(Into::into)?;
        answered::<S, A>(&by, id, asked.into(), creates).await
    };
    let request = Ref::from_schema_name(B::name());
    let content = ContentBuilder::new().schema(Some(request)).build();
    let body = RequestBodyBuilder::new()
        .content("application/json", content)
        .required(Some(Required::True))
        .build();
    let described = describe::<S, A>(operation).request_body(Some(body));
    let mut schemas = vec![(B::name().into_owned(), B::schema())];
    B::schemas(&mut schemas);
    (schemas, path::<S>(operation, described.build()), post(take))
}

fn without_request<S: Resource, A: Answer<S>>(
    operation: &Operation<S::Deed>,
    deed: fn() -> S::Deed,
) -> UtoipaMethodRouter<App> {
    let creates = operation.creates;
    let take =
        async move |by: Keyed, Id(id): Id<S::Id>| answered::<S, A>(&by, id, deed(), creates).await;
    let described = describe::<S, A>(operation).build();
    (vec![], path::<S>(operation, described), post(take))
}

async fn answered<S: Resource, A: Answer<S>>(
    by: &Keyed,
    id: S::Id,
    deed: S::Deed,
    creates: bool,
) -> Result<Response, Problem> {
    let taken = S::carry_out(&by.desk, by.staff, id, deed, by.key()).await?;
    let answer = A::of(by, by.staff, taken).await?;
    Ok(if creates {
        Created(answer).into_response()
    } else {
        Json(answer).into_response()
    })
}
