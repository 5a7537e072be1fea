//! Each act of a plan as the command of a caseworker.

use std::collections::{BTreeMap, BTreeSet};

use casework::{
    Acknowledge, Agreed, EraseEverywhere, Forward, HandoverStep, IssueSlip, RecordClient, SlipStep,
    WhichClient,
};
use domain::Note;
use domain::clients::Identity;
use domain::codes::PresentedCode;
use domain::consents::Item;
use domain::handovers::{Accept, Conclude, Hold, Plain, Reject, Request};
use domain::slips::{self, HerWord};
use domain::vocabulary::RejectionReason;
use jiff::ToSpan;

use super::{Out, Parents};
use crate::StepError;
use crate::chance::person as drawn_name;
use crate::command::{asked, give};
use crate::population::{Act, PlannedAct, PlannedPerson, Slip, line, way::VALID_DAYS};

impl Parents<'_> {
    pub(super) async fn act(
        &mut self,
        person: &PlannedPerson,
        act: &PlannedAct,
    ) -> Result<(), StepError> {
        if draws_twice(act.act) {
            let _ = self.desk.fresh_key();
        }
        let (slip, request): (_, Request) = match act.act {
            Act::ComeIn { .. } => return self.comes_in(person, act).await,
            Act::Issue { .. } => return self.issue(person, act).await,
            Act::Arrive { slip } => return self.arrive(person, act, slip).await,
            Act::WithdrawSlip { slip } => {
                let withdraw = SlipStep::on(self.out(slip)?.id, slips::Request::Withdraw {});
                give(&self.desk, self.by(act.at), &withdraw).await?;
                return Ok(());
            }
            // The clock did it in the morning.
            Act::EndOfValidity { .. } => return Ok(()),
            Act::Accept { slip } => (slip, Accept::default().into()),
            Act::Reject { slip, reason } => {
                let reject = Reject {
                    reason: Some(reason),
                    comment: (reason == RejectionReason::Other).then(|| note("Siehe Gespräch.")),
                    ..Reject::default()
                };
                (slip, reject.into())
            }
            Act::Hold { slip, reason } => {
                let resume_on = act.on.saturating_add(14.days());
                (slip, Hold { reason, resume_on }.into())
            }
            Act::Resume { slip } => (slip, Plain::Resume.into()),
            Act::Conclude { slip, outcome } => {
                let (remark, tell) = (None, BTreeSet::new());
                let conclude = Conclude {
                    outcome,
                    remark,
                    tell,
                };
                (slip, conclude.into())
            }
            Act::EndOnHerWord { slip } => (slip, Plain::EndOnHerWord.into()),
            Act::HerWord { slip, experience } => {
                let words = None;
                (slip, HerWord { experience, words }.into())
            }
        };
        let step = HandoverStep::on(self.handover(slip)?, request);
        give(&self.desk, self.by(act.at), &step).await?;
        if matches!(act.act, Act::Conclude { .. } | Act::EndOnHerWord { .. }) {
            self.closed.insert(slip);
        }
        Ok(())
    }

    async fn comes_in(
        &mut self,
        person: &PlannedPerson,
        act: &PlannedAct,
    ) -> Result<(), StepError> {
        let client = new_client(person);
        let record = give(&self.desk, self.by(act.at), &client).await?;
        self.records.insert((person.number, act.at), record);
        Ok(())
    }

    async fn issue(&mut self, person: &PlannedPerson, act: &PlannedAct) -> Result<(), StepError> {
        let Act::Issue {
            slip,
            to,
            need,
            discloses,
            comes_back,
            forwards,
            announced,
        } = act.act
        else {
            return Ok(());
        };
        let by = self.by(act.at);
        let record = self.records.get(&(person.number, act.at)).copied();
        let record =
            record.ok_or_else(|| StepError::unknown("record", &person.number.to_string()))?;
        let mut decisions = BTreeMap::from([
            (Item::Announce, announced),
            (Item::Statistics, person.statistics),
        ]);
        let travels = discloses.items().iter().copied();
        decisions.extend(travels.chain(comes_back.items()).map(|item| (item, true)));
        let command = IssueSlip {
            client: WhichClient::Known(record),
            asked: Some(asked(decisions, act.on)),
            recipient: self.plan.institution(to).id,
            service: self.service(to, need),
            agreement: Some(Agreed::HERSELF),
            need,
            reason: Some(note("Erzählt sie selbst.")),
            valid_until: act.on.saturating_add(VALID_DAYS.days()),
            appointment: None,
            disclose: discloses.items().iter().copied().collect(),
            neutral_sender: false,
            paper: None,
            even_so: true,
        };
        // An office that works on with her gives her a slip besides and sends nothing on.
        let done_with = |parent: &Slip| {
            let later = person.acts.iter().skip_while(|other| *other != act);
            !self.closed.contains(parent) && !later.skip(1).any(|other| works_on(other, *parent))
        };
        let id = match forwards.filter(done_with) {
            Some(parent) => {
                let forward = Forward {
                    handover: self.handover(parent)?,
                    agreed: true,
                    slip: command,
                };
                self.closed.insert(parent);
                give(&self.desk, by, &forward).await?
            }
            None => give(&self.desk, by, &command).await?,
        };
        let code = self.desk.station_code(by, id).await?;
        let handover = None;
        self.slips.insert(slip, Out { id, code, handover });
        Ok(())
    }

    async fn arrive(
        &mut self,
        person: &PlannedPerson,
        act: &PlannedAct,
        slip: Slip,
    ) -> Result<(), StepError> {
        let by = self.by(act.at);
        let command = Acknowledge {
            code: PresentedCode::Typed(self.out(slip)?.code.typed.clone()),
            arrived_on: Some(act.on),
            accept: false,
            tell: [Item::FeedbackArrival].into(),
        };
        let handover = give(&self.desk, by, &command).await?;
        let record = self.desk.record_behind(by, handover).await?;
        self.records.insert((person.number, act.at), record);
        if let Some(out) = self.slips.get_mut(&slip) {
            out.handover = Some(handover);
        }
        Ok(())
    }

    /// She goes from one of her stations to the next: each asks her itself.
    pub(super) async fn erase(&self, person: &PlannedPerson) -> Result<(), StepError> {
        let records = self.records.iter();
        for ((_, at), record) in records.filter(|((number, _), _)| *number == person.number) {
            let (by, key) = (self.by(*at), self.desk.fresh_key());
            let command = EraseEverywhere { record: *record };
            self.desk.erase_everywhere(by, &command, &key).await?;
        }
        Ok(())
    }
}

/// Of what a seed gives, one number more goes with these: so the ids of a town stay what they were.
const fn draws_twice(act: Act) -> bool {
    matches!(
        act,
        Act::ComeIn { .. }
            | Act::Issue { .. }
            | Act::Arrive { .. }
            | Act::Resume { .. }
            | Act::EndOnHerWord { .. }
            | Act::EndOfValidity { .. }
    )
}

/// Whether the office still does something with this hand-over.
fn works_on(act: &PlannedAct, hand_over: Slip) -> bool {
    let works = matches!(
        act.act,
        Act::Accept { .. }
            | Act::Reject { .. }
            | Act::Hold { .. }
            | Act::Resume { .. }
            | Act::Conclude { .. }
            | Act::EndOnHerWord { .. }
    );
    works && act.act.slip() == Some(hand_over)
}

fn new_client(person: &PlannedPerson) -> RecordClient {
    let number = usize::try_from(person.number).unwrap_or(0);
    RecordClient {
        identity: Some(Identity {
            name: Some(drawn_name(0, number)),
            contact: Some(line("0171 39200 00")),
            ..Identity::default()
        }),
        children: None,
        protected: person.protected,
    }
}

fn note(text: &str) -> Note {
    Note::parse(text).expect("the plan's own words are notes")
}
