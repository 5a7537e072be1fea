//! EndValidity, ReviveSlip and ReissueSlip: how long a slip holds, and with which code.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Paper, Slip, SlipEvent};
use crate::codes::StationCode;
use crate::{Erasable, Now, Refusal};

/// A slip holds at most as long as a consent.
const LONGEST: i32 = 12;

/// A new paper with a new code, because she wants one.
#[derive(Debug, Clone)]
pub struct Reissue {
    /// She wants it.
    pub her_wish: bool,
    /// The new last day.
    pub valid_until: Date,
    /// How much the new paper says, if she chooses anew.
    pub paper: Option<Paper>,
    /// The new code, drawn at the edge.
    pub code: StationCode,
    /// The keyed hashes of its two forms.
    pub code_hashes: Vec<String>,
}

/// The last day lies ahead, and not too far.
pub(super) fn check(valid_until: Date, now: Now) -> Result<(), Refusal> {
    let latest = now.today.saturating_add(LONGEST.months());
    if (now.today..=latest).contains(&valid_until) {
        Ok(())
    } else {
        Err(Refusal::ValidityOutOfRange)
    }
}

impl Slip {
    pub(super) fn reissue(&self, now: Now, command: &Reissue) -> Result<Vec<SlipEvent>, Refusal> {
        if !command.her_wish {
            return Err(Refusal::OnlyOnHerWord);
        }
        if !self.issued().is_some_and(|issued| issued.code_kept) {
            return Err(Refusal::CodeNotKept);
        }
        check(command.valid_until, now)?;
        Ok(vec![SlipEvent::SlipReissued {
            valid_until: command.valid_until,
            code_hashes: command.code_hashes.clone(),
            paper: command.paper,
            code: Some(Erasable::Known(command.code.clone())),
        }])
    }

    pub(super) fn revive(now: Now, valid_until: Date) -> Result<Vec<SlipEvent>, Refusal> {
        check(valid_until, now)?;
        Ok(vec![SlipEvent::SlipRevived { valid_until }])
    }

    /// EndValidity, by the clock: on the day after the last one, whatever happened elsewhere.
    #[must_use]
    pub fn end_validity(&self, today: Date) -> Option<SlipEvent> {
        let issued = self.issued()?;
        let over = issued.stage == super::Stage::Issued && issued.valid_until < today;
        over.then_some(SlipEvent::SlipValidityEnded {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Instruction;
    use crate::codes::{QrCode, TypedCode};
    use crate::consents::Item;
    use crate::consents::tests_support::{day, now, route, staff_of};
    use crate::slips::tests_support::issued_slip;
    use crate::slips::{SlipCommand, Stage};

    fn at(today: Date, what: SlipCommand) -> Instruction<SlipCommand> {
        Instruction {
            by: staff_of(route().sender),
            now: Now { today, ..now() },
            what,
        }
    }

    fn reissue(her_wish: bool, valid_until: Date) -> SlipCommand {
        SlipCommand::Reissue(Box::new(Reissue {
            her_wish,
            valid_until,
            paper: None,
            code: StationCode {
                qr: QrCode::draw([15; 16]),
                typed: TypedCode::draw([16; 10]),
            },
            code_hashes: vec!["22".into(), "33".into()],
        }))
    }

    #[test]
    fn a_slip_ends_on_its_day_and_is_revived_with_a_new_one() {
        let (mut slip, _) = issued_slip([(Item::Need, true)]);
        let last = slip.issued().unwrap().valid_until;
        assert_eq!(slip.end_validity(last), None);
        let after = last.saturating_add(1.day());
        let revive = |until| at(after, SlipCommand::Revive { valid_until: until });
        let ended = slip.end_validity(after).unwrap();
        slip.evolve(&ended);
        assert_eq!(slip.end_validity(after), None);
        assert_eq!(slip.decide(&revive(last)), Err(Refusal::ValidityOutOfRange));
        for event in slip.decide(&revive(after)).unwrap() {
            slip.evolve(&event);
        }
        assert_eq!(slip.issued().unwrap().stage, Stage::Issued);
        assert_eq!(
            slip.decide(&at(after, reissue(true, after))),
            Err(Refusal::CodeNotKept),
            "the paper in her hand holds again; there is no new one"
        );
    }

    #[test]
    fn the_day_counts_even_before_the_clock_wrote_it_down() {
        let (slip, _) = issued_slip([(Item::Need, true)]);
        let after = slip.issued().unwrap().valid_until.saturating_add(1.day());
        assert!(
            slip.decide(&at(after, SlipCommand::Revive { valid_until: after }))
                .is_ok()
        );
        assert_eq!(
            slip.decide(&at(day(), SlipCommand::Revive { valid_until: after })),
            Err(Refusal::SlipNotOver)
        );
    }

    #[test]
    fn a_new_paper_comes_only_on_her_wish() {
        let (mut slip, _) = issued_slip([(Item::Need, true)]);
        let reissue = |her_wish| at(day(), reissue(her_wish, day()));
        assert_eq!(slip.decide(&reissue(false)), Err(Refusal::OnlyOnHerWord));
        for event in slip.decide(&reissue(true)).unwrap() {
            slip.evolve(&event);
        }
        let issued = slip.issued().unwrap();
        assert_eq!(issued.code_hashes, ["22", "33"]);
        assert_eq!(issued.valid_until, day());
    }
}
