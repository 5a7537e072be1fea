//! Each refusal in its own sentence that a caseworker understands; at the API as RFC 9457 problem
//! details.

mod kinds;
mod sentences;

use std::convert::Infallible;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::Failure;
use domain::Refusal;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::tokens::TokenError;
use crate::words;
use kinds::kind;
use sentences::sentence;

/// A problem, after RFC 9457.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// A stable name of the problem, as a URN.
    #[serde(rename = "type")]
    #[schema(example = "urn:laufzettel:problem:unknown-code")]
    kind: String,
    /// What it is, in short.
    title: String,
    /// The HTTP status.
    status: u16,
    /// A sentence for the caseworker, in German.
    detail: String,
    /// The day that is proposed instead of the one that was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    proposed_on: Option<Date>,
}

impl Problem {
    /// A problem with a stable name.
    pub(crate) fn new(status: StatusCode, name: &str, title: &str, detail: &str) -> Self {
        Self {
            kind: format!("urn:laufzettel:problem:{name}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: detail.to_owned(),
            proposed_on: None,
        }
    }

    /// Nobody is signed in.
    pub(crate) fn signed_out() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "signed-out",
            "Nicht angemeldet",
            "Bitte melden Sie sich an.",
        )
    }

    /// The token opens nothing.
    pub(crate) fn token(error: TokenError) -> Self {
        match error {
            TokenError::Unknown => Self::signed_out(),
            TokenError::Expired => Self::new(
                StatusCode::UNAUTHORIZED,
                "session-over",
                "Sitzung abgelaufen",
                "Ihre Sitzung ist abgelaufen. Bitte melden Sie sich wieder an.",
            ),
            TokenError::OtherNetwork => Self::new(
                StatusCode::FORBIDDEN,
                "other-network",
                "Anderes Netzwerk",
                "Diese Anmeldung gilt für ein anderes Netzwerk. Melden Sie sich hier mit einem \
                 Konto dieses Netzwerks an.",
            ),
        }
    }

    /// A field of the request is not what it should be.
    pub(crate) fn bad_input(detail: &str) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "bad-input",
            "Eingabe unvollständig oder falsch",
            detail,
        )
    }

    /// Something that must not happen; nothing is told of it.
    pub(crate) fn failure() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "failure",
            "Störung",
            "Das hat gerade nicht geklappt. Bitte versuchen Sie es noch einmal.",
        )
    }

    /// The same, said of a field of a request.
    pub(crate) fn in_field(self, field: &str) -> Self {
        let detail = format!("Feld „{field}“: {}", self.detail);
        Self { detail, ..self }
    }

    /// Whether it says this refusal.
    pub(crate) fn is(&self, refusal: &Refusal) -> bool {
        self.kind.ends_with(&format!(":{}", refusal.code()))
    }

    /// The sentence.
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    /// The sentence, and nothing else.
    pub(crate) fn into_detail(self) -> String {
        self.detail
    }

    /// The short name of what it is.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// The HTTP status.
    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<Infallible> for Problem {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let (status, title) = kind(&refusal);
        Self {
            proposed_on: refusal.proposed_on(),
            ..Self::new(status, refusal.code(), title, &sentence(&refusal))
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => refusal.into(),
            Failure::NoServiceChain(fault) => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "no-service-chain",
                "Keine Dienstleistungskette",
                &words::chain_fault(&fault),
            ),
            Failure::KeyReused => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "key-reused",
                "Schlüssel schon verwendet",
                "Unter diesem Schlüssel wurde schon ein anderer Auftrag ausgeführt. Bitte laden Sie \
                 die Seite neu und senden Sie noch einmal.",
            ),
            Failure::Busy => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "busy",
                "Gerade viel los",
                "Gerade ändern mehrere zugleich dasselbe. Es ist nichts verloren: Bitte senden Sie \
                 noch einmal.",
            ),
            other => {
                // The error's own words name streams and drivers, never content.
                tracing::error!(error = %other, "a command failed");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "failure",
                    "Störung",
                    "Das hat gerade nicht geklappt. Es wurde nichts geändert. Bitte versuchen Sie \
                     es noch einmal.",
                )
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut response = (status, Json(&self)).into_response();
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if status == StatusCode::UNAUTHORIZED {
            let bearer = HeaderValue::from_static("Bearer");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, bearer);
        }
        // At the pages it becomes one.
        response.extensions_mut().insert(self);
        response
    }
}
