//! Voucher (Beratungsgutschein): she goes where and when she wants. The voucher's stream is hers (the
//! path's); what an institution did with it stands in a stream of the institution's own, and only
//! that one feeds its views: the issuer sees *issued* for ever.

mod acts;
mod events;
mod issue;
mod present;
mod redeem;
mod reissue;
mod state;
mod table;

pub use acts::{
    ActHere, StageHere, TABLE_HERE, VoucherActEvent, VoucherActEventKind, VoucherActs,
    VoucherIssuedHere, VoucherRedeemedHere,
};
pub use events::{VoucherEvent, VoucherIssued};
pub use issue::IssueVoucher;
pub use present::{NameShown, Presented};
pub use redeem::{Redeemed, Remaining};
pub use reissue::Reissue;
pub use state::{Issued, Voucher, path_ends_on};
pub use table::{Act, Stage, TABLE};

use jiff::civil::Date;

use crate::slips::Words;
use crate::{Erasable, Instruction, Note, Refusal};

/// What can be done with a voucher.
#[derive(Debug, Clone)]
pub enum VoucherCommand {
    /// Issue it.
    Issue(Box<IssueVoucher>),
    /// She shows it at a station.
    Redeem {
        /// The day on which she was there.
        on: Date,
        /// The station belongs to the network.
        member: bool,
    },
    /// A new paper with a new code, because she wants one.
    Reissue(Reissue),
    /// Mark it as an error.
    EnterInError {
        /// Why.
        comment: Option<Note>,
    },
}

impl Voucher {
    /// Decides a command against this state: first the table's row, then the command's own guard.
    pub fn decide(
        &self,
        instruction: &Instruction<VoucherCommand>,
    ) -> Result<Vec<VoucherEvent>, Refusal> {
        let Instruction { by, now, what } = instruction;
        if !by.function.does_casework() {
            return Err(Refusal::NotYourRole);
        }
        let row = what.act().row();
        let stage = self.stage_on(now.today);
        if let VoucherCommand::EnterInError { .. } | VoucherCommand::Reissue(_) = what {
            let issued = self.issued().ok_or(Refusal::NotFound)?;
            if issued.issuer != by.institution {
                return Err(Refusal::NotYours);
            }
            row.by.permits(*by, Some(issued.author))?;
        }
        if let VoucherCommand::Redeem { .. } = what
            && stage != Stage::Blank
        {
            self.known_to(by.institution)?;
        }
        if !row.is_taken_in(stage) {
            // A late entry counts for the day on which she was there.
            let late =
                matches!(what, VoucherCommand::Redeem { .. }) && stage == Stage::ValidityEnded;
            if !late {
                return Err(match what {
                    VoucherCommand::Issue(_) => Refusal::AlreadyThere,
                    _ => stage.refusal(self.last_day()),
                });
            }
        }
        match what {
            VoucherCommand::Issue(command) => Self::issue(*by, *now, command),
            VoucherCommand::Redeem { on, member } => self.redeem(*by, *now, *on, *member),
            VoucherCommand::Reissue(command) => Self::reissue(command),
            VoucherCommand::EnterInError { comment } => {
                let words = comment.clone().ok_or(Refusal::CommentMissing)?;
                Ok(vec![VoucherEvent::VoucherEnteredInError {
                    counselling: Erasable::Known(Words { words }),
                }])
            }
        }
    }

    /// EndValidity, by the clock.
    #[must_use]
    pub fn end_validity(&self, today: Date) -> Option<VoucherEvent> {
        let issued = self.issued()?;
        let over = !issued.ended && !issued.in_error && issued.valid_until < today;
        over.then_some(VoucherEvent::VoucherValidityEnded {})
    }
}

crate::aggregate::aggregate!(Voucher, VoucherCommand, "voucher", VoucherEvent);
crate::aggregate::stored!(
    VoucherEvent,
    crate::VoucherId,
    crate::VoucherId::bytes,
    [
        VoucherIssued = "VoucherIssued",
        VoucherRedeemed = "VoucherRedeemed",
        VoucherReissued = "VoucherReissued",
        VoucherNameWithheld = "VoucherNameWithheld",
        VoucherValidityEnded = "VoucherValidityEnded",
        VoucherEnteredInError = "VoucherEnteredInError",
    ]
);

#[cfg(test)]
pub(crate) mod tests_support;
