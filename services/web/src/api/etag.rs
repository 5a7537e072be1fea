//! Answers with a strong tag: the hash of the bytes that this viewer sees, and of nothing else.

use std::marker::PhantomData;

use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest;
use serde::Serialize;

use crate::refusals::Problem;

/// An answer with its tag.
pub(crate) struct Tagged<T> {
    kind: &'static str,
    body: Vec<u8>,
    what: PhantomData<T>,
}

impl<T> Tagged<T> {
    /// These bytes, which are not to be written anew.
    pub(crate) const fn bytes(kind: &'static str, body: Vec<u8>) -> Self {
        let what = PhantomData;
        Self { kind, body, what }
    }
}

impl<T: Serialize> Tagged<T> {
    /// This, as JSON.
    pub(crate) fn of(answer: &T) -> Result<Self, Problem> {
        let body = serde_json::to_vec(answer).map_err(|_| Problem::failure())?;
        Ok(Self::bytes("application/json", body))
    }
}

impl<T> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        let headers = [
            (CONTENT_TYPE, self.kind.to_owned()),
            (ETAG, tag(&self.body)),
        ];
        (headers, self.body).into_response()
    }
}

/// Sends only the tag to a viewer who has the bytes already.
pub(crate) async fn unless_known(request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let response = next.run(request).await;
    match response.headers().get(ETAG).cloned() {
        Some(tag) if has(&asked, &tag) => (StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response(),
        _ => response,
    }
}

fn tag(body: &[u8]) -> String {
    let hash = digest::digest(&digest::SHA256, body);
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(hash.as_ref()))
}

/// `If-None-Match` compares weakly: a prefix that a proxy added does not matter.
fn has(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    asked
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == *tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt as _;

    async fn asked(known: &str, answer: &[&str]) -> Response {
        let answer = serde_json::to_vec(answer).unwrap();
        let handler = get(async move || Tagged::<()>::bytes("application/json", answer.clone()));
        let router = Router::<()>::new().route("/", handler.layer(from_fn(unless_known)));
        let request = Request::get("/").header(IF_NONE_MATCH, known);
        let request = request.body(Body::empty()).unwrap();
        router.oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn the_same_bytes_are_not_sent_again() {
        let first = asked("", &["a"]).await;
        assert_eq!(first.status(), StatusCode::OK);
        let tag = first.headers()[ETAG].to_str().unwrap().to_owned();
        assert_eq!(tag.len(), 43 + 2);
        for known in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"x\", {tag}"),
            "*".into(),
        ] {
            let again = asked(&known, &["a"]).await;
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{known}");
            assert_eq!(again.headers()[ETAG], *tag);
        }
        let changed = asked(&tag, &["b"]).await;
        assert_eq!(changed.status(), StatusCode::OK);
        assert_ne!(changed.headers()[ETAG], *tag);
    }
}
