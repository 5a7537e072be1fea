//! The receiving office's steps, as the hand-over's table names them.

use std::collections::BTreeSet;

use domain::accounts::{Account, Colleague};
use domain::consents::Item;
use domain::handovers::{self, HandoverCommand};
use domain::institutions::Institution;
use domain::vocabulary::{HoldReason, Outcome, RejectionReason};
use domain::{AccountId, HandoverId, InstitutionId, Note, Refusal, ServiceId};
use jiff::civil::Date;
use serde::Serialize;

use super::step::HandoverStep;
use crate::Failure;
use crate::work::Work;

/// The office takes her on.
#[derive(Clone, Serialize)]
pub struct Accept {
    /// Which.
    pub handover: HandoverId,
    /// What the sender is told in the same act.
    pub tell: BTreeSet<Item>,
}

impl HandoverStep for Accept {
    const OUTCOME: &'static str = "handover-accepted";

    fn handover(&self) -> HandoverId {
        self.handover
    }

    async fn command(&self, _: &mut Work<'_>) -> Result<HandoverCommand, Failure> {
        Ok(HandoverCommand::Accept)
    }

    fn tell(&self) -> BTreeSet<Item> {
        self.tell.clone()
    }
}

/// Where she can go instead.
#[derive(Clone, Copy, Serialize)]
pub struct InsteadAt {
    /// The institution.
    pub institution: InstitutionId,
    /// The service there.
    pub service: ServiceId,
}

/// The office cannot take her on.
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

impl HandoverStep for Reject {
    const OUTCOME: &'static str = "handover-rejected";

    fn handover(&self) -> HandoverId {
        self.handover
    }

    async fn command(&self, work: &mut Work<'_>) -> Result<HandoverCommand, Failure> {
        let instead = match self.instead {
            None => None,
            Some(instead) => {
                let there: Institution = work.named(instead.institution).await?;
                Some(there.offer(instead.service)?)
            }
        };
        Ok(HandoverCommand::Reject(handovers::Reject {
            reason: self.reason,
            comment: self.comment.clone(),
            instead,
        }))
    }

    fn tell(&self) -> BTreeSet<Item> {
        self.tell.clone()
    }
}

/// The work is done.
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

impl HandoverStep for Conclude {
    const OUTCOME: &'static str = "handover-concluded";

    fn handover(&self) -> HandoverId {
        self.handover
    }

    async fn command(&self, _: &mut Work<'_>) -> Result<HandoverCommand, Failure> {
        Ok(HandoverCommand::Conclude {
            outcome: self.outcome,
            remark: self.remark.clone(),
        })
    }

    fn tell(&self) -> BTreeSet<Item> {
        self.tell.clone()
    }
}

/// The office waits for something.
#[derive(Clone, Copy, Serialize)]
pub struct Hold {
    /// Which.
    pub handover: HandoverId,
    /// For what.
    pub reason: HoldReason,
    /// When to look at it again.
    pub resume_on: Date,
}

impl HandoverStep for Hold {
    const OUTCOME: &'static str = "handover-held";

    fn handover(&self) -> HandoverId {
        self.handover
    }

    async fn command(&self, _: &mut Work<'_>) -> Result<HandoverCommand, Failure> {
        Ok(HandoverCommand::Hold(handovers::Hold {
            reason: self.reason,
            resume_on: self.resume_on,
        }))
    }
}

/// A step without particulars.
#[derive(Clone, Copy, Serialize)]
pub struct Plain {
    /// Which hand-over.
    pub handover: HandoverId,
    /// Which step.
    pub step: PlainStep,
}

/// Steps that need nothing but their name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum PlainStep {
    /// The wait is over.
    Resume,
    /// She ends it; nobody asks why.
    EndOnHerWord,
    /// The open notices were read.
    AcknowledgeNotice,
}

impl HandoverStep for Plain {
    const OUTCOME: &'static str = "handover-stepped";

    fn handover(&self) -> HandoverId {
        self.handover
    }

    async fn command(&self, _: &mut Work<'_>) -> Result<HandoverCommand, Failure> {
        Ok(match self.step {
            PlainStep::Resume => HandoverCommand::Resume,
            PlainStep::EndOnHerWord => HandoverCommand::EndOnHerWord,
            PlainStep::AcknowledgeNotice => HandoverCommand::AcknowledgeNotice,
        })
    }
}

/// It goes on after all.
#[derive(Clone, Serialize)]
pub struct Reopen {
    /// Which.
    pub handover: HandoverId,
    /// Why; without a comment it is refused in words.
    pub comment: Option<Note>,
    /// She wants it.
    pub her_word: bool,
}

impl HandoverStep for Reopen {
    const OUTCOME: &'static str = "handover-reopened";

    fn handover(&self) -> HandoverId {
        self.handover
    }

    async fn command(&self, _: &mut Work<'_>) -> Result<HandoverCommand, Failure> {
        Ok(HandoverCommand::Reopen(handovers::Reopen {
            comment: self.comment.clone(),
            her_word: self.her_word,
        }))
    }
}

/// A request for feedback stays unanswered.
#[derive(Clone, Copy, Serialize)]
pub struct DeclineFeedback {
    /// Which hand-over.
    pub handover: HandoverId,
    /// Which request.
    pub item: Item,
}

impl HandoverStep for DeclineFeedback {
    const OUTCOME: &'static str = "feedback-declined";

    fn handover(&self) -> HandoverId {
        self.handover
    }

    async fn command(&self, _: &mut Work<'_>) -> Result<HandoverCommand, Failure> {
        Ok(HandoverCommand::DeclineFeedback { item: self.item })
    }
}

/// A colleague takes care of it.
#[derive(Clone, Copy, Serialize)]
pub struct Assign {
    /// Which.
    pub handover: HandoverId,
    /// Who.
    pub to: AccountId,
    /// Who stands in.
    pub deputy: Option<AccountId>,
}

impl HandoverStep for Assign {
    const OUTCOME: &'static str = "handover-assigned";

    fn handover(&self) -> HandoverId {
        self.handover
    }

    async fn command(&self, work: &mut Work<'_>) -> Result<HandoverCommand, Failure> {
        let to = colleague(work, self.to).await?;
        let deputy = match self.deputy {
            Some(deputy) => Some(colleague(work, deputy).await?),
            None => None,
        };
        Ok(HandoverCommand::Assign(handovers::Assign { to, deputy }))
    }
}

async fn colleague(work: &mut Work<'_>, account: AccountId) -> Result<Colleague, Failure> {
    let account: Account = work.named(account).await?;
    Ok(account.colleague().ok_or(Refusal::NotOurStaff)?)
}
