//! A slip as the sender sees it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Appointment, Counselling, Message, Paper, SlipEvent, Stage};
use crate::consents::{Item, Route};
use crate::institutions::Sender;
use crate::vocabulary::Need;
use crate::{
    AccountId, Erasable, HandoverId, InstitutionId, Line, PathId, RecordId, Refusal, ServiceId,
    SlipId,
};

/// A slip.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip(Option<Box<Issued>>);

/// What an issued slip says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// Its id.
    pub slip: SlipId,
    /// The sender.
    pub institution: InstitutionId,
    /// Who wrote it.
    pub author: AccountId,
    /// The day of issue.
    pub issued_on: Date,
    /// The sender's record of her.
    pub record: RecordId,
    /// Her path.
    pub path: PathId,
    /// Under which name the sender appears to others now.
    pub sender: Sender,
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
    /// An appointment, as it was agreed.
    pub appointment: Option<Appointment>,
    /// The feedback that she allowed.
    pub feedback: BTreeSet<Item>,
    /// How much her paper says, if she chose.
    pub paper: Option<Paper>,
    /// The paper under way is older than its sender's hiding: until another takes its place, its code gives
    /// nothing of hers.
    pub paper_outdated: bool,
    /// What it carries for its addressee, as far as she lets it when it is presented.
    pub carries: BTreeSet<Item>,
    /// Why she is sent.
    pub counselling: Option<Erasable<Counselling>>,
    /// The keyed hashes of the code that holds now.
    pub code_hashes: Vec<String>,
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
        if let Some(issued) = Issued::from_event(event) {
            self.0 = Some(Box::new(issued));
            return;
        }
        let Some(issued) = self.0.as_deref_mut() else {
            return;
        };
        match event {
            E::SlipReissued {
                valid_until,
                appointment,
                code_hashes,
                paper,
                ..
            } => {
                issued.valid_until = *valid_until;
                issued.appointment.clone_from(appointment);
                issued.code_hashes.clone_from(code_hashes);
                issued.paper = paper.or(issued.paper);
                issued.paper_outdated = false;
            }
            E::SlipSenderHidden { discreet } => {
                issued.sender = Sender::Neutral;
                issued.paper = issued.paper.filter(|_| !discreet);
                issued.paper_outdated = true;
            }
            E::SlipWithdrawn {} => issued.stage = Stage::Withdrawn,
            E::SlipValidityEnded {} => {
                issued.stage = Stage::ValidityEnded;
                issued.code_kept = false;
            }
            E::SlipRevived { valid_until } => {
                issued.valid_until = *valid_until;
                issued.stage = Stage::Issued;
            }
            E::SlipEnteredInError { .. } => issued.stage = Stage::InError,
            E::FeedbackReceived { message } => issued.received.push(*message),
            E::CallBackReceived { on } => {
                issued.call_back_since.get_or_insert(*on);
            }
            E::CallBackSettled {} => issued.call_back_since = None,
            E::RetractionReceived { message } => issued.received.retain(|m| m != message),
            E::SlipIssued { .. } | E::HerWordReceived { .. } | E::PaperReturnRecorded { .. } => {}
        }
    }
}

impl Issued {
    fn from_event(event: &SlipEvent) -> Option<Self> {
        let SlipEvent::SlipIssued {
            slip,
            institution,
            author,
            issued_on,
            record,
            path,
            sender,
            handover,
            recipient,
            service,
            service_name,
            need,
            valid_until,
            appointment,
            feedback,
            paper,
            carries,
            counselling,
            code_hashes,
            ..
        } = event.clone()
        else {
            return None;
        };
        Some(Self {
            slip,
            institution,
            author,
            issued_on,
            record,
            path,
            sender,
            handover,
            recipient,
            service,
            service_name,
            need,
            valid_until,
            appointment,
            feedback,
            paper,
            paper_outdated: false,
            carries,
            counselling,
            code_hashes,
            code_kept: true,
            received: Vec::new(),
            call_back_since: None,
            stage: Stage::Issued,
        })
    }
}
