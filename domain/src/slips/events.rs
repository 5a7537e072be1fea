//! What the sender's side of a slip remembers.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::EnumDiscriminants;

use super::{Appointment, Message, Paper, Words};
use crate::codes::PaperCodes;
use crate::consents::{Disclosure, Item};
use crate::institutions::Sender;
use crate::vocabulary::{Experience, Need};
use crate::{
    AccountId, Agreement, Erasable, HandoverId, InstitutionId, Line, Note, PathId, RecordId,
    ServiceId, SlipId,
};

/// One of her stations so far, as a next office may read it. The name is looked up whenever it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waypoint {
    /// The institution.
    pub station: InstitutionId,
    /// It hides, and she ticked that it is shown all the same.
    pub ticked: bool,
}

/// Why she is sent, and where she was.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counselling {
    /// The reason for referral (Anlass); it stands on her half in any case, on the routing half
    /// only with her consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Note>,
    /// Her stations so far: on a slip those that the sender knows, at the receiving office those that it is
    /// shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub way: Vec<Waypoint>,
}

crate::erasable::hidden! { Counselling }

/// What is written when a slip is issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipIssued {
    /// Its id.
    pub slip: SlipId,
    /// The sender.
    pub institution: InstitutionId,
    /// Who wrote it.
    pub author: AccountId,
    /// The day of issue.
    pub issued_on: Date,
    /// The hand-over that it forwards, when she was sent on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<HandoverId>,
    /// The sender's record of her.
    pub record: RecordId,
    /// Her path.
    pub path: PathId,
    /// Under which name the sender appears to others.
    pub sender: Sender,
    /// The hand-over that acknowledging opens.
    pub handover: HandoverId,
    /// Where she is sent.
    pub recipient: InstitutionId,
    /// To which service there.
    pub service: ServiceId,
    /// The service's name at that moment, as it was printed.
    pub service_name: Line,
    /// That she wants a slip at all.
    pub agreement: Agreement,
    /// What she needs.
    pub need: Need,
    /// The last day of validity.
    pub valid_until: Date,
    /// An appointment, as it was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
    /// How much her paper says, if she chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Paper>,
    /// Which feedback she allowed, so that the office is asked for it.
    pub feedback: BTreeSet<Item>,
    /// What is printed on the routing half, as far as the sender knows that she allows it; nothing on
    /// a pseudonymous slip.
    pub carries: BTreeSet<Item>,
    /// What of it she really allows, under which consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<Disclosure>,
    /// The keyed hashes of the code's two forms: the code table is rebuilt from them.
    pub code_hashes: Vec<String>,
    /// Why she is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counselling: Option<Erasable<Counselling>>,
    /// The code, so that a reprint or a retried command renders it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Erasable<PaperCodes>>,
}

/// What is written when she gets a new paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipReissued {
    /// The new last day.
    pub valid_until: Date,
    /// The appointment that stands now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment: Option<Appointment>,
    /// The keyed hashes of the new code's two forms.
    pub code_hashes: Vec<String>,
    /// How much the new paper says, if she chose anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Paper>,
    /// The new code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Erasable<PaperCodes>>,
}

/// An event of a slip's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, EnumDiscriminants)]
#[serde(tag = "event")]
#[strum_discriminants(
    name(SlipEventKind),
    doc = "What happened to a slip, by itself; written as the event is stored."
)]
#[strum_discriminants(derive(Serialize, Deserialize))]
#[expect(
    clippy::large_enum_variant,
    reason = "events live shortly; a box would hide the shape"
)]
pub enum SlipEvent {
    /// A slip was issued.
    SlipIssued(SlipIssued),
    /// She wanted a new paper: the old code is dead.
    SlipReissued(SlipReissued),
    /// The sender appears under the network's neutral name from now on, and the code under way gives nothing
    /// of hers until a new paper takes its place.
    SlipSenderHidden {
        /// Her paper is discreet from now on too, whatever she chose before.
        discreet: bool,
    },
    /// The sender withdrew it.
    SlipWithdrawn {},
    /// Its last day passed.
    SlipValidityEnded {},
    /// It holds again.
    SlipRevived {
        /// The new last day.
        valid_until: Date,
    },
    /// It should never have been written.
    SlipEnteredInError {
        /// Why.
        counselling: Erasable<Words>,
    },
    /// Something crossed the seam: exactly one item, and no trace of when or by whom over there.
    FeedbackReceived {
        /// What the office said.
        message: Message,
    },
    /// What the office had said was wrong.
    RetractionReceived {
        /// What it had said.
        message: Message,
    },
    /// She wants the sender to hear this.
    HerWordReceived {
        /// In one word.
        experience: Experience,
        /// In her own words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        counselling: Option<Erasable<Words>>,
    },
    /// She is, or was, where she was sent, and wants to be rung up there; nothing else crossed.
    CallBackReceived {
        /// When.
        on: Date,
    },
    /// Somebody rang up.
    CallBackSettled {},
    /// A return strip came back, or she said it herself.
    PaperReturnRecorded {
        /// What it says.
        message: Message,
        /// A remark on it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        counselling: Option<Erasable<Words>>,
    },
}
