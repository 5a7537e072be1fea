//! The plan as a release may count it, without playing it: what the log knows when the plan was played.
//! Whether she may be counted is asked with her first slip, so that she counts from that day, and whoever is
//! sent nowhere counts nowhere.

use jiff::civil::Date;
use path_statistics::episodes::QUIET_DAYS;
use path_statistics::journeys::{
    Fact, HandOver, Journeys, JourneysBuilder, Person, Station, StationNumber, What,
};

use super::{Act, At, PlannedAct, TownPlan};

impl TownPlan {
    /// What is known on a day of those who agree to statistics and are not erased.
    #[must_use]
    pub fn facts(&self, on: Date) -> Journeys {
        self.facts_without_erased(on, on)
    }

    /// What was known on a day of those who agree to statistics and are not erased until a later one: what
    /// a log still says then.
    #[must_use]
    pub fn facts_without_erased(&self, on: Date, until: Date) -> Journeys {
        let mut builder = JourneysBuilder::default();
        let stations: Vec<StationNumber> = self
            .institutions
            .iter()
            .map(|office| {
                builder.station(Station {
                    institution: office.id,
                    kind: office.kind,
                    protected: office.neutral_sender,
                })
            })
            .collect();
        let number = |at: At| stations[usize::from(at.0)];
        for planned in &self.persons {
            let erased = planned.erased_on.is_some_and(|day| day <= until);
            if !planned.statistics || erased {
                continue;
            }
            let person = Person(planned.number);
            let known = planned.acts.iter().filter(|act| act.on <= on);
            let sent = known.skip_while(|act| !matches!(act.act, Act::Issue { .. }));
            let mut position = 0;
            let mut last: Option<Date> = None;
            for act in sent {
                let quiet = last.is_none_or(|day| (act.on - day).get_days() > QUIET_DAYS);
                let came = came_in(act).filter(|_| quiet);
                for what in came.into_iter().chain([what(act, number)]) {
                    let fact = Fact {
                        day: act.on,
                        position,
                        at: number(act.at),
                        hand_over: act.act.slip().map(|slip| HandOver(slip.0)),
                        what,
                    };
                    builder.note(person, fact);
                    position += 1;
                }
                if !matches!(act.act, Act::EndOfValidity { .. }) {
                    last = Some(act.on);
                }
            }
            if planned.protected && last.is_some() {
                builder.protect(person);
            }
        }
        builder.finish()
    }
}

/// An office that gives out a slip does something for her: for the first time, or after quiet days, she
/// came in there.
fn came_in(act: &PlannedAct) -> Option<What> {
    match act.act {
        Act::Issue { need, .. } => Some(What::CameIn { need: Some(need) }),
        _ => None,
    }
}

fn what(act: &PlannedAct, number: impl Fn(At) -> StationNumber) -> What {
    match act.act {
        Act::ComeIn { need } => What::CameIn { need: Some(need) },
        Act::Issue { to, need, .. } => What::Sent {
            to: number(to),
            need: Some(need),
        },
        Act::Arrive { .. } => What::Arrived,
        Act::Accept { .. } => What::Accepted,
        Act::Reject { reason, .. } => What::Rejected(reason.side()),
        Act::Hold { .. } => What::Held,
        Act::Resume { .. } => What::Resumed,
        Act::Conclude { outcome, .. } => What::Concluded(outcome),
        Act::EndOnHerWord { .. } => What::EndedByHer,
        Act::HerWord { experience, .. } => What::HerWord(experience),
        Act::WithdrawSlip { .. } => What::SlipWithdrawn,
        Act::EndOfValidity { .. } => What::SlipExpired,
    }
}
