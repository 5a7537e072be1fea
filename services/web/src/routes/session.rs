//! Who visits: a live session, prolonged by each click.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::{AccountId, Staff};

use super::answer::with_cookie;
use super::cookies;
use super::turned_away::TurnedAway;
use crate::App;
use crate::auth::{COOKIE_NAME, PageSession, cookie};
use crate::refusals::Problem;
use crate::tokens::{Claims, TokenError};

/// A session is prolonged at most once a minute.
const PROLONG_AFTER: i64 = 60;

/// Somebody who is signed in and looks at a page; others are sent to the door.
pub(crate) struct Visitor {
    pub(crate) session: PageSession,
    pub(crate) staff: Staff,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = TurnedAway;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        app: &App,
    ) -> Result<Self, TurnedAway> {
        let Ok(session) = PageSession::from_request_parts(parts, app).await;
        if let Some(staff) = session.live().map(Claims::staff) {
            return Ok(Self { session, staff });
        }
        if matches!(session, PageSession::Elsewhere) {
            let elsewhere = Problem::token(TokenError::OtherNetwork);
            return Err(TurnedAway::refused(session, elsewhere));
        }
        Err(TurnedAway::To("/anmelden"))
    }
}

/// A click prolongs the session.
pub(crate) async fn prolong(State(app): State<App>, request: Request, next: Next) -> Response {
    let signing_out = request.method() == Method::POST && request.uri().path() == "/abmelden";
    let (parts, body) = request.into_parts();
    let token = cookie(&parts.headers, COOKIE_NAME);
    let response = next.run(Request::from_parts(parts, body)).await;
    let now = app.desk.now();
    let renewed = token
        .filter(|_| !signing_out && !response.headers().contains_key(header::SET_COOKIE))
        .and_then(|token| app.tokens.read(&token, now).ok())
        .filter(|claims| now.at.as_second() - claims.iat >= PROLONG_AFTER)
        .and_then(|claims| app.tokens.prolong(&claims, now));
    match renewed {
        Some(token) => with_cookie(response, &cookies::session(&app, &token)),
        None => response,
    }
}

/// Nobody's account: for what is sealed before somebody signs in.
pub(crate) const NOBODY: AccountId = AccountId::from_bytes([0; 16]);
