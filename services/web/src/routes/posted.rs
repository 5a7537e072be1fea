//! Forms that somebody sent from one of our own pages.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, StatusCode, header};
use casework::Key;
use domain::Staff;
use serde::de::DeserializeOwned;

use super::turned_away::{SessionOver, TurnedAway};
use crate::App;
use crate::auth::PageSession;
use crate::limit::{MOST, Unread, whole};
use crate::refusals::Problem;
use crate::tokens::{Claims, TokenError};

/// A form that somebody who is signed in sent.
pub(crate) struct Posted<F> {
    pub(crate) session: PageSession,
    pub(crate) staff: Staff,
    pub(crate) form: F,
}

impl<F: DeserializeOwned + Send> FromRequest<App> for Posted<F> {
    type Rejection = TurnedAway;

    async fn from_request(request: Request, app: &App) -> Result<Self, TurnedAway> {
        let path = request.uri().path().to_owned();
        let (session, body) = received(request, app, MOST).await?;
        if matches!(session, PageSession::Elsewhere) {
            let elsewhere = Problem::token(TokenError::OtherNetwork);
            return Err(TurnedAway::refused(session, elsewhere));
        }
        let Some(staff) = session.live().map(Claims::staff) else {
            let kept = SessionOver {
                session,
                path,
                body,
            };
            return Err(TurnedAway::SessionOver(kept.into()));
        };
        match read(&body) {
            Ok(form) => Ok(Self {
                session,
                staff,
                form,
            }),
            Err(problem) => Err(TurnedAway::refused(session, problem)),
        }
    }
}

/// A form for which nobody needs to be signed in, of at most so many bytes.
pub(crate) struct Sent<F, const BYTES: usize = MOST>(pub(crate) F);

impl<F: DeserializeOwned + Send, const BYTES: usize> FromRequest<App> for Sent<F, BYTES> {
    type Rejection = TurnedAway;

    async fn from_request(request: Request, app: &App) -> Result<Self, TurnedAway> {
        let (session, body) = received(request, app, BYTES).await?;
        let form = read(&body).map_err(|problem| TurnedAway::refused(session, problem));
        form.map(Self)
    }
}

/// Who sent it, and its bytes; a form of another site is not taken.
async fn received(
    request: Request,
    app: &App,
    most: usize,
) -> Result<(PageSession, Bytes), TurnedAway> {
    let (mut parts, body) = request.into_parts();
    let Ok(session) = PageSession::from_request_parts(&mut parts, app).await;
    if !from_our_pages(&parts.headers) {
        return Err(TurnedAway::refused(session, foreign()));
    }
    let problem = match whole(body, most).await {
        Ok(body) => return Ok((session, body)),
        Err(Unread::TooLarge) => too_long(most),
        Err(Unread::Interrupted) => unreadable(),
    };
    Err(TurnedAway::refused(session, problem))
}

fn read<F: DeserializeOwned>(body: &[u8]) -> Result<F, Problem> {
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
