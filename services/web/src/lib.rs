//! The faces on the web: pages in German without JavaScript, and the JSON API beside them.
//! Knows routes, sessions, wording and templates; every command goes through `casework`.

mod api;
mod app;
mod auth;
mod form;
mod headers;
mod limit;
mod pages;
mod period;
mod printable;
mod refusals;
mod routes;
mod statistics;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

pub use api::open_api;
pub use app::{App, DataProtectionContacts, Demo, DemoLogin, DemoStop, Settings};
pub use routes::waiting_room;
pub use tokens::Tokens;

use axum::Router;

/// Every page and every endpoint of the API.
pub fn router(app: App) -> Router {
    Router::new()
        .merge(routes::pages(app.clone()))
        .merge(api::routes())
        .layer(axum::middleware::from_fn(headers::protect))
        .with_state(app)
}
