//! The ten attacks that a reviewer would run against releases, with their pass rules.
//!
//! The attacker knows the method, the manifest, the table and, where an attack says so, everybody but
//! one. Attacks 1, 4 and 6 also run against exact counts (from ten on, with exact totals), as offices
//! publish them by hand; there they must succeed, or the attack proves nothing.
//!
//! | no. | attack | passes when |
//! | --- | --- | --- |
//! | 1 | one person withdraws, the period is released again | it is refused; besides, how often her way is found with fresh keys against her best guess |
//! | 2 | a period that overlaps a released one | it is refused |
//! | 3 | figures outside the manifest: filters, complements, other details | they are refused |
//! | 4 | a linear program over everything published | no hidden cell's interval is narrower than 10 |
//! | 5 | shown cells | five persons at least stand behind each |
//! | 6 | all but one person known: was she in it? | true minus false positive rate, exactly, at most .6 |
//! | 7 | the same cell by every route, again and again | always the same |
//! | 8 | after any two known stops | the protected pool is at most half of what is shown |
//! | 9 | hidden cells against those where nobody is | nothing tells them apart |
//! | 10 | keys of two releases | no person has one in both |
//!
//! Times are not measured here (this crate has no clock): a hidden cell and one without persons are
//! both not in the map that answers, so there is nothing that could take longer.

mod asking;
mod difference;
mod exact_tables;
mod feeding;
mod intervals;
mod membership;
mod program;
mod report;
mod seeing;

use crate::episodes::{Episode, episodes};
use crate::journeys::Journeys;
use crate::releases::{Cell, Release, Tally, tally};

pub use difference::Difference;
pub use membership::advantage;
pub use report::{Finding, Report, Visible};
pub use seeing::visible;

/// What is attacked: the two releases of a period, beside the truth that they were made of. Between the
/// one and the other somebody may have been erased.
pub struct Target<'a> {
    /// Everybody's facts when the access release was made.
    pub came_in: &'a Journeys,
    /// The frozen access release.
    pub access: &'a Release,
    /// Everybody's facts when the path release was made.
    pub truth: &'a Journeys,
    /// The frozen path release.
    pub paths: &'a Release,
}

/// How hard to try.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Every draw of the attacker comes from it.
    pub seed: u64,
    /// How often somebody withdraws (attack 1).
    pub trials: u32,
    /// How many hidden cells get programs of their own, two each (attack 4); drawn, where there are more.
    pub programs: usize,
    /// How often the same is asked (attack 7).
    pub repeats: u32,
}

/// All ten attacks.
#[must_use]
pub fn run(target: &Target<'_>, effort: Effort) -> Report {
    let known = Known::of(target);
    let findings = vec![
        difference::finding(&known, effort),
        asking::overlapping(target),
        asking::outside(target),
        intervals::finding(&known, effort),
        seeing::fewest(&known),
        membership::finding(&known),
        asking::repeatedly(target, effort.repeats),
        seeing::protected(target),
        asking::hidden(&known),
        asking::keys(&known, effort.seed),
    ];
    Report {
        persons: known.episodes.len(),
        detail: target.access.manifest().detail,
        access: visible(&known.access, target.access, |cell| {
            matches!(cell, Cell::Access { .. })
        }),
        edges: visible(&known.paths, target.paths, |cell| {
            matches!(cell, Cell::Transition { .. })
        }),
        findings,
    }
}

/// The target with its truth counted.
pub(crate) struct Known<'a> {
    target: &'a Target<'a>,
    episodes: Vec<Episode>,
    /// True counts; the keys in it are nobody's.
    access: Tally,
    paths: Tally,
}

impl<'a> Known<'a> {
    pub(crate) fn of(target: &'a Target<'a>) -> Self {
        let manifest = target.access.manifest();
        let count = |release: &Release, truth: &Journeys| {
            let episodes = episodes(truth, manifest.period);
            let cube = release.manifest().cube();
            tally(cube, &episodes, truth, |_| 0)
        };
        let access = count(target.access, target.came_in);
        let paths = count(target.paths, target.truth);
        Self {
            target,
            episodes: episodes(target.truth, manifest.period),
            access,
            paths,
        }
    }

    fn true_count(&self, cell: &Cell) -> u32 {
        let count = self.access.get(cell).or_else(|| self.paths.get(cell));
        count.map_or(0, |count| count.persons)
    }

    fn shown(&self, cell: &Cell) -> Option<u32> {
        let Target { access, paths, .. } = self.target;
        access.shown(cell).or_else(|| paths.shown(cell))
    }

    /// Cells with somebody in them that the releases do not show.
    fn hidden(&self) -> impl Iterator<Item = &Cell> {
        let all = self.access.keys().chain(self.paths.keys());
        all.filter(|cell| self.shown(cell).is_none())
    }
}

/// Draws from a seed, the same on every machine; no secret comes from here.
pub struct Draws(pub u64);

impl Draws {
    /// The next number (SplitMix64).
    pub const fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number under `count`.
    pub fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.draw() % count).unwrap_or(0)
    }

    /// A release's key as the network would draw it.
    pub(crate) fn key(&mut self) -> crate::releases::ReleaseKey {
        let mut bytes = [0; 32];
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.draw().to_be_bytes());
        }
        crate::releases::ReleaseKey::from_bytes(bytes)
    }
}

#[cfg(test)]
mod tests;
