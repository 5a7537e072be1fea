//! What an address says: whoever types it wrongly reads a page of ours, not the framework's words.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

/// The id in the path; what cannot be read is empty and leads nowhere, like an id that nobody has.
pub(crate) struct Named(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &S) -> Result<Self, Infallible> {
        let path = Path::<String>::from_request_parts(parts, app).await;
        Ok(Self(path.map_or_else(|_| String::new(), |Path(id)| id)))
    }
}

/// What stands behind the question mark; what cannot be read was not said.
pub(crate) struct Said<Q>(pub(crate) Q);

impl<S: Send + Sync, Q: DeserializeOwned + Default> FromRequestParts<S> for Said<Q> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(serde_urlencoded::from_str(query).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;
    use axum::Router;
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use axum::routing::get;
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    async fn read(address: &str) -> String {
        let say = |Named(id): Named, Said(done): Said<Form>| async move {
            format!("{id} {}", done.get("getan"))
        };
        let router: Router = Router::new().route("/laufzettel/{id}", get(say));
        let request = Request::get(address).body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{address}");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8(body.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_nothing_and_never_an_error() {
        assert_eq!(read("/laufzettel/7?getan=a").await, "7 a");
        assert_eq!(read("/laufzettel/%FF").await, " ");
        assert_eq!(read("/laufzettel/7?getan=a&getan=b").await, "7 ");
        assert_eq!(read("/laufzettel/7").await, "7 ");
    }
}
