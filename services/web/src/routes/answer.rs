//! How a page leaves: rendered, redirected, or as a problem with a sentence and a way on.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::frame::{frame, nobodys};
use crate::App;
use crate::app::Settings;
use crate::auth::PageSession;
use crate::pages::{FieldErrors, Frame, Link};
use crate::refusals::Problem;

/// What a handler answers: a problem becomes a page of its own, for whoever is there.
pub(crate) type Answer = Result<Response, Problem>;

/// A rendered page.
pub(crate) fn page(template: &impl Template) -> Response {
    page_with(StatusCode::OK, template)
}

/// A page with what was typed: as it should be, unless something in it is wrong.
pub(crate) fn page_unless(errors: &FieldErrors, template: &impl Template) -> Response {
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page_with(status, template)
}

/// A rendered page with its status.
pub(crate) fn page_with(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a template could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// After a form: look at what it did.
pub(crate) fn see(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// A problem as a page of its own.
pub(crate) async fn problem(app: &App, session: &PageSession, problem: &Problem) -> Response {
    let mut next = match session.live() {
        Some(claims) if claims.staff().function.does_casework() => {
            vec![link("Zum Eingang", "/eingang")]
        }
        // Other roles have no worklist: the start page says what is there for them.
        Some(_) => vec![],
        None => vec![link("Zur Anmeldung", "/anmelden")],
    };
    next.push(link("Zur Startseite", "/"));
    told(frame(app, session, "").await, problem, next)
}

/// A handler panicked: what it said may hold personal data and goes nowhere. Nothing is asked any
/// more, not even who is there.
pub(crate) fn panicked(settings: &Settings) -> Response {
    tracing::error!("a handler of the pages panicked");
    let next = vec![link("Zur Startseite", "/")];
    told(nobodys(settings), &Problem::failure(), next)
}

/// Something did not go through: a refusal, an unknown page, a lock-out, a fault.
#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    /// What happened, without blame.
    title: String,
    /// What is kept, what to do.
    sentence: String,
    /// What to do next; the first is the main one.
    next: Vec<Link>,
}

fn told(frame: Frame, problem: &Problem, next: Vec<Link>) -> Response {
    let page = ProblemPage {
        frame,
        title: problem.title().to_owned(),
        sentence: problem.detail().to_owned(),
        next,
    };
    page_with(problem.status(), &page)
}

/// A link.
pub(crate) fn link(label: &str, href: &str) -> Link {
    Link {
        label: label.into(),
        href: href.into(),
    }
}

/// An address that leads nowhere.
pub(crate) fn nowhere() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "not-found",
        "Diese Seite gibt es nicht",
        "Vielleicht ist die Adresse unvollständig. Ihre Arbeit ist nicht verloren.",
    )
}

/// An answer with a cookie.
pub(crate) fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = cookie.parse() {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::http::Request;
    use axum::routing::get;
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;
    use tower_http::catch_panic::CatchPanicLayer;

    async fn fails() -> StatusCode {
        let name = String::from("Frau Kern");
        panic!("no slip for {name}")
    }

    async fn answer(router: Router) -> (StatusCode, String) {
        let request = Request::get("/").body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_panic_is_a_page_that_tells_nothing_of_it() {
        let settings = Settings::default();
        let pages = CatchPanicLayer::custom(move |_| panicked(&settings));
        let (status, body) = answer(Router::new().route("/", get(fails)).layer(pages)).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(body.contains("<html lang=\"de\"") && body.contains("Störung"));
        assert!(!body.contains("Kern"), "{body}");
    }

    #[tokio::test]
    async fn a_panic_at_the_api_is_a_problem_that_tells_nothing_of_it() {
        let api = CatchPanicLayer::custom(crate::api::panicked);
        let (status, body) = answer(Router::new().route("/", get(fails)).layer(api)).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(body.contains("urn:laufzettel:problem:failure"), "{body}");
        assert!(!body.contains("Kern"), "{body}");
    }
}
