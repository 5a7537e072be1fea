//! Whether JSON is what the OpenAPI document says: as much of JSON Schema as the document uses. A word
//! that is not known here panics, so that none is passed over.

mod instance;

use std::sync::LazyLock;

pub use instance::instance;
use jiff::civil::Date;
use serde_json::{Map, Value};

/// The document as it is served.
pub static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(web::open_api()).unwrap());

/// Words that say something about a value.
const KNOWN: [&str; 23] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "default",
    "description",
    "enum",
    "example",
    "examples",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "oneOf",
    "pattern",
    "properties",
    "propertyNames",
    "required",
];
const MORE: [&str; 4] = ["contentMediaType", "title", "type", "uniqueItems"];

/// What is wrong with a value, and where; nothing if it is as the schema says.
#[must_use]
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = vec![];
    look(schema, value, "", &mut faults);
    faults
}

/// The schema of this name.
#[must_use]
pub fn component(name: &str) -> &'static Value {
    let found = DOCUMENT["components"]["schemas"].get(name);
    found.unwrap_or_else(|| panic!("no schema {name}"))
}

fn resolved(schema: &Value) -> &Value {
    let mut schema = schema;
    while let Some(to) = schema.get("$ref").and_then(Value::as_str) {
        schema = component(to.trim_start_matches("#/components/schemas/"));
    }
    schema
}

fn look(schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let schema = resolved(schema);
    let Some(schema) = schema.as_object() else {
        assert!(schema == true, "{at}: {schema}");
        return;
    };
    for word in schema.keys() {
        let known = KNOWN.contains(&word.as_str()) || MORE.contains(&word.as_str());
        assert!(known, "{at}: the document says „{word}“");
    }
    if let Some(wanted) = schema.get("type")
        && !types(wanted).iter().any(|wanted| is(wanted, value))
    {
        faults.push(format!("{at} is no {wanted}"));
        return;
    }
    if let Some(only) = schema.get("const")
        && only != value
    {
        faults.push(format!("{at} is not {only}"));
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array)
        && !words.contains(value)
    {
        faults.push(format!("{at} is none of the words"));
    }
    for all in list(schema, "allOf") {
        look(all, value, at, faults);
    }
    for (word, fits) in [("oneOf", 1..=1), ("anyOf", 1..=usize::MAX)] {
        let several = list(schema, word);
        let fitting = several
            .iter()
            .filter(|one| self::faults(one, value).is_empty());
        let fitting = fitting.count();
        if !several.is_empty() && !fits.contains(&fitting) {
            faults.push(format!("{at} fits {fitting} of {word}"));
        }
    }
    match value {
        Value::String(text) => text_faults(schema, text, at, faults),
        Value::Number(number) => {
            let number = number.as_f64().unwrap();
            let bound = |word| schema.get(word).and_then(Value::as_f64);
            if bound("minimum").is_some_and(|least| number < least)
                || bound("maximum").is_some_and(|most| number > most)
            {
                faults.push(format!("{at} is out of bounds"));
            }
        }
        Value::Array(items) => {
            size_faults(schema, ("minItems", "maxItems"), items.len(), at, faults);
            let twice = |item| items.iter().filter(|other| *other == item).count() > 1;
            if schema.get("uniqueItems") == Some(&Value::Bool(true)) && items.iter().any(twice) {
                faults.push(format!("{at} has something twice"));
            }
            for (number, item) in items.iter().enumerate() {
                if let Some(schema) = schema.get("items") {
                    look(schema, item, &format!("{at}/{number}"), faults);
                }
            }
        }
        Value::Object(members) => member_faults(schema, members, at, faults),
        Value::Null | Value::Bool(_) => {}
    }
}

fn list<'s>(schema: &'s Map<String, Value>, word: &str) -> &'s [Value] {
    let several = schema.get(word).and_then(Value::as_array);
    several.map(Vec::as_slice).unwrap_or_default()
}

fn types(wanted: &Value) -> Vec<&str> {
    match wanted {
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

fn is(wanted: &str, value: &Value) -> bool {
    match wanted {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("the document says the type {other}"),
    }
}

fn size_faults(
    schema: &Map<String, Value>,
    (least, most): (&str, &str),
    size: usize,
    at: &str,
    faults: &mut Vec<String>,
) {
    let bound = |word| schema.get(word).and_then(Value::as_u64);
    let size = size as u64;
    if bound(least).is_some_and(|least| size < least) || bound(most).is_some_and(|most| size > most)
    {
        faults.push(format!("{at} has {size}"));
    }
}

fn text_faults(schema: &Map<String, Value>, text: &str, at: &str, faults: &mut Vec<String>) {
    let length = text.chars().count();
    size_faults(schema, ("minLength", "maxLength"), length, at, faults);
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
        && !fits(pattern, text)
    {
        faults.push(format!("{at} does not fit {pattern}"));
    }
    match schema.get("format").and_then(Value::as_str) {
        Some("date") if text.len() != 10 || text.parse::<Date>().is_err() => {
            faults.push(format!("{at} is no day"));
        }
        None | Some("date" | "password" | "binary") => {}
        Some(other) => panic!("{at}: the document says the format {other}"),
    }
}

/// The few patterns that the document has.
fn fits(pattern: &str, text: &str) -> bool {
    match pattern {
        "^[0-9A-Fa-f]{32}$" => text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit()),
        "^([01][0-9]|2[0-3]):[0-5][0-9]$" => {
            text.len() == 5 && text.parse::<domain::slips::TimeOfDay>().is_ok()
        }
        other => panic!("the document says the pattern {other}"),
    }
}

fn member_faults(
    schema: &Map<String, Value>,
    members: &Map<String, Value>,
    at: &str,
    faults: &mut Vec<String>,
) {
    for name in list(schema, "required") {
        if !members.contains_key(name.as_str().unwrap()) {
            faults.push(format!("{at} has no {name}"));
        }
    }
    let named = schema.get("properties").and_then(Value::as_object);
    for (name, value) in members {
        let at = format!("{at}/{name}");
        if let Some(names) = schema.get("propertyNames") {
            look(names, &name.as_str().into(), &at, faults);
        }
        match (
            named.and_then(|named| named.get(name)),
            schema.get("additionalProperties"),
        ) {
            (None, Some(Value::Bool(false))) => faults.push(format!("{at} is not described")),
            (Some(schema), _) | (None, Some(schema)) => look(schema, value, &at, faults),
            (None, None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_is_what_its_schema_says() {
        let schema = json!({
            "type": "object", "required": ["on"], "additionalProperties": false,
            "properties": {
                "on": {"type": "string", "format": "date"},
                "at": {
                    "type": ["string", "null"], "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
                },
                "many": {"type": "array", "items": {"type": "integer", "minimum": 2}, "maxItems": 2},
                "one": {"oneOf": [{"type": "null"}, {"type": "string", "enum": ["a"]}]},
            },
        });
        for right in [
            json!({"on": "2026-11-22"}),
            json!({"on": "2026-11-22", "at": null, "many": [2, 3], "one": "a"}),
        ] {
            assert_eq!(faults(&schema, &right), Vec::<String>::new());
        }
        for wrong in [
            json!([]),
            json!({}),
            json!({"on": "2026-11-31"}),
            json!({"on": "2026-11-22", "at": "24:00"}),
            json!({"on": "2026-11-22", "many": [1]}),
            json!({"on": "2026-11-22", "many": [2, 2, 2]}),
            json!({"on": "2026-11-22", "one": "b"}),
            json!({"on": "2026-11-22", "more": 1}),
        ] {
            assert_eq!(faults(&schema, &wrong).len(), 1, "{wrong}");
        }
    }

    #[test]
    fn closed_parts_that_are_put_together_fit_nothing() {
        let part = |name: &str| {
            json!({
                "type": "object", "required": [name], "additionalProperties": false,
                "properties": {name: {"type": "boolean"}},
            })
        };
        let both = json!({"allOf": [part("a"), part("b")]});
        let value = instance(&both, true);
        assert_eq!(value, json!({"a": true, "b": true}));
        assert_eq!(faults(&both, &value).len(), 2);
    }
}
