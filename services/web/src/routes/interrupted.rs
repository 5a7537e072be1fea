//! A form whose session was over: kept, sealed for its account, until somebody signs in.

use axum::http::StatusCode;
use axum::response::Response;
use casework::SignedIn;
use serde::{Deserialize, Serialize};

use super::answer::page_with;
use super::frame::frame;
use super::sign_in::sign_in_page;
use crate::App;
use crate::auth::PageSession;
use crate::pages::{FieldErrors, HiddenField, ResumePage, SignInForm};

/// What an interrupted form held.
#[derive(Serialize, Deserialize)]
pub(crate) struct Interrupted {
    path: String,
    body: String,
}

/// The page that asks to sign in again, with the form in it.
pub(crate) async fn interrupted(
    app: &App,
    session: &PageSession,
    path: &str,
    body: &[u8],
) -> Response {
    let mut form = SignInForm::default();
    let mut errors = FieldErrors::default();
    if let PageSession::Over(claims) = session {
        let kept = Interrupted {
            path: path.to_owned(),
            body: String::from_utf8_lossy(body).into_owned(),
        };
        let bytes = serde_json::to_vec(&kept).unwrap_or_default();
        form.resume = app
            .tokens
            .seal(app.desk.nonce(), claims.staff().account, &bytes);
    } else {
        errors.add("user_name", "Bitte melden Sie sich an.");
    }
    page_with(
        StatusCode::UNAUTHORIZED,
        &sign_in_page(app, form, errors).await,
    )
}

/// The form again, for its account only.
pub(crate) fn reopened(app: &App, who: &SignedIn, sealed: &str) -> Option<Interrupted> {
    let bytes = app.tokens.open(who.staff.account, sealed)?;
    serde_json::from_slice(&bytes).ok()
}

/// What stands there after signing in: everything that was typed, to be sent once more.
pub(crate) async fn resumed(app: &App, session: &PageSession, kept: Interrupted) -> ResumePage {
    let fields = serde_urlencoded::from_str::<Vec<(String, String)>>(&kept.body)
        .unwrap_or_default()
        .into_iter()
        .map(|(name, value)| HiddenField { name, value })
        .collect();
    ResumePage {
        frame: frame(app, session, "").await,
        what: what_was_sent(&kept.path).to_owned(),
        back: page_of(&kept.path).to_owned(),
        action: kept.path,
        fields,
    }
}

/// The page on which a form stood: a step's own address takes forms only.
fn page_of(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some(("/s", _)) => "/s",
        Some((page, _)) if page.starts_with("/uebergaben/") => page,
        Some((page, "zuruecknehmen")) => page,
        _ => path,
    }
}

fn what_was_sent(path: &str) -> &'static str {
    if path == "/laufzettel/neu" {
        "Neuer Laufzettel"
    } else if path.ends_with("/zuruecknehmen") {
        "Laufzettel zurücknehmen"
    } else if path.ends_with("/abschliessen") {
        "Übergabe abschließen"
    } else if path.ends_with("/ablehnen") {
        "Übergabe ablehnen"
    } else if path.ends_with("/rueckmelden") {
        "Rückmeldung geben"
    } else {
        "Ihre Eingabe"
    }
}
