//! A slip as the sender sees it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Counselling, Message, SlipEvent};
use crate::clients::{Children, Identity};
use crate::consents::{Disclosure, Item, Route};
use crate::institutions::SenderShown;
use crate::vocabulary::Need;
use crate::{Erasable, HandoverId, InstitutionId, Line, PathId, RecordId, ServiceId, SlipId};

/// A slip.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slip {
    /// Nothing yet.
    #[default]
    Blank,
    /// It is out.
    Issued(Box<Issued>),
    /// The sender took it back.
    Withdrawn(Box<Issued>),
}

/// What an issued slip says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// Its id.
    pub slip: SlipId,
    /// The sender.
    pub institution: InstitutionId,
    /// The sender's record of her.
    pub record: RecordId,
    /// Her path.
    pub path: PathId,
    /// How the sender is shown.
    pub sender: SenderShown,
    /// The hand-over that acknowledging opens.
    pub handover: HandoverId,
    /// Where she is sent.
    pub recipient: InstitutionId,
    /// To which service.
    pub service: ServiceId,
    /// The service's name.
    pub service_name: Line,
    /// What she needs.
    pub need: Need,
    /// The last day of validity.
    pub valid_until: Date,
    /// The feedback that she allowed.
    pub feedback: BTreeSet<Item>,
    /// What was printed under which consent.
    pub disclosure: Option<Disclosure>,
    /// Who she is, as disclosed.
    pub identity: Option<Erasable<Identity>>,
    /// Why she is sent.
    pub counselling: Option<Erasable<Counselling>>,
    /// Her children, as disclosed.
    pub child: Option<Erasable<Children>>,
    /// What came back.
    pub received: Vec<Message>,
}

impl Issued {
    /// From whom to whom.
    #[must_use]
    pub const fn route(&self) -> Route {
        Route {
            sender: self.institution,
            recipient: self.recipient,
        }
    }
}

impl Slip {
    /// What it says, once it is issued.
    #[must_use]
    pub fn issued(&self) -> Option<&Issued> {
        match self {
            Self::Blank => None,
            Self::Issued(issued) | Self::Withdrawn(issued) => Some(issued),
        }
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &SlipEvent) {
        match event {
            SlipEvent::SlipIssued { .. } => {
                if let Some(issued) = Issued::from_event(event) {
                    *self = Self::Issued(Box::new(issued));
                }
            }
            SlipEvent::SlipWithdrawn {} => {
                if let Self::Issued(issued) = std::mem::take(self) {
                    *self = Self::Withdrawn(issued);
                }
            }
            SlipEvent::FeedbackReceived { message } => {
                if let Self::Issued(issued) | Self::Withdrawn(issued) = self {
                    issued.received.push(*message);
                }
            }
        }
    }
}

impl Issued {
    fn from_event(event: &SlipEvent) -> Option<Self> {
        let SlipEvent::SlipIssued {
            slip,
            institution,
            record,
            path,
            sender,
            handover,
            recipient,
            service,
            service_name,
            need,
            valid_until,
            feedback,
            disclosure,
            identity,
            counselling,
            child,
            ..
        } = event.clone()
        else {
            return None;
        };
        Some(Self {
            slip,
            institution,
            record,
            path,
            sender,
            handover,
            recipient,
            service,
            service_name,
            need,
            valid_until,
            feedback,
            disclosure,
            identity,
            counselling,
            child,
            received: Vec::new(),
        })
    }
}
