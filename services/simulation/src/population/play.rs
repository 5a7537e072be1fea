//! Plays a plan by the commands of caseworkers and of the clock, in the order of days. The same plan, the
//! same seed of ids and codes: the same log.

mod acts;

use std::collections::{BTreeMap, BTreeSet};

use casework::{Desk, SettableClock};
use domain::codes::StationCode;
use domain::vocabulary::{Need, Role};
use domain::{HandoverId, InstitutionId, RecordId, ServiceId, SlipId, Staff};
use jiff::civil::Date;

use super::{Act, At, PlannedAct, PlannedInstitution, PlannedPerson, Slip, TownPlan, line};
use crate::network::{Network, Office};
use crate::{PlayError, StepError};

/// Plays the whole plan on an empty network. Nobody has to run the desk's projector meanwhile: before the
/// clock acts, the read models are brought to the log's end, and nothing else waits for them.
pub async fn play_plan(
    desk: &Desk,
    clock: &SettableClock,
    plan: &TownPlan,
) -> Result<(), PlayError> {
    let offices = plan.institutions.iter().map(PlannedInstitution::office);
    let mut parents = Parents::of(desk, plan, offices);
    clock.set(parents.days().next().unwrap_or(Date::ZERO), 6, 0);
    let set = parents.found_a_network().await;
    set.map_err(|source| PlayError::SetUp {
        what: "a planned town".to_owned(),
        source: Box::new(source),
    })?;
    for day in parents.days().collect::<Vec<_>>() {
        parents.play(clock, day, OfficeHours::DAY).await?;
    }
    Ok(())
}

/// Between which minutes of the day the plan is played.
#[derive(Clone, Copy)]
pub(crate) struct OfficeHours {
    from: usize,
    to: usize,
}

impl OfficeHours {
    /// All of the day.
    pub(crate) const DAY: Self = Self {
        from: 9 * 60,
        to: 18 * 60,
    };
    /// Before the cases of the day: the clock never goes back.
    pub(crate) const EARLY: Self = Self {
        from: 7 * 60,
        to: 9 * 60 - 1,
    };

    /// Hour and minute of an act, evenly over the time.
    fn of(self, nth: usize, all: usize) -> (i8, i8) {
        let minute = self.from + (self.to - self.from) * nth / all.max(1);
        let small = |number: usize| i8::try_from(number).unwrap_or(0);
        (small(minute / 60), small(minute % 60))
    }
}

/// One act of one person.
struct Turn<'p> {
    person: &'p PlannedPerson,
    what: What<'p>,
}

#[derive(Clone, Copy)]
enum What<'p> {
    Act(&'p PlannedAct),
    Erase,
}

fn turns(plan: &TownPlan) -> BTreeMap<Date, Vec<Turn<'_>>> {
    let mut turns: BTreeMap<Date, Vec<Turn<'_>>> = BTreeMap::new();
    // Within a day person by person; a person's acts keep their order.
    for person in &plan.persons {
        for act in &person.acts {
            let what = What::Act(act);
            turns.entry(act.on).or_default().push(Turn { person, what });
        }
        if let Some(on) = person.erased_on {
            let what = What::Erase;
            turns.entry(on).or_default().push(Turn { person, what });
        }
    }
    turns
}

/// A slip that was issued.
struct Out {
    id: SlipId,
    code: StationCode,
    handover: Option<HandoverId>,
}

/// A plan's parents as they go through the offices.
pub(crate) struct Parents<'t> {
    desk: Desk,
    plan: &'t TownPlan,
    offices: BTreeMap<InstitutionId, Office>,
    turns: BTreeMap<Date, Vec<Turn<'t>>>,
    slips: BTreeMap<Slip, Out>,
    records: BTreeMap<(u32, At), RecordId>,
    /// Hand-overs from which nobody is sent on any more.
    closed: BTreeSet<Slip>,
    /// The first of the month in which the clock last struck midnight.
    struck: Option<Date>,
}

impl<'t> Parents<'t> {
    /// All of a plan's, at offices that are there.
    pub(crate) fn of(
        desk: &Desk,
        plan: &'t TownPlan,
        offices: impl Iterator<Item = Office>,
    ) -> Self {
        Self {
            desk: desk.clone().unseen(),
            plan,
            offices: offices.map(|office| (office.id, office)).collect(),
            turns: turns(plan),
            slips: BTreeMap::new(),
            records: BTreeMap::new(),
            closed: BTreeSet::new(),
            struck: None,
        }
    }

    /// The days on which something happens.
    pub(crate) fn days(&self) -> impl Iterator<Item = Date> + use<'_, 't> {
        self.turns.keys().copied()
    }

    /// What happens on a day.
    pub(crate) async fn play(
        &mut self,
        clock: &SettableClock,
        day: Date,
        hours: OfficeHours,
    ) -> Result<(), PlayError> {
        let turns = self.turns.remove(&day).unwrap_or_default();
        let failed = |step, source| PlayError::Step {
            case: "a planned town".to_owned(),
            step,
            day,
            source: Box::new(source),
        };
        clock.set(day, 6, 0);
        self.strike(day, &turns)
            .await
            .map_err(|error| failed(0, error))?;
        for (nth, turn) in turns.iter().enumerate() {
            let (hour, minute) = hours.of(nth, turns.len());
            clock.set(day, hour, minute);
            let done = match turn.what {
                What::Act(act) => self.act(turn.person, act).await,
                What::Erase => self.erase(turn.person).await,
            };
            done.map_err(|error| failed(nth, error))?;
        }
        Ok(())
    }

    /// The clock strikes on the days on which it does something that the plan knows of, and with each
    /// month: releases become due, records old.
    async fn strike(&mut self, day: Date, turns: &[Turn<'_>]) -> Result<(), StepError> {
        let by_clock = |turn: &Turn<'_>| matches!(turn.what, What::Act(act) if matches!(act.act, Act::EndOfValidity { .. }));
        let month = Some(day.first_of_month());
        let midnight = self.struck != month;
        if !midnight && !turns.iter().any(by_clock) {
            return Ok(());
        }
        self.desk.catch_up().await?;
        self.desk.strike_hour().await?;
        if midnight {
            tracing::info!("parents went through the offices until {day}");
            self.desk.strike_midnight().await?;
            self.struck = month;
        }
        Ok(())
    }

    /// Founds a network for the plan alone, and takes every institution in.
    async fn found_a_network(&self) -> Result<(), StepError> {
        let operator = Staff {
            function: Role::Operator,
            ..self.by(At(0))
        };
        let network = Network {
            name: line("Netzwerk Planstadt"),
            neutral_sender: line("Lotsendienst Planstadt"),
            callback_phone: line("030 23125 100"),
        };
        network.found(&self.desk, operator).await?;
        for planned in &self.plan.institutions {
            let office = &self.offices[&planned.id];
            office.enter(&self.desk, operator).await?;
        }
        Ok(())
    }

    fn office(&self, at: At) -> &Office {
        &self.offices[&self.plan.institution(at).id]
    }

    fn by(&self, at: At) -> Staff {
        let office = self.office(at);
        let account = office.caseworker;
        Staff {
            account: account.expect("parents go where somebody signs in"),
            institution: office.id,
            function: Role::Caseworker,
        }
    }

    fn service(&self, at: At, need: Need) -> ServiceId {
        self.office(at).service(need)
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
