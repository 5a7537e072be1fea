//! What she takes back, and who hears of it.

use std::collections::BTreeSet;

use domain::consents::{ConsentCommand, Item, Route, Said};
use domain::handovers::Notice;
use domain::{Instruction, PathId, Refusal};

use super::op::{Op, What};
use super::town;
use super::world::{Answer, World, Written};

impl World {
    /// On every path that is hers, in one append; who holds a copy hears of it.
    pub(crate) fn take_back(
        &mut self,
        op: &Op,
        path: PathId,
        route: Route,
        (order, said): (&Instruction<ConsentCommand>, Said),
    ) -> Answer {
        let mut answer = Err(Refusal::NothingToWithdraw);
        for path in self.all_paths(path) {
            let consent = self.word(path);
            let taken = match consent.decide(order) {
                Err(Refusal::NothingToWithdraw) => match &order.what {
                    ConsentCommand::Withdraw(command) => {
                        consent.withdraw_besides(order.by, command)
                    }
                    _ => continue,
                },
                Err(refusal) => return Err(refusal),
                Ok(events) => {
                    answer = Ok(());
                    events
                }
            };
            for event in &taken {
                self.write(Written::Consent(path, event.clone()));
            }
            let gone = |route, items: &BTreeSet<Item>| {
                consent.no_more(&taken, order.by.institution, route, items)
            };
            let items = match op.what {
                What::WithdrawItems => town::items(op.mask).collect(),
                _ => Item::ALL.iter().copied().collect(),
            };
            let holders: Vec<_> = match op.what {
                What::WithdrawItems => consent
                    .copied(route, &gone(route, &items))
                    .into_iter()
                    .collect(),
                What::WithdrawEverything => consent
                    .copies()
                    .iter()
                    .filter(|copy| !gone(copy.route, &copy.items).is_empty())
                    .map(|copy| copy.handover)
                    .collect(),
                _ => vec![],
            };
            for holder in holders {
                self.notify(Some(holder), Notice::ConsentWithdrawn);
            }
            let said = (said.on(), order.by.institution);
            match op.what {
                What::WithdrawItems => items
                    .iter()
                    .for_each(|item| self.her.takes_back((path, route, *item), said)),
                What::WithdrawEverything => self.her.takes_everything_back(path, said),
                _ => {}
            }
        }
        answer
    }
}
