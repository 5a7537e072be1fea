//! RejectHandover: with a reason, and with a next place where there is one.

use std::collections::BTreeSet;

use domain::consents::Item;
use domain::handovers::{self, Handover, HandoverCommand};
use domain::institutions::Institution;
use domain::vocabulary::RejectionReason;
use domain::{HandoverId, InstitutionId, Instruction, Note, Now, ServiceId, Staff};
use serde::Serialize;

use super::acknowledge::write;
use super::tell::tell;
use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

/// Where she can go instead.
#[derive(Clone, Copy, Serialize)]
pub struct InsteadAt {
    /// The institution.
    pub institution: InstitutionId,
    /// The service there.
    pub service: ServiceId,
}

/// A hand-over to be rejected.
#[derive(Clone, Serialize)]
pub struct Reject {
    /// Which.
    pub handover: HandoverId,
    /// Why; without a reason it is refused in words.
    pub reason: Option<RejectionReason>,
    /// A comment; required for "other".
    pub comment: Option<Note>,
    /// Where she can go instead.
    pub instead: Option<InsteadAt>,
    /// What the sender is told in the same act.
    pub tell: BTreeSet<Item>,
}

impl UseCase for Reject {
    type Answer = HandoverId;
    const OUTCOME: &'static str = "handover-rejected";

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.handover;
        let mut state: Handover = work.load(id.bytes()).await?;
        let instead = match self.instead {
            None => None,
            Some(instead) => {
                let there: Institution = work.load(instead.institution.bytes()).await?;
                Some(there.offer(instead.service)?)
            }
        };
        let what = HandoverCommand::Reject(handovers::Reject {
            reason: self.reason,
            comment: self.comment.clone(),
            instead,
        });
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
    /// Rejects a hand-over.
    pub async fn reject(
        &self,
        by: Staff,
        command: &Reject,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        self.perform(by, command, key).await
    }
}
