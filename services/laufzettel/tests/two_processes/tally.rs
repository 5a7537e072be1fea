//! How often each order happened, and who gets the next start.

use std::fmt;

use crate::race::{Disclosing, Found};

/// The first change of the lead, in milliseconds.
const FIRST_STEP: i64 = 4;
/// The widest: it doubles while the same side wins.
const WIDEST_STEP: i64 = 64;

/// What was found for one way of disclosing.
pub(crate) struct Tally {
    pub(crate) kind: Disclosing,
    pub(crate) disclosed: u64,
    pub(crate) withheld: u64,
    pub(crate) behind: u64,
    pub(crate) at_once: u64,
    lead: i64,
    step: i64,
    last: Option<bool>,
}

impl Tally {
    pub(crate) fn new(kind: Disclosing) -> Self {
        Self {
            kind,
            disclosed: 0,
            withheld: 0,
            behind: 0,
            at_once: 0,
            lead: 0,
            step: FIRST_STEP,
            last: None,
        }
    }

    /// By how many milliseconds the withdrawal leads in the next round; less than nothing, it follows.
    pub(crate) const fn lead(&self) -> i64 {
        self.lead
    }

    pub(crate) const fn rounds(&self) -> u64 {
        self.disclosed + self.withheld
    }

    /// Whoever was behind gets the better start: so the rounds come to the edge at which nobody can
    /// say who wins, and stay there.
    pub(crate) fn enter(&mut self, found: &Found) {
        self.disclosed += u64::from(found.disclosed);
        self.withheld += u64::from(!found.disclosed);
        self.behind += u64::from(found.behind);
        self.at_once += u64::from(found.at_once);
        self.step = match self.last {
            Some(last) if last == found.disclosed => (self.step * 2).min(WIDEST_STEP),
            Some(_) => (self.step / 2).max(1),
            None => self.step,
        };
        self.last = Some(found.disclosed);
        self.lead += if found.disclosed {
            self.step
        } else {
            -self.step
        };
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            disclosed,
            withheld,
            behind,
            at_once,
            lead,
            ..
        } = self;
        write!(
            f,
            "{kind:?}: disclosed {disclosed}, withdrawn before it {withheld}, behind {behind}, \
             at once {at_once}, the withdrawal leading by {lead} ms in the end"
        )
    }
}
