//! Signing in and out; a form in progress survives a session that is over.

use axum::body::Bytes;
use axum::extract::{Form, FromRequest, FromRequestParts, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use casework::SignedIn;
use domain::{AccountId, Staff};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::answer::{page, page_with, problem, see, with_cookie};
use super::frame::frame;
use super::{LONGEST_FORM, code};
use crate::App;
use crate::auth::{COOKIE_NAME, PageSession, cookie};
use crate::pages::{FieldErrors, HiddenField, ResumePage, SignInForm, SignInPage};
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
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        app: &App,
    ) -> Result<Self, Response> {
        let Ok(session) = PageSession::from_request_parts(parts, app).await;
        if let Some(staff) = session.live().map(Claims::staff) {
            return Ok(Self { session, staff });
        }
        if matches!(session, PageSession::Elsewhere) {
            let elsewhere = Problem::token(TokenError::OtherNetwork);
            return Err(problem(app, &session, &elsewhere).await);
        }
        Err(see("/anmelden"))
    }
}

/// A form that somebody who is signed in sent from one of our own pages.
pub(crate) struct Posted<F> {
    pub(crate) session: PageSession,
    pub(crate) staff: Staff,
    pub(crate) form: F,
}

/// What an interrupted form held.
#[derive(Serialize, Deserialize)]
struct Interrupted {
    path: String,
    body: String,
}

impl<F: DeserializeOwned + Send> FromRequest<App> for Posted<F> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(session) = PageSession::from_request_parts(&mut parts, app).await;
        if !from_our_pages(&parts.headers) {
            return Err(problem(app, &session, &foreign()).await);
        }
        let request = Request::from_parts(parts.clone(), body);
        let body = Bytes::from_request(request, app).await.ok();
        let Some(body) = body else {
            return Err(problem(app, &session, &too_long()).await);
        };
        if matches!(session, PageSession::Elsewhere) {
            let elsewhere = Problem::token(TokenError::OtherNetwork);
            return Err(problem(app, &session, &elsewhere).await);
        }
        let Some(staff) = session.live().map(Claims::staff) else {
            return Err(interrupted(app, &session, parts.uri.path(), &body).await);
        };
        match serde_urlencoded::from_bytes(&body).ok() {
            Some(form) => Ok(Self {
                session,
                staff,
                form,
            }),
            None => Err(problem(app, &session, &unreadable()).await),
        }
    }
}

/// Browsers say where a form comes from; a form of another site is not taken.
fn from_our_pages(headers: &axum::http::HeaderMap) -> bool {
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

fn foreign() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "foreign-form",
        "Formular nicht angenommen",
        "Das Formular kam nicht von einer Seite dieses Dienstes. Öffnen Sie die Seite bitte hier \
         noch einmal.",
    )
}

fn too_long() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too-large",
        "Text zu lang",
        &format!(
            "Ein Text ist viel zu lang (mehr als {} Kilobyte). Gehen Sie bitte zurück und kürzen \
             Sie ihn; Ihre Eingaben stehen dort noch.",
            LONGEST_FORM / 1024
        ),
    )
}

fn unreadable() -> Problem {
    Problem::bad_input("Das Formular war nicht lesbar. Bitte öffnen Sie die Seite noch einmal.")
}

/// The session is over: the form is kept, sealed for its account, until somebody signs in.
async fn interrupted(app: &App, session: &PageSession, path: &str, body: &[u8]) -> Response {
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

async fn sign_in_page(app: &App, form: SignInForm, errors: FieldErrors) -> SignInPage {
    SignInPage {
        frame: frame(app, &PageSession::None, "/anmelden").await,
        form: SignInForm {
            password: String::new(),
            ..form
        },
        errors,
        single_sign_on: None,
    }
}

/// `GET /anmelden`
pub(crate) async fn form(State(app): State<App>, session: PageSession) -> Response {
    if session.live().is_some() {
        return see("/");
    }
    page(&sign_in_page(&app, SignInForm::default(), FieldErrors::default()).await)
}

/// `POST /anmelden`
pub(crate) async fn sign_in(
    State(app): State<App>,
    headers: axum::http::HeaderMap,
    Form(form): Form<SignInForm>,
) -> Response {
    if !from_our_pages(&headers) {
        return problem(&app, &PageSession::None, &foreign()).await;
    }
    match app.desk.sign_in(&form.user_name, &form.password).await {
        Ok(who) => {
            let resume = reopened(&app, &who, &form.resume);
            enter(&app, &who, resume, code::is_waiting(&headers)).await
        }
        Err(failure) => {
            let refused = Problem::from(failure);
            let mut errors = FieldErrors::default();
            errors.add("user_name", refused.detail());
            page_with(refused.status(), &sign_in_page(&app, form, errors).await)
        }
    }
}

fn reopened(app: &App, who: &SignedIn, sealed: &str) -> Option<Interrupted> {
    let bytes = app.tokens.open(who.staff.account, sealed)?;
    serde_json::from_slice(&bytes).ok()
}

async fn enter(
    app: &App,
    who: &SignedIn,
    resume: Option<Interrupted>,
    code_waits: bool,
) -> Response {
    let now = app.desk.now();
    let Some(token) = app.tokens.for_pages(who, now) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let cookie = session_cookie(app, &token);
    let Some(kept) = resume else {
        return with_cookie(see(if code_waits { "/s" } else { "/" }), &cookie);
    };
    let fields = serde_urlencoded::from_str::<Vec<(String, String)>>(&kept.body)
        .unwrap_or_default()
        .into_iter()
        .map(|(name, value)| HiddenField { name, value })
        .collect();
    let session = match app.tokens.read(&token, now) {
        Ok(claims) => PageSession::Live(claims),
        Err(_) => PageSession::None,
    };
    let resume = ResumePage {
        frame: frame(app, &session, "").await,
        what: what_was_sent(&kept.path).to_owned(),
        back: page_of(&kept.path).to_owned(),
        action: kept.path,
        fields,
    };
    with_cookie(page(&resume), &cookie)
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

/// `POST /abmelden`
pub(crate) async fn sign_out(State(app): State<App>, headers: axum::http::HeaderMap) -> Response {
    if !from_our_pages(&headers) {
        return problem(&app, &PageSession::None, &foreign()).await;
    }
    let secure = if app.settings.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    let gone = format!("{COOKIE_NAME}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}");
    with_cookie(with_cookie(see("/"), &gone), &code::forgotten(&app))
}

/// Somebody of the demo's town.
#[derive(Deserialize)]
pub(crate) struct GoOn {
    user: String,
}

/// `POST /demo/weiter`: only in the demo, and only as somebody whose password it printed.
pub(crate) async fn go_on(
    State(app): State<App>,
    headers: axum::http::HeaderMap,
    Form(form): Form<GoOn>,
) -> Response {
    let demo = app.settings.demo.as_ref();
    let login = demo.and_then(|demo| demo.logins.iter().find(|login| login.user == form.user));
    let Some(login) = login.filter(|_| from_our_pages(&headers)) else {
        return super::answer::nowhere(State(app), PageSession::None).await;
    };
    match app.desk.sign_in(&login.user, &login.password).await {
        Ok(who) => enter(&app, &who, None, code::is_waiting(&headers)).await,
        Err(failure) => problem(&app, &PageSession::None, &Problem::from(failure)).await,
    }
}

fn session_cookie(app: &App, token: &str) -> String {
    let secure = if app.settings.secure_cookies {
        "; Secure"
    } else {
        ""
    };
    format!("{COOKIE_NAME}={token}; Path=/; HttpOnly; SameSite=Lax{secure}")
}

/// A click prolongs the session.
pub(crate) async fn prolong(State(app): State<App>, request: Request, next: Next) -> Response {
    let signing_out = request.method() == Method::POST && request.uri().path() == "/abmelden";
    let (parts, body) = request.into_parts();
    let token = cookie(&parts, COOKIE_NAME);
    let response = next.run(Request::from_parts(parts, body)).await;
    let now = app.desk.now();
    let renewed = token
        .filter(|_| !signing_out && !response.headers().contains_key(header::SET_COOKIE))
        .and_then(|token| app.tokens.read(&token, now).ok())
        .filter(|claims| now.at.as_second() - claims.iat >= PROLONG_AFTER)
        .and_then(|claims| app.tokens.prolong(&claims, now));
    match renewed {
        Some(token) => with_cookie(response, &session_cookie(&app, &token)),
        None => response,
    }
}

/// Nobody's account: for what is sealed before somebody signs in.
pub(crate) const NOBODY: AccountId = AccountId::from_bytes([0; 16]);
