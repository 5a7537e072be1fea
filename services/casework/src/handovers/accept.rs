//! AcceptHandover: the office takes her on.

use std::collections::BTreeSet;

use domain::consents::Item;
use domain::handovers::{Handover, HandoverCommand};
use domain::{HandoverId, Instruction, Now, Staff};
use serde::Serialize;

use super::acknowledge::write;
use super::tell::tell;
use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

/// A hand-over to be accepted.
#[derive(Clone, Serialize)]
pub struct Accept {
    /// Which.
    pub handover: HandoverId,
    /// What the sender is told in the same act.
    pub tell: BTreeSet<Item>,
}

impl UseCase for Accept {
    type Answer = HandoverId;
    const OUTCOME: &'static str = "handover-accepted";

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.handover;
        let mut state: Handover = work.load(id.bytes()).await?;
        let what = HandoverCommand::Accept;
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
    /// Accepts a hand-over.
    pub async fn accept(
        &self,
        by: Staff,
        command: &Accept,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        self.perform(by, command, key).await
    }
}
