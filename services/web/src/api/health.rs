//! Whether the service lives, whether it may be sent requests, and what it offers.

use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use super::documented::Documented;
use super::problems::not_ready;
use crate::App;
use crate::refusals::Problem;

/// Says that the process answers.
#[utoipa::path(
    get,
    path = "/healthz",
    security(()),
    responses(
        (status = 200, description = "It lives.", body = String, content_type = "text/plain"),
        (status = 422, description = "It has no parameters.", body = Problem,
            content_type = "application/problem+json")
    )
)]
pub(crate) async fn alive() -> &'static str {
    "ok"
}

/// Says whether the store answers and the read models are near the log's end, and, when it is so, that what
/// was erased is still in SQLite's write-ahead log because somebody reads.
#[utoipa::path(
    get,
    path = "/readyz",
    security(()),
    responses(
        (status = 200, description = "It is ready.", body = String, content_type = "text/plain"),
        (status = 422, description = "It has no parameters.", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "It is not ready.", body = Problem,
            content_type = "application/problem+json")
    )
)]
pub(crate) async fn ready(State(app): State<App>) -> impl IntoResponse {
    match (app.desk.is_ready().await, app.desk.store().is_flushed()) {
        (true, true) => Ok("ok"),
        (true, false) => Ok("ok, but what was erased is not yet flushed from the disk"),
        (false, _) => Err(not_ready()),
    }
}

/// This document.
#[utoipa::path(
    get,
    path = "/openapi.json",
    security(()),
    responses(
        (status = 200, description = "The OpenAPI document.", body = Object),
        (status = 422, description = "It has no parameters.", body = Problem,
            content_type = "application/problem+json")
    )
)]
pub(crate) async fn document(request: Request) -> impl IntoResponse {
    let documented = Documented::with(request.extensions());
    documented.map(|it| ([(CONTENT_TYPE, "application/json")], it.json()))
}
