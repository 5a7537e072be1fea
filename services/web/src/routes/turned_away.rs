//! Why an extractor lets nobody through. It shows no page: what it says goes along with the answer, and the page is
//! made where the answer leaves (`routes/mod.rs`).

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::auth::PageSession;
use crate::refusals::Problem;

/// Somebody who is turned away.
#[derive(Clone)]
pub(crate) enum TurnedAway {
    /// There is something to do first, at this address.
    To(&'static str),
    /// With a sentence.
    Refused(Arc<(PageSession, Problem)>),
    /// A form whose session was over: it is not lost.
    SessionOver(Arc<SessionOver>),
}

/// What was sent, byte by byte.
pub(crate) struct SessionOver {
    pub(crate) session: PageSession,
    pub(crate) path: String,
    pub(crate) body: Bytes,
}

impl TurnedAway {
    pub(crate) fn refused(session: PageSession, why: Problem) -> Self {
        Self::Refused(Arc::new((session, why)))
    }
}

impl IntoResponse for TurnedAway {
    fn into_response(self) -> Response {
        if let Self::To(there) = self {
            return Redirect::to(there).into_response();
        }
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
