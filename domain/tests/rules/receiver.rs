//! The receiving office's desk.

use domain::consents::Item;
use domain::handovers::{
    Act, Colleagues, Conclude, DeclineFeedback, EnterInError, Forward, GiveFeedback, Handover,
    HandoverCommand, HandoverEvent, Held, Hold, Phase, Reject, Reopen, RequestCallBack,
    RetractFeedback,
};
use domain::institutions::Sender;
use domain::slips::{Message, SlipEvent};
use domain::vocabulary::{HoldReason, Outcome, RejectionReason};
use domain::{HandoverId, InstitutionId, Refusal, SlipId, Staff};
use jiff::ToSpan;

use super::op::{Op, What};
use super::sender::Sent;
use super::town;
use super::world::{Answer, World, Written, pick_fitting};

impl World {
    pub(crate) fn receive(&mut self, op: &Op) -> Answer {
        match op.what {
            What::Present | What::PresentAndAccept => return self.present(op),
            What::Arrive => return self.arrive(op),
            What::Link => return self.link(op),
            _ => {}
        }
        let Some(id) = self.pick_handover(op) else {
            return Ok(());
        };
        // Nothing yet, or a slip that was linked: there is no office yet that it belongs to.
        let held = self.handovers[&id].held().cloned();
        let rightful = held
            .as_ref()
            .map_or_else(|| self.town.nth(2), |held| held.institution);
        let by = self.by(op, rightful);
        match op.what {
            What::Tell => self.tell(by, id, self.message(id, op)),
            What::Retract => self.retract(op, by, id),
            What::Forward => self.forward(op, by, id),
            What::PassOnHerWord => {
                self.decide(by, id, HandoverCommand::PassOnHerWord)?;
                let slip = held.and_then(|held| held.slip);
                slip.map_or(Ok(()), |slip| self.hear_her(slip))
            }
            What::RequestCallBack => self.request_call_back(op, by, id),
            _ => self
                .decide(by, id, self.plain(op, by.institution))
                .map(|_| ()),
        }
    }

    fn pick_handover(&self, op: &Op) -> Option<HandoverId> {
        let fits = |handover: &Handover| {
            let held = handover.held();
            let stage = handover.stage();
            match op.what {
                What::Tell => !self.wanted(handover).is_empty(),
                What::Decline => held.is_some_and(|held| !held.feedback.is_empty()),
                What::PassOnHerWord | What::RequestCallBack => {
                    held.is_some_and(|held| held.slip.is_some())
                }
                // Where nothing stands, she lets each single message cross.
                What::ReleaseMessage => held.is_some_and(|held| {
                    let arrived = held.slip.filter(|_| held.arrived_on.is_some());
                    let sender = arrived.map(|slip| self.issued(slip).institution);
                    sender.is_some_and(|sender| self.town.kind(sender).may_reduce_benefits())
                        && (stage.is_open() == (op.colleague == 0))
                }),
                What::Retract => held.is_some_and(|held| !held.given.is_empty()),
                What::ReadNotices => held.is_some_and(|held| !held.notices.is_empty()),
                What::Forward => Act::Forward.row().is_taken_in(stage),
                _ => self
                    .plain(op, self.town.nth(2))
                    .act()
                    .row()
                    .is_taken_in(stage),
            }
        };
        pick_fitting(&self.handovers, op, fits)
    }

    /// Commands that stay within the office.
    fn plain(&self, op: &Op, at: InstitutionId) -> HandoverCommand {
        use HandoverCommand as C;
        let comment = (op.other != 0).then(town::note);
        match op.what {
            What::Accept => C::Accept,
            What::Reject => {
                let request = Reject {
                    reason: (op.other != 0).then(|| reason(op)),
                    comment: (op.colleague == 0).then(town::note),
                    ..Reject::default()
                };
                C::Reject(request, None)
            }
            What::Hold => C::Hold(Hold {
                reason: HoldReason::ALL[op.at],
                resume_on: self.today.saturating_add((i32::from(op.mask % 20)).days()),
            }),
            What::Resume => C::Resume,
            What::Conclude => C::Conclude(Conclude {
                remark: comment,
                ..outcome(op).into()
            }),
            What::EndOnHerWord => C::EndOnHerWord,
            What::Reopen => C::Reopen(Reopen {
                comment,
                her_word: op.mask & 1 == 1,
            }),
            What::HandoverInError => C::EnterInError(EnterInError { comment }),
            What::Decline => C::DeclineFeedback(DeclineFeedback {
                item: [
                    Item::FeedbackArrival,
                    Item::FeedbackAcceptance,
                    Item::FeedbackOutcome,
                    Item::FeedbackReason,
                ][op.at],
            }),
            What::ReadNotices => C::AcknowledgeNotice,
            _ => {
                let of = if op.other == 0 { self.town.nth(0) } else { at };
                C::Assign(Colleagues {
                    to: town::colleague(0, of),
                    deputy: Some(town::colleague(1, at)),
                })
            }
        }
    }

    /// Whatever can be said about a hand-over, true or not.
    fn sayable(handover: &Handover) -> [Message; 5] {
        let phase = handover.held().map(|held| held.phase);
        let outcome = match phase {
            Some(Phase::Concluded(outcome)) => outcome,
            _ => Outcome::EndedByHer,
        };
        let reason = match phase {
            Some(Phase::Rejected(reason)) => reason,
            _ => RejectionReason::NoShow,
        };
        [
            Message::Arrived,
            Message::Accepted,
            Message::NotAccepted,
            Message::Outcome { outcome },
            Message::Reason { reason },
        ]
    }

    /// What the sender waits for: asked or released, true, and not told yet.
    fn wanted(&self, handover: &Handover) -> Vec<Message> {
        let Some(held) = handover.held() else {
            return vec![];
        };
        let word = self.word(held.path);
        let may = |message: &Message| {
            let once = word.permit_once(held.path, held.handover, *message);
            let live = held
                .slip
                .map(|slip| self.live(held.path, self.issued(slip).route()));
            let live = live.is_some_and(|live| live.covers(message.item()));
            once.is_some() || live && held.feedback.contains(&message.item())
        };
        let said = Self::sayable(handover).into_iter();
        said.filter(|message| handover.happened(*message) == Ok(true) && !held.has_told(*message))
            .filter(may)
            .collect()
    }

    /// What is tried to tell about a hand-over.
    pub(crate) fn message(&self, id: HandoverId, op: &Op) -> Message {
        let handover = &self.handovers[&id];
        let said = Self::sayable(handover);
        let which = usize::from(op.other);
        let wanted = match op.what {
            What::Tell => self.wanted(handover),
            // The outcome and the reason before the mere arrival.
            _ => said
                .iter()
                .rev()
                .copied()
                .filter(|m| handover.happened(*m) == Ok(true))
                .collect(),
        };
        let one = wanted.iter().cycle().nth(which).copied();
        one.filter(|_| !op.blind).unwrap_or(said[which % 5])
    }

    pub(crate) fn decide(
        &mut self,
        by: Staff,
        id: HandoverId,
        what: HandoverCommand,
    ) -> Result<Vec<HandoverEvent>, Refusal> {
        let handover = self.handovers.get(&id).cloned().unwrap_or_default();
        let events = handover.decide(&self.order(by, what))?;
        for event in &events {
            self.write(Written::Handover(id, event.clone()));
            if let HandoverEvent::FeedbackRetracted { message, .. } = event {
                self.retracted(id, *message);
            }
        }
        Ok(events)
    }

    /// What is retracted here is retracted there, in the same append.
    fn retracted(&mut self, id: HandoverId, message: Message) {
        let slip = self.handovers[&id].held().and_then(|held| held.slip);
        if let Some(slip) = slip {
            let heard = self.slips[&slip].receive_retraction(message);
            assert!(heard.is_some(), "what was told was heard");
            self.write(Written::Slip(slip, heard.unwrap()));
        }
    }

    /// A hand-over to which a slip belongs.
    pub(crate) fn with_slip(&self, op: &Op) -> Option<(HandoverId, Held, SlipId)> {
        let id = self.pick_handover(op)?;
        let held = self.handovers[&id].held()?.clone();
        let slip = held.slip?;
        Some((id, held, slip))
    }

    /// The seam: what the office tells and what the sender hears are one append.
    pub(crate) fn tell(&mut self, by: Staff, id: HandoverId, message: Message) -> Answer {
        let item = message.item();
        let held = self.handovers[&id].of(by)?.clone();
        let Some(slip) = held.slip else {
            return Err(Refusal::FeedbackNotPermitted { item });
        };
        let route = self.issued(slip).route();
        let word = self.word(held.path);
        let once = word.permit_once(held.path, id, message);
        let permit = once.unwrap_or_else(|| self.live(held.path, route));
        let give = HandoverCommand::GiveFeedback(GiveFeedback {
            message,
            permit: permit.clone(),
            to_benefits_office: self.town.kind(route.sender).may_reduce_benefits(),
        });
        if !self.decide(by, id, give)?.is_empty() {
            // What may leave here may arrive there: the two halves never disagree.
            let heard = self.slips[&slip].receive(&permit, message);
            assert_eq!(heard, Ok(SlipEvent::FeedbackReceived { message }));
            self.write(Written::Slip(slip, SlipEvent::FeedbackReceived { message }));
        }
        Ok(())
    }

    /// She wants the sender to ring up: both halves, or nothing where it was asked today.
    fn request_call_back(&mut self, op: &Op, by: Staff, id: HandoverId) -> Answer {
        let held = self.handovers[&id].of(by)?.clone();
        let shown = held.sender.and_then(Sender::office);
        let what = HandoverCommand::RequestCallBack {
            request: RequestCallBack {
                she_is_present: !op.mask.is_multiple_of(4),
            },
            shown_benefits_office: shown
                .is_some_and(|sender| self.town.kind(sender).may_reduce_benefits()),
        };
        if !self.decide(by, id, what)?.is_empty()
            && let Some(slip) = held.slip
        {
            let heard = self.slips[&slip].receive_call_back(self.today)?;
            self.write(Written::Slip(slip, heard));
        }
        Ok(())
    }

    fn retract(&mut self, op: &Op, by: Staff, id: HandoverId) -> Answer {
        let told = self.handovers[&id].held().map(|held| held.given.clone());
        let last = told.and_then(|told| told.last().map(|(message, _)| *message));
        let message = last.unwrap_or_else(|| self.message(id, op));
        let comment = Some(town::note());
        let what = HandoverCommand::RetractFeedback(RetractFeedback { message, comment });
        self.decide(by, id, what).map(|_| ())
    }

    /// She is sent on: a slip in the office's own stream, on the same path.
    fn forward(&mut self, op: &Op, by: Staff, id: HandoverId) -> Answer {
        let held = self.handovers[&id].of(by)?.clone();
        let to = self.town.nth(op.other.into());
        let live = self.live(
            held.path,
            domain::consents::Route {
                sender: by.institution,
                recipient: to,
            },
        );
        // What she did not allow goes blank or on paper; sending her on never fails for it.
        let travels = Item::ALL
            .iter()
            .copied()
            .filter(|i| i.travels_with_the_slip());
        let slip = self.issue(
            by,
            Sent {
                record: held.record,
                path: held.path,
                to,
                disclose: travels.filter(|item| live.covers(*item)).collect(),
                days: 28,
                agreement: self.agreed(op),
                parent: Some(id),
            },
        )?;
        let agreed = !op.mask.is_multiple_of(4);
        self.decide(by, id, HandoverCommand::Forward(Forward { slip, agreed }))
            .map(|_| ())
    }
}

/// One time in two it lies on her side, which is what must not cross.
fn reason(op: &Op) -> RejectionReason {
    if op.colleague == 1 {
        return RejectionReason::NoShow;
    }
    RejectionReason::ALL[usize::from(op.mask) % RejectionReason::ALL.len()]
}

fn outcome(op: &Op) -> Outcome {
    if op.colleague == 1 {
        return Outcome::EndedByHer;
    }
    Outcome::ALL[usize::from(op.mask) % Outcome::ALL.len()]
}
