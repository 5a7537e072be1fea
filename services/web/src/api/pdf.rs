//! Papers: PDFs, whose bytes no schema describes.

use axum::response::{IntoResponse, Response};
use utoipa::ToSchema;

use crate::routes::printing::download;

/// A paper.
#[derive(ToSchema)]
#[schema(value_type = String, content_media_type = "application/pdf")]
pub(crate) struct Pdf(Response);

impl Pdf {
    /// The paper of this name, which says nothing about anybody.
    pub(crate) fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self(download("application/pdf", name, bytes))
    }
}

impl IntoResponse for Pdf {
    fn into_response(self) -> Response {
        self.0
    }
}
