//! How papers are documented: as PDFs, whose bytes no schema describes.

use std::borrow::Cow;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// A paper in the document.
pub(crate) struct Pdf;

impl PartialSchema for Pdf {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .content_media_type("application/pdf")
            .into()
    }
}

impl ToSchema for Pdf {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Pdf")
    }
}
