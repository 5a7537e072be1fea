//! The reading of a way that deviates least.
//!
//! A deviation is a station that the run does not ask for (*extra*) or one that it asks for and the way
//! does not have (*skipped*); a kind that is both, each once, is *out of order*. Of all readings the one
//! with the fewest extra and skipped stations counts; of equal ones that with fewer extra, since a visit
//! that can be explained should be; of equal ones still the first found. Lateness takes no conformance away.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use domain::vocabulary::InstitutionKind;

use super::run::{Standing, without_visiting};
use super::text::ServiceChain;

/// A station of a way. Business days are the caller's: they need a federal state's holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// What she visited.
    pub kind: InstitutionKind,
    /// Business days from sending to arrival, where she was sent.
    pub arrived_after: Option<u32>,
    /// Business days from arrival to acceptance, where she was accepted.
    pub accepted_after: Option<u32>,
}

/// How far a way keeps to the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conformance {
    /// In which stage each station was read; none for extra ones, and for an access that is only that.
    pub read_as: Vec<Option<usize>>,
    /// Where it deviates, in the order of the way.
    pub deviations: Vec<Deviation>,
}

/// A deviation. `stage` is a place in [`ServiceChain::stages`], `stop` one in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the fields are said above")]
pub enum Deviation {
    /// She came in where the chain does not foresee it.
    AccessElsewhere,
    /// A station that the run does not ask for.
    Extra { stop: usize },
    /// A station that the stage asks for; of `any_of` the first stands for all.
    Skipped { stage: usize, kind: InstitutionKind },
    /// A station that another stage asks for.
    OutOfOrder { stop: usize, stage: usize },
    /// She arrived, or was accepted, later than the stage's target.
    TooLate {
        stop: usize,
        stage: usize,
        business_days: u32,
        within: u32,
    },
}

impl Conformance {
    /// Whether the way can be read as a run.
    #[must_use]
    pub fn conforms(&self) -> bool {
        let late = |deviation: &Deviation| matches!(deviation, Deviation::TooLate { .. });
        self.deviations.iter().all(late)
    }
}

/// What a deviation costs: one is one, and of equally many an extra station weighs a little more.
const SKIPPED: u32 = 1_000;
const EXTRA: u32 = 1_001;

/// A point of the search: so many stops are read, and there one stands.
type Point = (usize, Standing);

/// How a point was reached.
#[derive(Clone, Copy)]
enum Move {
    Start,
    Visited(Point),
    Extra(Point),
    Skipped(Point, InstitutionKind),
    WentOn(Point),
}

impl ServiceChain {
    /// Reads a way. One that is still under way need not have come to an end.
    #[must_use]
    pub fn conformance(&self, way: &[Stop], under_way: bool) -> Conformance {
        let mut search = Search {
            chain: self,
            way,
            reached: BTreeMap::new(),
            left: BinaryHeap::new(),
        };
        let goal = search.run(under_way);
        search.told(goal)
    }
}

struct Search<'a> {
    chain: &'a ServiceChain,
    way: &'a [Stop],
    reached: BTreeMap<Point, (u32, Move)>,
    left: BinaryHeap<Reverse<(u32, Point)>>,
}

impl Search<'_> {
    /// Cheapest first (Dijkstra). From a sound chain's every standing an end is reached by skipping.
    fn run(&mut self, under_way: bool) -> Option<Point> {
        let start = (0, Standing::START);
        self.reach(start, 0, Move::Start);
        // The access may be only that: it is no station of the run then.
        if let Some(first) = self.way.first() {
            self.reach((1, Standing::START), 0, Move::Visited(start));
            for begun in without_visiting(self.chain, BTreeSet::from([Standing::START])) {
                for standing in begun.visit(self.chain, first.kind) {
                    self.reach((1, standing), 0, Move::Visited(start));
                }
            }
        }
        while let Some(Reverse((cost, point))) = self.left.pop() {
            let (read, standing) = point;
            if self.reached[&point].0 < cost {
                continue;
            }
            if read == self.way.len() && (under_way || standing.ends(self.chain)) {
                return Some(point);
            }
            self.moves(point, cost);
        }
        None
    }

    fn moves(&mut self, point: Point, cost: u32) {
        let (read, standing) = point;
        for next in standing.go_on(self.chain) {
            self.reach((read, next), cost, Move::WentOn(point));
        }
        for kind in standing.missing(self.chain) {
            for next in standing.visit(self.chain, kind) {
                self.reach((read, next), cost + SKIPPED, Move::Skipped(point, kind));
            }
        }
        if let Some(stop) = self.way.get(read).filter(|_| read > 0) {
            for next in standing.visit(self.chain, stop.kind) {
                self.reach((read + 1, next), cost, Move::Visited(point));
            }
            self.reach((read + 1, standing), cost + EXTRA, Move::Extra(point));
        }
    }

    fn reach(&mut self, point: Point, cost: u32, by: Move) {
        let known = self.reached.get(&point);
        if known.is_none_or(|(known, _)| cost < *known) {
            self.reached.insert(point, (cost, by));
            self.left.push(Reverse((cost, point)));
        }
    }

    fn told(&self, goal: Option<Point>) -> Conformance {
        let mut read_as = vec![None; self.way.len()];
        let mut extra = BTreeSet::new();
        let mut skipped = Vec::new();
        let mut at = goal;
        while let Some(point) = at {
            at = match self.reached[&point].1 {
                Move::Start => None,
                Move::Visited(from) => {
                    let (read, standing) = point;
                    let only_access = from.0 == 0 && standing == Standing::START;
                    read_as[read - 1] = (!only_access).then_some(standing.stage);
                    Some(from)
                }
                Move::Extra(from) => {
                    extra.insert(from.0);
                    Some(from)
                }
                Move::Skipped(from, kind) => {
                    skipped.push((from.1.stage, kind));
                    Some(from)
                }
                Move::WentOn(from) => Some(from),
            };
        }
        skipped.reverse();
        let mut deviations = self.lateness(&read_as);
        let first = self.way.first().map(|stop| stop.kind);
        if first.is_some_and(|kind| !self.chain.access().contains(&kind)) {
            deviations.push(Deviation::AccessElsewhere);
        }
        for (stage, kind) in skipped {
            let elsewhere = |stop: &usize| self.fits(stage, kind, self.way[*stop].kind);
            let swapped = extra.iter().copied().find(elsewhere);
            deviations.push(match swapped {
                Some(stop) => {
                    extra.remove(&stop);
                    Deviation::OutOfOrder { stop, stage }
                }
                None => Deviation::Skipped { stage, kind },
            });
        }
        deviations.extend(extra.into_iter().map(|stop| Deviation::Extra { stop }));
        deviations.sort_unstable();
        Conformance {
            read_as,
            deviations,
        }
    }

    /// Whether a visited kind is what the stage missed; any of `any_of` will do.
    fn fits(&self, stage: usize, missed: InstitutionKind, visited: InstitutionKind) -> bool {
        let any_of = &self.chain.stages()[stage].any_of;
        visited == missed || any_of.contains(&missed) && any_of.contains(&visited)
    }

    fn lateness(&self, read_as: &[Option<usize>]) -> Vec<Deviation> {
        let mut late = Vec::new();
        for (stop, read) in read_as.iter().enumerate() {
            let Some(stage) = *read else { continue };
            let (target, came) = (&self.chain.stages()[stage], &self.way[stop]);
            for (days, within) in [
                (came.arrived_after, target.acknowledge_within),
                (came.accepted_after, target.accept_within),
            ] {
                if let Some((business_days, within)) = days.zip(within)
                    && business_days > within
                {
                    late.push(Deviation::TooLate {
                        stop,
                        stage,
                        business_days,
                        within,
                    });
                }
            }
        }
        late
    }
}
