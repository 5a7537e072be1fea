//! A live session is prolonged by each click.

use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::AccountId;

use super::answer::with_cookie;
use super::cookies;
use crate::App;
use crate::auth::{COOKIE_NAME, cookie};

/// A session is prolonged at most once a minute.
const PROLONG_AFTER: i64 = 60;

/// A click prolongs the session.
pub(crate) async fn prolong(State(app): State<App>, request: Request, next: Next) -> Response {
    let signing_out = request.method() == Method::POST && request.uri().path() == "/abmelden";
    let token = cookie(request.headers(), COOKIE_NAME);
    let response = next.run(request).await;
    let now = app.desk.now();
    // What is over by now is not prolonged.
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
