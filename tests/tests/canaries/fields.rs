//! Every text that a request of the API can carry, read from the OpenAPI document: so a new field is not
//! forgotten. What says how long it may be is free text and must have been entered, and taken; whatever
//! else is a text (an id, a code, a day, a word of a vocabulary) must refuse anything.

use std::collections::BTreeSet;

use acceptance::{Caseworker, Office, Town};
use serde_json::{Map, Value, json};

use crate::entered::{Entered, canary};

/// A text in the body of a request.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Field {
    /// The endpoint, as the document writes it.
    path: String,
    /// The members that lead there.
    at: Vec<String>,
    /// Whether it takes any words.
    free: bool,
}

impl Field {
    fn name(&self) -> String {
        format!("{} {}", self.path, self.at.join("."))
    }
}

/// What cannot be entered: for whom a forwarded slip is says the hand-over. And what an institution says
/// of itself, everybody may read.
fn is_never_taken(field: &Field) -> bool {
    let of_somebody_new = field
        .at
        .starts_with(&["slip".to_owned(), "new_client".to_owned()]);
    let of_an_office = field.path.ends_with("/institutions/own/entry");
    of_an_office || field.path.ends_with("/forwarding") && of_somebody_new
}

struct Document(Value);

impl Document {
    fn read() -> Self {
        Self(serde_json::to_value(web::open_api()).unwrap())
    }

    /// The endpoints that take a body, with its schema.
    fn bodies(&self) -> Vec<(String, &Value)> {
        let paths = self.0["paths"].as_object().unwrap();
        let bodies = paths.iter().filter_map(|(path, item)| {
            let content = &item.get("post")?.get("requestBody")?["content"];
            Some((path.clone(), &content["application/json"]["schema"]))
        });
        bodies.collect()
    }

    /// The schema itself, behind a reference and beside a null.
    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        if let Some(to) = schema.get("$ref").and_then(Value::as_str) {
            let name = to.trim_start_matches("#/components/schemas/");
            return self.resolved(&self.0["components"]["schemas"][name]);
        }
        for many in ["oneOf", "anyOf"] {
            if let Some(either) = schema.get(many).and_then(Value::as_array) {
                let mut real = either.iter().filter(|one| one["type"] != "null");
                let first = real.next().unwrap();
                assert!(real.next().is_none(), "two shapes: {schema}");
                return self.resolved(first);
            }
        }
        schema
    }

    /// Members with their schemas, those of all parts together.
    fn members<'a>(&'a self, schema: &'a Value) -> Vec<(&'a str, &'a Value)> {
        let schema = self.resolved(schema);
        if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
            return parts.iter().flat_map(|part| self.members(part)).collect();
        }
        let members = schema.get("properties").and_then(Value::as_object);
        let members = members.into_iter().flatten();
        members
            .map(|(name, schema)| (name.as_str(), schema))
            .collect()
    }

    fn is_text(&self, schema: &Value) -> bool {
        let kind = &self.resolved(schema)["type"];
        *kind == "string"
            || kind
                .as_array()
                .is_some_and(|kinds| kinds.contains(&json!("string")))
    }

    /// Every text of a body; of a list, its first.
    fn texts(&self, path: &str, schema: &Value, at: &[String], found: &mut Vec<Field>) {
        let resolved = self.resolved(schema);
        if self.is_text(schema) {
            let free = resolved.get("maxLength").is_some() || schema.get("maxLength").is_some();
            found.push(Field {
                path: path.to_owned(),
                at: at.to_vec(),
                free,
            });
        }
        if let Some(items) = resolved.get("items") {
            let at = [at, &["0".to_owned()]].concat();
            self.texts(path, items, &at, found);
        }
        for (name, schema) in self.members(schema) {
            let at = [at, &[name.to_owned()]].concat();
            self.texts(path, schema, &at, found);
        }
    }

    fn fields(&self) -> Vec<Field> {
        let mut found = vec![];
        for (path, schema) in self.bodies() {
            self.texts(&path, schema, &[], &mut found);
        }
        found
    }

    /// A body with what is required, and this text at this place.
    fn body(&self, schema: &Value, at: &[String], text: &str) -> Value {
        let resolved = self.resolved(schema);
        if let Some(items) = resolved.get("items") {
            let wanted = at.split_first();
            return wanted.map_or(json!([]), |(_, at)| json!([self.body(items, at, text)]));
        }
        let members = self.members(schema);
        if members.is_empty() {
            return if at.is_empty() && !text.is_empty() && self.is_text(schema) {
                json!(text)
            } else {
                plain(resolved)
            };
        }
        let required = self.required(schema);
        let mut body = Map::new();
        for (name, schema) in members {
            let wanted = at.split_first().filter(|(first, _)| *first == name);
            let value = match wanted {
                Some((_, at)) => self.body(schema, at, text),
                None if required.contains(name) => self.body(schema, &[], ""),
                None => continue,
            };
            body.insert(name.to_owned(), value);
        }
        Value::Object(body)
    }

    fn required(&self, schema: &Value) -> BTreeSet<String> {
        let schema = self.resolved(schema);
        let parts = schema.get("allOf").and_then(Value::as_array);
        let parts = parts
            .into_iter()
            .flatten()
            .flat_map(|part| self.required(part));
        let own = schema.get("required").and_then(Value::as_array);
        let own = own.into_iter().flatten().filter_map(Value::as_str);
        own.map(str::to_owned).chain(parts).collect()
    }
}

/// Something that fits.
fn plain(schema: &Value) -> Value {
    if let Some(word) = schema.get("enum").and_then(|words| words.get(0)) {
        return word.clone();
    }
    match schema["type"].as_str() {
        Some("boolean") => json!(true),
        Some("integer") => json!(1),
        Some("object") => json!({}),
        _ if schema["format"] == "date" => json!(Town::today()),
        _ => json!(Office::Jugendamt.id()),
    }
}

/// The endpoint that an address belongs to.
fn template(path: &str) -> String {
    let is_id = |part: &str| part.len() == 32 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let parts = path
        .split('/')
        .map(|part| if is_id(part) { "{id}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// Where canaries stand in a body that was taken.
pub(crate) fn taken(path: &str, body: &Value) -> Vec<String> {
    fn walk(value: &Value, at: &str, found: &mut Vec<String>) {
        match value {
            Value::String(text) if text.contains("Kanarienvogel") => found.push(at.to_owned()),
            Value::Object(members) => {
                for (name, value) in members {
                    let dot = if at.ends_with(' ') { "" } else { "." };
                    walk(value, &format!("{at}{dot}{name}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = vec![];
    walk(body, &format!("{} ", template(path)), &mut found);
    found
}

/// Fails for a free text into which no canary was entered and taken.
pub(crate) fn every_free_text_was_taken(entered: &Entered) {
    let fields = Document::read().fields();
    let free = fields
        .iter()
        .filter(|field| field.free && !is_never_taken(field));
    let forgotten: Vec<String> = free
        .clone()
        .map(Field::name)
        .filter(|name| !entered.taken.contains(name))
        .collect();
    assert!(
        forgotten.is_empty(),
        "no canary was entered into {forgotten:#?}"
    );
    assert!(free.count() > 20, "the document was read");
}

/// Something of the caseworker's that the endpoint is about.
async fn something_for(path: &str, caseworker: &Caseworker, entered: &Entered) -> String {
    let first = |list: Value, name: &str, member: &str| {
        let id = list[name][0][member].as_str();
        id.unwrap_or_else(|| panic!("no {member}: {list}"))
            .to_owned()
    };
    match path {
        path if path.contains("/clients/{id}") => {
            let list = caseworker.get("/api/v1/clients").await.ok().json();
            first(list, "clients", "client")
        }
        path if path.contains("/slips/{id}") => {
            let list = caseworker.get("/api/v1/slips").await.ok().json();
            first(list, "slips", "slip")
        }
        _ => entered.handovers[0].clone(),
    }
}

/// One canary into each text of each endpoint, one at a time; what is no free text refuses it.
pub(crate) async fn one_into_each(entered: &mut Entered, caseworker: &Caseworker) {
    let document = Document::read();
    let bodies = document.bodies();
    let mut sent = 0;
    for field in document.fields() {
        let (path, schema) = bodies.iter().find(|(path, _)| *path == field.path).unwrap();
        let text = canary(&format!("Feld{sent}"));
        let body = document.body(schema, &field.at, &text);
        assert!(body.to_string().contains(&text), "{}: {body}", field.name());
        let id = something_for(path, caseworker, entered).await;
        let answer = caseworker.post(&path.replace("{id}", &id), &body).await;
        if !field.free {
            let place = field.name();
            assert!(
                !answer.status.is_success(),
                "{place} takes any text: mark it as one"
            );
            assert!(!answer.text.contains(&text), "{place} repeats it");
        }
        entered.of_nobody.push(text);
        sent += 1;
    }
    assert!(sent > 60, "{sent} texts: the document was read");
}
