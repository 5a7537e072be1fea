//! AssignHandover: a colleague takes care of it, another stands in.

use super::HandoverEvent;
use crate::accounts::Colleague;
use crate::{Refusal, Staff};

/// Who.
#[derive(Debug, Clone, Copy)]
pub struct Assign {
    /// Who takes care of it.
    pub to: Colleague,
    /// Who stands in.
    pub deputy: Option<Colleague>,
}

impl Assign {
    pub(super) fn decide(&self, by: Staff) -> Result<Vec<HandoverEvent>, Refusal> {
        let mut both = std::iter::once(self.to).chain(self.deputy);
        if both.any(|colleague| colleague.institution() != by.institution) {
            return Err(Refusal::NotOurStaff);
        }
        Ok(vec![HandoverEvent::HandoverAssigned {
            to: self.to.account(),
            deputy: self.deputy.map(Colleague::account),
        }])
    }
}
