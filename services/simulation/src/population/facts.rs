//! The plan as a release may count it, without playing it.

use jiff::civil::Date;
use path_statistics::journeys::{
    Fact, HandOver, Journeys, JourneysBuilder, Person, Station, StationNumber, What,
};

use super::{Act, At, PlannedAct, Slip, TownPlan};

impl TownPlan {
    /// What is known on a day of those who agree to statistics and are not erased.
    #[must_use]
    pub fn facts(&self, on: Date) -> Journeys {
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
            let erased = planned.erased_on.is_some_and(|day| day <= on);
            if !planned.statistics || erased {
                continue;
            }
            let person = Person(planned.number);
            if planned.protected {
                builder.protect(person);
            }
            let known = planned.acts.iter().filter(|act| act.on <= on);
            for (position, act) in (0..).zip(known) {
                let fact = Fact {
                    day: act.on,
                    position,
                    at: number(act.at),
                    what: what(act, number),
                };
                builder.note(person, fact);
            }
        }
        builder.finish()
    }
}

fn what(act: &PlannedAct, number: impl Fn(At) -> StationNumber) -> What {
    let of = |slip: Slip| HandOver(slip.0);
    match act.act {
        Act::ComeIn { need } => What::CameIn { need: Some(need) },
        Act::Issue { slip, to, need, .. } => What::Sent {
            hand_over: of(slip),
            to: number(to),
            need: Some(need),
        },
        Act::Arrive { slip } => What::Arrived(of(slip)),
        Act::Accept { slip } => What::Accepted(of(slip)),
        Act::Reject { slip, reason } => What::Rejected(of(slip), reason.side()),
        Act::Hold { slip, .. } => What::Held(of(slip)),
        Act::Resume { slip } => What::Resumed(of(slip)),
        Act::Conclude { slip, outcome } => What::Concluded(of(slip), outcome),
        Act::EndOnHerWord { slip } => What::EndedByHer(of(slip)),
        Act::HerWord { experience, .. } => What::HerWord(experience),
        Act::WithdrawSlip { slip } => What::SlipWithdrawn(of(slip)),
        Act::EndOfValidity { slip } => What::SlipExpired(of(slip)),
    }
}
