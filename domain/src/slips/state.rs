//! A slip as the sender sees it.

use std::ops::Deref;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Message, SlipEvent, SlipIssued, Stage};
use crate::consents::Route;
use crate::institutions::Sender;
use crate::{InstitutionId, Refusal};

/// A slip.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip(Option<Box<Issued>>);

/// What an issued slip says now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// What was written when it was issued, with what changed since.
    pub(super) written: SlipIssued,
    /// The paper under way is older than its sender's hiding: until another takes its place, its code gives
    /// nothing of hers.
    pub paper_outdated: bool,
    /// Whether the code itself is still kept: it goes when the validity ends, and no other can be
    /// kept in its place.
    pub code_kept: bool,
    /// What came back.
    pub received: Vec<Message>,
    /// Since when a request to ring up waits.
    pub call_back_since: Option<Date>,
    /// Where it stands, as the log says; see [`Slip::stage_on`] for a day.
    pub stage: Stage,
}

impl Deref for Issued {
    type Target = SlipIssued;

    fn deref(&self) -> &SlipIssued {
        &self.written
    }
}

impl Issued {
    /// From whom to whom.
    #[must_use]
    pub fn route(&self) -> Route {
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
        self.0.as_deref()
    }

    /// What it says, if this institution issued it.
    pub fn of(&self, institution: InstitutionId) -> Result<&Issued, Refusal> {
        match self.issued() {
            Some(issued) if issued.institution == institution => Ok(issued),
            Some(_) => Err(Refusal::NotYours),
            None => Err(Refusal::NotFound),
        }
    }

    /// Where it stands on a day: its validity ends on the day itself, whether or not the clock
    /// wrote it down yet.
    #[must_use]
    pub fn stage_on(&self, today: Date) -> Stage {
        match self.issued() {
            None => Stage::Blank,
            Some(issued) if issued.stage == Stage::Issued && issued.valid_until < today => {
                Stage::ValidityEnded
            }
            Some(issued) => issued.stage,
        }
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &SlipEvent) {
        use SlipEvent as E;
        if let E::SlipIssued(written) = event {
            self.0 = Some(Box::new(Issued {
                // How far her consent had come is nothing that its sender sees, or decides by.
                written: SlipIssued {
                    disclosure: None,
                    ..written.clone()
                },
                paper_outdated: false,
                code_kept: true,
                received: Vec::new(),
                call_back_since: None,
                stage: Stage::Issued,
            }));
            return;
        }
        let Some(issued) = self.0.as_deref_mut() else {
            return;
        };
        match event {
            E::SlipReissued(new) => {
                let written = &mut issued.written;
                written.valid_until = new.valid_until;
                written.appointment.clone_from(&new.appointment);
                written.code_hashes.clone_from(&new.code_hashes);
                written.paper = new.paper.or(written.paper);
                written.code.clone_from(&new.code);
                issued.paper_outdated = false;
            }
            E::SlipSenderHidden { discreet } => {
                issued.written.sender = Sender::Neutral;
                issued.written.paper = issued.paper.filter(|_| !discreet);
                issued.paper_outdated = true;
            }
            E::SlipWithdrawn {} => issued.stage = Stage::Withdrawn,
            E::SlipValidityEnded {} => {
                issued.stage = Stage::ValidityEnded;
                issued.code_kept = false;
            }
            E::SlipRevived { valid_until } => {
                issued.written.valid_until = *valid_until;
                issued.stage = Stage::Issued;
            }
            E::SlipEnteredInError { .. } => issued.stage = Stage::InError,
            E::FeedbackReceived { message } => issued.received.push(*message),
            E::CallBackReceived { on } => {
                issued.call_back_since.get_or_insert(*on);
            }
            E::CallBackSettled {} => issued.call_back_since = None,
            E::RetractionReceived { message } => issued.received.retain(|m| m != message),
            E::SlipIssued(_) | E::HerWordReceived { .. } | E::PaperReturnRecorded { .. } => {}
        }
    }
}
