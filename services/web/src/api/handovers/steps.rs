//! What the receiving office does with a hand-over, step by step.

use casework::{HandoverStep, Key};
use domain::handovers::{
    Accept, Assign, Conclude, DeclineFeedback, EnterInError, Feedback, Hold, Plain, Reject, Reopen,
    Request, RequestCallBack, RetractFeedback,
};
use domain::slips::HerWord;
use domain::{HandoverId, Note, Staff, optional_text};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::StepTaken;
use crate::App;
use crate::api::messages::Saying;
use crate::api::steps::{Subject, Told, plain, routed, step};
use crate::refusals::Problem;

/// What was told and was wrong.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Retraction {
    /// What was told.
    message: Saying,
    /// Why it was wrong; without a comment it is refused in words.
    #[serde(default, deserialize_with = "optional_text")]
    comment: Option<Note>,
}

struct Handovers;

impl Subject for Handovers {
    type Id = HandoverId;
    type Request = Request;
    type Answer = StepTaken;
    const AT: &'static str = "handovers";

    async fn take(
        app: &App,
        by: Staff,
        handover: HandoverId,
        request: Request,
        key: &Key,
    ) -> Result<StepTaken, Problem> {
        let tell = request.tell();
        let step = HandoverStep { handover, request };
        let handover = app.desk.take_step(by, &step, key).await?;
        StepTaken::told(&app.desk, handover, &tell).await
    }
}

type On = Handovers;

const fn told(at: &'static str, id: &'static str, does: &'static str) -> Told {
    Told {
        at,
        id,
        does,
        creates: false,
    }
}

/// Every step.
pub(crate) fn routes() -> OpenApiRouter<App> {
    routed([
        step::<On, Accept>(
            told("acceptance", "accept", "Accepts a hand-over."),
            |asked| Ok(asked.into()),
        ),
        step::<On, Reject>(
            told("rejection", "reject", "Rejects a hand-over."),
            |asked| Ok(asked.into()),
        ),
        step::<On, Conclude>(
            told("conclusion", "conclude", "Concludes a hand-over."),
            |asked| Ok(asked.into()),
        ),
        step::<On, Hold>(
            told("hold", "hold", "Puts a hand-over on hold until a day."),
            |asked| Ok(asked.into()),
        ),
        plain::<On>(
            told("resumption", "resume", "Goes on with a hand-over."),
            || Request::Plain {
                step: Plain::Resume,
            },
        ),
        plain::<On>(
            told(
                "end",
                "end",
                "Ends a hand-over because she wants it; nobody asks why.",
            ),
            || Request::Plain {
                step: Plain::EndOnHerWord,
            },
        ),
        step::<On, Reopen>(
            told(
                "reopening",
                "reopen",
                "Goes on with a hand-over that was closed.",
            ),
            |asked| Ok(asked.into()),
        ),
        step::<On, EnterInError>(
            told(
                "error",
                "enter_handover_in_error",
                "Marks a hand-over as an error; for its author and the lead.",
            ),
            |asked| Ok(asked.into()),
        ),
        step::<On, Assign>(
            told(
                "assignment",
                "assign",
                "Assigns a hand-over to a colleague.",
            ),
            |asked| Ok(asked.into()),
        ),
        plain::<On>(
            told(
                "notices/read",
                "read_notices",
                "Notes that the open notices were read.",
            ),
            || Request::Plain {
                step: Plain::AcknowledgeNotice,
            },
        ),
    ])
    .merge(what_is_told())
}

/// What the sender hears, or does not.
fn what_is_told() -> OpenApiRouter<App> {
    routed([
        step::<On, Feedback>(
            told("feedback", "give", "Tells the sender what she allows."),
            |asked| Ok(asked.into()),
        ),
        step::<On, Retraction>(
            told(
                "retractions",
                "retract",
                "Takes back what the sender was told; for whoever told it and the lead.",
            ),
            |asked| {
                let message = asked.message.read("message")?;
                let comment = asked.comment;
                Ok(RetractFeedback { message, comment }.into())
            },
        ),
        step::<On, DeclineFeedback>(
            told(
                "declines",
                "decline",
                "Leaves a request for feedback unanswered; the sender does not hear of it.",
            ),
            |asked| Ok(asked.into()),
        ),
        step::<On, HerWord>(
            told(
                "her-word",
                "pass_on",
                "Passes on what she wants the sender to hear.",
            ),
            |asked| Ok(asked.into()),
        ),
        step::<On, RequestCallBack>(
            told(
                "call-back",
                "request",
                "Asks the sender to ring up. It reaches the true sender, also one that appears under the network's neutral name, with the day and nothing else; the answer never tells who that is or what came of it.",
            ),
            |asked| Ok(asked.into()),
        ),
    ])
}
