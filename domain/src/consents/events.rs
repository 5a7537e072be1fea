//! What the consent stream of a path remembers.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Item;
use crate::{AccountId, Erasable, HandoverId, InstitutionId, Line};

/// From which institution to which: consents are directional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Route {
    /// The institution that issues slips under this consent.
    pub sender: InstitutionId,
    /// The institution that receives them.
    pub recipient: InstitutionId,
}

/// Her word on one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The item that was put to her.
    pub item: Item,
    /// Granted, or refused.
    pub granted: bool,
}

/// The text that was read to her, by version and hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentText {
    /// The version of the text.
    pub version: Line,
    /// SHA-256 of the text, in hexadecimal.
    pub sha256: Line,
    /// The language in which she was asked.
    pub language: Line,
}

crate::vocabulary::words! {
    /// How she consented (section 67b(2) SGB X).
    ConsentForm, "form of consent" {
        Written = "written",
        Electronic = "electronic",
    }
}

/// Who can prove it: kept under the recording institution's own evidence key (Art. 7(1) GDPR).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The institution that recorded the consent.
    pub recorded_by: InstitutionId,
    /// The account of the caseworker.
    pub account: AccountId,
    /// The text she was asked with.
    pub text: ConsentText,
    /// Written or electronic.
    pub form: ConsentForm,
}

/// An event of the consent stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum ConsentEvent {
    /// She decided on each item for one route.
    ConsentRecorded {
        /// From whom to whom.
        route: Route,
        /// Granted and refused items.
        decisions: Vec<Decision>,
        /// The day of her word.
        given_on: Date,
        /// The last day on which it holds.
        expires_on: Date,
        /// What proves it.
        #[serde(skip_serializing_if = "Option::is_none")]
        evidence: Option<Erasable<Evidence>>,
    },
    /// She took items back.
    ConsentWithdrawn {
        /// From whom to whom.
        route: Route,
        /// The items.
        items: BTreeSet<Item>,
        /// At which of her stations she said so.
        at: InstitutionId,
    },
    /// A copy of her data was handed to the recipient of a hand-over.
    CopyHanded {
        /// What was copied.
        items: BTreeSet<Item>,
        /// For which hand-over.
        handover: HandoverId,
        /// To whom.
        recipient: InstitutionId,
    },
}

impl ConsentEvent {
    /// The stored name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::ConsentRecorded { .. } => "ConsentRecorded",
            Self::ConsentWithdrawn { .. } => "ConsentWithdrawn",
            Self::CopyHanded { .. } => "CopyHanded",
        }
    }
}
