//! EnterHandoverInError and RetractFeedback: what was wrong is taken back, at the sender too.

use async_recursion::async_recursion as boxed;
use domain::handovers::{Handover, HandoverCommand, HandoverEvent};
use domain::slips::{Message, Slip, SlipEvent};
use domain::{Actor, HandoverId, Note, Staff};
use serde::Serialize;

use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

/// It should never have been written.
#[derive(Clone, Serialize)]
pub struct EnterHandoverInError {
    /// Which.
    pub handover: HandoverId,
    /// Why; without a comment it is refused in words.
    pub comment: Option<Note>,
}

/// What the sender was told was wrong.
#[derive(Clone, Serialize)]
pub struct RetractFeedback {
    /// Which hand-over.
    pub handover: HandoverId,
    /// What was told.
    pub message: Message,
    /// Why it was wrong; without a comment it is refused in words.
    pub comment: Option<Note>,
}

impl UseCase for EnterHandoverInError {
    type Answer = HandoverId;
    const OUTCOME: &'static str = "handover-in-error";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let what = HandoverCommand::EnterInError {
            comment: self.comment.clone(),
        };
        take_back(work, self.handover, what).await?;
        Ok(self.handover.into())
    }
}

impl UseCase for RetractFeedback {
    type Answer = HandoverId;
    const OUTCOME: &'static str = "feedback-retracted";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let what = HandoverCommand::RetractFeedback {
            message: self.message,
            comment: self.comment.clone(),
        };
        take_back(work, self.handover, what).await?;
        Ok(self.handover.into())
    }
}

/// Carries the command out; what it retracts is retracted at the sender in the same append.
async fn take_back(
    work: &mut Work<'_>,
    id: HandoverId,
    what: HandoverCommand,
) -> Result<(), Failure> {
    let by = work.by;
    let state: Handover = work.own(id).await?;
    let events = work.decide(id, &mut state.clone(), what)?;
    let Some(slip_id) = state.of(by)?.slip else {
        return Ok(());
    };
    let slip: Slip = work.load_unless_erased(slip_id).await?.unwrap_or_default();
    let received: Vec<SlipEvent> = events
        .iter()
        .filter_map(|event| match event {
            HandoverEvent::FeedbackRetracted { message, .. } => slip.receive_retraction(*message),
            _ => None,
        })
        .collect();
    work.write_as(Actor::Seam, slip_id, received)
}

impl Desk {
    /// Marks a hand-over as an error.
    #[boxed]
    pub async fn enter_handover_in_error(
        &self,
        by: Staff,
        command: &EnterHandoverInError,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        self.perform(by, command, key).await
    }

    /// Takes back what the sender was told.
    #[boxed]
    pub async fn retract_feedback(
        &self,
        by: Staff,
        command: &RetractFeedback,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        self.perform(by, command, key).await
    }
}
