//! EnterHandoverInError and RetractFeedback: what was wrong is taken back, at the sender too.

use domain::handovers::{Handover, HandoverCommand, HandoverEvent};
use domain::slips::{Message, Slip};
use domain::{Actor, HandoverId, Instruction, Note, Now, Staff};
use serde::Serialize;

use super::acknowledge::write;
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

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let mut state: Handover = work.load(self.handover.bytes()).await?;
        let what = HandoverCommand::EnterInError {
            comment: self.comment.clone(),
        };
        let marked = state.decide(&Instruction { by, now, what })?;
        // What the sender believes because of the error is taken back with it.
        let told: Vec<Message> = state
            .held()
            .map(|held| held.given.iter().map(|(message, _)| *message).collect())
            .unwrap_or_default();
        write(work, by, now, self.handover, &mut state, &marked)?;
        for message in told {
            retract(work, by, now, &mut state, message, self.comment.as_ref()).await?;
        }
        Ok(self.handover.bytes())
    }

    fn answer(id: [u8; 16]) -> HandoverId {
        HandoverId::from_bytes(id)
    }
}

impl UseCase for RetractFeedback {
    type Answer = HandoverId;
    const OUTCOME: &'static str = "feedback-retracted";

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let mut state: Handover = work.load(self.handover.bytes()).await?;
        let comment = self.comment.as_ref();
        retract(work, by, now, &mut state, self.message, comment).await?;
        Ok(self.handover.bytes())
    }

    fn answer(id: [u8; 16]) -> HandoverId {
        HandoverId::from_bytes(id)
    }
}

async fn retract(
    work: &mut Work<'_>,
    by: Staff,
    now: Now,
    state: &mut Handover,
    message: Message,
    comment: Option<&Note>,
) -> Result<(), Failure> {
    let what = HandoverCommand::RetractFeedback {
        message,
        comment: comment.cloned(),
    };
    let events: Vec<HandoverEvent> = state.decide(&Instruction { by, now, what })?;
    let Some(held) = state.held().cloned() else {
        return Ok(());
    };
    write(work, by, now, held.handover, state, &events)?;
    let Some(slip_id) = held.slip else {
        return Ok(());
    };
    let slip: Option<Slip> = work.load_unless_erased(slip_id.bytes()).await?;
    if let Some(event) = slip.and_then(|slip| slip.receive_retraction(message)) {
        work.write_as(slip_id.bytes(), None, Actor::Seam, now, now.today, &[event])?;
    }
    Ok(())
}

impl Desk {
    /// Marks a hand-over as an error.
    pub async fn enter_handover_in_error(
        &self,
        by: Staff,
        command: &EnterHandoverInError,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        self.perform(by, command, key).await
    }

    /// Takes back what the sender was told.
    pub async fn retract_feedback(
        &self,
        by: Staff,
        command: &RetractFeedback,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        self.perform(by, command, key).await
    }
}
