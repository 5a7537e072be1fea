//! What she said about one thing, word by word. A word counts by the day on which it was said, not by the
//! day on which somebody found the form: what is older than a later word is kept and changes nothing.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Stage, Standing};
use crate::InstitutionId;

/// Everything that she said about one thing on one route, in the order in which it was entered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Heard {
    said: Vec<Said>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Said {
    Yes {
        on: Date,
        until: Date,
        /// Where staff confirmed that she signed after what she took back there on that day.
        after_withdrawal: Option<InstitutionId>,
    },
    No {
        on: Date,
    },
    Back {
        on: Date,
        at: InstitutionId,
    },
    /// The clock wrote down that the last day of what stood then has passed.
    Over,
}

impl Said {
    /// The day, if it is a yes or a no.
    const fn word(self) -> Option<Date> {
        match self {
            Self::Yes { on, .. } | Self::No { on } => Some(on),
            Self::Back { .. } | Self::Over => None,
        }
    }
}

impl Heard {
    /// She said yes, from a day to a day.
    pub(super) fn yes(&mut self, on: Date, until: Date, after_withdrawal: Option<InstitutionId>) {
        self.said.push(Said::Yes {
            on,
            until,
            after_withdrawal,
        });
    }

    /// She said no.
    pub(super) fn no(&mut self, on: Date) {
        self.said.push(Said::No { on });
    }

    /// She took back, at one of her stations, what she had said until then.
    pub(super) fn back(&mut self, on: Date, at: InstitutionId) {
        self.said.push(Said::Back { on, at });
    }

    /// What ended before this day is over.
    pub(super) fn expire_before(&mut self, day: Date) {
        if matches!(self.latest(), Some((_, Said::Yes { until, .. })) if until < day) {
            self.said.push(Said::Over);
        }
    }

    /// Whether she said nothing.
    pub(super) const fn is_empty(&self) -> bool {
        self.said.is_empty()
    }

    /// Whether it was ever put to her.
    pub(super) fn was_asked(&self) -> bool {
        self.said.iter().any(|said| said.word().is_some())
    }

    /// Where it stands for somebody who heard what she took back at these institutions; none when it was
    /// never put to her.
    pub(super) fn standing(&self, heard_at: impl Fn(InstitutionId) -> bool) -> Option<Standing> {
        let (at_entry, latest) = self.latest()?;
        let Said::Yes {
            on: from, until, ..
        } = latest
        else {
            return Some(Standing::Refused);
        };
        let over = |said: &Said| *said == Said::Over;
        let over = self.said[at_entry..].iter().position(over);
        // What is over cannot be taken back any more.
        let ends = over.map_or(self.said.len(), |after| at_entry + after);
        let taken_back = self.backs().any(|(at_entry, on, at)| {
            at_entry < ends && heard_at(at) && self.takes_back((at_entry, on, at), from)
        });
        Some(if taken_back {
            Standing::Withdrawn
        } else if over.is_some() {
            Standing::Expired
        } else {
            Standing::Granted { from, until }
        })
    }

    /// Since when it is taken back, if it is.
    pub(super) fn taken_back_since(&self) -> Option<Date> {
        let word = self.latest().and_then(|(_, said)| said.word())?;
        let backs = self.backs().filter(|back| self.takes_back(*back, word));
        backs.map(|(_, on, _)| on).min()
    }

    /// Whether a yes of this day is no more: she said no, or took it back, then or later.
    pub(super) fn was_revoked(&self, day: Date) -> bool {
        let said = self.said.iter().enumerate();
        let yes = |(_, said): &(usize, &Said)| matches!(said, Said::Yes { on, .. } if *on == day);
        let entered = said.clone().rfind(yes).map_or(0, |(at_entry, _)| at_entry);
        let no = said.into_iter().any(|(at_entry, said)| {
            matches!(said, Said::No { on } if *on > day || (*on == day && at_entry > entered))
        });
        no || self.backs().any(|back| self.takes_back(back, day))
    }

    /// The stage, as far as this institution knows: it is not told what she takes back elsewhere.
    pub(super) fn stage_at(&self, institution: InstitutionId) -> Stage {
        Stage::of(self.standing(|at| at == institution))
    }

    /// The last day of what she allows, as far as this institution knows.
    pub(super) fn last_day_known_at(&self, institution: InstitutionId) -> Option<Date> {
        match self.standing(|at| at == institution)? {
            Standing::Granted { until, .. } => Some(until),
            _ => None,
        }
    }

    /// The day of a later word, of which this institution knows, against a yes of this day: such a yes is
    /// kept and changes nothing.
    pub(super) fn later_than(&self, institution: InstitutionId, day: Date) -> Option<Date> {
        let words = self.said.iter().filter_map(|said| said.word());
        let backs = self.backs().filter(|(_, _, at)| *at == institution);
        let latest = words.chain(backs.map(|(_, on, _)| on)).max();
        latest.filter(|latest| *latest > day)
    }

    /// The same, or the day itself if what she took back on it stands against the yes.
    pub(super) fn stands_against(&self, institution: InstitutionId, day: Date) -> Option<Date> {
        let later = self.later_than(institution, day);
        later.or_else(|| self.taken_back_on(institution, day).then_some(day))
    }

    /// Whether she took it back on this day at this institution, and nobody confirmed yet that she signed
    /// again after that.
    pub(super) fn taken_back_on(&self, institution: InstitutionId, day: Date) -> bool {
        self.backs().any(|(at_entry, on, at)| {
            (on, at) == (day, institution) && !self.is_overcome(at_entry, on, at)
        })
    }

    /// Her latest word by its day; of several on one day the one that was entered last.
    fn latest(&self) -> Option<(usize, Said)> {
        let all = self.said.iter().copied().enumerate();
        let words = all.filter(|(_, said)| said.word().is_some());
        words.max_by_key(|(_, said)| said.word())
    }

    /// What she took back: as the how manieth entry, when, and where.
    pub(super) fn backs(&self) -> impl Iterator<Item = (usize, Date, InstitutionId)> {
        let all = self.said.iter().enumerate();
        all.filter_map(|(at_entry, said)| match said {
            Said::Back { on, at } => Some((at_entry, *on, *at)),
            _ => None,
        })
    }

    /// Whether it takes back a yes of this day. On one day it does, unless staff of the same institution
    /// confirmed afterwards that she signed again: of what she said elsewhere they cannot know.
    fn takes_back(&self, (at_entry, on, at): (usize, Date, InstitutionId), word: Date) -> bool {
        on > word || (on == word && !self.is_overcome(at_entry, on, at))
    }

    fn is_overcome(&self, at_entry: usize, day: Date, at: InstitutionId) -> bool {
        self.said[at_entry..].iter().any(|said| {
            matches!(said, Said::Yes { on, after_withdrawal, .. }
                if *on == day && *after_withdrawal == Some(at))
        })
    }
}

#[cfg(test)]
mod tests;
