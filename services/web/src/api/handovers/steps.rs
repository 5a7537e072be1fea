//! What the receiving office does with a hand-over, as it is asked and answered; which steps there are stands in
//! the table of its page.

use std::collections::BTreeSet;

use domain::consents::Item;
use domain::handovers::{Request, RetractFeedback};
use domain::{HandoverId, Note, Staff, optional_text};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::StepTaken;
use crate::App;
use crate::api::messages::Saying;
use crate::api::steps::{self, Answer, Resource};
use crate::form::Operation;
use crate::refusals::Problem;
use crate::routes::handover::{Deed, Here};

/// What was told and was wrong.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Retraction {
    /// What was told.
    message: Saying,
    /// Why it was wrong; without a comment it is refused in words.
    #[serde(default, deserialize_with = "optional_text")]
    comment: Option<Note>,
}

impl TryFrom<Retraction> for Request {
    type Error = Problem;

    fn try_from(asked: Retraction) -> Result<Self, Problem> {
        let message = asked.message.read("message")?;
        let comment = asked.comment;
        Ok(RetractFeedback { message, comment }.into())
    }
}

impl Resource for Here {
    type Asked = Request;
    const PATH: &'static str = "handovers";
}

impl Answer<Here> for StepTaken {
    async fn of(
        app: &App,
        _: Staff,
        (handover, tell): (HandoverId, BTreeSet<Item>),
    ) -> Result<Self, Problem> {
        Self::told(&app.desk, handover, &tell).await
    }
}

/// A step with a request.
pub(crate) const fn asking<B>(
    at: &'static str,
    id: &'static str,
    does: &'static str,
) -> Operation<Deed>
where
    Request: TryFrom<B, Error: Into<Problem>>,
    B: DeserializeOwned + ToSchema + Send + 'static,
{
    steps::asking::<Here, B, StepTaken>(at, id, does)
}

/// A step that needs nothing but its name.
pub(crate) const fn plain(
    at: &'static str,
    id: &'static str,
    does: &'static str,
    deed: fn() -> Deed,
) -> Operation<Deed> {
    steps::plain::<Here, StepTaken>(at, id, does, deed)
}
