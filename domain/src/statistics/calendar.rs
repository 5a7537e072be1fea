//! Calendar: which releases a network made, which it never will, and which are still to come.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::due::{Content, Edition, admit};
use super::{CalendarEvent, NotMade, Period, Rhythm};
use crate::vocabulary::Role;
use crate::{Instruction, Refusal, ReleaseId};

/// What can be asked of the calendar; whatever else is made, the clock makes.
#[derive(Debug, Clone)]
pub enum CalendarCommand {
    /// Make a release once more, from what the log says now.
    Revise {
        /// Which.
        release: ReleaseId,
        /// What the revision is called.
        revision: ReleaseId,
        /// The position of the log as of which it counts.
        as_of: u64,
        /// In how many persons it differs.
        changed: u32,
    },
}

/// The releases of a network.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    made: Vec<Made>,
    not_made: Vec<(Period, NotMade, Date)>,
}

/// A release that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The release, whose stream holds the body.
    pub release: ReleaseId,
    /// Which it is.
    #[serde(flatten)]
    pub edition: Edition,
    /// The position of the log as of which it counts: later entries count nowhere.
    pub as_of: u64,
    /// The day on which it was made.
    pub on: Date,
}

impl Calendar {
    /// What was made, in its order.
    #[must_use]
    pub fn made(&self) -> &[Made] {
        &self.made
    }

    /// The periods whose releases are never made, why, and since when that is known.
    #[must_use]
    pub fn not_made(&self) -> &[(Period, NotMade, Date)] {
        &self.not_made
    }

    /// A release that was made.
    pub fn find(&self, release: ReleaseId) -> Result<&Made, Refusal> {
        let found = self.made.iter().find(|made| made.release == release);
        found.ok_or(Refusal::NotFound)
    }

    /// The release of this edition, if it was made.
    #[must_use]
    pub fn release_of(&self, edition: Edition) -> Option<ReleaseId> {
        let found = self.made.iter().find(|made| made.edition == edition);
        found.map(|made| made.release)
    }

    /// First editions of all periods that began by today and are not made yet, the earliest first. The
    /// periods follow each other in this rhythm from the one that holds `first`; what was begun in an
    /// earlier rhythm is brought to its end, and a period that overlaps something made is none.
    #[must_use]
    pub fn awaited(&self, first: Date, rhythm: Rhythm, today: Date) -> Vec<Edition> {
        let first = Period::holding(first, rhythm);
        let in_rhythm = std::iter::successors(Some(first), |period| Some(period.next()))
            .take_while(|period| period.from() <= today);
        let begun = self.made.iter().map(|made| made.edition.period);
        let periods: BTreeSet<Period> = in_rhythm.chain(begun).collect();
        let editions = periods.into_iter().flat_map(|period| {
            let contents = Content::ALL.iter();
            contents.map(move |content| Edition::first(period, *content))
        });
        editions
            .filter(|edition| {
                matches!(
                    self.admit(*edition, today, 0),
                    Ok(())
                        | Err(Refusal::PeriodStillOpen { .. }
                            | Refusal::StillObserved { .. }
                            | Refusal::AccessReleaseMissing)
                )
            })
            .collect()
    }

    /// Those of [`Self::awaited`] that are made today; paths once their access release is made.
    #[must_use]
    pub fn due(&self, first: Date, rhythm: Rhythm, today: Date) -> Vec<Edition> {
        let mut due = self.awaited(first, rhythm, today);
        due.retain(|edition| self.admit(*edition, today, 0).is_ok());
        due
    }

    /// Makes a release that is due.
    pub fn make(
        &self,
        release: ReleaseId,
        edition: Edition,
        as_of: u64,
        today: Date,
    ) -> Result<CalendarEvent, Refusal> {
        self.admit(edition, today, 0)?;
        Ok(CalendarEvent::ReleaseMade(Made {
            release,
            edition,
            as_of,
            on: today,
        }))
    }

    /// Says of a period whose access release is due that its releases are never made.
    pub fn pass_over(
        &self,
        period: Period,
        reason: NotMade,
        today: Date,
    ) -> Result<CalendarEvent, Refusal> {
        self.admit(Edition::first(period, Content::Access), today, 0)?;
        let on = today;
        Ok(CalendarEvent::ReleaseNotMade { period, reason, on })
    }

    /// The revision of a release, for whoever may ask for it: whether enough changed is another question.
    pub fn revision_of(&self, by: Role, release: ReleaseId) -> Result<Edition, Refusal> {
        if by != Role::Coordinator {
            return Err(Refusal::NotYourRole);
        }
        let Edition {
            period,
            content,
            revision,
        } = self.find(release)?.edition;
        let revised = Edition {
            period,
            content,
            revision: revision.saturating_add(1),
        };
        if revised.revision > 1 || self.release_of(revised).is_some() {
            return Err(Refusal::RevisedAlready);
        }
        Ok(revised)
    }

    /// Decides a command against this state.
    pub fn decide(
        &self,
        instruction: &Instruction<CalendarCommand>,
    ) -> Result<Vec<CalendarEvent>, Refusal> {
        let Instruction { by, now, what } = instruction;
        let CalendarCommand::Revise {
            release,
            revision,
            as_of,
            changed,
        } = what;
        let edition = self.revision_of(by.function, *release)?;
        self.admit(edition, now.today, *changed)?;
        Ok(vec![CalendarEvent::ReleaseMade(Made {
            release: *revision,
            edition,
            as_of: *as_of,
            on: now.today,
        })])
    }

    fn admit(&self, wanted: Edition, today: Date, changed: u32) -> Result<(), Refusal> {
        let mut not_made = self.not_made.iter().map(|(period, ..)| *period);
        if not_made.any(|period| period == wanted.period) {
            return Err(Refusal::TooFewPersons);
        }
        let made: Vec<Edition> = self.made.iter().map(|made| made.edition).collect();
        admit(wanted, &made, today, changed)
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &CalendarEvent) {
        match *event {
            CalendarEvent::ReleaseMade(made) => self.made.push(made),
            CalendarEvent::ReleaseNotMade { period, reason, on } => {
                self.not_made.push((period, reason, on));
            }
        }
    }
}

crate::aggregate::aggregate!(Calendar, CalendarCommand, "calendar", CalendarEvent);
crate::aggregate::stored!(
    CalendarEvent,
    crate::NetworkId,
    crate::NetworkId::calendar_stream,
    [
        ReleaseMade = "ReleaseMade",
        ReleaseNotMade = "ReleaseNotMade",
    ]
);
