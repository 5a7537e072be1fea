//! The cookies of the pages: never for scripts, over HTTPS only where the installation says so.

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
    let age = seconds.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    let secure = if app.settings.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}")
}
