//! What the sender does with a slip that is out, as it is asked and answered; which steps there are stands in the
//! table of its page.

use domain::slips::{PaperReturn, Request};
use domain::{Note, SlipId, Staff, optional_text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::issue::SlipIssued;
use crate::App;
use crate::api::messages::Saying;
use crate::api::steps::{Answer, Resource};
use crate::refusals::Problem;
use crate::routes::slip::Here;

/// The slip that was acted on.
#[derive(Serialize, ToSchema)]
pub(crate) struct SlipNamed {
    /// Its id.
    slip: SlipId,
}

/// What a return strip says, or what she says without one.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Strip {
    /// What it says.
    message: Saying,
    /// A remark on it.
    #[serde(default, deserialize_with = "optional_text")]
    words: Option<Note>,
}

impl TryFrom<Strip> for Request {
    type Error = Problem;

    fn try_from(asked: Strip) -> Result<Self, Problem> {
        let message = asked.message.read("message")?;
        let words = asked.words;
        Ok(PaperReturn { message, words }.into())
    }
}

impl Resource for Here {
    type Asked = Request;
    const PATH: &'static str = "slips";
}

impl Answer<Here> for SlipNamed {
    async fn of(_: &App, _: Staff, slip: SlipId) -> Result<Self, Problem> {
        Ok(Self { slip })
    }
}

impl Answer<Here> for SlipIssued {
    async fn of(app: &App, by: Staff, slip: SlipId) -> Result<Self, Problem> {
        Self::with_code(app, by, slip).await
    }
}
