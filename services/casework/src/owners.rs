//! Whose keys seal what.

use domain::{EvidenceId, InstitutionId};
use event_store::OwnerId;

/// The keys of a record.
pub(crate) fn record_owner(record: domain::RecordId) -> OwnerId {
    OwnerId::from_bytes(record.bytes())
}

/// The keys of a path.
pub(crate) fn path_owner(path: domain::PathId) -> OwnerId {
    OwnerId::from_bytes(path.bytes())
}

/// The keys of evidence that is kept by itself: of nobody else, so that neither record nor path takes it
/// along.
pub(crate) fn evidence_owner(kept_as: EvidenceId) -> OwnerId {
    OwnerId::from_bytes(kept_as.bytes())
}

/// The keys of an institution.
pub(crate) fn institution_owner(institution: InstitutionId) -> OwnerId {
    OwnerId::from_bytes(institution.bytes())
}
