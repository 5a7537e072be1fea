//! ReissueSlip, ReviveSlip, HideSender, EnterSlipInError, RecordPaperReturn and SettleCallBack: what the
//! sender does with a slip that is out.

use async_recursion::async_recursion as boxed;
use domain::consents::CarriedBy;
use domain::institutions::Institution;
use domain::slips::{self, Message, Paper, PaperReturn, Reappointed, Slip, SlipCommand, Stage};
use domain::{Note, Refusal, SlipId, Staff};
use jiff::civil::Date;
use serde::Serialize;

use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

/// A new paper with a new code, because she wants one.
#[derive(Clone, Serialize)]
pub struct ReissueSlip {
    /// Which.
    pub slip: SlipId,
    /// She wants it.
    pub her_wish: bool,
    /// The new last day.
    pub valid_until: Date,
    /// What becomes of the appointment.
    pub appointment: Reappointed,
    /// How much the new paper says, if she chooses anew.
    pub paper: Option<Paper>,
}

/// The sender appears under the network's neutral name from now on, though nobody has to hide.
#[derive(Clone, Copy, Serialize)]
pub struct HideSender {
    /// On which slip.
    pub slip: SlipId,
}

/// A slip whose last day passed holds again.
#[derive(Clone, Copy, Serialize)]
pub struct ReviveSlip {
    /// Which.
    pub slip: SlipId,
    /// The new last day.
    pub valid_until: Date,
}

/// It should never have been written.
#[derive(Clone, Serialize)]
pub struct EnterSlipInError {
    /// Which.
    pub slip: SlipId,
    /// Why; without a comment it is refused in words.
    pub comment: Option<Note>,
}

/// What a return strip says, or what she says without one.
#[derive(Clone, Serialize)]
pub struct RecordPaperReturn {
    /// For which slip.
    pub slip: SlipId,
    /// What it says.
    pub message: Message,
    /// A remark on it.
    pub words: Option<Note>,
}

/// Somebody rang up the office that asked for it.
#[derive(Clone, Copy, Serialize)]
pub struct SettleCallBack {
    /// About which slip.
    pub slip: SlipId,
}

/// Decides a command on an own slip and writes it.
async fn change(work: &mut Work<'_>, id: SlipId, what: SlipCommand) -> Result<Slip, Failure> {
    let slip: Slip = work.own(id).await?;
    work.decide(id, &mut slip.clone(), what)?;
    Ok(slip)
}

impl UseCase for ReissueSlip {
    type Answer = SlipId;
    const OUTCOME: &'static str = "slip-reissued";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        self.reissue(work).await?;
        Ok(self.slip.into())
    }
}

impl ReissueSlip {
    /// Reissues it within a command.
    pub(super) async fn reissue(&self, work: &mut Work<'_>) -> Result<(), Failure> {
        let (code, hashes) = work.draw_codes();
        let own = code.own.clone();
        let what = SlipCommand::Reissue(Box::new(slips::Reissue {
            her_wish: self.her_wish,
            valid_until: self.valid_until,
            appointment: self.appointment.clone(),
            paper: self.paper,
            code,
            code_hashes: hashes.iter().map(ToString::to_string).collect(),
        }));
        let before = change(work, self.slip, what).await?;
        let issued = before.issued().ok_or(Refusal::NotFound)?;
        work.close_codes(&issued.code_hashes)?;
        work.open_codes(self.slip, &hashes);
        let carried_by = (issued.record, CarriedBy::Slip(self.slip));
        work.give_own_code(issued.path, carried_by, own.as_ref())
            .await
    }
}

impl UseCase for HideSender {
    type Answer = SlipId;
    const OUTCOME: &'static str = "sender-hidden";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let by = work.by;
        let id = self.slip;
        let slip: Slip = work.own(id).await?;
        let what = SlipCommand::HideSender;
        let hidden = slip.decide(&work.order(what))?;
        if !hidden.is_empty() {
            let path = slip.of(by.institution)?.path;
            work.hide_sender(&slip, false).await?;
            work.end_own_code_of(slip.of(by.institution)?).await?;
            work.hide_station(path, by.institution).await?;
        }
        Ok(id.into())
    }
}

impl UseCase for ReviveSlip {
    type Answer = SlipId;
    const OUTCOME: &'static str = "slip-revived";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let what = SlipCommand::Revive {
            valid_until: self.valid_until,
        };
        // The code in her hand holds again; its table row was never closed.
        change(work, self.slip, what).await?;
        Ok(self.slip.into())
    }
}

impl UseCase for EnterSlipInError {
    type Answer = SlipId;
    const OUTCOME: &'static str = "slip-in-error";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let what = SlipCommand::EnterInError {
            comment: self.comment.clone(),
        };
        let before = change(work, self.slip, what).await?;
        let issued = before.issued().ok_or(Refusal::NotFound)?;
        if issued.stage != Stage::Withdrawn {
            work.close_codes(&issued.code_hashes)?;
        }
        work.end_own_code_of(issued).await?;
        Ok(self.slip.into())
    }
}

impl UseCase for RecordPaperReturn {
    type Answer = SlipId;
    const OUTCOME: &'static str = "paper-return-recorded";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let by = work.by;
        let own: Institution = work.load(by.institution).await?;
        let own = own.entry();
        let what = SlipCommand::RecordPaperReturn(PaperReturn {
            message: self.message,
            words: self.words.clone(),
            by_benefits_office: own.is_some_and(|own| own.kind.may_reduce_benefits()),
        });
        change(work, self.slip, what).await?;
        Ok(self.slip.into())
    }
}

impl UseCase for SettleCallBack {
    type Answer = SlipId;
    const OUTCOME: &'static str = "call-back-settled";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        change(work, self.slip, SlipCommand::SettleCallBack).await?;
        Ok(self.slip.into())
    }
}

impl Desk {
    /// Gives her a new paper with a new code.
    #[boxed]
    pub async fn reissue_slip(
        &self,
        by: Staff,
        command: &ReissueSlip,
        key: &Key,
    ) -> Result<SlipId, Failure> {
        self.perform(by, command, key).await
    }

    /// Lets the sender of a slip appear under the network's neutral name.
    #[boxed]
    pub async fn hide_sender(
        &self,
        by: Staff,
        command: &HideSender,
        key: &Key,
    ) -> Result<SlipId, Failure> {
        self.perform(by, command, key).await
    }

    /// Lets a slip hold again.
    #[boxed]
    pub async fn revive_slip(
        &self,
        by: Staff,
        command: &ReviveSlip,
        key: &Key,
    ) -> Result<SlipId, Failure> {
        self.perform(by, command, key).await
    }

    /// Marks a slip as an error.
    #[boxed]
    pub async fn enter_slip_in_error(
        &self,
        by: Staff,
        command: &EnterSlipInError,
        key: &Key,
    ) -> Result<SlipId, Failure> {
        self.perform(by, command, key).await
    }

    /// Enters what came back on paper.
    #[boxed]
    pub async fn record_paper_return(
        &self,
        by: Staff,
        command: &RecordPaperReturn,
        key: &Key,
    ) -> Result<SlipId, Failure> {
        self.perform(by, command, key).await
    }

    /// Notes that somebody rang up.
    #[boxed]
    pub async fn settle_call_back(
        &self,
        by: Staff,
        command: &SettleCallBack,
        key: &Key,
    ) -> Result<SlipId, Failure> {
        self.perform(by, command, key).await
    }
}
