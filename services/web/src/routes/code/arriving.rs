//! She is here: acknowledge, accept in the same act, or say that the office cannot take her on.

use std::collections::BTreeSet;

use casework::{Acknowledge, HandoverStep};
use domain::consents::Item;
use domain::handovers::Request;
use domain::vocabulary::RejectionReason;
use domain::{HandoverId, Refusal};
use jiff::civil::Date;

use super::showing::again;
use super::{AtTheCounter, FromTheCounter};
use crate::refusals::Problem;
use crate::routes::answer::Answer;
use crate::routes::handover::{on_its_page, reject as rejection};
use crate::routes::posted::key;

/// `POST /s/eingang`: acknowledge, and accept with the other button.
pub(crate) async fn arrive(FromTheCounter(here, mut form): FromTheCounter) -> Answer {
    let accept = form.get("step") == "accept";
    let mut tell = form.tells();
    if !accept {
        tell.remove(&Item::FeedbackAcceptance);
    }
    let refused = match form.day("arrived_on") {
        None => Problem::bad_input(form.error("arrived_on").unwrap_or_default()),
        Some(day) => {
            let said = (Some(day), accept, tell.clone());
            match acknowledge(&here, form.get("form_key"), said).await {
                Ok(id) => {
                    let desk = &here.visit.app.desk;
                    return Ok(here.done(&on_its_page(desk, id, "", &tell).await));
                }
                Err(refused) => {
                    form.wrong("arrived_on", refused.detail());
                    refused
                }
            }
        }
    };
    again(&here, [Some(form), None], refused).await
}

async fn acknowledge(
    AtTheCounter { visit, code }: &AtTheCounter,
    form_key: &str,
    (arrived_on, accept, tell): (Option<Date>, bool, BTreeSet<Item>),
) -> Result<HandoverId, Problem> {
    let command = Acknowledge {
        code: code.parse().map_err(|_| Refusal::UnknownCode)?,
        arrived_on,
        accept,
        tell,
    };
    Ok(visit.perform(&command, &key(&visit.app, form_key)).await?)
}

/// `POST /s/ablehnen`: the office acknowledges that she came, and says that it cannot take her on.
pub(crate) async fn reject(FromTheCounter(here, form): FromTheCounter) -> Answer {
    let app = &here.visit.app;
    let mut form = form.named("reject");
    let request = rejection(&mut form);
    // What the domain would refuse after she was acknowledged is refused before.
    match request.reason {
        None => form.refused("reason", Refusal::ReasonMissing),
        Some(RejectionReason::Other) if request.comment.is_none() && form.errors.is_empty() => {
            form.refused("comment", Refusal::CommentMissing);
        }
        Some(_) => {}
    }
    if !form.errors.is_empty() {
        let refused = Problem::from(Refusal::ReasonMissing);
        return again(&here, [None, Some(form)], refused).await;
    }
    let form_key = form.get("form_key");
    let arrived = format!("{form_key}-arrived");
    let said = (Some(app.desk.now().today), false, BTreeSet::new());
    let handover = acknowledge(&here, &arrived, said).await?;
    let tell = request.tell.clone();
    let step = HandoverStep {
        handover,
        request: Request::Reject(request),
    };
    let id = here.visit.perform(&step, &key(app, form_key)).await?;
    Ok(here.done(&on_its_page(&app.desk, id, "", &tell).await))
}
