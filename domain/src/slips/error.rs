//! EnterSlipInError: wrong entries are marked with a comment and stay (rule 12). A wrong person's
//! data is erased, not only marked.

use super::{Slip, SlipEvent, Words};
use crate::handovers::EnterInError;
use crate::{Erasable, Refusal};

impl Slip {
    pub(super) fn enter_in_error(request: &EnterInError) -> Result<Vec<SlipEvent>, Refusal> {
        let words = request.comment.clone().ok_or(Refusal::CommentMissing)?;
        Ok(vec![SlipEvent::SlipEnteredInError {
            counselling: Erasable::Known(Words { words }),
        }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::consents::tests_support::{now, route, staff_of};
    use crate::slips::tests_support::issued_slip;
    use crate::slips::{SlipCommand, Stage};
    use crate::vocabulary::Role;
    use crate::{AccountId, Instruction, Note};

    #[test]
    fn its_author_or_the_lead_marks_it_with_a_comment() {
        let (mut slip, _) = issued_slip([(Item::Need, true)]);
        let mut mark = Instruction {
            by: staff_of(route().sender),
            now: now(),
            what: SlipCommand::EnterInError(EnterInError { comment: None }),
        };
        assert_eq!(slip.decide(&mark), Err(Refusal::CommentMissing));
        mark.what = SlipCommand::EnterInError(EnterInError {
            comment: Note::parse("doppelt").ok(),
        });
        mark.by.account = AccountId::from_bytes([9; 16]);
        assert_eq!(slip.decide(&mark), Err(Refusal::OnlyAuthorOrLead));
        mark.by.function = Role::Lead;
        for event in slip.decide(&mark).unwrap() {
            slip.evolve(&event);
        }
        assert_eq!(slip.issued().unwrap().stage, Stage::InError);
    }
}
