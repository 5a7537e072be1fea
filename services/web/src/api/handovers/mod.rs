//! The receiving office's side: from the code on the counter to the feedback that she allows.

pub(crate) mod arrive;
pub(crate) mod read;

use std::collections::BTreeSet;

use casework::{Desk, Forward, WhichClient};
use domain::codes::PresentedCode;
use domain::consents::Item;
use domain::handovers::{Request, RetractFeedback};
use domain::{AccountId, HandoverId, Note, RecordId, Refusal, Staff, optional_text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::App;
use crate::api::answers::{Answered, Made};
use crate::api::json::{Created, Json};
use crate::api::messages::Saying;
use crate::api::request::{Caller, Id, IdempotencyKey, Keyed};
use crate::api::slips::{NewSlip, SlipIssued};
use crate::api::steps::{Answer, Resource};
use crate::refusals::Problem;
use crate::routes::handover::Here;
pub(crate) use read::{Heard, stage};

/// The hand-over that was acted on.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandoverNamed {
    /// Its id.
    handover: HandoverId,
}

/// The hand-over that was acted on, and what of it the sender was not told.
#[derive(Serialize, ToSchema)]
pub(crate) struct StepTaken {
    /// Its id.
    handover: HandoverId,
    /// Items of `tell` that she does not allow at this moment: the step is taken, and these stay untold.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    untold: BTreeSet<Item>,
}

impl StepTaken {
    pub(in crate::api) async fn told(
        desk: &Desk,
        handover: HandoverId,
        tell: &BTreeSet<Item>,
    ) -> Result<Self, Problem> {
        let untold = desk.untold(handover, tell).await?;
        Ok(Self { handover, untold })
    }
}

/// What was typed or scanned. What cannot be a code gets the answer of a code that nobody has.
pub(in crate::api) fn code(sent: &str) -> Result<PresentedCode, Refusal> {
    sent.parse().map_err(|_| Refusal::UnknownCode)
}

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

/// Where she is sent on to.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Forwarding {
    /// She agrees to go there.
    agreed: bool,
    /// The slip; for whom it is says the hand-over, so neither `client` nor `new_client` is given.
    slip: NewSlip,
}

/// Sends her on with a slip.
#[utoipa::path(post, path = "/handovers/{id}/forwarding", params(IdempotencyKey))]
pub(crate) async fn forward(
    by: Keyed,
    Id(handover): Id<HandoverId>,
    Json(request): Json<Forwarding>,
) -> Made<SlipIssued> {
    // A request that says nothing sensible is refused as such, whatever the id stands for: it is read
    // before anything is looked up.
    let nobody_yet = RecordId::from_bytes(handover.bytes());
    let mut slip = request.slip.read_for(WhichClient::Known(nobody_yet))?;
    let record = by.desk.handover(by.staff, handover).await?.row.held.record;
    slip.client = WhichClient::Known(record);
    let agreed = request.agreed;
    let command = Forward {
        handover,
        agreed,
        slip,
    };
    let slip = by.perform(&command).await?;
    let issued = SlipIssued::with_code(&by, by.staff, slip).await?;
    Ok(Created(issued))
}

/// The own institution's staff that works on cases, by name.
#[derive(Serialize, ToSchema)]
pub(crate) struct Colleagues {
    /// The colleagues.
    colleagues: Vec<Colleague>,
}

/// Somebody of the own institution.
#[derive(Serialize, ToSchema)]
pub(crate) struct Colleague {
    /// The account.
    account: AccountId,
    /// How colleagues read the name.
    display_name: String,
}

/// Lists to whom a hand-over can be assigned.
#[utoipa::path(get, path = "/colleagues")]
pub(crate) async fn colleagues(by: Caller) -> Answered<Colleagues> {
    let all = by.desk.colleagues(by.staff).await?;
    let colleagues = all.into_iter().map(|member| Colleague {
        account: member.account,
        display_name: member.display_name.as_str().to_owned(),
    });
    Ok(Json(Colleagues {
        colleagues: colleagues.collect(),
    }))
}
