//! Where one can stand in a run, and what may come next.

use std::collections::BTreeSet;

use domain::vocabulary::InstitutionKind;

use super::text::{ServiceChain, Stage};

/// In which stage, and which of its stations were visited since it was last begun: a bit for each, in
/// the order of [`Stage::stations`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Standing {
    pub(super) stage: usize,
    visited: u32,
}

impl Standing {
    pub(super) const START: Self = Self {
        stage: 0,
        visited: 0,
    };

    /// Whether the stage may be left.
    pub(super) fn passed(self, chain: &ServiceChain) -> bool {
        let stage = self.stage(chain);
        let any = bits(0, stage.any_of.len());
        let all = bits(stage.any_of.len(), stage.all_of.len());
        (any == 0 || self.visited & any != 0) && self.visited & all == all
    }

    /// Where one stands after visiting a station of this kind in this stage, or in it begun again.
    pub(super) fn visit(
        self,
        chain: &ServiceChain,
        kind: InstitutionKind,
    ) -> impl Iterator<Item = Self> {
        let again = Self { visited: 0, ..self };
        let repeats = self.stage(chain).may_repeat && self.visited != 0 && self.passed(chain);
        [Some(self), repeats.then_some(again)]
            .into_iter()
            .flatten()
            .filter_map(move |standing| standing.visit_once(chain, kind))
    }

    fn visit_once(self, chain: &ServiceChain, kind: InstitutionKind) -> Option<Self> {
        let stage = self.stage(chain);
        let place = stage.stations().position(|station| station == kind)?;
        let any = bits(0, stage.any_of.len());
        let bit = 1 << place;
        let one_suffices = bit & any != 0 && self.visited & any != 0;
        (self.visited & bit == 0 && !one_suffices).then_some(Self {
            visited: self.visited | bit,
            ..self
        })
    }

    /// The stages to which one may go on from here, not yet begun.
    pub(super) fn go_on(self, chain: &ServiceChain) -> impl Iterator<Item = Self> {
        let next = self.stage(chain).next.iter();
        let passed = self.passed(chain);
        next.filter(move |_| passed)
            .map(|&stage| Self { stage, visited: 0 })
    }

    fn stage(self, chain: &ServiceChain) -> &Stage {
        &chain.stages()[self.stage]
    }
}

fn bits(from: usize, count: usize) -> u32 {
    ((1 << count) - 1) << from
}

/// Where one can stand without visiting anything more.
pub(super) fn without_visiting(
    chain: &ServiceChain,
    from: BTreeSet<Standing>,
) -> BTreeSet<Standing> {
    let mut all = from.clone();
    let mut left: Vec<Standing> = from.into_iter().collect();
    while let Some(standing) = left.pop() {
        for next in standing.go_on(chain) {
            if all.insert(next) {
                left.push(next);
            }
        }
    }
    all
}

/// Which kind may follow which in a run: directly, and at any time later.
pub(super) struct Following {
    pub(super) directly: BTreeSet<(InstitutionKind, InstitutionKind)>,
    pub(super) later: BTreeSet<(InstitutionKind, InstitutionKind)>,
}

impl Following {
    pub(super) fn of(chain: &ServiceChain) -> Self {
        let mut directly = BTreeSet::new();
        let mut seen: BTreeSet<(InstitutionKind, Standing)> = BTreeSet::new();
        let mut left: Vec<(InstitutionKind, Standing)> = Vec::new();
        for &access in chain.access() {
            left.push((access, Standing::START));
            for begun in without_visiting(chain, BTreeSet::from([Standing::START])) {
                let as_station = begun.visit(chain, access);
                left.extend(as_station.map(|standing| (access, standing)));
            }
        }
        while let Some((last, standing)) = left.pop() {
            if !seen.insert((last, standing)) {
                continue;
            }
            for reached in without_visiting(chain, BTreeSet::from([standing])) {
                for kind in chain.stages()[reached.stage].stations() {
                    for next in reached.visit(chain, kind) {
                        directly.insert((last, kind));
                        left.push((kind, next));
                    }
                }
            }
        }
        let later = closure(&directly);
        Self { directly, later }
    }
}

fn closure(
    pairs: &BTreeSet<(InstitutionKind, InstitutionKind)>,
) -> BTreeSet<(InstitutionKind, InstitutionKind)> {
    let mut all = pairs.clone();
    loop {
        let longer: Vec<_> = all
            .iter()
            .flat_map(|&(from, over)| {
                let onward = pairs.iter().filter(move |(start, _)| *start == over);
                onward.map(move |&(_, to)| (from, to))
            })
            .filter(|pair| !all.contains(pair))
            .collect();
        if longer.is_empty() {
            return all;
        }
        all.extend(longer);
    }
}
