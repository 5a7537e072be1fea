//! Every answer of the API that any test hears is one that the document describes: its status, its kind,
//! its shape, and nothing in it that is not described.

use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, Response};
use serde_json::Value;

use crate::schema::{DOCUMENT, faults};

/// What was asked, as far as the document speaks of it.
pub struct Asked {
    method: Method,
    path: String,
}

/// The head of an answer.
pub struct Head {
    status: u16,
    kind: Option<String>,
}

impl Head {
    /// The head of this answer.
    #[must_use]
    pub fn of(response: &Response) -> Self {
        let kind = response.headers().get(CONTENT_TYPE);
        Self {
            status: response.status().as_u16(),
            kind: kind.map(|kind| kind.to_str().unwrap().to_owned()),
        }
    }
}

impl Asked {
    /// A request of this method for this address.
    #[must_use]
    pub fn new(method: &Method, path: &str) -> Self {
        let path = path.split('?').next().unwrap_or_default();
        Self {
            method: method.clone(),
            path: path.to_owned(),
        }
    }

    /// The operation that the document has for it.
    fn operation(&self) -> Option<&'static Value> {
        let paths = DOCUMENT["paths"].as_object().unwrap();
        let fits = |template: &str| {
            let (wanted, asked) = (template.split('/'), self.path.split('/'));
            wanted.clone().count() == asked.clone().count()
                && wanted
                    .zip(asked)
                    .all(|(w, a)| w == a || w.starts_with('{') && !a.is_empty())
        };
        // What is written out goes before what stands for anything.
        let fitting = paths.iter().filter(|(template, _)| fits(template));
        let (_, item) = fitting.min_by_key(|(template, _)| template.matches('{').count())?;
        item.get(self.method.as_str().to_lowercase())
    }

    /// Panics where a body that is right by the rules of the product is wrong by the document.
    pub fn takes(&self, body: &Value) {
        let place = format!("{} {}", self.method, self.path);
        let operation = self.operation().unwrap();
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{place} takes no body");
        let faults = faults(schema, body);
        assert!(faults.is_empty(), "{place}: {faults:?}: {body}");
    }

    /// Panics where an answer is not as documented.
    pub fn is_answered(&self, head: &Head, body: &[u8]) {
        let Some(operation) = self.operation() else {
            assert!(
                [404, 405].contains(&head.status),
                "{} {}",
                self.method,
                self.path
            );
            return;
        };
        // Failing inside is never right, so no document promises it; some tests break the database on purpose.
        if head.status == 500 {
            return;
        }
        let place = format!("{} {} {}", self.method, self.path, head.status);
        let answer = &operation["responses"][head.status.to_string()];
        assert!(answer.is_object(), "{place} is not documented");
        let Some(kinds) = answer["content"].as_object() else {
            assert!(
                body.is_empty(),
                "{place} has a body, and none is documented"
            );
            return;
        };
        let kind = head.kind.as_deref().unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default();
        let content = kinds.get(kind);
        let content =
            content.unwrap_or_else(|| panic!("{place} is {kind}, not {:?}", kinds.keys()));
        if kind.ends_with("json") {
            let json: Value = serde_json::from_slice(body).unwrap();
            let faults = faults(&content["schema"], &json);
            assert!(faults.is_empty(), "{place}: {faults:?}: {json}");
        }
    }
}
