//! Whether the service lives, whether it may be sent requests, and what it offers.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use event_store::Projector;

use super::problems::not_ready;
use crate::App;
use crate::refusals::Problem;

/// How long the read models may take to reach what the log holds now.
const NEAR: Duration = Duration::from_millis(500);

/// Says that the process answers.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "operation",
    security(()),
    responses((status = 200, description = "It lives.", body = String, content_type = "text/plain"))
)]
pub(crate) async fn alive() -> &'static str {
    "ok"
}

/// Says whether the store answers and the read models are near the log's end.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "operation",
    security(()),
    responses(
        (status = 200, description = "It is ready.", body = String, content_type = "text/plain"),
        (status = 503, description = "It is not ready.", body = Problem,
            content_type = "application/problem+json")
    )
)]
pub(crate) async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
    let (store, network) = (app.desk.store(), app.desk.network());
    let head = store.head(network).await.map_err(|_| not_ready())?;
    // This projector only looks at the checkpoints: whoever runs the read models, here or in
    // another process, moves them.
    let reached = Projector::new(store.clone(), read_models::all())
        .wait_for(network, head, NEAR)
        .await
        .map_err(|_| not_ready())?;
    if reached { Ok("ok") } else { Err(not_ready()) }
}

/// This document.
#[utoipa::path(
    get,
    path = "/openapi.json",
    tag = "operation",
    security(()),
    responses((status = 200, description = "The OpenAPI document.", body = Object))
)]
pub(crate) async fn document() -> Json<utoipa::openapi::OpenApi> {
    Json(super::open_api())
}
