//! ConcludeHandover: the work is done.

use std::collections::BTreeSet;

use domain::consents::Item;
use domain::handovers::{Handover, HandoverCommand};
use domain::vocabulary::Outcome;
use domain::{HandoverId, Instruction, Note, Now, Staff};
use serde::Serialize;

use super::acknowledge::write;
use super::tell::tell;
use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

/// A hand-over to be concluded.
#[derive(Clone, Serialize)]
pub struct Conclude {
    /// Which.
    pub handover: HandoverId,
    /// How it ended.
    pub outcome: Outcome,
    /// A remark for the office itself.
    pub remark: Option<Note>,
    /// What the sender is told in the same act.
    pub tell: BTreeSet<Item>,
}

impl UseCase for Conclude {
    type Answer = HandoverId;
    const OUTCOME: &'static str = "handover-concluded";

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.handover;
        let mut state: Handover = work.load(id.bytes()).await?;
        let what = HandoverCommand::Conclude {
            outcome: self.outcome,
            remark: self.remark.clone(),
        };
        let events = state.decide(&Instruction { by, now, what })?;
        write(work, by, now, id, &mut state, &events)?;
        tell(work, by, now, id, &mut state, &self.tell).await?;
        Ok(id.bytes())
    }

    fn answer(id: [u8; 16]) -> HandoverId {
        HandoverId::from_bytes(id)
    }
}

impl Desk {
    /// Concludes a hand-over.
    pub async fn conclude(
        &self,
        by: Staff,
        command: &Conclude,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        self.perform(by, command, key).await
    }
}
