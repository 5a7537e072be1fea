//! What the sender does with a slip that is out, step by step.

use casework::{Key, SlipStep};
use domain::slips::{EnterInError, PaperReturn, Reissue, Request, Revive};
use domain::{Note, SlipId, Staff, optional_text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::issue::SlipIssued;
use crate::App;
use crate::api::messages::Saying;
use crate::api::steps::{Subject, Told, plain, routed, step};
use crate::refusals::Problem;

/// The slip that was acted on.
#[derive(Serialize, ToSchema)]
pub(crate) struct SlipNamed {
    /// Its id.
    slip: SlipId,
}

/// What a return strip says, or what she says without one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Strip {
    /// What it says.
    message: Saying,
    /// A remark on it.
    #[serde(default, deserialize_with = "optional_text")]
    words: Option<Note>,
}

async fn take(
    app: &App,
    by: Staff,
    slip: SlipId,
    request: Request,
    key: &Key,
) -> Result<SlipId, Problem> {
    let step = SlipStep { slip, request };
    Ok(app.desk.take_slip_step(by, &step, key).await?)
}

/// Slips that go on as they are.
struct Slips;

impl Subject for Slips {
    type Id = SlipId;
    type Request = Request;
    type Answer = SlipNamed;
    const AT: &'static str = "slips";

    async fn take(
        app: &App,
        by: Staff,
        id: SlipId,
        request: Request,
        key: &Key,
    ) -> Result<SlipNamed, Problem> {
        let slip = take(app, by, id, request, key).await?;
        Ok(SlipNamed { slip })
    }
}

/// Slips that get a new code, which the answer says.
struct NewPapers;

impl Subject for NewPapers {
    type Id = SlipId;
    type Request = Request;
    type Answer = SlipIssued;
    const AT: &'static str = Slips::AT;

    async fn take(
        app: &App,
        by: Staff,
        id: SlipId,
        request: Request,
        key: &Key,
    ) -> Result<SlipIssued, Problem> {
        let slip = take(app, by, id, request, key).await?;
        SlipIssued::of(app, by, slip).await
    }
}

/// Every step.
pub(crate) fn routes() -> OpenApiRouter<App> {
    let told = |at, id, does| Told {
        at,
        id,
        does,
        creates: false,
    };
    routed([
        plain::<Slips>(
            told(
                "withdrawal",
                "withdraw",
                "Withdraws a slip; its code dies with it.",
            ),
            || Request::Withdraw {},
        ),
        plain::<Slips>(
            told(
                "neutral-sender",
                "hide",
                "Lets the sender appear under the network's neutral name from now on, also where she was with the slip already. The code under way gives nothing of hers until the slip is reissued.",
            ),
            || Request::HideSender {},
        ),
        plain::<Slips>(
            told(
                "call-back/settlement",
                "settle",
                "Notes that somebody rang up. Where nothing waits, nothing changes.",
            ),
            || Request::SettleCallBack {},
        ),
        step::<NewPapers, Reissue>(
            told(
                "reissue",
                "reissue",
                "Gives her a new paper with a new code; the old code is dead.",
            ),
            |asked| Ok(asked.into()),
        ),
        step::<Slips, Revive>(
            told(
                "revival",
                "revive",
                "Lets a slip hold again after its last day.",
            ),
            |asked| Ok(asked.into()),
        ),
        step::<Slips, EnterInError>(
            told(
                "error",
                "enter_in_error",
                "Marks a slip as an error; for its author and the lead.",
            ),
            |asked| Ok(asked.into()),
        ),
        step::<Slips, Strip>(
            Told {
                creates: true,
                ..told(
                    "paper-returns",
                    "record_paper_return",
                    "Enters what came back on paper.",
                )
            },
            |asked| {
                let message = asked.message.read("message")?;
                let words = asked.words;
                Ok(PaperReturn { message, words }.into())
            },
        ),
    ])
}
