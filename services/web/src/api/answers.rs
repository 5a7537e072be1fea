//! Answers that describe themselves: what the document says of an operation is what its handler returns. A paper's
//! bytes no schema describes.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{Content, Ref, RefOr, ResponseBuilder, response};
use utoipa::{IntoResponses, ToSchema};

use super::etag::Tagged;
use super::json::{Created, Json};
use crate::refusals::Problem;

/// What is answered to a question, or after a command.
pub(crate) type Answered<T> = Result<Json<T>, Problem>;
/// What came to be.
pub(crate) type Made<T> = Result<Created<T>, Problem>;
/// What is there, with its tag.
pub(crate) type Seen<T> = Result<Tagged<T>, Problem>;

/// Where an answer keeps the schemas to which it refers until the document takes them out.
const CARRIED: &str = "x-schemas";

impl<T: ToSchema> IntoResponses for Json<T> {
    fn responses() -> Responses {
        [described::<T>(StatusCode::OK, ResponseBuilder::new())].into()
    }
}

impl<T: ToSchema> IntoResponses for Created<T> {
    fn responses() -> Responses {
        [described::<T>(StatusCode::CREATED, ResponseBuilder::new())].into()
    }
}

impl<T: ToSchema> IntoResponses for Tagged<T> {
    fn responses() -> Responses {
        let tag = HeaderBuilder::new()
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
            .build();
        let unchanged = ResponseBuilder::new()
            .description("The caller has these bytes already.")
            .build();
        let tagged = ResponseBuilder::new().header("ETag", tag);
        [
            described::<T>(StatusCode::OK, tagged),
            (
                StatusCode::NOT_MODIFIED.as_str().to_owned(),
                unchanged.into(),
            ),
        ]
        .into()
    }
}

impl IntoResponses for Pdf {
    fn responses() -> Responses {
        [described::<Self>(StatusCode::OK, ResponseBuilder::new())].into()
    }
}

type Responses = BTreeMap<String, RefOr<response::Response>>;

/// The answer of this status, with what it holds.
fn described<T: ToSchema>(
    status: StatusCode,
    answer: ResponseBuilder,
) -> (String, RefOr<response::Response>) {
    let mut schemas = vec![(T::name().into_owned(), T::schema())];
    let (kind, description) = match &schemas[0].1 {
        RefOr::T(Schema::Object(object)) if !object.content_media_type.is_empty() => (
            object.content_media_type.clone(),
            object.description.clone(),
        ),
        RefOr::T(Schema::Object(object)) => {
            ("application/json".to_owned(), object.description.clone())
        }
        _ => ("application/json".to_owned(), None),
    };
    T::schemas(&mut schemas);
    let schemas: BTreeMap<_, _> = schemas.into_iter().collect();
    let carried = serde_json::to_value(schemas).unwrap_or_default();
    let answer = answer
        .description(description.unwrap_or_else(|| "The answer.".to_owned()))
        .content(kind, Content::new(Some(Ref::from_schema_name(T::name()))))
        .extensions(Some([(CARRIED.to_owned(), carried)].into_iter().collect()))
        .build();
    (status.as_str().to_owned(), answer.into())
}

/// Takes the schemas out that the answers of an operation carry.
pub(super) fn unpacked(operation: &mut Operation) -> BTreeMap<String, RefOr<Schema>> {
    let mut schemas = BTreeMap::new();
    for answer in operation.responses.responses.values_mut() {
        if let RefOr::T(answer) = answer
            && let Some(mut carried) = answer.extensions.take()
            && let Some(carried) = carried.remove(CARRIED)
        {
            schemas.extend(serde_json::from_value::<BTreeMap<_, _>>(carried).unwrap_or_default());
        }
    }
    schemas
}

/// A paper.
#[derive(ToSchema)]
#[schema(value_type = String, content_media_type = "application/pdf")]
pub(crate) struct Pdf(pub(crate) Response);

impl IntoResponse for Pdf {
    fn into_response(self) -> Response {
        self.0
    }
}
