//! `/anmelden`, `/abmelden` and, in the demo, going on as somebody.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use casework::SignedIn;

use super::answer::{Answer, nowhere, page, page_with, see, with_cookie};
use super::interrupted::{Interrupted, reopened, resumed, sign_in_page};
use super::posted::{Sent, foreign, from_our_pages};
use super::{code, cookies};
use crate::auth::PageSession;
use crate::form::Form;
use crate::limit::MOST;
use crate::refusals::Problem;
use crate::{App, Demo, DemoStop};

/// Signing in carries the longest form that was interrupted, sealed and therefore a third longer.
const WITH_A_FORM_IN_IT: usize = 2 * MOST;

/// `GET /anmelden`
pub(crate) async fn form(State(app): State<App>, session: PageSession) -> Response {
    if session.live().is_some() {
        return see("/");
    }
    page(&sign_in_page(&app, Form::default()).await)
}

/// `POST /anmelden`
pub(crate) async fn sign_in(
    State(app): State<App>,
    headers: HeaderMap,
    Sent(mut form): Sent<WITH_A_FORM_IN_IT>,
) -> Response {
    let (name, password) = (form.get("user_name"), form.get("password"));
    match app.desk.sign_in(name, password).await {
        Ok(who) => {
            let resume = reopened(&app, &who, form.get("resume"));
            enter(&app, &who, resume, usual(&headers)).await
        }
        Err(failure) => {
            let refused = Problem::from(failure);
            form.wrong("user_name", refused.detail());
            page_with(refused.status(), &sign_in_page(&app, form).await)
        }
    }
}

/// Where somebody lands: at the slip whose code waits, else at the start.
fn usual(headers: &HeaderMap) -> &'static str {
    if code::is_waiting(headers) { "/s" } else { "/" }
}

async fn enter(app: &App, who: &SignedIn, resume: Option<Interrupted>, landing: &str) -> Response {
    let now = app.desk.now();
    let Some(token) = app.tokens.for_pages(who, now) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let cookie = cookies::session(app, &token);
    let Some(kept) = resume else {
        return with_cookie(see(landing), &cookie);
    };
    let session = match app.tokens.read(&token, now) {
        Ok(claims) => PageSession::Live(claims),
        Err(_) => PageSession::None,
    };
    let resume = resumed(app, &session, kept).await;
    with_cookie(page(&resume), &cookie)
}

/// `POST /abmelden`
pub(crate) async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Answer {
    if !from_our_pages(&headers) {
        return Err(foreign());
    }
    let out = with_cookie(see("/"), &cookies::session_over(&app));
    Ok(with_cookie(out, &code::forgotten(&app)))
}

/// Only to a page of the tour, whatever the form says.
fn stop_of<'d>(demo: &'d Demo, form: &Form) -> Option<&'d DemoStop> {
    let mut stops = demo.overview.iter().chain(&demo.tour);
    stops.find(|stop| stop.user == form.get("user") && stop.target == form.get("target"))
}

/// `POST /demo/weiter`: only in the demo, and only as somebody whose password it printed.
pub(crate) async fn go_on(State(app): State<App>, headers: HeaderMap, Sent(form): Sent) -> Answer {
    let demo = app.settings.demo.as_ref();
    let mut logins = demo.into_iter().flat_map(|demo| &demo.logins);
    let login = logins.find(|login| login.user == form.get("user"));
    let login = login.ok_or_else(nowhere)?;
    let stop = demo.and_then(|demo| stop_of(demo, &form));
    let landing = stop.map_or_else(|| usual(&headers), |stop| stop.target.as_str());
    let who = app.desk.sign_in(&login.user, &login.password).await?;
    Ok(enter(&app, &who, None, landing).await)
}
