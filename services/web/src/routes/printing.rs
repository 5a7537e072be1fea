//! Papers and files as answers.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use documents::{Imprint, Paper};

use crate::App;
use crate::refusals::Problem;

/// A paper as an answer, under a name that says nothing of anybody. Typesetting takes some milliseconds of pure
/// work, not on the reactor.
pub(crate) async fn printed(
    app: &App,
    name: &str,
    paper: impl Paper + Send + 'static,
) -> Result<Response, Problem> {
    let imprint = Imprint {
        printed_at: app.desk.now().at,
    };
    match tokio::task::spawn_blocking(move || documents::print(&paper, &imprint)).await {
        Ok(Ok(bytes)) => Ok(download("application/pdf", name, bytes)),
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
