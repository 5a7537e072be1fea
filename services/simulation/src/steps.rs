//! One case being played: each step is one or two commands, given by the acting institution's caseworker.

mod her_word;
mod moving;
mod vouchers;
mod withdrawing;

use std::collections::{BTreeMap, BTreeSet};

use casework::{Acknowledge, Agreed, Desk, HandoverStep, IssueSlip, WhichClient};
use domain::codes::{PresentedCode, StationCode};
use domain::handovers;
use domain::{HandoverId, Line, RecordId, SlipId, Staff};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::cases::{self, Act, Step};
use crate::suhlheim::{Member, Suhlheim};
use crate::{SlipState, StepError};

/// What a case has brought about so far.
pub(crate) struct Thread<'a> {
    desk: &'a Desk,
    town: &'a Suhlheim,
    /// The name from the seed, for steps that ask for one.
    drawn: Line,
    records: BTreeMap<String, RecordId>,
    announcing: BTreeSet<(String, String)>,
    slips: Vec<Sent>,
    vouchers: BTreeMap<String, StationCode>,
}

/// A slip of the case.
pub(crate) struct Sent {
    pub(crate) alias: String,
    pub(crate) slip: SlipId,
    pub(crate) handover: HandoverId,
    pub(crate) code: StationCode,
    pub(crate) state: SlipState,
}

impl<'a> Thread<'a> {
    pub(crate) fn new(desk: &'a Desk, town: &'a Suhlheim, drawn: Line) -> Self {
        Self {
            desk,
            town,
            drawn,
            records: BTreeMap::new(),
            announcing: BTreeSet::new(),
            slips: Vec::new(),
            vouchers: BTreeMap::new(),
        }
    }

    pub(crate) fn slips(&self) -> &[Sent] {
        &self.slips
    }

    pub(crate) fn slip(&self, alias: &str) -> Result<&Sent, StepError> {
        let found = self.slips.iter().find(|sent| sent.alias == alias);
        found.ok_or_else(|| StepError::unknown("slip", alias))
    }

    /// Her record at an institution: recorded there, or opened by a hand-over.
    pub(crate) fn record_at(&self, key: &str) -> Result<RecordId, StepError> {
        let found = self.records.get(key).copied();
        found.ok_or_else(|| StepError::unknown("record", key))
    }

    pub(crate) async fn play(&mut self, step: &Step, day: Date) -> Result<(), StepError> {
        let member = self.town.member(&step.at)?;
        let nobody = || StepError::unknown("caseworker", &member.key);
        let by = member.caseworker().ok_or_else(nobody)?.at(member);
        match &step.act {
            Act::Record(record) => self.record(by, member, record, day).await,
            Act::Consent(consent) => self.consent(by, member, consent, day).await,
            Act::Issue(issue) => self.issue(by, member, issue, day).await,
            Act::Arrive(arrive) => self.arrive(by, member, arrive, day).await,
            Act::Accept(accept) => self.accept(by, accept).await,
            Act::Hold(hold) => self.hold(by, hold, day).await,
            Act::Resume(of) => self.resume(by, &of.slip).await,
            Act::Forward(forward) => self.forward(by, member, forward, day).await,
            Act::HerWord(word) => self.her_word(by, word).await,
            Act::Reject(reject) => self.reject(by, reject).await,
            Act::Conclude(conclude) => self.conclude(by, conclude).await,
            Act::Feedback(feedback) => self.feedback(by, feedback).await,
            Act::WithdrawSlip(of) => self.withdraw_slip(by, &of.slip).await,
            Act::WithdrawConsent(withdraw) => self.withdraw_consent(by, member, withdraw).await,
            Act::Voucher(voucher) => self.voucher(by, member, voucher, day).await,
            Act::Redeem(redeem) => self.redeem(by, member, redeem, day).await,
        }
    }

    async fn issue(
        &mut self,
        by: Staff,
        at: &Member,
        issue: &cases::Issue,
        day: Date,
    ) -> Result<(), StepError> {
        let command = self.slip_to_issue(at, issue, day)?;
        let key = self.desk.fresh_key();
        let slip = self.desk.perform(by, &command, &key).await?;
        self.sent(by, at, issue, slip).await
    }

    pub(super) fn slip_to_issue(
        &self,
        at: &Member,
        issue: &cases::Issue,
        day: Date,
    ) -> Result<IssueSlip, StepError> {
        let recipient = self.town.member(&issue.to)?;
        Ok(IssueSlip {
            client: WhichClient::Known(self.record_at(&at.key)?),
            asked: None,
            recipient: recipient.id(),
            service: recipient.service(&issue.service)?,
            agreement: Some(Agreed::HERSELF),
            need: issue.need,
            reason: issue.reason.clone(),
            valid_until: day.saturating_add(issue.valid_days.days()),
            appointment: issue
                .appointment
                .as_ref()
                .map(|expected| expected.from(day)),
            disclose: issue.disclose.clone(),
            neutral_sender: false,
            paper: None,
            even_so: false,
        })
    }

    pub(super) async fn sent(
        &mut self,
        by: Staff,
        at: &Member,
        issue: &cases::Issue,
        slip: SlipId,
    ) -> Result<(), StepError> {
        // She leaves with paper; the print-out also tells where the slip leads.
        let printed = self.desk.print_slip(by, slip).await?;
        let route = (at.key.clone(), issue.to.clone());
        self.slips.push(Sent {
            alias: issue.slip.clone(),
            slip,
            handover: printed.issued.handover,
            code: printed.code.station,
            state: if self.announcing.contains(&route) {
                SlipState::Announced
            } else {
                SlipState::Issued
            },
        });
        Ok(())
    }

    async fn arrive(
        &mut self,
        by: Staff,
        at: &Member,
        arrive: &cases::Arrive,
        day: Date,
    ) -> Result<(), StepError> {
        let code = PresentedCode::Typed(self.slip(&arrive.slip)?.code.typed.clone());
        // As at the counter: the code is typed, the slip is read, then it is acknowledged.
        self.desk.open_code(by, &code).await?;
        let command = Acknowledge {
            code,
            arrived_on: Some(day),
            accept: arrive.accept,
            tell: arrive.tell.clone(),
        };
        let key = self.desk.fresh_key();
        let handover = self.desk.perform(by, &command, &key).await?;
        let view = self.desk.handover(by, handover).await?;
        self.records.insert(at.key.clone(), view.row.held.record);
        let state = if arrive.accept {
            SlipState::Accepted
        } else {
            SlipState::Acknowledged
        };
        self.came_to(&arrive.slip, state)
    }

    async fn accept(&mut self, by: Staff, accept: &cases::Accept) -> Result<(), StepError> {
        let command = HandoverStep::on(
            self.slip(&accept.slip)?.handover,
            handovers::Accept {
                tell: accept.tell.clone(),
            },
        );
        let key = self.desk.fresh_key();
        self.desk.perform(by, &command, &key).await?;
        self.came_to(&accept.slip, SlipState::Accepted)
    }

    async fn reject(&mut self, by: Staff, reject: &cases::Reject) -> Result<(), StepError> {
        let instead = match &reject.instead {
            None => None,
            Some(instead) => {
                let member = self.town.member(&instead.at)?;
                Some(handovers::Elsewhere {
                    institution: member.id(),
                    service: member.service(&instead.service)?,
                })
            }
        };
        let command = HandoverStep::on(
            self.slip(&reject.slip)?.handover,
            handovers::Reject {
                reason: Some(reject.reason),
                comment: reject.comment.clone(),
                instead,
                tell: reject.tell.clone(),
            },
        );
        let key = self.desk.fresh_key();
        self.desk.perform(by, &command, &key).await?;
        self.came_to(&reject.slip, SlipState::Rejected)
    }

    async fn conclude(&mut self, by: Staff, conclude: &cases::Conclude) -> Result<(), StepError> {
        let command = HandoverStep::on(
            self.slip(&conclude.slip)?.handover,
            handovers::Conclude {
                outcome: conclude.outcome,
                remark: conclude.remark.clone(),
                tell: conclude.tell.clone(),
            },
        );
        let key = self.desk.fresh_key();
        self.desk.perform(by, &command, &key).await?;
        self.came_to(&conclude.slip, SlipState::Concluded)
    }

    pub(super) fn came_to(&mut self, alias: &str, state: SlipState) -> Result<(), StepError> {
        let found = self.slips.iter_mut().find(|sent| sent.alias == alias);
        found
            .ok_or_else(|| StepError::unknown("slip", alias))?
            .state = state;
        Ok(())
    }
}
