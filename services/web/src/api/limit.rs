//! No body is larger than a filled form; who sends more hears so as a problem.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::StreamExt as _;

use super::problems;
use crate::refusals::Problem;

/// The most bytes that a body may have.
const MOST: usize = 256 * 1024;
/// How much of a body that is too large is read and dropped: a client that is still sending when
/// the connection closes would never read why.
const DRAINED: usize = 8 * 1024 * 1024;

/// Reads the body before the handler does, up to the limit.
pub(crate) async fn bounded(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match read(body).await {
        Ok(bytes) => next.run(Request::from_parts(parts, bytes.into())).await,
        Err(problem) => problem.into_response(),
    }
}

async fn read(body: Body) -> Result<Bytes, Problem> {
    let mut chunks = body.into_data_stream();
    let mut kept = Vec::new();
    let mut seen = 0_usize;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| problems::interrupted())?;
        seen = seen.saturating_add(chunk.len());
        if seen <= MOST {
            kept.extend_from_slice(&chunk);
        } else if seen > DRAINED {
            break;
        }
    }
    if seen > MOST {
        return Err(problems::too_large());
    }
    Ok(kept.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;

    #[tokio::test]
    async fn a_body_of_the_limit_is_kept_whole_and_one_byte_more_is_a_problem() {
        let whole = vec![b'x'; MOST];
        assert_eq!(read(whole.clone().into()).await.unwrap(), whole);
        let more = read(vec![b'x'; MOST + 1].into()).await.unwrap_err();
        assert_eq!(more.status(), StatusCode::PAYLOAD_TOO_LARGE);
    }

    #[tokio::test]
    async fn a_body_without_end_is_not_read_for_ever() {
        let chunk = || Ok::<_, std::convert::Infallible>(Bytes::from_static(&[b'x'; 1024]));
        let endless = futures::stream::repeat_with(chunk);
        let problem = read(Body::from_stream(endless)).await.unwrap_err();
        assert_eq!(problem.status(), StatusCode::PAYLOAD_TOO_LARGE);
    }
}
