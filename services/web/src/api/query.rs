//! What stands behind the question mark: only what the document names for the operation, and each once. A
//! parameter that is passed over in silence answers another question than was asked.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

use crate::refusals::Problem;

/// The longest name that is repeated.
const LONGEST: usize = 40;

/// The parameters of each operation, by method and path.
type Documented = BTreeMap<(String, String), BTreeSet<String>>;

/// Refuses what the document does not name.
pub(crate) async fn strict(request: Request, next: Next) -> Response {
    match checked(&request) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

fn checked(request: &Request) -> Result<(), Problem> {
    static DOCUMENTED: LazyLock<Documented> = LazyLock::new(documented);
    let Some(query) = request.uri().query() else {
        return Ok(());
    };
    let Some(path) = request.extensions().get::<MatchedPath>() else {
        return Ok(());
    };
    let method = match request.method() {
        // Answered like GET, without the body.
        &Method::HEAD => "GET",
        other => other.as_str(),
    };
    let operation = (method.to_owned(), path.as_str().to_owned());
    // For another method, the router has its own answer.
    DOCUMENTED
        .get(&operation)
        .map_or(Ok(()), |known| only(known, query))
}

fn only(known: &BTreeSet<String>, query: &str) -> Result<(), Problem> {
    let pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> =
        serde_urlencoded::from_str(query).unwrap_or_default();
    let mut seen = BTreeSet::new();
    for (name, _) in &pairs {
        if !known.contains(&**name) {
            return Err(unknown(name, known));
        }
        if !seen.insert(name) {
            return Err(Problem::bad_input(&format!(
                "Der Parameter „{name}“ steht zweimal in der Adresse."
            )));
        }
    }
    Ok(())
}

/// A name is repeated if it looks like one; anything else may be whatever a caller typed.
fn unknown(name: &str, known: &BTreeSet<String>) -> Problem {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let which = if (1..=LONGEST).contains(&name.len()) && name.bytes().all(plain) {
        format!("Den Parameter „{name}“ gibt es bei dieser Adresse nicht.")
    } else {
        "In der Adresse steht ein Parameter, den es dort nicht gibt.".to_owned()
    };
    let known: Vec<String> = known.iter().map(|name| format!("„{name}“")).collect();
    Problem::bad_input(&if known.is_empty() {
        format!("{which} Sie hat keine.")
    } else {
        format!("{which} Möglich sind: {}.", known.join(", "))
    })
}

fn documented() -> Documented {
    let document = serde_json::to_value(super::open_api()).unwrap_or_default();
    let mut documented = Documented::new();
    let members = |value: &Value| value.as_object().cloned().unwrap_or_default();
    for (path, item) in members(&document["paths"]) {
        for (method, operation) in members(&item) {
            let parameters = operation["parameters"].as_array().cloned();
            let names = parameters
                .unwrap_or_default()
                .into_iter()
                .filter(|parameter| parameter["in"] == "query")
                .filter_map(|parameter| parameter["name"].as_str().map(str::to_owned));
            documented.insert((method.to_uppercase(), path.clone()), names.collect());
        }
    }
    documented
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(query: &str) -> Option<String> {
        let known = ["cursor", "limit"].map(str::to_owned).into();
        only(&known, query)
            .err()
            .map(|problem| problem.detail().to_owned())
    }

    #[test]
    fn what_is_documented_is_taken_once() {
        for right in ["", "limit=2", "cursor=a&limit=2", "limit=&cursor="] {
            assert_eq!(said(right), None, "{right}");
        }
        assert!(
            said("limit=1&limit=1")
                .unwrap()
                .contains("„limit“ steht zweimal")
        );
        assert!(
            said("limit=1&li%6Dit=2")
                .unwrap()
                .contains("„limit“ steht zweimal")
        );
    }

    #[test]
    fn an_unknown_parameter_is_named_with_those_that_there_are() {
        let sentence = said("after=xyz").unwrap();
        assert!(sentence.contains("„after“") && sentence.contains("„cursor“, „limit“"));
        assert!(!sentence.contains("xyz"));
        for hers in ["Sabine=1", "Sabine%20Neumann", "=", "frau%C3%A4=1"] {
            let sentence = said(hers).unwrap();
            assert!(
                !sentence.contains("abine") && !sentence.contains('ä'),
                "{sentence}"
            );
        }
        let none = only(&BTreeSet::new(), "x=1").unwrap_err();
        assert!(none.detail().ends_with("Sie hat keine."));
    }

    #[test]
    fn every_operation_is_known_by_its_own_parameters() {
        let documented = documented();
        assert!(documented.len() > 70);
        let of = |path: &str| &documented[&("GET".to_owned(), path.to_owned())];
        let names = |names: &[&str]| {
            names
                .iter()
                .copied()
                .map(str::to_owned)
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(*of("/api/v1/slips"), names(&["cursor", "limit"]));
        assert_eq!(
            *of("/api/v1/consents"),
            names(&["client", "cursor", "limit"])
        );
        assert!(of("/healthz").is_empty());
    }
}
