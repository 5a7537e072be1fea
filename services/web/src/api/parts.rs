//! Lists in parts: how many, and behind which cursor.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use read_models::Window;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::request::{Caller, parameter};
use crate::App;
use crate::form::Form;
use crate::refusals::Problem;

/// How many rows are sent when nobody says.
const USUAL: usize = 50;
/// How many rows are sent at most.
const MOST: usize = 200;

/// Which part of a list is asked for.
pub(crate) struct InParts {
    limit: usize,
    cursor: Option<String>,
}

impl FromRequestParts<App> for InParts {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        Self::read(parts.uri.query().unwrap_or_default())
    }
}

impl InParts {
    fn read(query: &str) -> Result<Self, Problem> {
        let said: Form = serde_urlencoded::from_str(query).unwrap_or_default();
        let said = |name| said.all(name).first();
        let limit = said("limit").map_or(Some(USUAL), |text| {
            let limit = text.parse().ok();
            limit.filter(|limit| (1..=MOST).contains(limit))
        });
        let limit = limit.ok_or_else(|| {
            Problem::bad_input(&format!(
                "Das Feld „limit“ in der Adresse ist keine Zahl von 1 bis {MOST}."
            ))
        })?;
        let cursor = said("cursor").cloned();
        Ok(Self { limit, cursor })
    }
}

impl Caller<InParts> {
    /// The part of this list, whose rows have such places.
    pub(crate) fn window<P: DeserializeOwned>(&self, list: &str) -> Result<Window<P>, Problem> {
        let InParts { limit, cursor } = &self.how;
        let after = cursor.as_ref().map(|cursor| {
            let place = self.tokens.cursors.open(self.staff.account, list, cursor);
            let place = place.and_then(|place| serde_json::from_slice(&place).ok());
            place.ok_or_else(|| {
                Problem::bad_input(
                    "Das Feld „cursor“ in der Adresse gehört nicht zu dieser Liste. Beginnen Sie die \
                     Liste bitte von vorn.",
                )
            })
        });
        Ok(Window {
            after: after.transpose()?,
            limit: *limit,
        })
    }

    /// The cursor behind which the list goes on.
    pub(crate) fn next<P: Serialize>(&self, list: &str, place: Option<&P>) -> Option<String> {
        let place = serde_json::to_vec(place?).ok()?;
        self.tokens.cursors.seal(self.staff.account, list, &place)
    }
}

impl IntoParams for InParts {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let text = ObjectBuilder::new().schema_type(Type::String);
        let number = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(1_u32))
            .maximum(Some(200_u32))
            .default(Some(USUAL.into()));
        let after = "The `next` of the part before, unchanged; without it the list begins.";
        let most = "At most so many are sent.";
        vec![
            parameter(("cursor", ParameterIn::Query), after, text),
            parameter(("limit", ParameterIn::Query), most, number),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_number_in_its_bounds() {
        let limit = |query| InParts::read(query).map(|asked| asked.limit);
        assert_eq!(limit("").unwrap(), USUAL);
        assert_eq!(limit("client=1&limit=200").unwrap(), 200);
        assert_eq!(limit("limit=1").unwrap(), 1);
        for wrong in ["limit=0", "limit=201", "limit=", "limit=-1", "limit=Sabine"] {
            let problem = limit(wrong).unwrap_err();
            assert!(problem.detail().contains("„limit“"), "{wrong}");
            assert!(!problem.detail().contains("Sabine"));
        }
    }

    #[test]
    fn a_cursor_is_taken_as_it_came() {
        let cursor = |query| InParts::read(query).unwrap().cursor;
        assert_eq!(cursor("limit=2&cursor=a-b_c").as_deref(), Some("a-b_c"));
        assert_eq!(cursor("cursor=").as_deref(), Some(""));
        assert_eq!(cursor("limit=2"), None);
    }
}
