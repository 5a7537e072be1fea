//! What the receiving office does with a hand-over, as it is asked and answered; which steps there are stands in
//! the table of its page.

use std::collections::BTreeSet;

use casework::{Forward, WhichClient};
use domain::consents::Item;
use domain::handovers::{Request, RetractFeedback};
use domain::{AccountId, HandoverId, Note, RecordId, Staff, optional_text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::StepTaken;
use crate::App;
use crate::api::json::{Created, Json};
use crate::api::messages::Saying;
use crate::api::request::{Caller, Id, IdempotencyKey};
use crate::api::slips::issue::{NewSlip, SlipIssued};
use crate::api::steps::{Answer, Resource};
use crate::refusals::Problem;
use crate::routes::handover::Here;

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
    by: Caller<IdempotencyKey>,
    Id(handover): Id<HandoverId>,
    Json(request): Json<Forwarding>,
) -> Result<Created<SlipIssued>, Problem> {
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
pub(crate) async fn colleagues(by: Caller) -> Result<Json<Colleagues>, Problem> {
    let all = by.desk.colleagues(by.staff).await?;
    let colleagues = all.into_iter().map(|member| Colleague {
        account: member.account,
        display_name: member.display_name.as_str().to_owned(),
    });
    Ok(Json(Colleagues {
        colleagues: colleagues.collect(),
    }))
}
