//! Disclosure control: what of the counts is shown.
//!
//! 1. **Noise** is drawn from a table by the sum of the record keys of a cell's persons (cell-key method).
//!    The table is data, `cell_key_table.json`, which says where it comes from: the maximum-entropy
//!    distributions of the cell-key method (Australian Bureau of Statistics; Eurostat; the German census)
//!    with the parameters of the documented example of the R package ptable. Equal sets of persons have
//!    equal sums, so equal noise, whichever cell they stand in. The keys are made afresh for each release
//!    and gone after it.
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
use std::fmt;
use std::sync::LazyLock;

use domain::statistics::Content;
use ring::hmac;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::body::{
    LARGE_NETWORK, Manifest, Release, SIZE_BLUR, SMALL_NETWORK, SMALL_PERIOD, THRESHOLD,
    WAITS_BY_ACCESS_FROM,
};
use super::cube::{Cell, Cube, Detail, Place, Waits};
use crate::episodes::{Episode, Period, Rhythm, WaitingBin, episodes};
use crate::journeys::{Journeys, Person};

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

/// Thirty-two random bytes for one release. Our copy is zeroised when it is dropped; ring's expanded
/// one lives on the stack of the computation only.
pub struct ReleaseKey(Zeroizing<[u8; 32]>);

impl ReleaseKey {
    /// The key of these bytes; they come from the injected randomness and are used for nothing else.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A key that is written where it stays, without a copy of it in between.
    #[must_use]
    pub fn drawn(fill: impl FnOnce(&mut [u8])) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        fill(bytes.as_mut_slice());
        Self(bytes)
    }

    /// The record keys of this release: HMAC-SHA-256 of the person's number (four bytes, big endian),
    /// its first eight bytes as a number.
    pub(crate) fn record_keys(self) -> impl Fn(Person) -> u64 {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.as_slice());
        move |person| {
            let tag = hmac::sign(&key, &person.0.to_be_bytes());
            let first: [u8; 8] = std::array::from_fn(|byte| tag.as_ref()[byte]);
            u64::from_be_bytes(first)
        }
    }
}

impl fmt::Debug for ReleaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReleaseKey")
    }
}

/// The noise of one true count, as a distribution.
#[derive(Debug, Deserialize)]
pub struct Noise {
    n: u32,
    #[serde(rename = "noise")]
    values: Vec<i32>,
    p: Vec<f64>,
    cumulative: Vec<f64>,
}

#[derive(Deserialize)]
struct Table {
    rows: Vec<Noise>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("cell_key_table.json"))
        .expect("the table is part of the program and read by its tests")
});

impl Noise {
    /// The distribution for a true count; the last row serves all larger ones.
    #[must_use]
    pub fn of(count: u32) -> &'static Self {
        let rows = &TABLE.rows;
        let row = rows.iter().find(|row| row.n == count);
        row.unwrap_or(&rows[rows.len() - 1])
    }

    /// Each possible noise with its probability.
    pub fn outcomes(&self) -> impl Iterator<Item = (i32, f64)> {
        self.values.iter().copied().zip(self.p.iter().copied())
    }

    /// The noise that a cell key draws: the first whose cumulative probability exceeds key / 2^64.
    fn draw(&self, cell_key: u64) -> i32 {
        // 53 bits are what a double holds exactly, and keep the quotient below one.
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let u = (cell_key >> 11) as f64 / (1_u64 << 53) as f64;
        let drawn = self
            .cumulative
            .iter()
            .position(|&cumulative| cumulative > u);
        drawn.map_or(0, |place| self.values[place])
    }
}

/// A count with its noise; never negative, and zero for zero.
#[must_use]
pub fn noise(count: u32, cell_key: u64) -> u32 {
    count.saturating_add_signed(Noise::of(count).draw(cell_key))
}

/// How many persons a cell has, and the sum of their record keys modulo 2^64.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// The true count: never leaves.
    pub persons: u32,
    /// The cell key.
    pub key: u64,
}

/// Every cell that somebody feeds.
pub type Tally = BTreeMap<Cell, Count>;

impl Count {
    /// One more person.
    pub fn add(&mut self, record_key: u64) {
        self.persons += 1;
        self.key = self.key.wrapping_add(record_key);
    }

    /// The count with its noise.
    #[must_use]
    pub fn noisy(self) -> u32 {
        noise(self.persons, self.key)
    }
}

/// Counts the episodes into the cube's cells.
pub fn tally(
    cube: Cube,
    episodes: &[Episode],
    journeys: &Journeys,
    record_key: impl Fn(Person) -> u64,
) -> Tally {
    let mut tally = Tally::new();
    for episode in episodes {
        let key = record_key(episode.person);
        for cell in cube.cells(episode, journeys) {
            tally.entry(cell).or_default().add(key);
        }
    }
    tally
}
