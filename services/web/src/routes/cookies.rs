//! The cookies of the pages: never for scripts, over HTTPS only where the installation says so. A live session is
//! prolonged by each click.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::AccountId;

use super::answer::with_cookie;
use crate::App;
use crate::auth::{COOKIE_NAME, cookie};

/// The session: it goes when the browser is closed.
pub(crate) fn session(app: &App, token: &str) -> String {
    set(app, COOKIE_NAME, token, None)
}

/// Ends the session.
pub(crate) fn session_over(app: &App) -> String {
    set(app, COOKIE_NAME, "", Some(0))
}

/// A cookie for so many seconds, or for as long as the browser is open.
pub(crate) fn set(app: &App, name: &str, value: &str, seconds: Option<u32>) -> String {
    let cookie = Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.settings.secure_cookies);
    let cookie = match seconds {
        Some(seconds) => {
            let age = Duration::from_secs(seconds.into());
            cookie.max_age(age.try_into().unwrap_or_default())
        }
        None => cookie,
    };
    cookie.build().to_string()
}

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
        Some(token) => with_cookie(response, &self::session(&app, &token)),
        None => response,
    }
}

/// Nobody's account: for what is sealed before somebody signs in.
pub(crate) const NOBODY: AccountId = AccountId::from_bytes([0; 16]);
