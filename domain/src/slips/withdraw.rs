//! WithdrawSlip: the sender takes it back; the answer is the same whatever the office did. The table
//! says all.

#[cfg(test)]
mod tests {
    use crate::InstitutionId;
    use crate::Instruction;
    use crate::Refusal;
    use crate::consents::Item;
    use crate::consents::tests_support::{now, route, staff_of};
    use crate::slips::SlipCommand;
    use crate::slips::tests_support::issued_slip;
    use crate::slips::{Slip, SlipEvent};

    fn withdraw(by: InstitutionId) -> Instruction<SlipCommand> {
        Instruction {
            by: staff_of(by),
            now: now(),
            what: SlipCommand::Withdraw,
        }
    }

    #[test]
    fn the_sender_withdraws_once() {
        let (mut slip, _) = issued_slip([(Item::Need, true)]);
        let events = slip.decide(&withdraw(route().sender)).unwrap();
        assert_eq!(events, vec![SlipEvent::SlipWithdrawn {}]);
        for event in &events {
            slip.evolve(event);
        }
        assert_eq!(slip.decide(&withdraw(route().sender)), Ok(vec![]));
    }

    #[test]
    fn nobody_else_withdraws_it() {
        let (slip, _) = issued_slip([(Item::Need, true)]);
        assert_eq!(
            slip.decide(&withdraw(route().recipient)),
            Err(Refusal::NotYours)
        );
        assert_eq!(
            Slip::default().decide(&withdraw(route().sender)),
            Err(Refusal::NotFound)
        );
    }
}
