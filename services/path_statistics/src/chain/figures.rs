//! What can be read of a chain from released figures only.
//!
//! A released transition is read by itself: its sender and its addressee are kinds of the chain, or not.
//! - *foreseen*: some run visits the one directly after the other;
//! - *skipping*: some run visits it later, with stations between that this transition leaves out;
//! - *out of order*: runs only visit it before;
//! - *extra*: one of the two is no station of any run.
//!
//! Of a group, or of the protected pool, the best reading of any of its kinds counts: small networks
//! see less deviation than there is. A kind of several stages counts in each. What is hidden is read as
//! nothing: a stage without a shown arrival may be visited by a few.
//!
//! *Too late* is read from bins of waiting, which count days of the calendar: only persons in bins that
//! lie wholly behind the target with its weekends are late, so the figure is too small rather than too
//! large; holidays are not known here. Releases of groups count no waits by place and say nothing of it.

use domain::InstitutionId;
use domain::vocabulary::InstitutionKind;

use super::run::Following;
use super::text::{ServiceChain, Stage};
use crate::releases::{Cell, Place, Release};

/// How a released transition fits the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeFit {
    /// As the chain wishes it.
    Foreseen,
    /// Stations between were left out.
    Skipping,
    /// The chain goes the other way.
    OutOfOrder,
    /// No station of the chain.
    Extra,
}

/// A released transition beside the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EdgeFigure {
    /// Who sent.
    pub from: Place,
    /// Where she arrived.
    pub to: Place,
    /// How many, as released.
    pub persons: u32,
    /// How it fits.
    pub fit: EdgeFit,
}

/// A stage in released figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageFigure {
    /// Arrivals at its stations, by shown transitions.
    pub arrived: u32,
    /// Of the shown waits at its stations: how many were too late, and how many there are. None where
    /// the stage has no target, or the release counts no waits by place.
    pub too_late: Option<(u32, u32)>,
}

/// A chain in released figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainFigures {
    /// Who came in where the chain foresees it.
    pub access_foreseen: u32,
    /// Who came in elsewhere.
    pub access_elsewhere: u32,
    /// Each shown transition.
    pub edges: Vec<EdgeFigure>,
    /// Each stage, in the chain's order.
    pub stages: Vec<StageFigure>,
}

impl ServiceChain {
    /// Reads the two releases of a period; `kind_of` tells an institution's kind, in large networks.
    #[must_use]
    pub fn figures(
        &self,
        access: &Release,
        paths: &Release,
        kind_of: impl Fn(InstitutionId) -> Option<InstitutionKind>,
    ) -> ChainFigures {
        let kinds = |place: Place| place.kinds(&kind_of);
        let following = Following::of(self);
        let mut figures = ChainFigures {
            access_foreseen: 0,
            access_elsewhere: 0,
            edges: Vec::new(),
            stages: Vec::new(),
        };
        for (at, persons) in access.accesses() {
            if kinds(at).iter().any(|kind| self.access().contains(kind)) {
                figures.access_foreseen += persons;
            } else {
                figures.access_elsewhere += persons;
            }
        }
        figures.edges = paths
            .transitions()
            .map(|(from, to, persons)| EdgeFigure {
                from,
                to,
                persons,
                fit: self.fit(&following, &kinds(from), &kinds(to)),
            })
            .collect();
        let stages = self.stages().iter();
        figures.stages = stages
            .map(|stage| stage_figure(stage, paths, &kinds))
            .collect();
        figures
    }

    fn fit(
        &self,
        following: &Following,
        from: &[InstitutionKind],
        to: &[InstitutionKind],
    ) -> EdgeFit {
        let known = |kind: &InstitutionKind| {
            let mut stations = self.stages().iter().flat_map(Stage::stations);
            self.access().contains(kind) || stations.any(|station| station == *kind)
        };
        let of_pair = |from: InstitutionKind, to: InstitutionKind| {
            if following.directly.contains(&(from, to)) {
                EdgeFit::Foreseen
            } else if following.later.contains(&(from, to)) {
                EdgeFit::Skipping
            } else if known(&from) && known(&to) {
                EdgeFit::OutOfOrder
            } else {
                EdgeFit::Extra
            }
        };
        let pairs = from
            .iter()
            .flat_map(|from| to.iter().map(|to| of_pair(*from, *to)));
        pairs.min().unwrap_or(EdgeFit::Extra)
    }
}

fn stage_figure(
    stage: &Stage,
    paths: &Release,
    kinds: &impl Fn(Place) -> Vec<InstitutionKind>,
) -> StageFigure {
    let in_stage = |place: Place| {
        let kinds = kinds(place);
        stage.stations().any(|station| kinds.contains(&station))
    };
    let mut arrived = 0;
    let (mut late, mut waited) = (0, 0);
    for (cell, persons) in paths.cells() {
        match *cell {
            Cell::Transition { to, .. } if in_stage(to) => arrived += persons,
            Cell::Waiting {
                to: Some(to), bin, ..
            } if in_stage(to) => {
                waited += persons;
                let target = stage.acknowledge_within.map(calendar_days);
                late += persons * u32::from(target.is_some_and(|days| bin.from_days() > days));
            }
            _ => {}
        }
    }
    let said = stage.acknowledge_within.is_some() && waited > 0;
    StageFigure {
        arrived,
        too_late: said.then_some((late, waited)),
    }
}

/// The most days of the calendar after which something can still be in time, whatever holidays fall
/// between, in any federal state: only what comes later is called late. Between Christmas and Epiphany, or
/// around Easter, four more days are free than the weekends.
const fn calendar_days(business_days: u32) -> u32 {
    business_days + 4 + 2 * (business_days + 4).div_ceil(5)
}

#[cfg(test)]
mod tests {
    use domain::working_days;
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::calendar_days;

    /// Thursday 2 April to Friday 10 April 2026: Good Friday and Easter Monday lie between.
    #[test]
    fn what_is_in_time_around_easter_is_never_called_late() {
        let (sent, arrived) = (date(2026, 4, 2), date(2026, 4, 10));
        assert_eq!(working_days::after(sent, arrived), 4);
        assert!(calendar_days(5) >= 8);
    }

    #[test]
    fn nothing_in_time_is_called_late_on_any_day_of_thirty_years() {
        let mut sent = date(2020, 1, 1);
        while sent < date(2050, 1, 1) {
            for within in [1, 2, 3, 5, 10, 20, 25] {
                let first_late = sent.saturating_add((i64::from(calendar_days(within)) + 1).days());
                let took = working_days::after(sent, first_late);
                assert!(took > within, "{sent}: {within} took {took}");
            }
            sent = sent.saturating_add(1.day());
        }
    }
}
