//! Style sheets, fonts and the icon, embedded in the binary.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use super::address::Named;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

/// One file.
pub(crate) async fn asset(Named(path): Named) -> Response {
    let Some(file) = Static::get(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = mime_guess::from_path(&path).first_or_octet_stream();
    let headers = [
        (header::CONTENT_TYPE, kind.to_string()),
        (header::CACHE_CONTROL, "public, max-age=3600".to_owned()),
    ];
    (headers, file.data).into_response()
}
