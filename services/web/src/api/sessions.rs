//! Signing in: a token for a working day.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answers::Answered;
use super::json::Json;
use crate::App;
use crate::refusals::Problem;
use crate::tokens::API_SECONDS;

/// User name and password.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Credentials {
    /// The user name.
    user: String,
    /// The password.
    #[schema(format = Password)]
    password: String,
}

/// A session.
#[derive(Serialize, ToSchema)]
pub(crate) struct Session {
    /// The bearer token.
    token: String,
    /// For how many seconds it opens anything.
    expires_in: i64,
}

/// Signs in.
#[utoipa::path(post, path = "/sessions", security(()))]
pub(crate) async fn sign_in(
    State(app): State<App>,
    Json(request): Json<Credentials>,
) -> Answered<Session> {
    let who = app.desk.sign_in(&request.user, &request.password).await?;
    let token = app.tokens.for_api(&who, app.desk.now());
    Ok(Json(Session {
        token: token.ok_or_else(Problem::failure)?,
        expires_in: API_SECONDS,
    }))
}
