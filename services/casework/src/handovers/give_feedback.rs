//! GiveFeedback: the sender hears exactly the items that she allows; towards an office that may
//! reduce benefits she releases each message at this desk, now. PassOnHerWord: her own words cross
//! because they are hers.

use async_recursion::async_recursion as boxed;
use std::collections::BTreeSet;

use domain::consents::Item;
use domain::handovers::{Handover, HandoverCommand, Stage};
use domain::slips::{HerWord, Slip};
use domain::vocabulary::Experience;
use domain::{Actor, HandoverId, Note, Refusal, Staff};
use serde::Serialize;

use super::tell::{Relying, telling};
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
    /// She says here and now that these may cross.
    pub released: bool,
}

impl UseCase for GiveFeedback {
    type Answer = HandoverId;
    const OUTCOME: &'static str = "feedback-given";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let by = work.by;
        caseworker(by)?;
        let id = self.handover;
        let mut state: Handover = work.own(id).await?;
        state.of(by)?;
        let before_or_error = matches!(state.stage(), Stage::Announced | Stage::InError);
        if before_or_error {
            return Err(state.stage().refusal().into());
        }
        let relying = if self.released {
            Relying::OnHerRelease
        } else {
            Relying::OnConsent
        };
        telling(work, id, &mut state, &self.items, relying).await?;
        Ok(id.into())
    }
}

/// What she wants the sender to hear.
#[derive(Clone, Serialize)]
pub struct PassOnHerWord {
    /// From which hand-over.
    pub handover: HandoverId,
    /// In one word.
    pub experience: Experience,
    /// In her own words.
    pub words: Option<Note>,
}

impl UseCase for PassOnHerWord {
    type Answer = HandoverId;
    const OUTCOME: &'static str = "her-word-passed-on";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.handover;
        let mut state: Handover = work.own(id).await?;
        let what = HandoverCommand::PassOnHerWord;
        work.decide(id, &mut state, what)?;
        let slip_id = state.held().and_then(|held| held.slip);
        let Some(slip_id) = slip_id else {
            return Err(Refusal::NotFound.into());
        };
        if let Some(slip) = work.load_unless_erased::<Slip>(slip_id).await? {
            let said = HerWord {
                experience: self.experience,
                words: self.words.clone(),
            };
            let event = slip.receive_her_word(&said)?;
            work.write_as(Actor::She, slip_id, [event])?;
        }
        Ok(id.into())
    }
}

impl Desk {
    /// Gives feedback.
    #[boxed]
    pub async fn give_feedback(
        &self,
        by: Staff,
        command: &GiveFeedback,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        self.perform(by, command, key).await
    }

    /// Passes on what she wants the sender to hear.
    #[boxed]
    pub async fn pass_on_her_word(
        &self,
        by: Staff,
        command: &PassOnHerWord,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        self.perform(by, command, key).await
    }
}
