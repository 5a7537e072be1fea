//! Who visits which address, and how the visit is answered.

use askama::Template;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use domain::Staff;
use jiff::civil::Date;

use super::address::Named;
use super::answer::{page_with, problem};
use super::frame::frame;
use super::posted::Posted;
use super::printing::download;
use super::session::Visitor;
use super::turned_away::TurnedAway;
use crate::App;
use crate::auth::PageSession;
use crate::form::Form;
use crate::pages::Frame;
use crate::refusals::Problem;

/// Somebody who is signed in, at an address.
pub(crate) struct Visit {
    pub(crate) app: App,
    pub(crate) session: PageSession,
    pub(crate) staff: Staff,
    /// What the address names; empty where it names nothing.
    pub(crate) id: String,
    /// What has just been done.
    pub(crate) just_done: &'static str,
    /// What else the address says.
    pub(crate) said: Form,
}

impl FromRequestParts<App> for Visit {
    type Rejection = TurnedAway;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, TurnedAway> {
        let Ok(Named(id)) = Named::from_request_parts(parts, app).await;
        let Visitor { session, staff } = Visitor::from_request_parts(parts, app).await?;
        Ok(Self::of(app, session, staff, id))
    }
}

/// A form that came back from a visit.
pub(crate) struct Returned {
    pub(crate) visit: Visit,
    pub(crate) form: Form,
}

impl FromRequest<App> for Returned {
    type Rejection = TurnedAway;

    async fn from_request(request: Request, app: &App) -> Result<Self, TurnedAway> {
        let (mut parts, body) = request.into_parts();
        let Ok(Named(id)) = Named::from_request_parts(&mut parts, app).await;
        let request = Request::from_parts(parts, body);
        let Posted {
            session,
            staff,
            form,
        } = Posted::from_request(request, app).await?;
        let visit = Visit::of(app, session, staff, id);
        Ok(Self { visit, form })
    }
}

impl Visit {
    fn of(app: &App, session: PageSession, staff: Staff, id: String) -> Self {
        Self {
            app: app.clone(),
            session,
            staff,
            id,
            just_done: "",
            said: Form::default(),
        }
    }

    /// Takes what the address says, and with it what has just been done.
    pub(crate) fn hear<'t>(
        &mut self,
        said: Form,
        done: impl IntoIterator<Item = &'t (&'static str, &'static str)>,
    ) {
        let mut done = done.into_iter();
        let done = done.find(|(code, _)| *code == said.get("getan"));
        self.just_done = done.map_or("", |(_, sentence)| sentence);
        self.said = said;
    }

    pub(crate) async fn frame(&self, path: &str) -> Frame {
        frame(&self.app, &self.session, path).await
    }

    pub(crate) fn today(&self) -> Date {
        self.app.desk.now().today
    }

    pub(crate) fn fresh_key(&self) -> String {
        self.app.desk.fresh_key().text().to_owned()
    }

    /// A form that nobody has begun to fill in.
    pub(crate) fn fresh(&self) -> Form {
        Form::fresh("", &self.fresh_key(), &[])
    }

    /// A page, or why there is none.
    pub(crate) async fn answer(
        &self,
        status: StatusCode,
        page: Result<impl Template, Problem>,
    ) -> Response {
        match page {
            Ok(page) => page_with(status, &page),
            Err(refused) => self.refuse(refused).await,
        }
    }

    /// A file, or why there is none.
    pub(crate) async fn download(
        &self,
        kind: &'static str,
        name: &str,
        file: Result<Vec<u8>, Problem>,
    ) -> Response {
        match file {
            Ok(bytes) => download(kind, name, bytes),
            Err(refused) => self.refuse(refused).await,
        }
    }

    /// Why it does not go on.
    pub(crate) async fn refuse(&self, why: impl Into<Problem>) -> Response {
        problem(&self.app, &self.session, &why.into()).await
    }
}
