//! What is taken back: a slip, items of a consent.

use casework::{HowSaid, SlipStep, WithdrawConsent, WithdrawFrom};
use domain::Staff;
use domain::slips;

use super::Thread;
use crate::suhlheim::Member;
use crate::{SlipState, StepError, cases};

impl Thread<'_> {
    pub(super) async fn withdraw_slip(&mut self, by: Staff, alias: &str) -> Result<(), StepError> {
        let command = SlipStep::on(self.slip(alias)?.slip, slips::Request::Withdraw {});
        let key = self.desk.fresh_key();
        self.desk.perform(by, &command, &key).await?;
        self.came_to(alias, SlipState::Withdrawn)
    }

    pub(super) async fn withdraw_consent(
        &self,
        by: Staff,
        at: &Member,
        withdraw: &cases::Withdraw,
    ) -> Result<(), StepError> {
        let command = WithdrawConsent {
            from: WithdrawFrom::Recorded {
                record: self.record_at(&at.key)?,
                recipient: self.town.member(&withdraw.to)?.id(),
            },
            items: withdraw.items.clone(),
            said: HowSaid::IN_PERSON,
        };
        let key = self.desk.fresh_key();
        self.desk.perform(by, &command, &key).await?;
        Ok(())
    }
}
