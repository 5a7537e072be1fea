//! What a record remembers.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::EnumDiscriminants;

use super::{Children, Confided, ContactChanged, Identity, Untold};
use crate::{Erasable, InstitutionId, PathId, RecordId};

/// An event of a record's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, EnumDiscriminants)]
#[serde(tag = "event")]
#[strum_discriminants(
    name(ClientEventKind),
    doc = "What happened to a record, by itself; written as the event is stored."
)]
#[strum_discriminants(derive(Serialize, Deserialize))]
pub enum ClientEvent {
    /// The record exists.
    ClientRecorded {
        /// Its id.
        record: RecordId,
        /// Whose record it is.
        institution: InstitutionId,
        /// Her path.
        path: PathId,
        /// Who she is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        identity: Option<Erasable<Identity>>,
        /// Her children.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<Erasable<Children>>,
    },
    /// She is known by name now.
    ClientIdentified {
        /// Who she is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        identity: Option<Erasable<Identity>>,
        /// Her children.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<Erasable<Children>>,
        /// When she was last asked before the way to reach her changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        contact_changed: Option<ContactChanged>,
    },
    /// What was wrong is right now.
    ClientRectified {
        /// Who she is, as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        identity: Option<Erasable<Identity>>,
        /// Her children, as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        child: Option<Erasable<Children>>,
        /// When she was last asked before the way to reach her changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        contact_changed: Option<ContactChanged>,
        /// What of it nobody hears yet, because she is in danger.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        untold: Option<Untold>,
    },
    /// Her safe mode was switched.
    ProtectionSet {
        /// On or off.
        protected: bool,
    },
    /// Her data is used no more for now, or again.
    RestrictionSet {
        /// On or off.
        restricted: bool,
    },
    /// A child said something in confidence.
    ChildConfided {
        /// What.
        child: Erasable<Confided>,
    },
    /// The record is kept until a day, whoever asks for erasure.
    LegalHoldPlaced {
        /// The last day.
        until: Date,
    },
    /// It is kept no longer than anything else.
    LegalHoldLifted {},
    /// She wants it erased.
    ErasureRequested {
        /// Since when.
        on: Date,
    },
    /// She was said at another of her stations to want everything erased. Whoever said so there may not have
    /// been she: this institution asks her itself before anything of hers goes.
    ErasureAskedElsewhere {
        /// Since when.
        on: Date,
    },
    /// She was asked here, and wants the record kept.
    ErasureNotWanted {
        /// When.
        on: Date,
    },
    /// Another record is hers too.
    RecordsJoined {
        /// That record.
        record: RecordId,
    },
    /// Another path is hers too.
    PathAdded {
        /// That path.
        path: PathId,
    },
}
