//! Each act of a plan as the command of a caseworker.

use std::collections::{BTreeMap, BTreeSet};

use casework::{
    Acknowledge, Agreed, Asked, EraseEverywhere, Forward, HandoverStep, IssueSlip, RecordClient,
    SlipStep, WhichClient,
};
use domain::Staff;
use domain::clients::Identity;
use domain::codes::PresentedCode;
use domain::consents::{ConsentPurpose, Decider, Item, Preset};
use domain::vocabulary::RejectionReason;
use domain::{handovers, slips};
use jiff::ToSpan;
use jiff::civil::Date;

use super::{Out, Parents, line, note};
use crate::StepError;
use crate::asking::asking;
use crate::chance::person as drawn_name;
use crate::population::{Act, Discloses, PlannedAct, PlannedPerson, Slip, way::VALID_DAYS};

impl Parents<'_> {
    pub(super) async fn act(
        &mut self,
        person: &PlannedPerson,
        act: &PlannedAct,
    ) -> Result<(), StepError> {
        let (by, key) = (self.by(act.at), self.desk.fresh_key());
        let desk = &self.desk;
        match act.act {
            Act::ComeIn { .. } => self.comes_in(person, act).await?,
            Act::Issue { .. } => self.issue(person, act).await?,
            Act::Arrive { slip } => self.arrive(person, act, slip).await?,
            Act::Accept { slip } => {
                let handover = self.handover(slip)?;
                let tell = BTreeSet::new();
                desk.perform(
                    by,
                    &HandoverStep::on(handover, handovers::Accept { tell }),
                    &key,
                )
                .await?;
            }
            Act::Reject { slip, reason } => {
                let command = HandoverStep::on(
                    self.handover(slip)?,
                    handovers::Reject {
                        reason: Some(reason),
                        comment: (reason == RejectionReason::Other)
                            .then(|| note("Siehe Gespräch.")),
                        instead: None,
                        tell: BTreeSet::new(),
                    },
                );
                desk.perform(by, &command, &key).await?;
            }
            Act::Hold { slip, reason } => {
                let command = HandoverStep::on(
                    self.handover(slip)?,
                    handovers::Hold {
                        reason,
                        resume_on: act.on.saturating_add(14.days()),
                    },
                );
                desk.perform(by, &command, &key).await?;
            }
            Act::Resume { slip } => self.plainly(by, slip, handovers::Plain::Resume).await?,
            Act::Conclude { slip, outcome } => {
                let command = HandoverStep::on(
                    self.handover(slip)?,
                    handovers::Conclude {
                        outcome,
                        remark: None,
                        tell: BTreeSet::new(),
                    },
                );
                desk.perform(by, &command, &key).await?;
                self.closed.insert(slip);
            }
            Act::EndOnHerWord { slip } => {
                self.plainly(by, slip, handovers::Plain::EndOnHerWord)
                    .await?;
                self.closed.insert(slip);
            }
            Act::HerWord { slip, experience } => {
                let command = HandoverStep::on(
                    self.handover(slip)?,
                    slips::HerWord {
                        experience,
                        words: None,
                    },
                );
                desk.perform(by, &command, &key).await?;
            }
            Act::WithdrawSlip { slip } => {
                let slip = self.out(slip)?.id;
                desk.perform(by, &SlipStep::on(slip, slips::Request::Withdraw {}), &key)
                    .await?;
            }
            // The clock did it in the morning.
            Act::EndOfValidity { .. } => {}
        }
        Ok(())
    }

    async fn plainly(
        &self,
        by: Staff,
        slip: Slip,
        step: handovers::Plain,
    ) -> Result<(), StepError> {
        let handover = self.handover(slip)?;
        let key = self.desk.fresh_key();
        let plain = HandoverStep::on(handover, step);
        self.desk.perform(by, &plain, &key).await?;
        Ok(())
    }

    async fn comes_in(
        &mut self,
        person: &PlannedPerson,
        act: &PlannedAct,
    ) -> Result<(), StepError> {
        let (by, key) = (self.by(act.at), self.desk.fresh_key());
        let client = new_client(person);
        let record = self.desk.perform(by, &client, &key).await?;
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
        let (by, key) = (self.by(act.at), self.desk.fresh_key());
        let record = self.records.get(&(person.number, act.at)).copied();
        let record =
            record.ok_or_else(|| StepError::unknown("record", &person.number.to_string()))?;
        let command = IssueSlip {
            client: WhichClient::Known(record),
            asked: Some(asked(person, act.on, (discloses, comes_back, announced))),
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
                self.desk.perform(by, &forward, &key).await?
            }
            None => self.desk.perform(by, &command, &key).await?,
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
        let (by, key) = (self.by(act.at), self.desk.fresh_key());
        let command = Acknowledge {
            code: PresentedCode::Typed(self.out(slip)?.code.typed.clone()),
            arrived_on: Some(act.on),
            accept: false,
            tell: [Item::FeedbackArrival].into(),
        };
        let handover = self.desk.perform(by, &command, &key).await?;
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

/// Whether the office still does something with this hand-over.
fn works_on(act: &PlannedAct, hand_over: Slip) -> bool {
    match act.act {
        Act::Accept { slip }
        | Act::Reject { slip, .. }
        | Act::Hold { slip, .. }
        | Act::Resume { slip }
        | Act::Conclude { slip, .. }
        | Act::EndOnHerWord { slip } => slip == hand_over,
        _ => false,
    }
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

fn asked(
    person: &PlannedPerson,
    given_on: Date,
    (discloses, comes_back, announced): (Discloses, Preset, bool),
) -> Asked {
    let mut decisions = BTreeMap::from([
        (Item::Announce, announced),
        (Item::Statistics, person.statistics),
    ]);
    let travels = discloses.items().iter().copied();
    decisions.extend(travels.chain(comes_back.items()).map(|item| (item, true)));
    Asked {
        decisions,
        asking: asking(),
        decider: Some(Decider::Herself),
        purpose: ConsentPurpose::Referral,
        consequences_shown: true,
        given_on,
        expires_on: None,
        signed_after_withdrawal: None,
    }
}
