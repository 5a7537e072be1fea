//! How ids are documented: as one schema, so that whoever reads the document finds every place that takes
//! or gives one.

use std::borrow::Cow;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// An id in the document.
pub(crate) struct AnId;

impl PartialSchema for AnId {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^[0-9A-Fa-f]{32}$"))
            .description(Some(
                "32 hexadecimal digits. What the own institution does not keep is unknown, whoever else may \
                 keep it.",
            ))
            .into()
    }
}

impl ToSchema for AnId {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Id")
    }
}
