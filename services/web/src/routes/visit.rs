//! Who visits which address, and what the visit names.

use std::ops::Deref;
use std::str::FromStr;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use casework::{Failure, Key, UseCase};
use domain::{Refusal, Staff};
use jiff::civil::Date;
use read_models::institutions::InstitutionRow;

use super::address::Named;
use super::frame::frame;
use super::interrupted::Interrupted;
use super::known::Known;
use super::posted::{read, received};
use super::turned_away::TurnedAway;
use crate::App;
use crate::auth::PageSession;
use crate::form::Form;
use crate::limit::MOST;
use crate::pages::Frame;
use crate::refusals::Problem;
use crate::tokens::{Claims, TokenError};

/// Somebody who is signed in, at an address.
pub(crate) struct Visit {
    pub(crate) app: App,
    pub(crate) session: PageSession,
    pub(crate) staff: Staff,
    /// The address.
    pub(crate) path: String,
    /// What it names; empty where it names nothing.
    pub(crate) id: String,
    /// What has just been done.
    pub(crate) just_done: &'static str,
    /// What else the address says.
    pub(crate) said: Form,
    /// Somebody whom the office knows, where a form is about her.
    pub(crate) known: Option<Known>,
}

impl FromRequestParts<App> for Visit {
    type Rejection = TurnedAway;

    /// Whoever is not signed in is sent to the door.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, TurnedAway> {
        let session = PageSession::with(&parts.extensions);
        let Some(staff) = session.live().map(Claims::staff) else {
            return Err(match session {
                PageSession::Elsewhere => Problem::token(TokenError::OtherNetwork).into(),
                _ => TurnedAway::To("/anmelden"),
            });
        };
        let Ok(Named(id)) = Named::from_request_parts(parts, app).await;
        Ok(Self {
            app: app.clone(),
            session,
            staff,
            path: parts.uri.path().to_owned(),
            id,
            just_done: "",
            said: Form::default(),
            known: None,
        })
    }
}

/// A code of what was done, and the sentence that is said then.
pub(crate) type Done = (&'static str, &'static str);

/// A form that came back from a visit of somebody who is signed in.
pub(crate) struct Returned {
    pub(crate) visit: Visit,
    pub(crate) form: Form,
}

impl FromRequest<App> for Returned {
    type Rejection = TurnedAway;

    async fn from_request(request: Request, app: &App) -> Result<Self, TurnedAway> {
        let (mut parts, body) = request.into_parts();
        let body = received(&parts, body, MOST).await?;
        if let PageSession::Over(_) | PageSession::None = PageSession::with(&parts.extensions) {
            let path = parts.uri.path().to_owned();
            return Err(TurnedAway::SessionOver(Interrupted { path, body }));
        }
        let visit = Visit::from_request_parts(&mut parts, app).await?;
        let form = read(&body)?;
        Ok(Self { visit, form })
    }
}

impl Deref for Visit {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

impl Visit {
    /// What the address names; what cannot be read leads nowhere, like an id that nobody has.
    pub(crate) fn named<T: FromStr>(&self) -> Result<T, Refusal> {
        self.id.parse().map_err(|_| Refusal::NotFound)
    }

    /// Only who works on cases goes on.
    pub(crate) fn casework(&self) -> Result<(), Refusal> {
        let does = self.staff.function.does_casework();
        does.then_some(()).ok_or(Refusal::NotYourRole)
    }

    /// The own institution among those of the network.
    pub(crate) fn own<'i>(&self, all: &'i [InstitutionRow]) -> Result<&'i InstitutionRow, Refusal> {
        let own = |row: &&InstitutionRow| row.institution == self.staff.institution;
        all.iter().find(own).ok_or(Refusal::NotFound)
    }

    /// Carries a command out once.
    pub(crate) async fn perform<U: UseCase>(
        &self,
        command: &U,
        key: &Key,
    ) -> Result<U::Answer, Failure> {
        self.app.desk.perform(self.staff, command, key).await
    }

    /// Takes what the address says, and with it what has just been done.
    pub(crate) fn hear(&mut self, said: Form, done: impl IntoIterator<Item = Done>) {
        let mut done = done.into_iter();
        let done = done.find(|(code, _)| *code == said.get("getan"));
        self.just_done = done.map_or("", |(_, sentence)| sentence);
        self.said = said;
    }

    pub(crate) async fn frame(&self, path: &str) -> Frame {
        Frame {
            just_done: self.just_done.to_owned(),
            ..frame(&self.app, &self.session, path).await
        }
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
}
