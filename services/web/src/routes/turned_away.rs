//! Why an extractor lets nobody through. It shows no page: what it says goes along with the answer, and the page is
//! made where the answer leaves (`routes/mod.rs`).

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::interrupted::Interrupted;
use crate::refusals::Problem;

/// Somebody who is turned away.
pub(crate) enum TurnedAway {
    /// There is something to do first, at this address.
    To(&'static str),
    /// With a sentence.
    Refused(Problem),
    /// A form whose session was over: it is not lost.
    SessionOver(Interrupted),
}

impl From<Problem> for TurnedAway {
    fn from(why: Problem) -> Self {
        Self::Refused(why)
    }
}

impl IntoResponse for TurnedAway {
    fn into_response(self) -> Response {
        match self {
            Self::To(there) => Redirect::to(there).into_response(),
            Self::Refused(why) => why.into_response(),
            Self::SessionOver(was) => {
                let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
                response.extensions_mut().insert(Arc::new(was));
                response
            }
        }
    }
}
