//! The frame of the OpenAPI document, and which names stand in it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, OpenApi as Document};
use utoipa::{Modify, OpenApi};

use crate::refusals::Problem;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Laufzettel",
        version = "1",
        description = "Referral slips and hand-overs between the offices of a local network. Every \
                       command is carried out once for each `Idempotency-Key`. Problems come as \
                       RFC 9457 details whose `detail` is a German sentence for the caseworker.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    components(schemas(Problem)),
    modifiers(&Bearer),
    security(("bearer" = []))
)]
struct Frame;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut Document) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("The `token` of `POST /api/v1/sessions`."))
            .build();
        document
            .components
            .get_or_insert_with(Components::new)
            .add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// The document before any endpoint is added.
pub(crate) fn base() -> Document {
    Frame::openapi()
}

/// Whether a field of this name stands in the document: only such names are repeated in a problem,
/// because an unknown one may be anything that a caller typed.
pub(crate) fn knows_field(name: &str) -> bool {
    static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let document = serde_json::to_value(super::open_api()).unwrap_or_default();
        let mut names = BTreeSet::new();
        collect(&document["components"]["schemas"], &mut names);
        names
    });
    NAMES.contains(name)
}

fn collect(schema: &serde_json::Value, names: &mut BTreeSet<String>) {
    match schema {
        serde_json::Value::Object(object) => {
            if let Some(properties) = object.get("properties").and_then(|p| p.as_object()) {
                names.extend(properties.keys().cloned());
            }
            object.values().for_each(|inner| collect(inner, names));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|inner| collect(inner, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_is_openapi_3_1_with_licence_and_bearer_scheme() {
        let document = serde_json::to_value(crate::open_api()).unwrap();
        assert_eq!(document["openapi"], "3.1.0");
        assert_eq!(document["info"]["license"]["identifier"], "EUPL-1.2");
        let scheme = &document["components"]["securitySchemes"]["bearer"];
        assert_eq!(scheme["scheme"], "bearer");
    }

    #[test]
    fn every_reference_of_the_document_leads_somewhere() {
        let document = serde_json::to_value(crate::open_api()).unwrap();
        let mut seen = 0;
        follow(&document, &document, &mut seen);
        assert!(seen > 30, "only {seen} references");
    }

    fn follow(document: &serde_json::Value, part: &serde_json::Value, seen: &mut usize) {
        match part {
            serde_json::Value::Object(object) => {
                if let Some(serde_json::Value::String(to)) = object.get("$ref") {
                    let pointer = to.trim_start_matches('#');
                    assert!(document.pointer(pointer).is_some(), "{to} leads nowhere");
                    *seen += 1;
                }
                object
                    .values()
                    .for_each(|inner| follow(document, inner, seen));
            }
            serde_json::Value::Array(items) => {
                for inner in items {
                    follow(document, inner, seen);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn only_names_of_the_document_are_known() {
        assert!(knows_field("valid_until"));
        assert!(knows_field("birth_year"));
        assert!(!knows_field("Sabine Neumann"));
    }
}
