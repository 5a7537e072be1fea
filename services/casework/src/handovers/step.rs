//! A step of the receiving office on one hand-over: load it, let it decide, write, and let the sender hear in
//! the same append what concerns it and what she allows.

use domain::accounts::{Account, Colleague};
use domain::handovers::{
    Act, Assign, Colleagues, Elsewhere, Feedback, Handover, HandoverCommand, HandoverEvent, Held,
    Plain, Request,
};
use domain::institutions::{Institution, Offer, Sender};
use domain::slips::Slip;
use domain::{AccountId, Actor, HandoverId, Refusal, SlipId, Staff};
use serde::Serialize;

use super::tell::{Relying, tell, telling};
use crate::perform::UseCase;
use crate::slips::read::caseworker;
use crate::work::{Transaction, Work};
use crate::{Desk, Failure};

/// What the office asks about one of its hand-overs.
#[derive(Clone, Serialize)]
pub struct HandoverStep {
    /// Which.
    pub handover: HandoverId,
    /// What.
    #[serde(flatten)]
    pub request: Request,
}

impl HandoverStep {
    /// This, about that hand-over.
    pub fn on(handover: HandoverId, request: impl Into<Request>) -> Self {
        let request = request.into();
        Self { handover, request }
    }
}

impl UseCase for HandoverStep {
    type Answer = HandoverId;
    const OUTCOME: &'static str = "handover-stepped";

    fn outcome(&self) -> &'static str {
        match self.request.act() {
            Act::Accept => "handover-accepted",
            Act::Reject => "handover-rejected",
            Act::Hold => "handover-held",
            Act::Conclude => "handover-concluded",
            Act::Reopen => "handover-reopened",
            Act::EnterInError => "handover-in-error",
            Act::GiveFeedback => "feedback-given",
            Act::RetractFeedback => "feedback-retracted",
            Act::DeclineFeedback => "feedback-declined",
            Act::PassOnHerWord => "her-word-passed-on",
            Act::Assign => "handover-assigned",
            Act::RequestCallBack => "call-back-requested",
            _ => Self::OUTCOME,
        }
    }

    fn streams(&self, _: Staff, _: [u8; 16]) -> Vec<[u8; 16]> {
        vec![self.handover.bytes()]
    }

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.handover;
        let mut state: Handover = work.own(id).await?;
        if let Request::GiveFeedback(feedback) = &self.request {
            give_feedback(work, &mut state, feedback).await?;
            return Ok(id.into());
        }
        let held = state.held().cloned();
        let command = work.command(&self.request, held.as_ref()).await?;
        let events = work.decide(id, &mut state, command)?;
        match held.and_then(|held| held.slip) {
            Some(slip) => {
                for event in &events {
                    work.sender_hears(slip, event, &self.request).await?;
                }
            }
            // Without a slip there is nobody to whom her word could go.
            None if self.request.act() == Act::PassOnHerWord => {
                return Err(Refusal::NotFound.into());
            }
            None => {}
        }
        tell(work, id, &mut state, &self.request.tell()).await?;
        Ok(id.into())
    }
}

/// The sender hears exactly the items that she allows; towards an office that may reduce benefits she
/// releases each message at this desk, now.
async fn give_feedback(
    work: &mut Work<'_>,
    state: &mut Handover,
    feedback: &Feedback,
) -> Result<(), Failure> {
    caseworker(work.by)?;
    let id = state.of(work.by)?.handover;
    let relying = if feedback.released {
        Relying::OnHerRelease
    } else {
        Relying::OnConsent
    };
    if !Act::GiveFeedback.row().is_taken_in(state.stage()) {
        return Err(state.stage().refusal().into());
    }
    telling(work, id, state, &feedback.items, relying).await
}

impl Work<'_> {
    /// The request with what has to be looked up for it.
    async fn command(
        &mut self,
        request: &Request,
        held: Option<&Held>,
    ) -> Result<HandoverCommand, Failure> {
        Ok(match request.clone() {
            Request::Accept(_) => HandoverCommand::Accept,
            Request::Reject(reject) => {
                let instead = self.offered(reject.instead).await?;
                HandoverCommand::Reject(reject, instead)
            }
            Request::Hold(wait) => HandoverCommand::Hold(wait),
            Request::Conclude(conclude) => HandoverCommand::Conclude(conclude),
            Request::Plain { step } => match step {
                Plain::Resume => HandoverCommand::Resume,
                Plain::EndOnHerWord => HandoverCommand::EndOnHerWord,
                Plain::AcknowledgeNotice => HandoverCommand::AcknowledgeNotice,
            },
            Request::Reopen(reopen) => HandoverCommand::Reopen(reopen),
            Request::EnterInError(entry) => HandoverCommand::EnterInError(entry),
            // Each message is a command of its own, see `give_feedback`.
            Request::GiveFeedback(_) => return Err(Refusal::NotFound.into()),
            Request::RetractFeedback(retract) => HandoverCommand::RetractFeedback(retract),
            Request::DeclineFeedback(decline) => HandoverCommand::DeclineFeedback(decline),
            Request::PassOnHerWord(_) => HandoverCommand::PassOnHerWord,
            Request::Assign(Assign { to, deputy }) => {
                let to = self.colleague(to).await?;
                let deputy = match deputy {
                    Some(deputy) => Some(self.colleague(deputy).await?),
                    None => None,
                };
                HandoverCommand::Assign(Colleagues { to, deputy })
            }
            Request::RequestCallBack(request) => HandoverCommand::RequestCallBack {
                request,
                shown_benefits_office: match held {
                    Some(held) => self.is_shown_benefits_office(held).await?,
                    None => false,
                },
            },
        })
    }

    async fn offered(&mut self, there: Option<Elsewhere>) -> Result<Option<Offer>, Failure> {
        let Some(there) = there else {
            return Ok(None);
        };
        let institution: Institution = self.named(there.institution).await?;
        Ok(Some(institution.offer(there.service)?))
    }

    async fn colleague(&mut self, account: AccountId) -> Result<Colleague, Failure> {
        let account: Account = self.named(account).await?;
        Ok(account.colleague().ok_or(Refusal::NotOurStaff)?)
    }

    /// What happened at the office and concerns its sender. Where the sender erased its slip nobody is left to
    /// hear it, and this office cannot tell.
    async fn sender_hears(
        &mut self,
        slip: SlipId,
        event: &HandoverEvent,
        request: &Request,
    ) -> Result<(), Failure> {
        let Some(there) = self.load_unless_erased::<Slip>(slip).await? else {
            return Ok(());
        };
        let (actor, heard) = match (event, request) {
            (HandoverEvent::FeedbackRetracted { message, .. }, _) => {
                (Actor::Seam, there.receive_retraction(*message))
            }
            (HandoverEvent::HerWordPassedOn {}, Request::PassOnHerWord(word)) => {
                (Actor::She, Some(there.receive_her_word(word)?))
            }
            (HandoverEvent::CallBackRequested { on }, _) => {
                (Actor::She, Some(there.receive_call_back(*on)?))
            }
            _ => return Ok(()),
        };
        self.write_as(actor, slip, heard)
    }
}

impl Transaction<'_> {
    /// Whether the sender of this hand-over shows itself now and may reduce benefits.
    async fn is_shown_benefits_office(&mut self, held: &Held) -> Result<bool, Failure> {
        let Some(office) = held.sender.and_then(Sender::office) else {
            return Ok(false);
        };
        let office: Institution = self.load(office).await?;
        let shown = office.entry().filter(|entry| !entry.hides());
        Ok(shown.is_some_and(|entry| entry.kind.may_reduce_benefits()))
    }
}

impl Desk {
    /// Whether this hand-over's page offers a request to ring up: there is a sender, and none whose number
    /// stands there because it shows itself and may reduce benefits.
    pub(crate) async fn call_back_offered(&self, held: &Held) -> Result<bool, Failure> {
        let refused = Transaction::at(self).is_shown_benefits_office(held).await?;
        Ok(held.slip.is_some() && held.arrived_on.is_some() && !refused)
    }
}
