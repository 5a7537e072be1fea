//! A record as it stands.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Children, ClientEvent, ContactChanged, Identity, Kept, Untold};
use crate::{Erasable, InstitutionId, PathId, RecordId, Refusal};

/// A record as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    version: u64,
    opened: Option<Opened>,
    identity: Option<Erasable<Identity>>,
    children: Option<Erasable<Children>>,
    contact_changed: Option<ContactChanged>,
    untold: Vec<Untold>,
    protected: bool,
    restricted: bool,
    held_until: Option<Date>,
    erasure: Erasure,
    joined: BTreeSet<RecordId>,
    paths: BTreeSet<PathId>,
}

/// How it stands with her wish that the record be erased.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Erasure {
    /// Nobody said so.
    #[default]
    NotWanted,
    /// It was said elsewhere; she has not been asked here.
    AskedElsewhere,
    /// She said so here.
    Requested,
}

/// Whose record of whom it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Whose record it is.
    pub institution: InstitutionId,
    /// Its id.
    pub record: RecordId,
    /// Her path, as the record was opened with it.
    pub path: PathId,
}

impl Client {
    /// Record and path, once it is opened.
    #[must_use]
    pub const fn opened(&self) -> Option<Opened> {
        self.opened
    }

    /// The record and path, if this institution keeps the record.
    pub fn at(&self, institution: InstitutionId) -> Result<Opened, Refusal> {
        match self.opened {
            Some(opened) if opened.institution == institution => Ok(opened),
            Some(_) => Err(Refusal::NotYours),
            None => Err(Refusal::NotFound),
        }
    }

    /// The number of events that made this state.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// Who she is, as far as this institution knows.
    #[must_use]
    pub const fn identity(&self) -> Option<&Erasable<Identity>> {
        self.identity.as_ref()
    }

    /// Her children, as far as this institution knows.
    #[must_use]
    pub const fn children(&self) -> Option<&Erasable<Children>> {
        self.children.as_ref()
    }

    /// When the way to reach her changed last.
    #[must_use]
    pub const fn contact_changed(&self) -> Option<&ContactChanged> {
        self.contact_changed.as_ref()
    }

    /// What was corrected while she is in danger, and nobody has heard.
    #[must_use]
    pub fn untold(&self) -> &[Untold] {
        &self.untold
    }

    /// Whether she has the protection flag (rule 11).
    #[must_use]
    pub const fn is_protected(&self) -> bool {
        self.protected
    }

    /// Whether her data is not used for now.
    #[must_use]
    pub const fn is_restricted(&self) -> bool {
        self.restricted
    }

    /// Whether she asked here for erasure.
    #[must_use]
    pub const fn asks_for_erasure(&self) -> bool {
        matches!(self.erasure, Erasure::Requested)
    }

    /// Whether she was said elsewhere to want it, and has not been asked here yet.
    #[must_use]
    pub const fn is_to_be_asked_about_erasure(&self) -> bool {
        matches!(self.erasure, Erasure::AskedElsewhere)
    }

    /// Until when the record is kept whoever asks.
    #[must_use]
    pub const fn held_until(&self) -> Option<Date> {
        self.held_until
    }

    /// Records that turned out to be hers and are erased with this one.
    #[must_use]
    pub const fn joined(&self) -> &BTreeSet<RecordId> {
        &self.joined
    }

    /// All her paths that this record knows.
    #[must_use]
    pub const fn paths(&self) -> &BTreeSet<PathId> {
        &self.paths
    }

    /// Whether nothing keeps the record on this day.
    pub fn may_be_erased(&self, today: Date) -> Result<(), Refusal> {
        match self.held(today).and_then(Kept::until) {
            Some(until) => Err(Refusal::LegalHold { until }),
            None => Ok(()),
        }
    }

    /// Her data may be used.
    pub const fn may_be_used(&self) -> Result<(), Refusal> {
        if self.restricted {
            Err(Refusal::Restricted)
        } else {
            Ok(())
        }
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &ClientEvent) {
        self.version += 1;
        match event {
            ClientEvent::ClientRecorded {
                record,
                institution,
                path,
                identity,
                child,
            } => {
                self.opened = Some(Opened {
                    institution: *institution,
                    record: *record,
                    path: *path,
                });
                self.paths.insert(*path);
                self.identity.clone_from(identity);
                self.children.clone_from(child);
            }
            ClientEvent::ClientIdentified {
                identity,
                child,
                contact_changed,
            } => self.know(identity.as_ref(), child.as_ref(), contact_changed.as_ref()),
            ClientEvent::ClientRectified {
                identity,
                child,
                contact_changed,
                untold,
            } => {
                self.know(identity.as_ref(), child.as_ref(), contact_changed.as_ref());
                self.untold.extend(untold.clone());
            }
            ClientEvent::ProtectionSet { protected } => {
                self.protected = *protected;
                // Once she is safe all are told, in the same append.
                if !protected {
                    self.untold.clear();
                }
            }
            ClientEvent::RestrictionSet { restricted } => self.restricted = *restricted,
            ClientEvent::LegalHoldPlaced { until } => self.held_until = Some(*until),
            ClientEvent::LegalHoldLifted {} => self.held_until = None,
            ClientEvent::ErasureRequested { .. } => self.erasure = Erasure::Requested,
            ClientEvent::ErasureAskedElsewhere { .. } => self.erasure = Erasure::AskedElsewhere,
            ClientEvent::ErasureNotWanted { .. } => self.erasure = Erasure::NotWanted,
            ClientEvent::RecordsJoined { record } => {
                self.joined.insert(*record);
            }
            ClientEvent::PathAdded { path } => {
                self.paths.insert(*path);
            }
            ClientEvent::ChildConfided { .. } => {}
        }
    }

    fn know(
        &mut self,
        identity: Option<&Erasable<Identity>>,
        children: Option<&Erasable<Children>>,
        contact_changed: Option<&ContactChanged>,
    ) {
        if let Some(changed) = contact_changed {
            self.contact_changed = Some(changed.clone());
        }
        if let Some(identity) = identity {
            self.identity = Some(identity.clone());
        }
        if let Some(children) = children {
            self.children = Some(children.clone());
        }
    }
}
