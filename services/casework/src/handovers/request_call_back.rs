//! RequestCallBack: on her word the true sender is asked to ring up. Both halves are one append; neither
//! says who anybody is. Where the sender erased its slip nobody is left to ask, and this office cannot
//! tell: it is answered as always.

use async_recursion::async_recursion as boxed;
use domain::handovers::{self, Handover, HandoverCommand, Held};
use domain::institutions::{Institution, Sender};
use domain::slips::Slip;
use domain::{Actor, HandoverId, Staff};
use serde::Serialize;

use crate::work::{Transaction, UseCase, Work};
use crate::{Desk, Failure, Key};

/// The sender is asked to ring up.
#[derive(Clone, Copy, Serialize)]
pub struct RequestCallBack {
    /// About which hand-over.
    pub handover: HandoverId,
    /// She is here and wants it.
    pub she_is_present: bool,
}

impl UseCase for RequestCallBack {
    type Answer = HandoverId;
    const OUTCOME: &'static str = "call-back-requested";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let now = work.now;
        let id = self.handover;
        let mut state: Handover = work.own(id).await?;
        let held = state.held().cloned();
        let shown_benefits_office = match &held {
            Some(held) => work.is_shown_benefits_office(held).await?,
            None => false,
        };
        let what = HandoverCommand::RequestCallBack(handovers::RequestCallBack {
            she_is_present: self.she_is_present,
            shown_benefits_office,
        });
        let events = work.decide(id, &mut state, what)?;
        let slip = held.and_then(|held| held.slip);
        if let Some(slip_id) = slip.filter(|_| !events.is_empty())
            && let Some(slip) = work.load_unless_erased::<Slip>(slip_id).await?
        {
            let received = slip.receive_call_back(now.today)?;
            work.write_as(Actor::She, slip_id, [received])?;
        }
        Ok(id.into())
    }
}

impl Transaction<'_> {
    /// Whether the sender of this hand-over shows itself now and may reduce benefits.
    async fn is_shown_benefits_office(&mut self, held: &Held) -> Result<bool, Failure> {
        let Some(office) = held.sender.and_then(Sender::office) else {
            return Ok(false);
        };
        let office: Institution = self.load(office).await?;
        let shown = office.entry().filter(|entry| !entry.hides());
        Ok(shown.is_some_and(|entry| entry.kind.may_reduce_benefits()))
    }
}

impl Desk {
    /// Asks the sender to ring up.
    #[boxed]
    pub async fn request_call_back(
        &self,
        by: Staff,
        command: &RequestCallBack,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        self.perform(by, command, key).await
    }

    /// Whether this hand-over's page offers it: there is a sender, and none whose number stands there
    /// because it shows itself and may reduce benefits.
    pub(crate) async fn call_back_offered(&self, held: &Held) -> Result<bool, Failure> {
        let refused = Transaction::at(self).is_shown_benefits_office(held).await?;
        Ok(held.slip.is_some() && held.arrived_on.is_some() && !refused)
    }
}
