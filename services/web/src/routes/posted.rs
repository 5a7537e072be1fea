//! Forms that somebody sent from one of our own pages.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use casework::Key;

use crate::App;
use crate::form::Form;
use crate::limit::{MOST, Unread, whole};
use crate::refusals::Problem;

/// A form for which nobody needs to be signed in, of at most so many bytes.
pub(crate) struct Sent<const BYTES: usize = MOST>(pub(crate) Form);

impl<const BYTES: usize> FromRequest<App> for Sent<BYTES> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        read(&received(&parts, body, BYTES).await?).map(Self)
    }
}

/// The bytes of a form; one of another site is not taken.
pub(super) async fn received(parts: &Parts, body: Body, most: usize) -> Result<Bytes, Problem> {
    if !from_our_pages(&parts.headers) {
        return Err(foreign());
    }
    whole(body, most).await.map_err(|unread| match unread {
        Unread::TooLarge => too_long(most),
        Unread::Interrupted => unreadable(),
    })
}

pub(super) fn read(body: &[u8]) -> Result<Form, Problem> {
    serde_urlencoded::from_bytes(body).map_err(|_| unreadable())
}

/// The key that a form carries; a form without a good one has a fresh one.
pub(crate) fn key(app: &App, form_key: &str) -> Key {
    Key::parse(form_key).unwrap_or_else(|_| app.desk.fresh_key())
}

/// Browsers say where a form comes from; a form of another site is not taken.
pub(crate) fn from_our_pages(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, origin)| origin == host),
        _ => true,
    }
}

/// The form of another site.
pub(crate) fn foreign() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "foreign-form",
        "Formular nicht angenommen",
        "Das Formular kam nicht von einer Seite dieses Dienstes. Öffnen Sie die Seite bitte hier \
         noch einmal.",
    )
}

fn too_long(most: usize) -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too-large",
        "Text zu lang",
        &format!(
            "Ein Text ist viel zu lang (mehr als {} Kilobyte). Gehen Sie bitte zurück und kürzen \
             Sie ihn; Ihre Eingaben stehen dort noch.",
            most / 1024
        ),
    )
}

fn unreadable() -> Problem {
    Problem::bad_input("Das Formular war nicht lesbar. Bitte öffnen Sie die Seite noch einmal.")
}
