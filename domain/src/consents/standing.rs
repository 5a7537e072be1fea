//! Where one item stands.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Item, Route, Stage};
use crate::slips::Message;
use crate::{HandoverId, InstitutionId};

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// Granted from a day to a day, both included.
    Granted {
        /// The day of her word.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// Put to her and refused.
    Refused,
    /// Granted once and taken back.
    Withdrawn,
    /// Granted once, and the last day passed.
    Expired,
}

impl Standing {
    pub(super) fn lives_on(self, day: Date) -> bool {
        matches!(self, Self::Granted { from, until } if from <= day && day <= until)
    }
}

/// Her word on one thing, and at which institutions she took it back: what an institution sees is made
/// of what it heard itself, though nothing lives any more once she said so anywhere (rules 1 and 2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Word {
    granted: Option<(Date, Date)>,
    taken_back_at: BTreeSet<InstitutionId>,
    expired: bool,
}

impl Word {
    /// Granted from a day to a day.
    pub(super) const fn granted(from: Date, until: Date) -> Self {
        Self {
            granted: Some((from, until)),
            taken_back_at: BTreeSet::new(),
            expired: false,
        }
    }

    pub(super) const fn refused() -> Self {
        Self {
            granted: None,
            taken_back_at: BTreeSet::new(),
            expired: false,
        }
    }

    pub(super) fn take_back(&mut self, at: InstitutionId) {
        if self.granted.is_some() && !self.expired {
            self.taken_back_at.insert(at);
        }
    }

    pub(super) fn expire_before(&mut self, day: Date) {
        self.expired |= self.granted.is_some_and(|(_, until)| until < day);
    }

    /// Where it stands.
    pub(super) fn standing(&self) -> Standing {
        match self.granted {
            None => Standing::Refused,
            Some(_) if !self.taken_back_at.is_empty() => Standing::Withdrawn,
            Some(_) if self.expired => Standing::Expired,
            Some((from, until)) => Standing::Granted { from, until },
        }
    }

    /// The last day, as far as this institution knows: it is not told what she takes back elsewhere.
    pub(super) fn last_day_known_at(&self, institution: InstitutionId) -> Option<Date> {
        let (_, until) = self.granted?;
        (self.stage_at(institution) == Stage::Granted).then_some(until)
    }

    /// The stage, as far as this institution knows.
    pub(super) fn stage_at(&self, institution: InstitutionId) -> Stage {
        match self.granted {
            None => Stage::Refused,
            Some(_) if self.taken_back_at.contains(&institution) => Stage::Withdrawn,
            Some(_) if self.expired => Stage::Expired,
            Some(_) => Stage::Granted,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) route: Route,
    pub(super) item: Item,
    pub(super) word: Word,
}

/// One message that she let cross, and where she took it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Released {
    pub(super) route: Route,
    pub(super) handover: HandoverId,
    pub(super) message: Message,
    pub(super) taken_back_at: BTreeSet<InstitutionId>,
}
