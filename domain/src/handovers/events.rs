//! What the receiving office's side remembers.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::EnumDiscriminants;

use super::{Hold, Notice};
use crate::clients::{Children, Identity};
use crate::consents::{Disclosure, Item};
use crate::institutions::{NamedService, Sender};
use crate::slips::{Counselling, Message};
use crate::vocabulary::{Need, Outcome, RejectionReason};
use crate::{
    AccountId, Erasable, HandoverId, InstitutionId, Line, Note, PathId, RecordId, ServiceId, SlipId,
};

/// A remark of the office, for itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The text.
    pub remark: Note,
}

crate::erasable::hidden! { Remark }

/// What the office knows of somebody who may come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverAnnounced {
    /// The hand-over.
    pub handover: HandoverId,
    /// The slip.
    pub slip: SlipId,
    /// The office.
    pub institution: InstitutionId,
    /// The office's nameless record of her.
    pub record: RecordId,
    /// Her path.
    pub path: PathId,
    /// Under which name the sender appears.
    pub sender: Sender,
    /// The service.
    pub service: ServiceId,
    /// The service's name.
    pub service_name: Line,
    /// What she needs, if she lets the office know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<Need>,
    /// Under which consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<Disclosure>,
    /// The last day on which she can come with this slip.
    pub valid_until: Date,
}

/// What is written when she arrived: what she lets the office know was copied for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverAcknowledged {
    /// The hand-over.
    pub handover: HandoverId,
    /// The slip.
    pub slip: SlipId,
    /// The office.
    pub institution: InstitutionId,
    /// Who made the entry.
    pub author: AccountId,
    /// The office's record of her.
    pub record: RecordId,
    /// Her path.
    pub path: PathId,
    /// Under which name the sender appears.
    pub sender: Sender,
    /// The service.
    pub service: ServiceId,
    /// The service's name.
    pub service_name: Line,
    /// The day of arrival.
    pub arrived_on: Date,
    /// What she needs, if she lets the office know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<Need>,
    /// The feedback for which the sender asks, because she allowed it.
    pub feedback: BTreeSet<Item>,
    /// Under which consent the copies were made; none when all is blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<Disclosure>,
    /// Who she is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Erasable<Identity>>,
    /// Why she was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counselling: Option<Erasable<Counselling>>,
    /// Her children.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<Erasable<Children>>,
}

/// What is written when she arrived without a slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrivalRecorded {
    /// The hand-over.
    pub handover: HandoverId,
    /// The office.
    pub institution: InstitutionId,
    /// Who made the entry.
    pub author: AccountId,
    /// The office's record of her.
    pub record: RecordId,
    /// Her path.
    pub path: PathId,
    /// The service.
    pub service: ServiceId,
    /// The service's name.
    pub service_name: Line,
    /// The day of arrival.
    pub arrived_on: Date,
    /// What she needs.
    pub need: Need,
}

/// What the slip of an arrival gave when it turned up: what she lets the office know was copied for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipLinked {
    /// The slip.
    pub slip: SlipId,
    /// The path that the slip carries.
    pub path: PathId,
    /// Under which name the sender appears.
    pub sender: Sender,
    /// The feedback for which the sender asks, because she allowed it.
    pub feedback: BTreeSet<Item>,
    /// Under which consent the copies were made; none when all is blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<Disclosure>,
    /// Who she is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Erasable<Identity>>,
    /// Why she was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counselling: Option<Erasable<Counselling>>,
    /// Her children.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<Erasable<Children>>,
}

/// An event of a hand-over's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, EnumDiscriminants)]
#[serde(tag = "event")]
#[strum_discriminants(
    name(HandoverEventKind),
    doc = "What happened to a hand-over, by itself; written as the event is stored."
)]
#[strum_discriminants(derive(Serialize, Deserialize))]
pub enum HandoverEvent {
    /// The office knows that she may come. This is not an arrival.
    HandoverAnnounced(HandoverAnnounced),
    /// She arrived, and what she lets the office know was copied for it.
    HandoverAcknowledged(HandoverAcknowledged),
    /// She arrived without a slip.
    ArrivalRecorded(ArrivalRecorded),
    /// The slip of an arrival turned up, and what she lets the office know was copied for it.
    SlipLinked(SlipLinked),
    /// The slip that would have opened this stream belongs to an arrival recorded before.
    LinkedTo {
        /// The office.
        institution: InstitutionId,
        /// The arrival's hand-over.
        handover: HandoverId,
    },
    /// The office takes her on.
    HandoverAccepted {},
    /// The office cannot take her on.
    HandoverRejected {
        /// Why.
        reason: RejectionReason,
        /// Where she can go instead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead: Option<NamedService>,
        /// A comment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        counselling: Option<Erasable<Remark>>,
    },
    /// The office waits for something.
    HandoverHeld(Hold),
    /// The wait is over.
    HandoverResumed {},
    /// The office sent her on, with a slip of its own on the same path.
    HandoverForwarded {
        /// That slip.
        slip: SlipId,
    },
    /// The work is done.
    HandoverConcluded {
        /// How it ended.
        outcome: Outcome,
        /// A remark.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        counselling: Option<Erasable<Remark>>,
    },
    /// She ended it; nobody asks why.
    HandoverEndedByHer {},
    /// It goes on after all.
    HandoverReopened {
        /// Why.
        counselling: Erasable<Remark>,
    },
    /// It should never have been written.
    HandoverEnteredInError {
        /// Why.
        counselling: Erasable<Remark>,
    },
    /// The sender was told one thing that she allows.
    FeedbackGiven {
        /// What.
        message: Message,
        /// Who told it.
        author: AccountId,
        /// Under which consent.
        disclosure: Disclosure,
    },
    /// What the sender was told was wrong.
    FeedbackRetracted {
        /// What was told.
        message: Message,
        /// Why it was wrong.
        counselling: Erasable<Remark>,
    },
    /// The office, or she, leaves a request for feedback unanswered; nothing crosses.
    FeedbackDeclined {
        /// Which.
        item: Item,
    },
    /// The office passed on what she wants the sender to hear; the words are the sender's only.
    HerWordPassedOn {},
    /// She was here and wanted the sender to ring up; the request carries nothing else.
    CallBackRequested {
        /// When.
        on: Date,
    },
    /// The sender appears under the network's neutral name from now on.
    HandoverSenderHidden {},
    /// One of her stations before appears no more among them, unless she ticked those that hide.
    StationHidden {
        /// Which.
        station: InstitutionId,
    },
    /// Something happened that this office must know, since it holds a copy.
    NoticeReceived {
        /// What.
        notice: Notice,
        /// When.
        on: Date,
    },
    /// Somebody at the office read the open notices.
    NoticeAcknowledged {},
    /// A colleague takes care of it.
    HandoverAssigned {
        /// Who.
        to: AccountId,
        /// Who stands in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deputy: Option<AccountId>,
    },
}
