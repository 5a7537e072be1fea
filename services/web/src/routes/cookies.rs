//! The cookies of the pages: never for scripts, over HTTPS only where the installation says so.

use std::time::Duration;

use axum_extra::extract::cookie::{Cookie, SameSite};

use crate::App;
use crate::auth::COOKIE_NAME;

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
