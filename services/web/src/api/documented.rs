//! What the document says, for those who read requests. They stand beneath it, so it is handed to them with each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::Extensions;
use serde_json::{Map, Value};
use utoipa::openapi::OpenApi;

use crate::refusals::Problem;

/// The document, and the names that stand in it.
#[derive(Debug)]
pub(crate) struct Documented {
    /// As it is sent.
    json: Bytes,
    /// Of all objects.
    fields: BTreeSet<String>,
    /// The parameters of each operation behind the question mark, by method and path.
    queries: BTreeMap<(String, String), BTreeSet<String>>,
}

impl Documented {
    pub(crate) fn of(document: &OpenApi) -> Self {
        let json = serde_json::to_vec(document).unwrap_or_default();
        let document: Value = serde_json::from_slice(&json).unwrap_or_default();
        let (mut fields, mut queries) = (BTreeSet::new(), BTreeMap::new());
        collect(&document["components"]["schemas"], &mut fields);
        for (path, item) in members(&document["paths"]) {
            for (method, operation) in members(item) {
                let parameters = operation["parameters"].as_array().into_iter().flatten();
                let names = parameters
                    .filter(|parameter| parameter["in"] == "query")
                    .filter_map(|parameter| parameter["name"].as_str().map(str::to_owned));
                let operation = (method.to_uppercase(), path.clone());
                queries.insert(operation, names.collect());
            }
        }
        Self {
            json: json.into(),
            fields,
            queries,
        }
    }

    /// What came with a request. Without it nothing could be held against the document, so nothing is taken.
    pub(crate) fn with(request: &Extensions) -> Result<Arc<Self>, Problem> {
        let documented = request.get::<Arc<Self>>().cloned();
        documented.ok_or_else(Problem::failure)
    }

    pub(crate) fn json(&self) -> Bytes {
        self.json.clone()
    }

    /// Whether a field of this name stands in the document: only such names are repeated in a problem,
    /// because an unknown one may be anything that a caller typed.
    pub(crate) fn knows_field(&self, name: &str) -> bool {
        self.fields.contains(name)
    }

    /// What an operation can be asked behind the question mark.
    pub(crate) fn query(&self, method: &str, path: &str) -> Option<&BTreeSet<String>> {
        self.queries.get(&(method.to_owned(), path.to_owned()))
    }
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn collect(schema: &Value, names: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            let properties = object.get("properties").and_then(Value::as_object);
            names.extend(properties.into_iter().flat_map(Map::keys).cloned());
            object.values().for_each(|inner| collect(inner, names));
        }
        Value::Array(items) => items.iter().for_each(|inner| collect(inner, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_the_document_are_known() {
        let documented = Documented::of(&crate::open_api());
        assert!(documented.knows_field("valid_until"));
        assert!(documented.knows_field("birth_year"));
        assert!(!documented.knows_field("Sabine Neumann"));
    }

    #[test]
    fn every_operation_is_known_by_its_own_parameters() {
        let documented = Documented::of(&crate::open_api());
        assert!(documented.queries.len() > 70);
        let of = |path| documented.query("GET", path).unwrap();
        let names = |names: &[&str]| names.iter().copied().map(str::to_owned).collect();
        assert_eq!(*of("/api/v1/slips"), names(&["cursor", "limit"]));
        let of_consents = names(&["client", "cursor", "limit"]);
        assert_eq!(*of("/api/v1/consents"), of_consents);
        assert!(of("/healthz").is_empty());
    }
}
