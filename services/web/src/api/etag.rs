//! Answers with a strong tag: the hash of the bytes that this viewer sees, and of nothing else.

use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest;
use serde::Serialize;

use crate::refusals::Problem;

/// The answer with its tag, or only the tag if the viewer has these bytes already.
pub(crate) fn tagged<T: Serialize>(asked: &HeaderMap, answer: &T) -> Result<Response, Problem> {
    let body = serde_json::to_vec(answer).map_err(|_| Problem::failure())?;
    tagged_bytes(asked, "application/json", body)
}

/// The same for bytes that are not to be written anew.
pub(crate) fn tagged_bytes(
    asked: &HeaderMap,
    kind: &'static str,
    body: Vec<u8>,
) -> Result<Response, Problem> {
    let tag = tag(&body);
    let header = HeaderValue::from_str(&tag).map_err(|_| Problem::failure())?;
    if has(asked, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, header)]).into_response());
    }
    let kind = HeaderValue::from_static(kind);
    Ok(([(CONTENT_TYPE, kind), (ETAG, header)], body).into_response())
}

fn tag(body: &[u8]) -> String {
    let hash = digest::digest(&digest::SHA256, body);
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(hash.as_ref()))
}

/// `If-None-Match` compares weakly: a prefix that a proxy added does not matter.
fn has(asked: &HeaderMap, tag: &str) -> bool {
    asked
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(value: &str) -> HeaderMap {
        let value = HeaderValue::from_str(value).unwrap();
        HeaderMap::from_iter([(IF_NONE_MATCH, value)])
    }

    #[test]
    fn the_same_bytes_are_not_sent_again() {
        let first = tagged(&HeaderMap::new(), &["a"]).unwrap();
        assert_eq!(first.status(), StatusCode::OK);
        let tag = first.headers()[ETAG].to_str().unwrap().to_owned();
        assert_eq!(tag.len(), 43 + 2);
        for known in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"x\", {tag}"),
            "*".into(),
        ] {
            let again = tagged(&asking(&known), &["a"]).unwrap();
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{known}");
            assert_eq!(again.headers()[ETAG], *tag);
        }
        let changed = tagged(&asking(&tag), &["b"]).unwrap();
        assert_eq!(changed.status(), StatusCode::OK);
        assert_ne!(changed.headers()[ETAG], *tag);
    }
}
