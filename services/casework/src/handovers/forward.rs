//! ForwardHandover: a slip of the office's own, on the same path, and the hand-over says so.

use async_recursion::async_recursion as boxed;
use domain::handovers::{Forward as Forwarding, Handover, HandoverCommand};
use domain::{HandoverId, Instruction, Now, Refusal, SlipId, Staff};
use serde::Serialize;

use super::acknowledge::write;
use crate::slips::IssueSlip;
use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key, WhichClient};

/// Where she is sent on to.
#[derive(Clone, Serialize)]
pub struct Forward {
    /// Which hand-over.
    pub handover: HandoverId,
    /// She agrees to go there.
    pub agreed: bool,
    /// The slip in the office's own stream. For whom it is says the hand-over.
    pub slip: IssueSlip,
}

impl UseCase for Forward {
    type Answer = SlipId;
    const OUTCOME: &'static str = "handover-forwarded";

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.handover;
        let mut state: Handover = work.own(by, id.bytes()).await?;
        let held = state.of(by)?.clone();
        let slip = SlipId::from_bytes(work.draw());
        let what = HandoverCommand::Forward(Forwarding {
            slip,
            agreed: self.agreed,
        });
        let events = state.decide(&Instruction { by, now, what })?;
        if self.slip.recipient == by.institution {
            return Err(Refusal::SlipToOneself.into());
        }
        write(work, by, now, id, &mut state, &events)?;
        let child = IssueSlip {
            client: WhichClient::Known(held.record),
            ..self.slip.clone()
        };
        child
            .issue_as(by, now, work, slip, Some((held.handover, held.path)))
            .await?;
        Ok(slip.bytes())
    }

    fn answer(id: [u8; 16]) -> SlipId {
        SlipId::from_bytes(id)
    }
}

impl Desk {
    /// Sends her on; the answer is the slip that she gets.
    #[boxed]
    pub async fn forward(
        &self,
        by: Staff,
        command: &Forward,
        key: &Key,
    ) -> Result<SlipId, Failure> {
        self.perform(by, command, key).await
    }
}
