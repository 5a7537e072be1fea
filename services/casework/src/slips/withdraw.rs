//! WithdrawSlip: the code dies with it; the answer never depends on what the office did.

use domain::slips::{Slip, SlipCommand, SlipEvent};
use domain::{Instruction, Now, SlipId, Staff};
use event_store::{CodeChange, CodeState, StreamId};
use serde::Serialize;

use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

/// A slip to be withdrawn.
#[derive(Clone, Copy, Serialize)]
pub struct WithdrawSlip {
    /// Which.
    pub slip: SlipId,
}

impl UseCase for WithdrawSlip {
    type Answer = SlipId;
    const OUTCOME: &'static str = "slip-withdrawn";

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.slip.bytes();
        let slip: Slip = work.load(id).await?;
        let what = SlipCommand::Withdraw;
        let events = slip.decide(&Instruction { by, now, what })?;
        if !events.is_empty() {
            for hash in code_hashes(work, id).await? {
                let state = CodeState::Blocked;
                work.code(CodeChange::Close { hash, state });
            }
        }
        work.write(id, None, by, now, &events)?;
        Ok(id)
    }

    fn answer(id: [u8; 16]) -> SlipId {
        SlipId::from_bytes(id)
    }
}

async fn code_hashes(
    work: &Work<'_>,
    slip: [u8; 16],
) -> Result<Vec<event_store::CodeHash>, Failure> {
    let stream = StreamId::from_bytes(slip);
    let events = work.desk.store.load(work.desk.network, stream).await?;
    let issued = events
        .first()
        .map(event_store::Recorded::decode::<SlipEvent>);
    let Some(Ok(SlipEvent::SlipIssued { code_hashes, .. })) = issued else {
        return Err(Failure::Unreadable { kind: "slip" });
    };
    code_hashes
        .iter()
        .map(|text| {
            text.parse()
                .map_err(|_| Failure::Unreadable { kind: "slip" })
        })
        .collect()
}

impl Desk {
    /// Withdraws a slip.
    pub async fn withdraw_slip(
        &self,
        by: Staff,
        command: &WithdrawSlip,
        key: &Key,
    ) -> Result<SlipId, Failure> {
        self.perform(by, command, key).await
    }
}
