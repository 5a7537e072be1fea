//! What an institution's stream remembers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::vocabulary::{InstitutionKind, Need};
use crate::{InstitutionId, Line, Note, ServiceId};

/// The entry of an institution in the guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub name: Line,
    /// What it is.
    pub kind: InstitutionKind,
    /// Where it is; a shelter has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Line>,
    /// Where it can be called.
    pub phone: Line,
    /// Whether it chose the network's neutral sender although its kind is not protected: so that
    /// the neutral sender tells nothing (rule 11).
    pub neutral_sender: bool,
    /// Whether its staff sign in. Where they do not (a school, a doctor, a church), the slip carries a
    /// strip of paper for the way back.
    pub signs_in: bool,
}

impl Entry {
    /// Whether it appears to others under the network's neutral sender: by its kind, or because it
    /// chose so (rule 11).
    #[must_use]
    pub const fn hides(&self) -> bool {
        self.kind.is_protected() || self.neutral_sender
    }
}

/// A service (Angebot).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Its name.
    pub name: Line,
    /// The needs that it meets.
    pub needs: BTreeSet<Need>,
}

/// A contact person (Ansprechperson) for single parents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ContactPerson {
    /// The name.
    pub name: Line,
    /// The direct number.
    pub phone: Line,
}

/// An event of an institution's stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
pub enum InstitutionEvent {
    /// The entry was written.
    InstitutionEntered {
        /// The institution.
        institution: InstitutionId,
        /// Its entry.
        entry: Entry,
    },
    /// The entry was changed as a whole.
    EntryAmended {
        /// As it is now.
        entry: Entry,
    },
    /// A service is offered.
    ServiceOffered {
        /// The service.
        service: Service,
    },
    /// A service is no longer offered.
    ServiceWithdrawn {
        /// The service.
        service: ServiceId,
    },
    /// The opening hours.
    OpeningHoursStated {
        /// As they are printed.
        hours: Note,
    },
    /// A contact person was named.
    ContactPersonNamed {
        /// Who.
        person: ContactPerson,
    },
}
