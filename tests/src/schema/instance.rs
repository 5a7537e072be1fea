//! A value made from its schema: one that is nothing but what the document says.

use serde_json::{Value, json};

use super::{resolved, types};

/// A value that the schema describes, with everything in it that can be left out, or with nothing of it.
#[must_use]
pub fn instance(schema: &Value, filled: bool) -> Value {
    let schema = resolved(schema);
    if let Some(example) = schema.get("example") {
        return example.clone();
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words[0].clone();
    }
    if let Some(all) = schema.get("allOf").and_then(Value::as_array) {
        let parts = all.iter().map(|part| instance(part, filled));
        let members = parts.filter_map(|part| part.as_object().cloned());
        return Value::Object(members.flatten().collect());
    }
    for several in ["oneOf", "anyOf"] {
        if let Some(several) = schema.get(several).and_then(Value::as_array) {
            let says = several.iter().find(|one| one["type"] != "null");
            return instance(says.unwrap_or(&several[0]), filled);
        }
    }
    let Some(wanted) = schema.get("type") else {
        return Value::Null;
    };
    let wanted = types(wanted);
    match wanted
        .iter()
        .find(|one| **one != "null")
        .copied()
        .unwrap_or("null")
    {
        "object" => object(schema, filled),
        "array" if filled => json!([instance(&schema["items"], filled)]),
        "array" => json!([]),
        "boolean" => json!(true),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or(json!(1)),
        "string" if schema.get("format") == Some(&json!("date")) => json!("2026-11-22"),
        "string" if schema.get("pattern").is_some() => json!("0123456789abcdef0123456789abcdef"),
        "string" => json!("x"),
        _ => Value::Null,
    }
}

fn object(schema: &Value, filled: bool) -> Value {
    let required = schema["required"].as_array();
    let needed = |name: &String| required.is_some_and(|names| names.contains(&json!(name)));
    let members = schema["properties"].as_object().into_iter().flatten();
    let members = members.filter(|(name, _)| filled || needed(name));
    Value::Object(
        members
            .map(|(name, schema)| (name.clone(), instance(schema, filled)))
            .collect(),
    )
}
