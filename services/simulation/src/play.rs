//! Plays all cases on one clock: steps in the order of their days, across cases, as the log's time demands.

use std::collections::BTreeSet;

use casework::{Desk, SettableClock};
use jiff::civil::Date;

use crate::calendar::{day_of_step, first_day};
use crate::cases::{self, Case, Page, Stop};
use crate::chance;
use crate::population::{OfficeHours, Parents, Scope, TownPlan, open_to_parents};
use crate::steps::Thread;
use crate::suhlheim::Suhlheim;
use crate::{Link, PlayError, SlipSeen, StepError, TourStop, Town, stage};

/// Minutes between two steps of one day.
const PACE: usize = 4;
/// Steps that fit between nine and six.
const STEPS_A_DAY: usize = 135;

/// The network's id; the town is one place, so it has one id.
#[must_use]
pub fn network_id() -> domain::NetworkId {
    Suhlheim::network_id()
}

/// Parents who go to the offices of Suhlheim.
pub fn suhlheims_parents(scope: Scope) -> Result<TownPlan, PlayError> {
    let town = Suhlheim::read()?;
    Ok(TownPlan::draw_among(scope, open_to_parents(town.offices())))
}

/// Sets the stage and plays every case up to the last business day before `today`, on an empty
/// network; beside them a plan's parents may go to the town's offices, see [`suhlheims_parents`]. Somebody
/// must run the desk's projector meanwhile, or the desk be [`Desk::alone`]: steps look at the next screen.
pub async fn play(
    desk: &Desk,
    clock: &SettableClock,
    (seed, today): (u64, Date),
    plan: Option<&TownPlan>,
) -> Result<Town, PlayError> {
    let town = Suhlheim::read()?;
    let mut parents = plan.map(|plan| Parents::of(desk, plan, town.offices()));
    let told = cases::all()?;
    let cases: Vec<&Case> = told.iter().collect();
    let turns = turns(&cases, today);
    let mut days: BTreeSet<Date> = turns.iter().map(|turn| turn.day).collect();
    days.extend(parents.iter().flat_map(Parents::days));
    let first = first_day(today);
    clock.set(days.first().map_or(first, |day| first.min(*day)), 5, 0);
    let logins = stage::set(desk, &town, seed).await?;
    let mut threads: Vec<Thread<'_>> = (0..cases.len())
        .map(|number| Thread::new(desk, &town, chance::person(seed, number)))
        .collect();
    for day in days {
        if let Some(parents) = &mut parents {
            parents.play(clock, day, OfficeHours::EARLY).await?;
        }
        for turn in turns.iter().filter(|turn| turn.day == day) {
            turn.set(clock);
            threads[turn.case]
                .play(&cases[turn.case].steps[turn.step], day)
                .await
                .map_err(|source| turn.failed(cases[turn.case], source))?;
        }
    }
    let told = cases.iter().copied().zip(&threads);
    Ok(Town {
        logins,
        slips: told
            .clone()
            .flat_map(|(case, thread)| slips(case, thread))
            .collect(),
        tour: tour(told)?,
    })
}

/// One step in the order of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    day: Date,
    case: usize,
    step: usize,
    /// The how-manyeth of its day.
    of_day: usize,
}

fn turns(cases: &[&Case], today: Date) -> Vec<Turn> {
    let mut turns: Vec<Turn> = cases
        .iter()
        .enumerate()
        .flat_map(|(case, told)| {
            told.steps.iter().enumerate().map(move |(step, act)| Turn {
                day: day_of_step(act.day, today),
                case,
                step,
                of_day: 0,
            })
        })
        .collect();
    turns.sort();
    for index in 1..turns.len() {
        if turns[index].day == turns[index - 1].day {
            turns[index].of_day = turns[index - 1].of_day + 1;
        }
    }
    turns
}

impl Turn {
    fn set(self, clock: &SettableClock) {
        let minutes = PACE * self.of_day.min(STEPS_A_DAY);
        let small = |number: usize| i8::try_from(number).unwrap_or(0);
        clock.set(self.day, 9 + small(minutes / 60), small(minutes % 60));
    }

    fn failed(self, case: &Case, source: StepError) -> PlayError {
        PlayError::Step {
            case: case.name.clone(),
            step: self.step + 1,
            day: self.day,
            source: Box::new(source),
        }
    }
}

fn slips(case: &Case, thread: &Thread<'_>) -> Vec<SlipSeen> {
    thread
        .slips()
        .iter()
        .map(|sent| SlipSeen {
            case: case.name.clone(),
            code: sent.code.typed.grouped(),
            state: sent.state,
        })
        .collect()
}

fn tour<'a>(
    told: impl Iterator<Item = (&'a Case, &'a Thread<'a>)>,
) -> Result<Vec<TourStop>, PlayError> {
    let stops =
        told.flat_map(|(case, thread)| case.tour.iter().map(move |stop| (case, thread, stop)));
    stops
        .map(|(case, thread, stop)| {
            let link = link(thread, stop).map_err(|source| PlayError::SetUp {
                what: format!("the tour of {}", case.name),
                source: Box::new(source),
            })?;
            Ok(TourStop {
                case: case.name.clone(),
                what_it_shows: stop.shows.clone(),
                where_it_stands: stop.stands.clone(),
                user: stop.seen_by.clone(),
                link,
            })
        })
        .collect()
}

fn link(thread: &Thread<'_>, stop: &Stop) -> Result<Link, StepError> {
    Ok(match &stop.page {
        Page::Slip(alias) => Link::Slip(thread.slip(alias)?.slip),
        Page::Handover(alias) => Link::Handover(thread.slip(alias)?.handover),
        Page::Record(at) => Link::Record(thread.record_at(at)?),
    })
}
