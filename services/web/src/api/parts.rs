//! Lists in parts: how many, and behind which cursor.

use std::borrow::Cow;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::AccountId;
use read_models::Window;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use crate::App;
use crate::auth::Bearer;
use crate::refusals::Problem;

/// How many rows are sent when nobody says.
const USUAL: usize = 50;
/// How many rows are sent at most.
const MOST: usize = 200;

/// Which part of a list is asked for.
pub(crate) struct InParts {
    reader: AccountId,
    query: Query,
}

/// What the address says of the part.
struct Query {
    limit: usize,
    cursor: Option<String>,
}

impl FromRequestParts<App> for InParts {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Bearer(staff) = Bearer::from_request_parts(parts, app).await?;
        Ok(Self {
            reader: staff.account,
            query: Query::read(parts.uri.query().unwrap_or_default())?,
        })
    }
}

impl Query {
    fn read(query: &str) -> Result<Self, Problem> {
        let pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> =
            serde_urlencoded::from_str(query).unwrap_or_default();
        let value = |wanted| {
            let found = pairs.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.as_ref())
        };
        let limit = value("limit").map_or(Ok(USUAL), |text| {
            let limit = text.parse().ok();
            limit
                .filter(|limit| (1..=MOST).contains(limit))
                .ok_or_else(|| {
                    Problem::bad_input(&format!(
                        "Das Feld „limit“ in der Adresse ist keine Zahl von 1 bis {MOST}."
                    ))
                })
        })?;
        let cursor = value("cursor").map(str::to_owned);
        Ok(Self { limit, cursor })
    }
}

impl InParts {
    /// The part of this list, whose rows have such places.
    pub(crate) fn window<P: DeserializeOwned>(
        &self,
        app: &App,
        list: &str,
    ) -> Result<Window<P>, Problem> {
        let limit = self.query.limit;
        let Some(cursor) = &self.query.cursor else {
            return Ok(Window { after: None, limit });
        };
        let after = app.tokens.place(self.reader, list, cursor);
        let after = after.and_then(|place| serde_json::from_slice(&place).ok());
        if after.is_none() {
            return Err(Problem::bad_input(
                "Das Feld „cursor“ in der Adresse gehört nicht zu dieser Liste. Beginnen Sie die \
                 Liste bitte von vorn.",
            ));
        }
        Ok(Window { after, limit })
    }

    /// The cursor behind which the list goes on.
    pub(crate) fn next<P: Serialize>(
        &self,
        app: &App,
        list: &str,
        place: Option<&P>,
    ) -> Option<String> {
        let place = serde_json::to_vec(place?).ok()?;
        app.tokens.cursor(self.reader, list, &place)
    }
}

impl IntoParams for InParts {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let parameter = |name: &str, description: &str, schema: ObjectBuilder| {
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Query)
                .description(Some(description))
                .schema(Some(schema))
                .build()
        };
        let text = ObjectBuilder::new().schema_type(Type::String);
        let number = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(1_u32))
            .maximum(Some(200_u32))
            .default(Some(USUAL.into()));
        vec![
            parameter(
                "cursor",
                "The `next` of the part before, unchanged; without it the list begins.",
                text,
            ),
            parameter("limit", "At most so many are sent.", number),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_number_in_its_bounds() {
        let limit = |query| Query::read(query).map(|query| query.limit);
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
        let cursor = |query| Query::read(query).unwrap().cursor;
        assert_eq!(cursor("limit=2&cursor=a-b_c").as_deref(), Some("a-b_c"));
        assert_eq!(cursor("cursor=").as_deref(), Some(""));
        assert_eq!(cursor("limit=2"), None);
    }
}
