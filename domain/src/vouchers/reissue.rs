//! ReissueVoucher: a new paper with a new code, as a slip's. And what her danger takes from the paper under
//! way: whoever kept it, or a picture of it, reads no name by its code (rule 11).

use super::{Voucher, VoucherEvent};
use crate::codes::PaperCodes;
use crate::{Erasable, Refusal};

/// A new paper with a new code, because she wants one.
#[derive(Debug, Clone)]
pub struct Reissue {
    /// She wants it.
    pub her_wish: bool,
    /// The codes of the new paper, drawn at the edge.
    pub code: PaperCodes,
    /// The keyed hashes of the two forms of its station code.
    pub code_hashes: Vec<String>,
}

impl Voucher {
    pub(super) fn reissue(command: &Reissue) -> Result<Vec<VoucherEvent>, Refusal> {
        if !command.her_wish {
            return Err(Refusal::OnlyOnHerWord);
        }
        Ok(vec![VoucherEvent::VoucherReissued {
            code_hashes: command.code_hashes.clone(),
            code: Some(Erasable::Known(command.code.clone())),
        }])
    }

    /// The code under way gives no name from now on, whatever becomes of the voucher. Who issued it stands
    /// nowhere on it, so nothing else has to be hidden.
    #[must_use]
    pub fn withhold_name(&self) -> Option<VoucherEvent> {
        let issued = self.issued()?;
        let gives = issued.shows_her_name && !issued.name_withheld && !issued.in_error;
        gives.then_some(VoucherEvent::VoucherNameWithheld {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InstitutionId;

    use crate::consents::tests_support::{day, route};
    use crate::vouchers::VoucherCommand;
    use crate::vouchers::tests_support::{issue, order};

    fn issued() -> Voucher {
        let what = VoucherCommand::Issue(Box::new(issue(1, 0)));
        let mut voucher = Voucher::default();
        for event in voucher.decide(&order(route().sender, day(), what)).unwrap() {
            voucher.evolve(&event);
        }
        voucher
    }

    fn reissue(her_wish: bool) -> VoucherCommand {
        VoucherCommand::Reissue(Reissue {
            her_wish,
            code: PaperCodes::drawn(15, 16, 17),
            code_hashes: vec!["22".into(), "33".into()],
        })
    }

    #[test]
    fn a_new_paper_comes_from_its_issuer_and_only_on_her_wish() {
        let mut voucher = issued();
        let at = |her_wish, at| order(at, day(), reissue(her_wish));
        let elsewhere = InstitutionId::from_bytes([7; 16]);
        let refused = [
            (at(false, route().sender), Refusal::OnlyOnHerWord),
            (at(true, elsewhere), Refusal::NotYours),
        ];
        for (order, refusal) in refused {
            assert_eq!(voucher.decide(&order), Err(refusal));
        }
        for event in voucher.decide(&at(true, route().sender)).unwrap() {
            voucher.evolve(&event);
        }
        assert_eq!(voucher.issued().unwrap().code_hashes, ["22", "33"]);
    }

    #[test]
    fn a_voucher_without_her_name_has_none_to_withhold() {
        assert_eq!(issued().withhold_name(), None);
        assert_eq!(Voucher::default().withhold_name(), None);
    }
}
