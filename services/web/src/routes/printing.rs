//! Papers and files as answers: set off the reactor, named so that the name says nothing of anybody.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use documents::{DocumentError, Imprint};

use crate::App;
use crate::refusals::Problem;

/// Sets a paper; typesetting takes some milliseconds of pure work, not on the reactor.
pub(crate) async fn print(
    app: &App,
    set: impl FnOnce(&Imprint) -> Result<Vec<u8>, DocumentError> + Send + 'static,
) -> Result<Vec<u8>, Problem> {
    let imprint = Imprint {
        printed_at: app.desk.now().at,
    };
    match tokio::task::spawn_blocking(move || set(&imprint)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => {
            tracing::error!(%error, "a paper could not be printed");
            Err(not_printed())
        }
        Err(_) => Err(not_printed()),
    }
}

fn not_printed() -> Problem {
    Problem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "not-printed",
        "Druck nicht gelungen",
        "Der Druck ist nicht gelungen. Es ist alles gespeichert: Bitte versuchen Sie es noch einmal.",
    )
}

/// A file as an answer. A PDF opens in the browser; anything else is saved.
pub(crate) fn download(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let how = if kind == "application/pdf" {
        "inline"
    } else {
        "attachment"
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = format!("{how}; filename=\"{name}\"").parse() {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
