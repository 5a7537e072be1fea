//! No body is larger than a filled form; who sends more hears so as a problem.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problems;
use crate::limit::{MOST, Unread, whole};

/// Reads the body before the handler does, up to the limit.
pub(crate) async fn bounded(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match whole(body, MOST).await {
        Ok(bytes) => next.run(Request::from_parts(parts, bytes.into())).await,
        Err(Unread::TooLarge) => problems::too_large().into_response(),
        Err(Unread::Interrupted) => problems::interrupted().into_response(),
    }
}
