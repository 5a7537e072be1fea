//! A record as it stands.

use std::collections::BTreeSet;
use std::ops::Deref;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Children, ClientEvent, ContactChanged, Identity, Kept, Untold};
use crate::{Erasable, InstitutionId, PathId, RecordId, Refusal};

/// A record as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client(Facts);

/// What stands in a record; only its events change it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Record and path, once it is opened.
    pub opened: Option<Opened>,
    /// Who she is, as far as this institution knows.
    pub identity: Option<Erasable<Identity>>,
    /// Her children, as far as this institution knows.
    pub children: Option<Erasable<Children>>,
    /// When the way to reach her changed last.
    pub contact_changed: Option<ContactChanged>,
    /// What was corrected while she is in danger, and nobody has heard.
    pub untold: Vec<Untold>,
    /// Whether she has the protection flag (rule 11).
    pub protected: bool,
    /// Whether her data is not used for now.
    pub restricted: bool,
    /// Until when the record is kept whoever asks.
    pub held_until: Option<Date>,
    erasure: Erasure,
    /// Records that turned out to be hers and are erased with this one.
    pub joined: BTreeSet<RecordId>,
    /// All her paths that this record knows.
    pub paths: BTreeSet<PathId>,
}

impl Deref for Client {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.0
    }
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
    /// The record and path, if this institution keeps the record.
    pub fn at(&self, institution: InstitutionId) -> Result<Opened, Refusal> {
        match self.opened {
            Some(opened) if opened.institution == institution => Ok(opened),
            Some(_) => Err(Refusal::NotYours),
            None => Err(Refusal::NotFound),
        }
    }

    /// Whether she asked here for erasure.
    #[must_use]
    pub fn asks_for_erasure(&self) -> bool {
        matches!(self.erasure, Erasure::Requested)
    }

    /// Whether she was said elsewhere to want it, and has not been asked here yet.
    #[must_use]
    pub fn is_to_be_asked_about_erasure(&self) -> bool {
        matches!(self.erasure, Erasure::AskedElsewhere)
    }

    /// Whether nothing keeps the record on this day.
    pub fn may_be_erased(&self, today: Date) -> Result<(), Refusal> {
        match self.held(today).and_then(Kept::until) {
            Some(until) => Err(Refusal::LegalHold { until }),
            None => Ok(()),
        }
    }

    /// Her data may be used.
    pub fn may_be_used(&self) -> Result<(), Refusal> {
        if self.restricted {
            Err(Refusal::Restricted)
        } else {
            Ok(())
        }
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &ClientEvent) {
        let her = &mut self.0;
        match event {
            ClientEvent::ClientRecorded {
                record,
                institution,
                path,
                identity,
                child,
            } => {
                her.opened = Some(Opened {
                    institution: *institution,
                    record: *record,
                    path: *path,
                });
                her.paths.insert(*path);
                her.identity.clone_from(identity);
                her.children.clone_from(child);
            }
            ClientEvent::ClientIdentified {
                identity,
                child,
                contact_changed,
            } => her.know(identity.as_ref(), child.as_ref(), contact_changed.as_ref()),
            ClientEvent::ClientRectified {
                identity,
                child,
                contact_changed,
                untold,
            } => {
                her.know(identity.as_ref(), child.as_ref(), contact_changed.as_ref());
                her.untold.extend(untold.clone());
            }
            ClientEvent::ProtectionSet { protected } => {
                her.protected = *protected;
                // Once she is safe all are told, in the same append.
                if !protected {
                    her.untold.clear();
                }
            }
            ClientEvent::RestrictionSet { restricted } => her.restricted = *restricted,
            ClientEvent::LegalHoldPlaced { until } => her.held_until = Some(*until),
            ClientEvent::LegalHoldLifted {} => her.held_until = None,
            ClientEvent::ErasureRequested { .. } => her.erasure = Erasure::Requested,
            ClientEvent::ErasureAskedElsewhere { .. } => her.erasure = Erasure::AskedElsewhere,
            ClientEvent::ErasureNotWanted { .. } => her.erasure = Erasure::NotWanted,
            ClientEvent::RecordsJoined { record } => {
                her.joined.insert(*record);
            }
            ClientEvent::PathAdded { path } => {
                her.paths.insert(*path);
            }
            ClientEvent::ChildConfided { .. } => {}
        }
    }
}

impl Facts {
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
