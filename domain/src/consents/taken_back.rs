//! What she took back, as the state keeps it.

use jiff::civil::Date;

use super::{Consent, Item, Route, TakenBack};
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
            let later = released.on.is_some_and(|said_on| said_on > on);
            if !later && which(released.route, released.message.item()) {
                released.taken_back_at.insert(at);
            }
        }
    }

    /// What she says later about something new is held against it as well.
    pub(super) fn everything_back(&mut self, on: Date, at: InstitutionId) {
        self.everything.back(on, at);
        let entries = self.entries.iter_mut().map(|e| &mut e.heard);
        let releases = self.releases.iter_mut().map(|(_, heard)| heard);
        entries.chain(releases).for_each(|heard| heard.back(on, at));
    }

    pub(super) fn taken_back_there(&mut self, back: &TakenBack) {
        let TakenBack { on, at, .. } = *back;
        match (back.route, back.item) {
            (None, _) => self.everything_back(on, at),
            (Some(route), Some(item)) => self.entry(route, item).back(on, at),
            (Some(route), None) => self.release_entry(route).back(on, at),
        }
    }
}
