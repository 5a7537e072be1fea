//! `/s`: the slip behind a station code. The code itself never stays in an address: it waits in a
//! sealed cookie of ten minutes.

mod arriving;
mod showing;

use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use casework::Opened;
use domain::codes::PresentedCode;
use domain::{Refusal, SlipId, Staff};

use super::address::Named;
use super::answer::{Answer, see, with_cookie};
use super::session::NOBODY;
use super::turned_away::TurnedAway;
use super::visit::{Returned, Visit};
use super::{cookies, worklist};
use crate::App;
use crate::auth::cookie;
use crate::form::Form;
use crate::refusals::Problem;
use crate::words;

pub(crate) use arriving::{arrive, reject};
pub(crate) use showing::{day_there, show};

const CODE_COOKIE: &str = "laufzettel_code";
const SECONDS: u32 = 600;

/// `GET /s/{code}`: scanned. Nothing is shown under this address.
pub(crate) async fn scanned(State(app): State<App>, Named(code): Named) -> Response {
    with_cookie(see("/s"), &kept(&app, &code))
}

/// `POST /s`: typed into the code field.
pub(crate) async fn typed(Returned { visit, form }: Returned) -> Answer {
    let (app, code) = (&visit.app, form.get("code"));
    if code.trim().is_empty() {
        let empty = Problem::bad_input("Bitte geben Sie den Code vom Laufzettel ein.");
        return worklist::with_code_error(&visit, code.to_owned(), &empty).await;
    }
    if let Some(slip) = on_strip(app, visit.staff, code).await {
        return Ok(see(&format!("/laufzettel/{slip}")));
    }
    match look(app, visit.staff, code).await {
        Ok(_) => Ok(with_cookie(see("/s"), &kept(app, code))),
        Err(refused) => {
            // Only the typed text comes back into the field, bounded.
            let typed = code.chars().take(60).collect();
            worklist::with_code_error(&visit, typed, &refused).await
        }
    }
}

/// The own slip whose sign this is: what somebody types who holds a return strip. Of two with the same sign
/// the later one, which is more likely to be the one that comes back.
async fn on_strip(app: &App, staff: Staff, typed: &str) -> Option<SlipId> {
    let sign = typed.trim().to_uppercase();
    if !words::is_reference(&sign) {
        return None;
    }
    app.desk.slip_numbered(staff, &sign).await.ok()?
}

async fn look(app: &App, staff: Staff, code: &str) -> Result<Opened, Problem> {
    let code: PresentedCode = code.parse().map_err(|_| Refusal::UnknownCode)?;
    Ok(app.desk.open_code(staff, &code).await?)
}

fn kept(app: &App, code: &str) -> String {
    let code: String = code.chars().take(100).collect();
    let sealed = app.tokens.seal(app.desk.nonce(), NOBODY, code.as_bytes());
    cookies::set(app, CODE_COOKIE, &sealed, Some(SECONDS))
}

/// The cookie that forgets the code.
pub(crate) fn forgotten(app: &App) -> String {
    cookies::set(app, CODE_COOKIE, "", Some(0))
}

/// Whether a scanned code waits for somebody to sign in.
pub(crate) fn is_waiting(headers: &HeaderMap) -> bool {
    cookie(headers, CODE_COOKIE).is_some()
}

fn waiting(app: &App, headers: &HeaderMap) -> Option<String> {
    let bytes = app.tokens.open(NOBODY, &cookie(headers, CODE_COOKIE)?)?;
    String::from_utf8(bytes).ok()
}

/// Somebody for whom a code waits; without one there is only the worklist to go to.
pub(crate) struct AtTheCounter {
    pub(crate) visit: Visit,
    pub(crate) code: String,
}

impl AtTheCounter {
    pub(crate) async fn read(&self) -> Result<Opened, Problem> {
        look(&self.visit.app, self.visit.staff, &self.code).await
    }

    /// Why there is nothing behind the code; it is forgotten.
    pub(crate) fn without(&self, refused: Problem) -> Response {
        with_cookie(refused.into_response(), &forgotten(&self.visit.app))
    }

    /// Goes on without the code.
    pub(crate) fn done(&self, there: &str) -> Response {
        with_cookie(see(there), &forgotten(&self.visit.app))
    }
}

impl FromRequestParts<App> for AtTheCounter {
    type Rejection = TurnedAway;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, TurnedAway> {
        let visit = Visit::from_request_parts(parts, app).await?;
        let code = waiting(app, &parts.headers).ok_or(TurnedAway::To("/eingang"))?;
        Ok(Self { visit, code })
    }
}

/// A form that came back from there.
pub(crate) struct FromTheCounter(pub(crate) AtTheCounter, pub(crate) Form);

impl FromRequest<App> for FromTheCounter {
    type Rejection = TurnedAway;

    async fn from_request(request: Request, app: &App) -> Result<Self, TurnedAway> {
        let code = waiting(app, request.headers());
        let Returned { visit, form } = Returned::from_request(request, app).await?;
        let code = code.ok_or(TurnedAway::To("/eingang"))?;
        Ok(Self(AtTheCounter { visit, code }, form))
    }
}
