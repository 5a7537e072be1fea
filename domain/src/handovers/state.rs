//! A hand-over as the receiving office sees it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::table::Stage;
use super::{HandoverEvent, Notice, Phase};
use crate::consents::Item;
use crate::institutions::Sender;
use crate::slips::{Counselling, Message, Waypoint};
use crate::{
    AccountId, Erasable, HandoverId, InstitutionId, PathId, RecordId, Refusal, SlipId, Staff,
};

/// A hand-over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Handover {
    /// Nothing yet.
    #[default]
    Blank,
    /// Its slip belongs to an arrival that the office had recorded before.
    LinkedTo {
        /// The office.
        institution: InstitutionId,
        /// The arrival's hand-over.
        handover: HandoverId,
    },
    /// The office holds it.
    Held(Box<Held>),
}

/// What the office holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The hand-over.
    pub handover: HandoverId,
    /// The slip; none while she has not shown one.
    pub slip: Option<SlipId>,
    /// Under which name the sender appears; nobody while she has not shown a slip.
    pub sender: Option<Sender>,
    /// Her stations before it, as she let the office know.
    pub way: Vec<Waypoint>,
    /// Stations before this one that appear no more among her way so far.
    pub hidden: BTreeSet<InstitutionId>,
    /// The office.
    pub institution: InstitutionId,
    /// Who made the entry; nobody for an announcement.
    pub author: Option<AccountId>,
    /// The office's record of her.
    pub record: RecordId,
    /// Her path, as the slip carries it.
    pub path: PathId,
    /// The day of arrival; none while she is only announced.
    pub arrived_on: Option<Date>,
    /// The feedback for which the sender asks.
    pub feedback: BTreeSet<Item>,
    /// What the sender was told, and by whom.
    pub given: Vec<(Message, AccountId)>,
    /// Requests for feedback that stay unanswered.
    pub declined: BTreeSet<Item>,
    /// The day on which she last wanted the sender to ring up.
    pub call_back_requested_on: Option<Date>,
    /// What nobody has read yet.
    pub notices: Vec<(Notice, Date)>,
    /// Who takes care of it, and who stands in.
    pub assigned: Option<(AccountId, Option<AccountId>)>,
    /// Where it stands.
    pub phase: Phase,
}

impl Handover {
    /// What the office holds, once there is something.
    #[must_use]
    pub fn held(&self) -> Option<&Held> {
        match self {
            Self::Held(held) => Some(held),
            Self::Blank | Self::LinkedTo { .. } => None,
        }
    }

    /// Where it stands in the table.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        match self {
            Self::Blank => Stage::Blank,
            Self::LinkedTo { .. } => Stage::Linked,
            Self::Held(held) => held.phase.stage(),
        }
    }

    /// Whether her arrival opens it: nothing is here yet, she is announced, or what stood here was
    /// an error.
    #[must_use]
    pub const fn awaits_her(&self) -> bool {
        matches!(
            self.stage(),
            Stage::Blank | Stage::Announced | Stage::InError
        )
    }

    /// Where it is kept: under the id that its slip drew, or with the arrival it was linked to.
    #[must_use]
    pub const fn is_at(&self, drawn: HandoverId) -> HandoverId {
        match self {
            Self::LinkedTo { handover, .. } => *handover,
            Self::Blank | Self::Held(_) => drawn,
        }
    }

    /// What the office holds, if it is this one.
    pub fn of(&self, by: Staff) -> Result<&Held, Refusal> {
        match self {
            Self::Held(held) if held.institution == by.institution => Ok(held),
            Self::LinkedTo { institution, .. } if *institution == by.institution => {
                Err(Refusal::NotFound)
            }
            Self::Held(_) | Self::LinkedTo { .. } => Err(Refusal::NotYours),
            Self::Blank => Err(Refusal::NotFound),
        }
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &HandoverEvent) {
        if let Some(opened) = Held::opened_by(event) {
            *self = Self::Held(Box::new(match self {
                Self::Held(before) => opened.after(before),
                Self::Blank | Self::LinkedTo { .. } => opened,
            }));
        } else if let HandoverEvent::LinkedTo {
            institution,
            handover,
        } = event
        {
            *self = Self::LinkedTo {
                institution: *institution,
                handover: *handover,
            };
        } else if let Self::Held(held) = self {
            held.evolve(event);
        }
    }
}

/// The stations in what the sender said; none once that is erased.
fn way_in(counselling: Option<&Erasable<Counselling>>) -> Vec<Waypoint> {
    let said = counselling.and_then(Erasable::known);
    said.map_or_else(Vec::new, |said| said.way.clone())
}

impl Held {
    /// Whether the message was told and not taken back.
    #[must_use]
    pub fn has_told(&self, message: Message) -> bool {
        self.given.iter().any(|(given, _)| *given == message)
    }

    /// Who told it; as long as nobody did, who made the entry.
    #[must_use]
    pub fn told_by(&self, message: Message) -> Option<AccountId> {
        let told = self.given.iter().find(|(given, _)| *given == message);
        told.map(|(_, author)| *author).or(self.author)
    }

    /// Applies one event after the first.
    pub fn evolve(&mut self, event: &HandoverEvent) {
        use HandoverEvent as E;
        match event {
            E::HandoverAccepted {} | E::HandoverResumed {} => self.phase = Phase::Accepted,
            E::HandoverRejected { reason, .. } => self.phase = Phase::Rejected(*reason),
            E::HandoverHeld(hold) => self.phase = Phase::OnHold(*hold),
            E::HandoverForwarded { slip } => self.phase = Phase::Forwarded(*slip),
            E::HandoverConcluded { outcome, .. } => self.phase = Phase::Concluded(*outcome),
            E::HandoverEndedByHer {} => self.phase = Phase::EndedByHer,
            E::HandoverReopened { .. } => {
                self.phase = self.phase.reopened(self.arrived_on.is_some());
            }
            E::HandoverEnteredInError { .. } => self.phase = Phase::InError,
            E::SlipLinked(it) => {
                self.slip = Some(it.slip);
                self.sender = Some(it.sender);
                self.way = way_in(it.counselling.as_ref());
                self.path = it.path;
                self.feedback.clone_from(&it.feedback);
            }
            E::FeedbackGiven {
                message, author, ..
            } => self.given.push((*message, *author)),
            E::FeedbackRetracted { message, .. } => self.given.retain(|(m, _)| m != message),
            E::FeedbackDeclined { item } => {
                self.declined.insert(*item);
            }
            E::CallBackRequested { on } => self.call_back_requested_on = Some(*on),
            E::HandoverSenderHidden {} => self.sender = Some(Sender::Neutral),
            E::StationHidden { station } => {
                self.hidden.insert(*station);
            }
            E::NoticeReceived { notice, on } => self.notices.push((*notice, *on)),
            E::NoticeAcknowledged {} => self.notices.clear(),
            E::HandoverAssigned { to, deputy } => self.assigned = Some((*to, *deputy)),
            E::HerWordPassedOn {}
            | E::LinkedTo { .. }
            | E::HandoverAnnounced(_)
            | E::HandoverAcknowledged(_)
            | E::ArrivalRecorded(_) => {}
        }
    }

    /// She came after she was announced, or anew after an error: what the office told, left unread or
    /// gave into somebody's care is still so.
    #[must_use]
    pub fn after(self, before: &Self) -> Self {
        Self {
            given: before.given.clone(),
            declined: before.declined.clone(),
            call_back_requested_on: before.call_back_requested_on,
            notices: before.notices.clone(),
            assigned: before.assigned,
            ..self
        }
    }

    /// What an opening event gives to the office.
    #[must_use]
    pub fn opened_by(event: &HandoverEvent) -> Option<Self> {
        match event {
            HandoverEvent::HandoverAnnounced(it) => Some(Self {
                slip: Some(it.slip),
                sender: Some(it.sender),
                ..Self::blank(it.handover, it.institution, it.record, it.path)
            }),
            HandoverEvent::HandoverAcknowledged(it) => Some(Self {
                slip: Some(it.slip),
                sender: Some(it.sender),
                way: way_in(it.counselling.as_ref()),
                author: Some(it.author),
                arrived_on: Some(it.arrived_on),
                feedback: it.feedback.clone(),
                phase: Phase::Acknowledged,
                ..Self::blank(it.handover, it.institution, it.record, it.path)
            }),
            HandoverEvent::ArrivalRecorded(it) => Some(Self {
                author: Some(it.author),
                arrived_on: Some(it.arrived_on),
                phase: Phase::Acknowledged,
                ..Self::blank(it.handover, it.institution, it.record, it.path)
            }),
            _ => None,
        }
    }

    const fn blank(
        handover: HandoverId,
        institution: InstitutionId,
        record: RecordId,
        path: PathId,
    ) -> Self {
        Self {
            handover,
            slip: None,
            sender: None,
            way: Vec::new(),
            hidden: BTreeSet::new(),
            institution,
            author: None,
            record,
            path,
            arrived_on: None,
            feedback: BTreeSet::new(),
            given: Vec::new(),
            declined: BTreeSet::new(),
            call_back_requested_on: None,
            notices: Vec::new(),
            assigned: None,
            phase: Phase::Announced,
        }
    }
}
