//! Who asks: a bearer token at the API, a cookie at the pages.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use axum_extra::extract::cookie::Cookie;
use domain::Staff;

use crate::App;
use crate::refusals::Problem;
use crate::tokens::{Claims, TokenError};

/// The session's cookie.
pub(crate) const COOKIE_NAME: &str = "laufzettel_session";

/// A member of staff at the API.
pub(crate) struct Bearer(pub(crate) Staff);

impl FromRequestParts<App> for Bearer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let token = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or_else(Problem::signed_out)?;
        app.tokens
            .read(token, app.desk.now())
            .map(|claims| Self(claims.staff()))
            .map_err(Problem::token)
    }
}

/// The session of a page, as its cookie says.
#[derive(Clone)]
pub(crate) enum PageSession {
    /// Signed in.
    Live(Claims),
    /// Signed in once; a form in progress is kept for this account.
    Over(Claims),
    /// Signed in to another network.
    Elsewhere,
    /// Nobody.
    None,
}

impl PageSession {
    /// The claims of a live session.
    pub(crate) fn live(&self) -> Option<&Claims> {
        match self {
            Self::Live(claims) => Some(claims),
            Self::Over(_) | Self::Elsewhere | Self::None => None,
        }
    }

    /// Who it was when the request came: the pages' layer looked once, so that a session that is over by the time
    /// a long form is read is still the one under which it was sent.
    pub(crate) fn with(request: &Extensions) -> Self {
        request.get().cloned().unwrap_or(Self::None)
    }

    /// Whose cookie came with a request.
    pub(crate) fn of(app: &App, headers: &HeaderMap) -> Self {
        let Some(token) = cookie(headers, COOKIE_NAME) else {
            return Self::None;
        };
        match app.tokens.read(&token, app.desk.now()) {
            Ok(claims) => Self::Live(claims),
            Err(TokenError::Expired) => match app.tokens.read_expired(&token) {
                Ok(claims) => Self::Over(claims),
                Err(_) => Self::None,
            },
            Err(TokenError::OtherNetwork) => Self::Elsewhere,
            Err(TokenError::Unknown) => Self::None,
        }
    }
}

impl FromRequestParts<App> for PageSession {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Self::with(&parts.extensions))
    }
}

/// One cookie of the request. Of several of one name the first that says something counts: browsers send the
/// one that they have had for longest first (RFC 6265, section 5.4), and what a neighbouring host puts beside it
/// later is not ours.
pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let sent = headers.get_all(COOKIE).iter();
    sent.filter_map(|value| value.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name && !cookie.value().is_empty())
        .map(|cookie| cookie.value().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn of_two_cookies_of_one_name_the_first_that_says_something_counts() {
        let of = |sent: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for line in sent {
                headers.append(COOKIE, HeaderValue::from_static(line));
            }
            cookie(&headers, COOKIE_NAME)
        };
        let ours = Some("ours".to_owned());
        assert_eq!(
            of(&["a=1; laufzettel_session=ours; laufzettel_session=theirs"]),
            ours
        );
        assert_eq!(
            of(&["laufzettel_session=ours", "laufzettel_session=theirs"]),
            ours
        );
        assert_eq!(of(&["laufzettel_session=; laufzettel_session=ours"]), ours);
        assert_eq!(of(&["laufzettel_session=", "a=laufzettel_session=x"]), None);
    }
}
