//! ForwardHandover: a slip of the office's own, on the same path, and the hand-over says so.

use domain::handovers::{Forward as Forwarding, Handover, HandoverCommand};
use domain::{HandoverId, Refusal, SlipId};
use serde::Serialize;

use crate::perform::UseCase;
use crate::slips::IssueSlip;
use crate::work::Work;
use crate::{Failure, WhichClient};

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

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let by = work.by;
        let id = self.handover;
        let mut state: Handover = work.own(id).await?;
        let held = state.of(by)?.clone();
        let slip: SlipId = work.draw();
        let what = HandoverCommand::Forward(Forwarding {
            slip,
            agreed: self.agreed,
        });
        work.decide(id, &mut state, what)?;
        if self.slip.recipient == by.institution {
            return Err(Refusal::SlipToOneself.into());
        }
        let child = IssueSlip {
            client: WhichClient::Known(held.record),
            ..self.slip.clone()
        };
        child
            .issue_as(work, slip, Some((held.handover, held.path)))
            .await?;
        Ok(slip.into())
    }
}
