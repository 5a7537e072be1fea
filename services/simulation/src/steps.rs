//! One case being played: each step is one or two commands, given by the acting institution's caseworker.

mod her_word;
mod vouchers;

use std::collections::{BTreeMap, BTreeSet};

use casework::{
    Acknowledge, Agreed, Desk, Forward, HandoverStep, IssueSlip, SlipStep, UseCase, WhichClient,
};
use domain::codes::{PresentedCode, StationCode};
use domain::handovers::{Accept, Conclude, Elsewhere, Feedback, Hold, Plain, Reject, Request};
use domain::slips::{self, HerWord};
use domain::{HandoverId, InstitutionId, Line, RecordId, ServiceId, SlipId, Staff};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::cases::{Act, Issue, Place, Step};
use crate::command::give;
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

/// Who takes a step, for which institution, when.
#[derive(Clone, Copy)]
struct Here<'t> {
    by: Staff,
    at: &'t Member,
    day: Date,
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
        use SlipState::{Accepted, Concluded, OnHold, Rejected, Withdrawn};
        let at = self.town.member(&step.at)?;
        let nobody = || StepError::unknown("caseworker", &at.key);
        let by = at.caseworker().ok_or_else(nobody)?.at(at);
        let here = Here { by, at, day };
        let (slip, request, state): (_, Request, _) = match &step.act {
            Act::Record(record) => return self.record(here, record).await,
            Act::Consent(consent) => return self.consent(here, consent).await,
            Act::Issue(issue) => return self.issue(here, issue).await,
            Act::Forward { slip, issue } => return self.forward(here, slip, issue).await,
            Act::Arrive { slip, accept, tell } => {
                let command = Acknowledge {
                    code: PresentedCode::Typed(self.slip(slip)?.code.typed.clone()),
                    arrived_on: Some(day),
                    accept: *accept,
                    tell: tell.clone(),
                };
                return self.arrive(here, slip, &command).await;
            }
            Act::WithdrawSlip { slip } => {
                let id = self.slip(slip)?.slip;
                let withdraw = SlipStep::on(id, slips::Request::Withdraw {});
                self.give(by, &withdraw).await?;
                return self.came_to(slip, Withdrawn);
            }
            Act::WithdrawConsent { to, items } => {
                return self.withdraw_consent(here, to, items).await;
            }
            Act::Voucher(voucher) => return self.voucher(here, voucher).await,
            Act::Redeem { voucher } => return self.redeem(here, voucher).await,
            Act::Accept { slip, tell } => {
                let tell = tell.clone();
                (slip, Accept { tell }.into(), Some(Accepted))
            }
            Act::Hold { slip, reason, days } => {
                let (reason, resume_on) = (*reason, day.saturating_add(days.days()));
                (slip, Hold { reason, resume_on }.into(), Some(OnHold))
            }
            Act::Resume { slip } => (slip, Plain::Resume.into(), Some(Accepted)),
            Act::Reject {
                slip,
                reason,
                comment,
                instead,
                tell,
            } => {
                let instead = instead
                    .as_ref()
                    .map(|place| self.place(place))
                    .transpose()?;
                let reject = Reject {
                    reason: Some(*reason),
                    comment: comment.clone(),
                    instead: instead.map(|(institution, service)| Elsewhere {
                        institution,
                        service,
                    }),
                    tell: tell.clone(),
                };
                (slip, reject.into(), Some(Rejected))
            }
            Act::Conclude {
                slip,
                outcome,
                remark,
                tell,
            } => {
                let (outcome, remark, tell) = (*outcome, remark.clone(), tell.clone());
                let conclude = Conclude {
                    outcome,
                    remark,
                    tell,
                };
                (slip, conclude.into(), Some(Concluded))
            }
            Act::Feedback {
                slip,
                items,
                released,
            } => {
                let (items, released) = (items.clone(), *released);
                (slip, Feedback { items, released }.into(), None)
            }
            Act::HerWord {
                slip,
                experience,
                words,
            } => {
                let (experience, words) = (*experience, words.clone());
                (slip, HerWord { experience, words }.into(), None)
            }
        };
        let handover = self.slip(slip)?.handover;
        self.give(by, &HandoverStep { handover, request }).await?;
        state.map_or(Ok(()), |state| self.came_to(slip, state))
    }

    async fn give<U: UseCase>(&self, by: Staff, command: &U) -> Result<U::Answer, StepError> {
        give(self.desk, by, command).await
    }

    fn place(&self, place: &Place) -> Result<(InstitutionId, ServiceId), StepError> {
        let member = self.town.member(&place.at)?;
        Ok((member.id(), member.service(&place.service)?))
    }

    async fn issue(&mut self, here: Here<'_>, issue: &Issue) -> Result<(), StepError> {
        let command = self.slip_to_issue(here, issue)?;
        let slip = self.give(here.by, &command).await?;
        self.sent(here, issue, slip).await
    }

    async fn forward(
        &mut self,
        here: Here<'_>,
        alias: &str,
        issue: &Issue,
    ) -> Result<(), StepError> {
        let command = Forward {
            handover: self.slip(alias)?.handover,
            agreed: true,
            slip: self.slip_to_issue(here, issue)?,
        };
        let slip = self.give(here.by, &command).await?;
        self.came_to(alias, SlipState::Forwarded)?;
        self.sent(here, issue, slip).await
    }

    fn slip_to_issue(&self, here: Here<'_>, issue: &Issue) -> Result<IssueSlip, StepError> {
        let recipient = self.town.member(&issue.to)?;
        let appointment = issue.appointment.as_ref();
        Ok(IssueSlip {
            client: WhichClient::Known(self.record_at(&here.at.key)?),
            asked: None,
            recipient: recipient.id(),
            service: recipient.service(&issue.service)?,
            agreement: Some(Agreed::HERSELF),
            need: issue.need,
            reason: issue.reason.clone(),
            valid_until: here.day.saturating_add(issue.valid_days.days()),
            appointment: appointment.map(|expected| expected.from(here.day)),
            disclose: issue.disclose.clone(),
            neutral_sender: false,
            paper: None,
            even_so: false,
        })
    }

    /// She leaves with paper; the print-out also tells where the slip leads.
    async fn sent(
        &mut self,
        Here { by, at, .. }: Here<'_>,
        issue: &Issue,
        slip: SlipId,
    ) -> Result<(), StepError> {
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

    /// As at the counter: the code is typed, the slip is read, then it is acknowledged.
    async fn arrive(
        &mut self,
        Here { by, at, .. }: Here<'_>,
        alias: &str,
        command: &Acknowledge,
    ) -> Result<(), StepError> {
        self.desk.open_code(by, &command.code).await?;
        let handover = self.give(by, command).await?;
        let view = self.desk.handover(by, handover).await?;
        self.records.insert(at.key.clone(), view.row.held.record);
        let state = if command.accept {
            SlipState::Accepted
        } else {
            SlipState::Acknowledged
        };
        self.came_to(alias, state)
    }

    fn came_to(&mut self, alias: &str, state: SlipState) -> Result<(), StepError> {
        let found = self.slips.iter_mut().find(|sent| sent.alias == alias);
        found
            .ok_or_else(|| StepError::unknown("slip", alias))?
            .state = state;
        Ok(())
    }
}
