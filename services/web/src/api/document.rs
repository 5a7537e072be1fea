//! The frame of the OpenAPI document.

use std::collections::BTreeSet;

use domain::RecordId;
use serde_json::{Map, Value};
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::AdditionalProperties;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, OpenApi as Document, Ref, RefOr, Required, Schema};
use utoipa::{Modify, OpenApi, PartialSchema as _, ToSchema as _};
use utoipa_axum::router::OpenApiRouter;

use super::answers;
use crate::App;
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

/// Adds to the operations of one room what none of them says of itself: the room, also in its
/// own id, the id in its address, the schemas of its answers.
pub(crate) fn room(name: &str, mut routes: OpenApiRouter<App>) -> OpenApiRouter<App> {
    let document = routes.get_openapi_mut();
    let schemas = &mut document.components.get_or_insert_default().schemas;
    for (path, item) in &mut document.paths.paths {
        for operation in [&mut item.get, &mut item.post].into_iter().flatten() {
            operation.tags = Some(vec![name.to_owned()]);
            // Each room has its `list`; by its id an operation is known in the whole document.
            let room = name.replace(' ', "_");
            let id = operation.operation_id.take().unwrap_or_default();
            operation.operation_id = Some(format!("{room}_{id}"));
            schemas.extend(answers::unpacked(operation));
            if path.contains("/{id}") {
                let id = ParameterBuilder::new()
                    .name("id")
                    .parameter_in(ParameterIn::Path)
                    .required(Required::True)
                    .schema(Some(Ref::from_schema_name(RecordId::name())));
                operation
                    .parameters
                    .get_or_insert_default()
                    .insert(0, id.build().into());
                schemas.insert(RecordId::name().into_owned(), RecordId::schema());
            }
        }
    }
    routes
}

/// Says of every object of a request that it has no other members, as it is taken.
pub(crate) fn close_requests(document: &mut Document) {
    let sent = serde_json::to_value(&*document).unwrap_or_default();
    let mut asked = BTreeSet::new();
    for operation in members(&sent["paths"]).flat_map(members) {
        referred(&operation["requestBody"], &sent, &mut asked);
    }
    let schemas = document.components.iter_mut().map(|all| &mut all.schemas);
    for (name, schema) in schemas.flatten() {
        if let RefOr::T(Schema::Object(object)) = schema
            && asked.contains(name)
            && !object.properties.is_empty()
        {
            let no_others = AdditionalProperties::FreeForm(false);
            object.additional_properties = Some(Box::new(no_others));
        }
    }
}

fn members(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_object().into_iter().flat_map(Map::values)
}

/// The schemas to which this part leads.
fn referred(part: &Value, document: &Value, names: &mut BTreeSet<String>) {
    let name = part["$ref"].as_str().and_then(|to| to.rsplit('/').next());
    if let Some(name) = name
        && names.insert(name.to_owned())
    {
        referred(&document["components"]["schemas"][name], document, names);
    }
    let items = part.as_array().into_iter().flatten();
    for inner in members(part).chain(items) {
        referred(inner, document, names);
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

    fn follow(document: &Value, part: &Value, seen: &mut usize) {
        match part {
            Value::Object(object) => {
                if let Some(Value::String(to)) = object.get("$ref") {
                    let pointer = to.trim_start_matches('#');
                    assert!(document.pointer(pointer).is_some(), "{to} leads nowhere");
                    *seen += 1;
                }
                object
                    .values()
                    .for_each(|inner| follow(document, inner, seen));
            }
            Value::Array(items) => {
                for inner in items {
                    follow(document, inner, seen);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn requests_have_no_members_but_theirs() {
        let document = serde_json::to_value(crate::open_api()).unwrap();
        let schemas = &document["components"]["schemas"];
        for asked in ["NewSlip", "NewClient", "Identity", "AgreedRules"] {
            assert_eq!(schemas[asked]["additionalProperties"], false, "{asked}");
        }
        assert_eq!(schemas["SlipAnswer"]["additionalProperties"], Value::Null);
    }
}
