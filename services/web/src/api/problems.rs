//! Problems that are the API's own, and how the document describes all of them.

use std::any::Any;
use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::Refusal;
use utoipa::IntoResponses;
use utoipa::openapi::{Content, Ref, RefOr, ResponseBuilder, response};

use crate::refusals::Problem;

/// The answers that any endpoint behind a token may give instead of the wanted one.
const DOCUMENTED: [(&str, &str); 10] = [
    (
        "400",
        "The body is no JSON, or the idempotency key is malformed.",
    ),
    ("401", "Nobody is signed in, or the session is over."),
    (
        "403",
        "Not for this role, or only for who issued it, wrote it or leads.",
    ),
    (
        "404",
        "There is no such thing, or it is not for this reader; which of the two is not told.",
    ),
    ("409", "It is not in a state that allows this."),
    ("410", "The code, or what it led to, is no longer kept."),
    ("413", "The body has more than 256 KiB."),
    (
        "422",
        "A field is wrong, or the domain refused; `type` names why.",
    ),
    ("429", "Too many wrong attempts."),
    (
        "503",
        "Others change the same at this moment; nothing is lost, and sending it again helps.",
    ),
];

impl IntoResponses for Problem {
    fn responses() -> BTreeMap<String, RefOr<response::Response>> {
        DOCUMENTED
            .iter()
            .map(|(status, description)| {
                let schema = Ref::from_schema_name("Problem");
                let content = Content::new(Some(schema));
                let response = ResponseBuilder::new()
                    .description(*description)
                    .content("application/problem+json", content)
                    .build();
                ((*status).to_owned(), response.into())
            })
            .collect()
    }
}

/// The body cannot be read as JSON; its text is not repeated, because it may hold personal data.
pub(crate) fn malformed_json(line: usize, column: usize) -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "malformed-json",
        "Kein gültiges JSON",
        &format!("Der Inhalt der Anfrage ist kein gültiges JSON (Zeile {line}, Spalte {column})."),
    )
}

/// The body did not arrive as a whole.
pub(crate) fn interrupted() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "interrupted",
        "Anfrage unvollständig",
        "Die Anfrage ist nicht vollständig angekommen. Bitte senden Sie sie noch einmal.",
    )
}

/// The body is larger than anything that an endpoint takes.
pub(crate) fn too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too-large",
        "Anfrage zu groß",
        "Eine Anfrage darf höchstens 256 KiB groß sein.",
    )
}

/// The idempotency key is none.
pub(crate) fn malformed_key() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "malformed-key",
        "Schlüssel ungültig",
        "Der Kopf „Idempotency-Key“ darf einmal vorkommen und muss 1 bis 100 sichtbare \
         ASCII-Zeichen haben.",
    )
}

/// Nothing stands at that address.
pub(crate) async fn no_such_route() -> Problem {
    Refusal::NotFound.into()
}

/// Something stands at that address, but not for this method.
pub(crate) async fn method_not_allowed() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "Methode nicht möglich",
        "Diese Adresse gibt es, aber nicht für diese Methode.",
    )
}

/// The store does not answer, or the read models are far behind.
pub(crate) fn not_ready() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "not-ready",
        "Noch nicht bereit",
        "Der Dienst ist gerade nicht bereit. Bitte versuchen Sie es gleich noch einmal.",
    )
}

/// A handler panicked; what it said may hold personal data and goes nowhere.
pub(crate) fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a handler of the API panicked");
    Problem::failure().into_response()
}
