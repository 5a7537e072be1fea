//! Plays a plan by the commands of caseworkers and of the clock, in the order of days. The same plan, the
//! same seed of ids and codes: the same log.

mod acts;
mod stage;

use std::collections::{BTreeMap, BTreeSet};

use casework::{Desk, SettableClock};
use domain::codes::StationCode;
use domain::vocabulary::Role;
use domain::{AccountId, HandoverId, Line, Note, RecordId, ServiceId, SlipId, Staff};
use jiff::civil::Date;

use super::{Act, At, PlannedAct, PlannedPerson, Slip, TownPlan};
use crate::suhlheim::stable;
use crate::{PlayError, StepError};

/// Commands that fit into one minute of the plan's day.
const PACE: usize = 4;
/// Minutes between nine and six.
const MINUTES: usize = 540;

/// Plays the whole plan on an empty network. Nobody has to run the desk's projector meanwhile: before the
/// clock acts, the read models are brought to the log's end, and nothing else waits for them.
pub async fn play_plan(
    desk: &Desk,
    clock: &SettableClock,
    plan: &TownPlan,
) -> Result<(), PlayError> {
    let turns = turns(plan);
    let first = turns.first().map(|turn| turn.on);
    clock.set(first.unwrap_or(Date::ZERO), 6, 0);
    let mut town = Played {
        desk,
        plan,
        slips: BTreeMap::new(),
        records: BTreeMap::new(),
        closed: BTreeSet::new(),
    };
    let set = town.stage().await;
    set.map_err(|source| PlayError::SetUp {
        what: "a planned town".to_owned(),
        source: Box::new(source),
    })?;
    let days = turns.chunk_by(|one, next| one.on == next.on);
    for day in days {
        let played = town.day(clock, day).await;
        played.map_err(|(step, source)| PlayError::Step {
            case: "a planned town".to_owned(),
            step,
            day: day[0].on,
            source: Box::new(source),
        })?;
    }
    Ok(())
}

/// One act of one person.
struct Turn<'p> {
    on: Date,
    person: &'p PlannedPerson,
    what: What<'p>,
}

#[derive(Clone, Copy)]
enum What<'p> {
    Act(&'p PlannedAct),
    Erase,
}

fn turns(plan: &TownPlan) -> Vec<Turn<'_>> {
    let mut turns: Vec<Turn<'_>> = Vec::new();
    for person in &plan.persons {
        for act in &person.acts {
            let (on, what) = (act.on, What::Act(act));
            turns.push(Turn { on, person, what });
        }
        if let Some(on) = person.erased_on {
            let what = What::Erase;
            turns.push(Turn { on, person, what });
        }
    }
    // Within a day person by person; a person's acts keep their order.
    turns.sort_by_key(|turn| (turn.on, turn.person.number));
    turns
}

/// A slip that was issued.
struct Out {
    id: SlipId,
    code: StationCode,
    handover: Option<HandoverId>,
}

struct Played<'t> {
    desk: &'t Desk,
    plan: &'t TownPlan,
    slips: BTreeMap<Slip, Out>,
    records: BTreeMap<(u32, At), RecordId>,
    /// Hand-overs from which nobody is sent on any more.
    closed: BTreeSet<Slip>,
}

impl Played<'_> {
    async fn day(
        &mut self,
        clock: &SettableClock,
        turns: &[Turn<'_>],
    ) -> Result<(), (usize, StepError)> {
        let day = turns[0].on;
        let by_clock = |turn: &Turn<'_>| matches!(turn.what, What::Act(act) if matches!(act.act, Act::EndOfValidity { .. }));
        clock.set(day, 6, 0);
        if turns.iter().any(by_clock) {
            self.strike().await.map_err(|error| (0, error))?;
        }
        for (nth, turn) in turns.iter().enumerate() {
            let minute = (nth / PACE).min(MINUTES);
            let part = |number: usize| i8::try_from(number).unwrap_or(0);
            clock.set(day, 9 + part(minute / 60), part(minute % 60));
            let done = match turn.what {
                What::Act(act) => self.act(turn.person, act).await,
                What::Erase => self.erase(turn.person).await,
            };
            done.map_err(|error| (nth, error))?;
        }
        Ok(())
    }

    async fn strike(&self) -> Result<(), StepError> {
        self.desk.catch_up().await?;
        self.desk.strike_hour().await?;
        Ok(())
    }

    fn by(&self, at: At) -> Staff {
        let institution = self.plan.institution(at).id;
        Staff {
            account: AccountId::from_bytes(stable("planned account", &institution.to_string())),
            institution,
            function: Role::Caseworker,
        }
    }

    fn service(&self, at: At) -> ServiceId {
        let institution = self.plan.institution(at).id;
        ServiceId::from_bytes(stable("planned service", &institution.to_string()))
    }

    fn out(&self, slip: Slip) -> Result<&Out, StepError> {
        let out = self.slips.get(&slip);
        out.ok_or_else(|| StepError::unknown("slip", &slip.0.to_string()))
    }

    fn handover(&self, slip: Slip) -> Result<HandoverId, StepError> {
        let handover = self.out(slip)?.handover;
        handover.ok_or_else(|| StepError::unknown("hand-over of slip", &slip.0.to_string()))
    }
}

fn line(text: &str) -> Line {
    Line::parse(text).expect("the plan's own words are lines")
}

fn note(text: &str) -> Note {
    Note::parse(text).expect("the plan's own words are notes")
}
