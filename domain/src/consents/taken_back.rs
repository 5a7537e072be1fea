//! Single messages that she took back, as the state keeps them.

use jiff::civil::Date;

use super::{Consent, Item, Route};
use crate::InstitutionId;

impl Consent {
    /// She took single messages back at an institution; not those that she let cross after that day.
    pub(super) fn take_messages_back(
        &mut self,
        on: Date,
        at: InstitutionId,
        which: impl Fn(Route, Item) -> bool,
    ) {
        for released in &mut self.released {
            let later = released.said.on.is_some_and(|said_on| said_on > on);
            if !later && which(released.said.route, released.said.message.item()) {
                released.taken_back_at.insert(at);
            }
        }
    }
}
