//! A hand-over as the receiving office sees it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::HandoverEvent;
use crate::consents::Item;
use crate::slips::Message;
use crate::vocabulary::{Outcome, RejectionReason};
use crate::{InstitutionId, PathId, RecordId, Refusal, SlipId, Staff};

/// A hand-over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Handover {
    /// Nothing yet.
    #[default]
    Blank,
    /// The office knows that she may come.
    Announced(Held),
    /// She arrived.
    Acknowledged(Held),
    /// The office takes her on.
    Accepted(Held),
    /// The office could not take her on.
    Rejected(Held, RejectionReason),
    /// The work is done.
    Concluded(Held, Outcome),
}

/// What the office holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The slip.
    pub slip: SlipId,
    /// The office.
    pub institution: InstitutionId,
    /// The office's record of her.
    pub record: RecordId,
    /// Her path.
    pub path: PathId,
    /// The feedback for which the sender asks.
    pub feedback: BTreeSet<Item>,
    /// What was told already.
    pub given: Vec<Message>,
}

impl Handover {
    /// What the office holds, once there is something.
    #[must_use]
    pub const fn held(&self) -> Option<&Held> {
        match self {
            Self::Blank => None,
            Self::Announced(held)
            | Self::Acknowledged(held)
            | Self::Accepted(held)
            | Self::Rejected(held, _)
            | Self::Concluded(held, _) => Some(held),
        }
    }

    /// What the office holds, if it is this one.
    pub fn of(&self, by: Staff) -> Result<&Held, Refusal> {
        match self.held() {
            Some(held) if held.institution == by.institution => Ok(held),
            Some(_) => Err(Refusal::NotYours),
            None => Err(Refusal::NotFound),
        }
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &HandoverEvent) {
        if let Some(held) = Held::opened_by(event) {
            *self = match event {
                HandoverEvent::HandoverAnnounced { .. } => Self::Announced(held),
                _ => Self::Acknowledged(held),
            };
            return;
        }
        let Some(mut held) = self.held().cloned() else {
            return;
        };
        match event {
            HandoverEvent::HandoverAccepted {} => *self = Self::Accepted(held),
            HandoverEvent::HandoverRejected { reason, .. } => *self = Self::Rejected(held, *reason),
            HandoverEvent::HandoverConcluded { outcome, .. } => {
                *self = Self::Concluded(held, *outcome);
            }
            HandoverEvent::FeedbackGiven { message, .. } => {
                held.given.push(*message);
                self.replace(held);
            }
            HandoverEvent::HandoverAnnounced { .. }
            | HandoverEvent::HandoverAcknowledged { .. } => {}
        }
    }

    fn replace(&mut self, with: Held) {
        match self {
            Self::Blank => {}
            Self::Announced(held)
            | Self::Acknowledged(held)
            | Self::Accepted(held)
            | Self::Rejected(held, _)
            | Self::Concluded(held, _) => *held = with,
        }
    }
}

impl Held {
    fn opened_by(event: &HandoverEvent) -> Option<Self> {
        match event {
            HandoverEvent::HandoverAnnounced {
                slip,
                institution,
                record,
                path,
                ..
            } => Some(Self {
                slip: *slip,
                institution: *institution,
                record: *record,
                path: *path,
                feedback: BTreeSet::new(),
                given: Vec::new(),
            }),
            HandoverEvent::HandoverAcknowledged {
                slip,
                institution,
                record,
                path,
                feedback,
                ..
            } => Some(Self {
                slip: *slip,
                institution: *institution,
                record: *record,
                path: *path,
                feedback: feedback.clone(),
                given: Vec::new(),
            }),
            _ => None,
        }
    }
}
