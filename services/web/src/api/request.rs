//! What stands beside the body: who asks, the idempotency key and the id in the path.

use std::ops::Deref;
use std::str::FromStr;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use casework::{Failure, Key, UseCase};
use domain::{Refusal, Staff};
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::problems;
use crate::App;
use crate::auth::Bearer;
use crate::form::Form;
use crate::refusals::Problem;
use crate::routes::address::Said;

/// What the address says. By this name, as utoipa takes a `Form` among the arguments for a body.
pub(super) type Address = Said<Form>;

/// Who asks which application, and what else the request says of how: under which key, or for which part.
pub(crate) struct Caller<H = ()> {
    app: App,
    pub(crate) staff: Staff,
    pub(super) how: H,
}

impl<H: FromRequestParts<App> + Send> FromRequestParts<App> for Caller<H>
where
    Problem: From<H::Rejection>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Bearer(staff) = Bearer::from_request_parts(parts, app).await?;
        Ok(Self {
            app: app.clone(),
            staff,
            how: H::from_request_parts(parts, app).await?,
        })
    }
}

impl<H> Deref for Caller<H> {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

/// Who asks for a command, which is carried out once.
pub(crate) type Keyed = Caller<IdempotencyKey>;

impl Keyed {
    pub(crate) const fn key(&self) -> &Key {
        &self.how.0
    }

    /// Carries a command out once.
    pub(crate) async fn perform<U: UseCase>(&self, command: &U) -> Result<U::Answer, Failure> {
        self.desk.perform(self.staff, command, self.key()).await
    }
}

const NAME: &str = "idempotency-key";

/// The key under which a command is carried out once; without the header a fresh one is drawn.
pub(crate) struct IdempotencyKey(pub(crate) Key);

impl FromRequestParts<App> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let mut sent = parts.headers.get_all(NAME).iter();
        match (sent.next(), sent.next()) {
            (None, _) => Ok(Self(app.desk.fresh_key())),
            (Some(value), None) => value
                .to_str()
                .ok()
                .and_then(|text| Key::parse(text).ok())
                .map(Self)
                .ok_or_else(problems::malformed_key),
            (Some(_), Some(_)) => Err(problems::malformed_key()),
        }
    }
}

impl IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let text = ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(100));
        let description = "1 to 100 visible ASCII characters. The same key with the same command has one \
                           effect and one answer; with another command it is refused. Without it a fresh \
                           key is drawn.";
        let key = ("Idempotency-Key", ParameterIn::Header);
        vec![parameter(key, description, text)]
    }
}

/// A parameter that may be left out, as the document describes it.
pub(super) fn parameter(
    (name, place): (&str, ParameterIn),
    description: &str,
    schema: ObjectBuilder,
) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .description(Some(description))
        .schema(Some(schema))
        .build()
}

/// The id in the path. What is none leads to nothing, like an id that nobody has.
pub(crate) struct Id<T>(pub(crate) T);

impl<T: FromStr + Send> FromRequestParts<App> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let path = Path::<String>::from_request_parts(parts, app).await;
        path.ok()
            .and_then(|Path(text)| text.parse().ok())
            .map(Self)
            .ok_or_else(|| Refusal::NotFound.into())
    }
}
