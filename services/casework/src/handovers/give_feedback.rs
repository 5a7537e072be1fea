//! GiveFeedback: the sender hears exactly the items that she allows.

use std::collections::BTreeSet;

use domain::consents::Item;
use domain::handovers::Handover;
use domain::{HandoverId, Now, Refusal, Staff};
use serde::Serialize;

use super::tell::tell;
use crate::slips::read::caseworker;
use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

/// Feedback to be given.
#[derive(Clone, Serialize)]
pub struct GiveFeedback {
    /// For which hand-over.
    pub handover: HandoverId,
    /// Which items.
    pub items: BTreeSet<Item>,
}

impl UseCase for GiveFeedback {
    type Answer = HandoverId;
    const OUTCOME: &'static str = "feedback-given";

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        caseworker(by)?;
        let id = self.handover;
        let mut state: Handover = work.load(id.bytes()).await?;
        state.of(by)?;
        if matches!(state, Handover::Announced(_)) {
            return Err(Refusal::HandoverNotAcknowledged.into());
        }
        tell(work, by, now, id, &mut state, &self.items).await?;
        Ok(id.bytes())
    }

    fn answer(id: [u8; 16]) -> HandoverId {
        HandoverId::from_bytes(id)
    }
}

impl Desk {
    /// Gives feedback.
    pub async fn give_feedback(
        &self,
        by: Staff,
        command: &GiveFeedback,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        self.perform(by, command, key).await
    }
}
