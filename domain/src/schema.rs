//! How values that are sent as text are described where they are asked for and shown.

use std::borrow::Cow;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::Text;
use crate::codes::TypedCode;
use crate::language::Language;
use crate::slips::TimeOfDay;

/// Describes a type that is sent as text.
macro_rules! described {
    ($type:ty as $name:expr, |$text:ident| $with:expr) => {
        impl utoipa::PartialSchema for $type {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                let $text = crate::schema::text();
                $with.into()
            }
        }

        impl utoipa::ToSchema for $type {
            fn name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
        }
    };
}

pub(crate) use described;

described!(Language as "Language", |text| text.examples(["uk"]));
described!(TimeOfDay as "TimeOfDay", |text| text
    .pattern(Some("^([01][0-9]|2[0-3]):[0-5][0-9]$"))
    .examples(["09:30"]));
described!(TypedCode as "TypedCode", |text| text
    .examples(["9M3T-XA7H-QK2Z-P4VC"]));

/// Any text.
pub(crate) fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

impl<const MAX: usize, const SEVERAL_LINES: bool> PartialSchema for Text<MAX, SEVERAL_LINES> {
    fn schema() -> RefOr<Schema> {
        text().max_length(Some(MAX)).into()
    }
}

impl<const MAX: usize, const SEVERAL_LINES: bool> ToSchema for Text<MAX, SEVERAL_LINES> {
    fn name() -> Cow<'static, str> {
        match (MAX, SEVERAL_LINES) {
            (200, false) => "Line".into(),
            (2000, true) => "Note".into(),
            _ => format!("TextOf{MAX}").into(),
        }
    }
}
