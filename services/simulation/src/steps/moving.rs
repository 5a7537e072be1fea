//! What moves a hand-over besides arriving and ending: waiting, going on, sending her on, and what
//! is told.

use casework::{Forward, HandoverStep};
use domain::Staff;
use domain::{handovers, slips};
use jiff::ToSpan;
use jiff::civil::Date;

use super::Thread;
use crate::suhlheim::Member;
use crate::{SlipState, StepError, cases};

impl Thread<'_> {
    pub(super) async fn hold(
        &mut self,
        by: Staff,
        hold: &cases::Hold,
        day: Date,
    ) -> Result<(), StepError> {
        let command = HandoverStep::on(
            self.slip(&hold.slip)?.handover,
            handovers::Hold {
                reason: hold.reason,
                resume_on: day.saturating_add(hold.days.days()),
            },
        );
        let key = self.desk.fresh_key();
        self.desk.perform(by, &command, &key).await?;
        self.came_to(&hold.slip, SlipState::OnHold)
    }

    pub(super) async fn resume(&mut self, by: Staff, alias: &str) -> Result<(), StepError> {
        let command = HandoverStep::on(self.slip(alias)?.handover, handovers::Plain::Resume);
        let key = self.desk.fresh_key();
        self.desk.perform(by, &command, &key).await?;
        self.came_to(alias, SlipState::Accepted)
    }

    pub(super) async fn forward(
        &mut self,
        by: Staff,
        at: &Member,
        forward: &cases::Forward,
        day: Date,
    ) -> Result<(), StepError> {
        let command = Forward {
            handover: self.slip(&forward.slip)?.handover,
            agreed: true,
            slip: self.slip_to_issue(at, &forward.issue, day)?,
        };
        let key = self.desk.fresh_key();
        let slip = self.desk.perform(by, &command, &key).await?;
        self.came_to(&forward.slip, SlipState::Forwarded)?;
        self.sent(by, at, &forward.issue, slip).await
    }

    pub(super) async fn her_word(&self, by: Staff, word: &cases::HerWord) -> Result<(), StepError> {
        let command = HandoverStep::on(
            self.slip(&word.slip)?.handover,
            slips::HerWord {
                experience: word.experience,
                words: word.words.clone(),
            },
        );
        let key = self.desk.fresh_key();
        self.desk.perform(by, &command, &key).await?;
        Ok(())
    }

    pub(super) async fn feedback(
        &self,
        by: Staff,
        feedback: &cases::Feedback,
    ) -> Result<(), StepError> {
        let command = HandoverStep::on(
            self.slip(&feedback.slip)?.handover,
            handovers::Feedback {
                items: feedback.items.clone(),
                released: feedback.released,
            },
        );
        let key = self.desk.fresh_key();
        self.desk.perform(by, &command, &key).await?;
        Ok(())
    }
}
