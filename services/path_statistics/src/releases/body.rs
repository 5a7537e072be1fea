//! A release as it is frozen: its body's bytes never change.
//!
//! One JSON object without blanks: the manifest, then the shown cells in the cube's order. What is
//! hidden and what is zero is not there. Reading accepts exactly the bytes that writing gives.

use std::collections::{BTreeMap, BTreeSet};

use domain::statistics::{Content, Edition};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::cube::{Cell, Cube, Detail, Place, Waits};
use crate::episodes::{Period, WaitingBin};

// The numbers of disclosure control; `control` says what for, and each release says by which it was made.

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
/// No noise is larger than this, up or down.
pub const BOUND: u32 = 5;
/// The variance of the noise of every count but zero.
pub const VARIANCE: u32 = 3;

/// The method's version; it changes with any definition of episodes, cells or control.
const METHOD: &str = "2";

/// What a release holds and how it was made; whatever lies outside of it is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Access or paths.
    pub content: Content,
    /// The days in which its persons came in.
    pub period: Period,
    /// The last day of which it counts something: the period's, for paths the observation's.
    pub observed_until: Date,
    /// 0, or 1 for the one revision.
    pub revision: u8,
    /// How finely places are told apart.
    pub detail: Detail,
    /// By what waits are told apart. Method 1 did not say it: groups together, all else by arrival.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub waits: Option<Waits>,
    /// The noisy count from which a cell is shown.
    pub threshold: u32,
    /// The largest noise.
    pub noise_bound: u32,
    /// The noise's variance.
    pub noise_variance: u32,
    /// Which method note describes episodes, cells and noise.
    pub method: String,
}

impl Manifest {
    pub(crate) fn new(cube: Cube, period: Period, revision: u8) -> Self {
        Self {
            content: cube.content,
            period,
            observed_until: Edition::first(period, cube.content).observed_until(),
            revision,
            detail: cube.detail,
            waits: Some(cube.waits),
            threshold: THRESHOLD,
            noise_bound: BOUND,
            noise_variance: VARIANCE,
            method: METHOD.to_owned(),
        }
    }

    /// The cells that it can hold.
    #[must_use]
    pub const fn cube(&self) -> Cube {
        let waits = match (self.waits, self.detail) {
            (Some(waits), _) => waits,
            (None, Detail::Groups) => Waits::Together,
            (None, Detail::Kinds | Detail::Institutions) => Waits::ByArrival,
        };
        Cube {
            content: self.content,
            detail: self.detail,
            waits,
        }
    }
}

/// The figures of one period that may leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    manifest: Manifest,
    shown: BTreeMap<Cell, u32>,
}

/// A question that the release was not made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the release's manifest does not hold this figure")]
pub struct OutsideManifest;

/// Bytes that are no release of ours.
#[derive(Debug, thiserror::Error)]
pub enum NoRelease {
    /// Not the JSON of a release.
    #[error("not a release: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// A release, but not as we write it.
    #[error("not the bytes of a release: cells out of order, outside the manifest, or edited")]
    NotCanonical,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    manifest: Manifest,
    cells: Vec<Row>,
}

#[derive(Serialize, Deserialize)]
struct Row {
    #[serde(flatten)]
    cell: Cell,
    persons: u32,
}

impl Release {
    pub(crate) fn new(manifest: Manifest, shown: BTreeMap<Cell, u32>) -> Self {
        Self { manifest, shown }
    }

    /// The frozen bytes.
    ///
    /// # Panics
    ///
    /// Never: all of it can be written as JSON.
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        let rows = self
            .shown
            .iter()
            .map(|(&cell, &persons)| Row { cell, persons });
        let body = Body {
            manifest: self.manifest.clone(),
            cells: rows.collect(),
        };
        serde_json::to_vec(&body).expect("enums and numbers with string keys are JSON")
    }

    /// Reads frozen bytes back.
    pub fn read(bytes: &[u8]) -> Result<Self, NoRelease> {
        let body: Body = serde_json::from_slice(bytes)?;
        let rows = body.cells.into_iter().map(|row| (row.cell, row.persons));
        let release = Self::new(body.manifest, rows.collect());
        let cube = release.manifest.cube();
        let inside = release.shown.keys().all(|cell| cube.holds(cell));
        if !inside || release.body() != bytes {
            return Err(NoRelease::NotCanonical);
        }
        Ok(release)
    }

    /// What it holds and how it was made.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The shown cells, in the cube's order.
    pub fn cells(&self) -> impl Iterator<Item = (&Cell, u32)> {
        self.shown.iter().map(|(cell, persons)| (cell, *persons))
    }

    /// The shown transitions: from, to, and how many.
    pub fn transitions(&self) -> impl Iterator<Item = (Place, Place, u32)> {
        self.cells().filter_map(|(cell, persons)| match *cell {
            Cell::Transition { from, to } => Some((from, to, persons)),
            _ => None,
        })
    }

    /// A cell's figure; none when it is hidden or zero.
    pub fn persons(&self, cell: &Cell) -> Result<Option<u32>, OutsideManifest> {
        if !self.manifest.cube().holds(cell) {
            return Err(OutsideManifest);
        }
        Ok(self.shown.get(cell).copied())
    }

    /// A cell's figure where it is shown; none of a cell that no release of this sort has.
    #[must_use]
    pub fn shown(&self, cell: &Cell) -> Option<u32> {
        self.shown.get(cell).copied()
    }

    /// The shown accesses, and how many came in there.
    pub fn accesses(&self) -> impl Iterator<Item = (Place, u32)> {
        self.cells().filter_map(|(cell, persons)| match *cell {
            Cell::Access { at } => Some((at, persons)),
            _ => None,
        })
    }

    /// All who came in at a shown place.
    #[must_use]
    pub fn came_in(&self) -> u32 {
        self.accesses().map(|(_, persons)| persons).sum()
    }

    /// All who arrived at a place, along shown transitions.
    #[must_use]
    pub fn arrived(&self, place: Place) -> u32 {
        let into = self.transitions().filter(|(_, to, _)| *to == place);
        into.map(|(.., persons)| persons).sum()
    }

    /// The places by which waits are shown: where they came in, or where they arrived.
    #[must_use]
    pub fn waiting_places(&self) -> BTreeSet<Place> {
        let cells = self.shown.keys();
        cells.filter_map(|cell| waited(cell)?.0).collect()
    }

    /// The shown first waits by length: of one of the places by which they are shown, or of all.
    #[must_use]
    pub fn waits(&self, at: Option<Place>) -> [(WaitingBin, u32); 5] {
        WaitingBin::ALL.map(|bin| {
            let fits = |cell: &Cell| {
                waited(cell).is_some_and(|(place, of)| of == bin && (at.is_none() || place == at))
            };
            (bin, self.sum(fits))
        })
    }

    /// The bin in which the median wait lies, at one of those places or of all; none under 20 persons in
    /// shown bins.
    #[must_use]
    pub fn median_wait(&self, at: Option<Place>) -> Option<WaitingBin> {
        let bins = self.waits(at);
        let all: u32 = bins.iter().map(|(_, persons)| persons).sum();
        let mut so_far = 0;
        let reaches_half = |(_, persons): &(WaitingBin, u32)| {
            so_far += persons;
            2 * so_far >= all
        };
        let median = bins.into_iter().find(reaches_half);
        median.filter(|_| all >= MEDIAN_FROM).map(|(bin, _)| bin)
    }

    /// A total is the sum of what is shown, never of what is true.
    fn sum(&self, of: impl Fn(&Cell) -> bool) -> u32 {
        let fitting = self.shown.iter().filter(|(cell, _)| of(cell));
        fitting.map(|(_, persons)| persons).sum()
    }
}

/// The place by which a wait is told apart, and how long it was.
fn waited(cell: &Cell) -> Option<(Option<Place>, WaitingBin)> {
    match *cell {
        Cell::Waiting { from, to, bin } => Some((from.or(to), bin)),
        _ => None,
    }
}
