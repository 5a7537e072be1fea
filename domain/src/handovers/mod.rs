//! Hand-over (Übergabe): the receiving office's side. It never holds more than she consented to.

mod accept;
mod acknowledge;
mod announce;
mod arrive_without_slip;
mod assign;
mod close;
mod conclude;
mod events;
mod forward;
mod give_feedback;
mod hide;
mod hold;
mod link;
mod notices;
mod phase;
mod reject;
mod request;
mod request_call_back;
mod state;
mod table;
mod way;

pub use accept::Accept;
pub use acknowledge::Acknowledge;
pub use announce::Announce;
pub use arrive_without_slip::RecordArrival;
pub use assign::{Assign, Colleagues};
pub use close::{EnterInError, Reopen};
pub use conclude::Conclude;
pub use events::{
    ArrivalRecorded, HandoverAcknowledged, HandoverAnnounced, HandoverEvent, HandoverEventKind,
    Remark, SlipLinked,
};
pub use forward::Forward;
pub use give_feedback::{DeclineFeedback, Feedback, GiveFeedback, RetractFeedback};
pub use hold::Hold;
pub use notices::Notice;
pub use phase::Phase;
pub use reject::{Elsewhere, Reject};
pub use request::{Plain, Request};
pub use request_call_back::RequestCallBack;
pub use state::{Handover, Held};
pub use table::{Stage, TABLE};

use strum::EnumDiscriminants;

use crate::institutions::Offer;
use crate::slips::Arrival;
use crate::{HandoverId, Instruction, Note, Refusal};

/// What can be done with a hand-over.
#[derive(Debug, Clone, EnumDiscriminants)]
#[strum_discriminants(name(Act), doc = "A command without its particulars.")]
pub enum HandoverCommand {
    /// The sender's issue announces it, with her consent.
    Announce(Box<Announce>),
    /// The office acknowledges the code; with `accept`, one act with two events.
    Acknowledge(Box<Acknowledge>),
    /// She came without a slip.
    RecordArrival(Box<RecordArrival>),
    /// The slip of an arrival turned up: what it gives to this office, without her items once it is withdrawn or
    /// over.
    LinkSlip(Box<Arrival>),
    /// This slip belongs to an arrival recorded before: in the stream that the slip would open.
    LinkTo {
        /// The arrival's hand-over.
        handover: HandoverId,
    },
    /// The office takes her on.
    Accept,
    /// The office cannot take her on; where she can go instead is a service that is offered there.
    Reject(Reject, Option<Offer>),
    /// The office waits for something.
    Hold(Hold),
    /// The wait is over.
    Resume,
    /// The office sends her on.
    Forward(Forward),
    /// The work at the office is done.
    Conclude(Conclude),
    /// She ends it; nobody asks why.
    EndOnHerWord,
    /// It goes on after all.
    Reopen(Reopen),
    /// It should never have been written.
    EnterInError(EnterInError),
    /// The office tells the sender one thing that she allows.
    GiveFeedback(GiveFeedback),
    /// What was told was wrong.
    RetractFeedback(RetractFeedback),
    /// A request for feedback stays unanswered.
    DeclineFeedback(DeclineFeedback),
    /// The office passes on what she wants the sender to hear.
    PassOnHerWord,
    /// The open notices were read.
    AcknowledgeNotice,
    /// A colleague takes care of it.
    Assign(Colleagues),
    /// She is here and wants the sender to ring up.
    RequestCallBack {
        /// What she wants.
        request: RequestCallBack,
        /// The sender shows itself and may reduce benefits.
        shown_benefits_office: bool,
    },
}

impl Handover {
    /// Decides a command against this state: first the table's row, then the command's own guard.
    pub fn decide(
        &self,
        instruction: &Instruction<HandoverCommand>,
    ) -> Result<Vec<HandoverEvent>, Refusal> {
        use Refusal::{NotYours, UnknownCode};
        let Instruction { by, now, what } = instruction;
        if !by.function.does_casework() {
            return Err(Refusal::NotYourRole);
        }
        let own = |institution, otherwise| {
            let is = institution == by.institution;
            is.then_some(()).ok_or(otherwise)
        };
        match what {
            // These open the stream, so the thing that they carry says whose it is.
            HandoverCommand::Announce(command) => own(command.slip.institution, NotYours)?,
            HandoverCommand::RecordArrival(command) => own(command.offer.institution(), NotYours)?,
            // Everybody but the addressee gets one answer, before anything is said of the stream's state.
            HandoverCommand::Acknowledge(command) => own(command.arrival.recipient, UnknownCode)?,
            HandoverCommand::LinkTo { .. } if self.of(*by) == Err(NotYours) => {
                return Err(UnknownCode);
            }
            HandoverCommand::LinkTo { .. } => {}
            _ => {
                self.of(*by)?;
            }
        }
        let row = what.act().row();
        let author = self.held().and_then(|held| match what {
            HandoverCommand::RetractFeedback(request) => held.told_by(request.message),
            _ => held.author,
        });
        row.by.permits(*by, author)?;
        if row.is_done_in(self.stage()) {
            return match what {
                // The same office again gets the same answer; what may be new is that it takes
                // her on.
                HandoverCommand::Acknowledge(command)
                    if command.accept && self.stage() == Stage::Acknowledged =>
                {
                    Ok(vec![HandoverEvent::HandoverAccepted {}])
                }
                _ => Ok(vec![]),
            };
        }
        if !row.is_taken_in(self.stage()) {
            return Err(match (what.act(), self.stage()) {
                (Act::Announce | Act::RecordArrival, _) => Refusal::AlreadyThere,
                (Act::LinkTo, _) => Refusal::SlipUsedElsewhere,
                (_, stage) => stage.refusal(),
            });
        }
        match what {
            HandoverCommand::Announce(command) => Self::announce(command),
            HandoverCommand::Acknowledge(command) => self.acknowledge(*by, *now, command),
            HandoverCommand::RecordArrival(command) => Self::record_arrival(*by, *now, command),
            HandoverCommand::LinkSlip(arrival) => self.link_slip(arrival),
            HandoverCommand::LinkTo { handover } => Ok(Self::link_to(*by, *handover)),
            HandoverCommand::Accept => Ok(vec![HandoverEvent::HandoverAccepted {}]),
            HandoverCommand::Reject(request, instead) => Self::reject(request, instead.as_ref()),
            HandoverCommand::Hold(request) => Self::hold(*now, *request),
            HandoverCommand::Resume => Ok(vec![HandoverEvent::HandoverResumed {}]),
            HandoverCommand::Forward(command) => Self::forward(command),
            HandoverCommand::Conclude(request) => Ok(Self::conclude(request)),
            HandoverCommand::EndOnHerWord => Ok(vec![HandoverEvent::HandoverEndedByHer {}]),
            HandoverCommand::Reopen(request) => self.reopen(request),
            HandoverCommand::EnterInError(request) => self.enter_in_error(request),
            HandoverCommand::GiveFeedback(command) => self.give_feedback(*by, command),
            HandoverCommand::RetractFeedback(request) => self.retract_feedback(request),
            HandoverCommand::DeclineFeedback(request) => self.decline_feedback(*request),
            HandoverCommand::PassOnHerWord => Ok(vec![HandoverEvent::HerWordPassedOn {}]),
            HandoverCommand::AcknowledgeNotice => Ok(self.acknowledge_notice()),
            HandoverCommand::Assign(colleagues) => colleagues.assigned(*by),
            HandoverCommand::RequestCallBack {
                request,
                shown_benefits_office,
            } => self.request_call_back(now.today, *request, *shown_benefits_office),
        }
    }
}

crate::aggregate::aggregate!(Handover, HandoverCommand, "handover", HandoverEvent);
crate::aggregate::stored!(
    HandoverEvent,
    crate::HandoverId,
    crate::HandoverId::bytes,
    [
        HandoverAnnounced = "HandoverAnnounced",
        HandoverAcknowledged = "HandoverAcknowledged",
        ArrivalRecorded = "ArrivalRecorded",
        SlipLinked = "SlipLinked",
        LinkedTo = "LinkedTo",
        HandoverAccepted = "HandoverAccepted",
        HandoverRejected = "HandoverRejected",
        HandoverHeld = "HandoverHeld",
        HandoverResumed = "HandoverResumed",
        HandoverForwarded = "HandoverForwarded",
        HandoverConcluded = "HandoverConcluded",
        HandoverEndedByHer = "HandoverEndedByHer",
        HandoverReopened = "HandoverReopened",
        HandoverEnteredInError = "HandoverEnteredInError",
        FeedbackGiven = "FeedbackGiven",
        FeedbackRetracted = "FeedbackRetracted",
        FeedbackDeclined = "FeedbackDeclined",
        HerWordPassedOn = "HerWordPassedOn",
        HandoverSenderHidden = "HandoverSenderHidden",
        StationHidden = "StationHidden",
        NoticeReceived = "NoticeReceived",
        NoticeAcknowledged = "NoticeAcknowledged",
        HandoverAssigned = "HandoverAssigned",
        CallBackRequested = "CallBackRequested",
    ]
);

/// A remark that has to be made.
fn remark(comment: Option<&Note>) -> Result<crate::Erasable<Remark>, Refusal> {
    let remark = comment.cloned().ok_or(Refusal::CommentMissing)?;
    Ok(crate::Erasable::Known(Remark { remark }))
}

#[cfg(test)]
pub(crate) mod tests_support;
