//! Disclosure control: what of the counts is shown.
//!
//! 1. Noise, see [`super::noise()`].
//! 2. **Threshold**: a cell is shown when its noisy count is at least 10; so never fewer than five
//!    persons stand behind a figure. Hidden and zero are the same: absent. Of the counts near the
//!    threshold those with noise upwards are shown, so shown figures are a little too large on
//!    average: by 1.7 for a true count of 9, .6 for 11, .1 for 13, nothing from 15 on.
//! 3. **Protected share**: where the protected pool is more than half of what is shown of a stop's
//!    ways out, or of its ways in, or of all accesses, or of those who waited, or waited so long, the
//!    pool's cell is hidden, so that knowing two stops of somebody, or her wait, never makes a protected
//!    place the likelier half.
//!
//! The number of persons decides how finely a release tells places and waits apart. It is itself blurred, evenly
//! by up to 40 up or down: whoever knows everybody but one would otherwise read her from the change of
//! detail. Blurred so, the detail says at most 1/81 about her; a draw from the table would say more than
//! all eight cells may (attack 6).

use std::collections::BTreeMap;

use domain::statistics::Content;

use super::body::{Manifest, Release};
use super::cell::{Cell, Cube, Waits};
use super::key::ReleaseKey;
use super::place::{Detail, Place};
use super::tally::{Count, Tally, tally};
use crate::episodes::{Episode, Period, Rhythm, WaitingBin, episodes};
use crate::journeys::{Journeys, Person};

/// A cell is shown from this noisy count on.
pub const THRESHOLD: u32 = 10;
/// A median is said from so many persons on.
pub const MEDIAN_FROM: u32 = 20;
/// Under so many persons a period has at least half a year.
pub const SMALL_PERIOD: u32 = 300;
/// Under so many persons waits are counted together.
pub const WAITS_BY_ACCESS_FROM: u32 = 200;
/// Under so many persons places are groups.
pub const SMALL_NETWORK: u32 = 500;
/// The number of persons is blurred by up to so many, evenly.
pub const SIZE_BLUR: u32 = 40;
/// Under so many persons places are kinds, from there on institutions.
pub const LARGE_NETWORK: u32 = 3_000;

/// A quarter has fewer than 300 persons: the network counts half-years or years instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the quarter has fewer than 300 persons")]
pub struct TooFewPersons;

/// Computes the access release of a period, once. That it is due is for the domain to say; that a quarter
/// has too few persons only shows here, and is final for the quarter: its caller records it instead of
/// asking again with another key.
pub fn access(
    journeys: &Journeys,
    period: Period,
    key: ReleaseKey,
) -> Result<Release, TooFewPersons> {
    let record_key = key.record_keys();
    let episodes = episodes(journeys, period);
    let size = size(&episodes, &record_key);
    if size < SMALL_PERIOD && period.rhythm() == Rhythm::Quarter {
        return Err(TooFewPersons);
    }
    let (detail, waits) = fineness_for(size);
    let cube = Cube {
        content: Content::Access,
        detail,
        waits,
    };
    let tally = tally(cube, &episodes, journeys, record_key);
    let manifest = Manifest::new(cube, period, 0);
    Ok(Release::new(manifest, shown(&tally)))
}

/// Computes the path release of the period of an access release, in the same detail, once.
#[must_use]
pub fn paths(journeys: &Journeys, access: &Release, key: ReleaseKey) -> Release {
    let content = Content::Paths;
    as_fine_as(access, (content, 0), journeys, key)
}

/// Computes the one revision of a release, in its detail: a second draw would say something of the number
/// of persons.
#[must_use]
pub fn revised(journeys: &Journeys, original: &Release, key: ReleaseKey) -> Release {
    let content = original.manifest().content;
    as_fine_as(original, (content, 1), journeys, key)
}

fn as_fine_as(
    other: &Release,
    (content, revision): (Content, u8),
    journeys: &Journeys,
    key: ReleaseKey,
) -> Release {
    let period = other.manifest().period;
    let cube = Cube {
        content,
        ..other.manifest().cube()
    };
    let episodes = episodes(journeys, period);
    let tally = tally(cube, &episodes, journeys, key.record_keys());
    Release::new(Manifest::new(cube, period, revision), shown(&tally))
}

/// The number of persons, blurred by the sum of their keys.
fn size(episodes: &[Episode], record_key: impl Fn(Person) -> u64) -> u32 {
    let mut all = Count::default();
    for episode in episodes {
        all.add(record_key(episode.person));
    }
    let blur = u32::try_from(all.key % u64::from(2 * SIZE_BLUR + 1)).unwrap_or(0);
    (all.persons + blur).saturating_sub(SIZE_BLUR)
}

const fn fineness_for(size: u32) -> (Detail, Waits) {
    match size {
        0..WAITS_BY_ACCESS_FROM => (Detail::Groups, Waits::Together),
        WAITS_BY_ACCESS_FROM..SMALL_NETWORK => (Detail::Groups, Waits::ByAccess),
        SMALL_NETWORK..LARGE_NETWORK => (Detail::Kinds, Waits::ByArrival),
        LARGE_NETWORK.. => (Detail::Institutions, Waits::ByArrival),
    }
}

/// The cells that are shown, with what is shown.
#[must_use]
pub(crate) fn shown(tally: &Tally) -> BTreeMap<Cell, u32> {
    let noisy = tally.iter().map(|(cell, count)| (*cell, count.noisy()));
    let mut shown: BTreeMap<Cell, u32> = noisy.filter(|(_, n)| *n >= THRESHOLD).collect();
    let sums = ProtectedShare::of(&shown);
    shown.retain(|cell, _| !sums.too_large(cell));
    shown
}

/// Something that somebody may know of a way, and what is shown of ways that fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Known {
    /// Nothing: where do people come in.
    Nothing,
    /// A stop; the cells lead out of it.
    From(Sort, Place),
    /// A stop; the cells lead into it.
    To(Sort, Place),
    /// That she waited, and perhaps how long.
    Waited(Option<WaitingBin>),
}

/// Which of the two tables of ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    /// Transitions.
    Reached,
    /// Broken hand-overs.
    Broken,
}

/// How much of what is shown is the protected pool's, by what may be known.
pub(crate) struct ProtectedShare(BTreeMap<Known, (u64, u64)>);

impl ProtectedShare {
    pub(crate) fn of(shown: &BTreeMap<Cell, u32>) -> Self {
        let mut sums: BTreeMap<Known, (u64, u64)> = BTreeMap::new();
        for (cell, n) in shown {
            for (known, other_end) in known(cell) {
                let (protected, all) = sums.entry(known).or_default();
                *all += u64::from(*n);
                *protected += u64::from(*n) * u64::from(other_end == Place::Protected);
            }
        }
        Self(sums)
    }

    /// The pool's count and everybody's, for all that may be known.
    #[cfg(test)]
    pub(crate) fn shares(&self) -> impl Iterator<Item = (u64, u64)> {
        self.0.values().copied()
    }

    fn too_large(&self, cell: &Cell) -> bool {
        known(cell).any(|(known, other_end)| {
            let &(protected, all) = self.0.get(&known).unwrap_or(&(0, 0));
            other_end == Place::Protected && 2 * protected > all
        })
    }
}

/// What may be known of somebody in the cell, and what the cell then says. Who is known to be at a
/// protected place has no place to be hidden any more.
fn known(cell: &Cell) -> impl Iterator<Item = (Known, Place)> {
    let (out, into) = match *cell {
        Cell::Access { at } => (Some((Known::Nothing, at)), None),
        Cell::Waiting { from, to, bin } => {
            let place = from.or(to);
            let told = |of| place.map(|place| (Known::Waited(of), place));
            (told(None), told(Some(bin)))
        }
        Cell::Transition { from, to } => (
            Some((Known::From(Sort::Reached, from), to)),
            Some((Known::To(Sort::Reached, to), from)),
        ),
        Cell::Broken { from, to } => (
            Some((Known::From(Sort::Broken, from), to)),
            Some((Known::To(Sort::Broken, to), from)),
        ),
        Cell::Quality { .. } | Cell::Outcome { .. } => (None, None),
    };
    let hidden = |(known, _): &(Known, Place)| {
        !matches!(
            known,
            Known::From(_, Place::Protected) | Known::To(_, Place::Protected)
        )
    };
    out.into_iter().chain(into).filter(hidden)
}
