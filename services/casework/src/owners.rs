//! Whose keys seal what.

use domain::InstitutionId;
use event_store::OwnerId;

/// The keys of a record.
pub(crate) fn record_owner(record: domain::RecordId) -> OwnerId {
    OwnerId::from_bytes(record.bytes())
}

/// The keys of a path.
pub(crate) fn path_owner(path: domain::PathId) -> OwnerId {
    OwnerId::from_bytes(path.bytes())
}

/// The keys of an institution.
pub(crate) fn institution_owner(institution: InstitutionId) -> OwnerId {
    OwnerId::from_bytes(institution.bytes())
}
