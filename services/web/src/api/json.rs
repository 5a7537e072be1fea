//! Bodies: JSON of the documented shape. A problem of a request says where, never what stood there.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use super::strict::Strict;
use super::{documented::Documented, problems, unfit};
use crate::App;
use crate::refusals::Problem;

/// The body of a request or of an answer.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// What came to be.
pub(crate) struct Created<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let documented = Documented::with(request.extensions())?;
        let bytes = Bytes::from_request(request, app)
            .await
            .map_err(|_| problems::interrupted())?;
        read(&bytes, &documented).map(Self)
    }
}

/// Reads a request.
fn read<T: DeserializeOwned>(bytes: &[u8], documented: &Documented) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let request = serde_path_to_error::deserialize(Strict(&mut json))
        .map_err(|error| problem(error.inner(), error.path(), documented))?;
    json.end()
        .map_err(|error| problems::malformed_json(error.line(), error.column()))?;
    Ok(request)
}

fn problem(error: &serde_json::Error, path: &Path, documented: &Documented) -> Problem {
    let (line, column) = (error.line(), error.column());
    if error.classify() != Category::Data {
        return problems::malformed_json(line, column);
    }
    let field = known(path, documented);
    let in_message = |beginning| in_message(error, beginning, documented);
    let words = error.to_string();
    let words = words
        .rsplit_once(" at line ")
        .map_or(&*words, |(words, _)| words);
    if let Some(problem) = unfit::problem(&field, words) {
        return problem;
    }
    let place = format!("Zeile {line}, Spalte {column}");
    if let Some(name) = in_message("duplicate field `") {
        let sentence = format!("Das Feld „{name}“ steht zweimal da ({place}).");
        return Problem::bad_input(&sentence);
    }
    if let Some(name) = in_message("unknown field `") {
        let sentence = format!("Das Feld „{name}“ gehört nicht an diese Stelle ({place}).");
        return Problem::bad_input(&sentence);
    }
    let sentence = match (in_message("missing field `"), field.is_empty()) {
        (Some(name), true) => format!("Das Feld „{name}“ fehlt ({place})."),
        (Some(name), false) => format!("Das Feld „{field}.{name}“ fehlt ({place})."),
        (None, true) => format!("Ein Feld ist unbekannt oder hat die falsche Form ({place})."),
        (None, false) => format!("Das Feld „{field}“ hat nicht die erwartete Form ({place})."),
    };
    Problem::bad_input(&sentence)
}

/// The path as far as it consists of names of ours.
fn known(path: &Path, documented: &Documented) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => text.extend(["[", &index.to_string(), "]"]),
            Segment::Map { key } if documented.knows_field(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text += key;
            }
            _ => break,
        }
    }
    text
}

/// The field that is missing, there twice, or in the wrong place. serde names it in its message only; the name
/// is looked up again, so that nothing else of the message can slip through.
fn in_message(
    error: &serde_json::Error,
    beginning: &str,
    documented: &Documented,
) -> Option<String> {
    let message = error.to_string();
    let (name, _) = message.strip_prefix(beginning)?.split_once('`')?;
    documented.knows_field(name).then(|| name.to_owned())
}

/// A request that comes alone.
#[cfg(test)]
pub(super) fn sent<T: DeserializeOwned>(body: &str) -> Result<T, Problem> {
    read(body.as_bytes(), &Documented::of(&crate::open_api()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::clients::NewClient;
    use crate::api::slips::NewSlip;

    fn refused<T: DeserializeOwned>(body: &str) -> Problem {
        match sent::<T>(body) {
            Ok(_) => panic!("taken: {body}"),
            Err(problem) => problem,
        }
    }

    #[test]
    fn text_that_is_no_json_is_placed_and_not_repeated() {
        for body in [
            "",
            "{",
            "Sabine",
            "{\"identity\": {\"name\": \"Sabine\"",
            "{} Sabine",
        ] {
            let problem = refused::<NewClient>(body);
            assert_eq!(problem.status(), StatusCode::BAD_REQUEST, "{body}");
            assert!(!problem.detail().contains("Sabine"));
        }
    }

    #[test]
    fn a_field_of_the_wrong_shape_is_named() {
        let body = r#"{"identity": {"name": "Sabine", "birth_year": "Neumann"}}"#;
        let problem = refused::<NewClient>(body);
        assert_eq!(problem.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(problem.detail().contains("„identity.birth_year“"));
        assert!(!problem.detail().contains("Neumann"));
        let problem = refused::<NewClient>(r#"{"children": ["under_3", 4]}"#);
        assert!(problem.detail().contains("„children[1]“"));
    }

    #[test]
    fn a_missing_field_is_named_and_an_unknown_one_is_not_repeated() {
        let problem = refused::<NewSlip>("{}");
        assert!(
            problem.detail().contains("„recipient“ fehlt"),
            "{}",
            problem.detail()
        );
        let problem = refused::<NewClient>(r#"{"Sabine Neumann": 1}"#);
        assert_eq!(problem.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!problem.detail().contains("Sabine"));
        // One that has its place elsewhere is named.
        let problem = refused::<NewClient>(r#"{"decisions": {"identity": true}}"#);
        assert!(problem.detail().contains("„decisions“ gehört nicht"));
    }

    #[test]
    fn what_a_value_is_not_is_said_of_its_field() {
        #[derive(Debug, serde::Deserialize)]
        #[expect(dead_code, reason = "only what is refused is looked at")]
        struct Asked {
            #[serde(default)]
            client: Option<domain::SlipId>,
            #[serde(default)]
            given_on: Option<jiff::civil::Date>,
            #[serde(default)]
            disclose: std::collections::BTreeSet<domain::consents::Item>,
            #[serde(default)]
            reason: Option<domain::Line>,
            #[serde(default)]
            decisions: std::collections::BTreeMap<domain::consents::Item, bool>,
        }
        for (body, sentence) in [
            (
                r#"{"client": "Sabine"}"#,
                "„client“ ist keine Kennung: Sie hat",
            ),
            (
                r#"{"given_on": "Sabine"}"#,
                "„given_on“ ist kein Tag. Schreiben",
            ),
            (
                r#"{"disclose": ["identity", "Sabine"]}"#,
                "„disclose[1]“ enthält einen unbekannten Wert. Möglich sind: announce, ",
            ),
            (
                r#"{"decisions": {"Sabine": true}}"#,
                "„decisions“ enthält einen unbekannten Wert. Möglich sind: announce, ",
            ),
            (r#"{"reason": ""}"#, "„reason“ ist leer."),
            (
                r#"{"reason": "Sabine 😀"}"#,
                "Feld „reason“: Für „😀“ gibt es",
            ),
        ] {
            let said = refused::<Asked>(body);
            assert!(said.detail().contains(sentence), "{}", said.detail());
            assert!(!said.detail().contains("Sabine"));
            assert_eq!(said.status(), StatusCode::UNPROCESSABLE_ENTITY);
        }
    }

    #[test]
    fn an_array_is_no_object_and_a_field_stands_once() {
        let problem = refused::<NewClient>(r#"{"identity": [null, null]}"#);
        assert_eq!(problem.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(problem.detail().contains("„identity“"));
        refused::<NewClient>("[null, [], false]");
        let twice = refused::<NewClient>(r#"{"protected": true, "protected": false}"#);
        assert!(twice.detail().contains("„protected“ steht zweimal"));
        let hers = refused::<NewClient>(r#"{"identity": {"Sabine": 1, "Sabine": 2}}"#);
        assert!(!hers.detail().contains("Sabine"));
    }
}
