//! What stands behind the question mark: only what the document names for the operation, and each once. A
//! parameter that is passed over in silence answers another question than was asked.

use std::borrow::Cow;
use std::collections::BTreeSet;

use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::documented::Documented;
use crate::refusals::Problem;

/// The longest name that is repeated.
const LONGEST: usize = 40;

/// Refuses what the document does not name.
pub(crate) async fn strict(request: Request, next: Next) -> Response {
    match checked(&request) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

fn checked(request: &Request) -> Result<(), Problem> {
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
    // For another method, the router has its own answer.
    Documented::with(request.extensions())?
        .query(method, path.as_str())
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
}
