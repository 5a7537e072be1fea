//! Read models: for each page its rows; shape, fold and query in one file, over the generic row table.
//! They know events, never commands; rebuilding them from the log gives the same rows.

pub mod access_log;
pub mod accounts;
pub mod carried;
pub mod clients;
pub mod clients_by_name;
pub mod consents;
pub mod data_protection;
pub mod ends;
pub mod evidence;
pub mod handovers;
pub mod institutions;
mod listed;
pub mod numbers;
pub mod office_counts;
mod own;
pub mod slips;
mod stored;
mod tenant;
pub mod vouchers;

pub use listed::{Listed, Part, PartOf, Place, Window, WindowOf};
pub use own::{Own, folded};
pub use tenant::{RowList, Tenant};

use event_store::{OwnerId, Projection};

/// Every read model, for the projector.
#[must_use]
pub fn all() -> Vec<Projection> {
    vec![
        Projection::of::<institutions::Institutions>(),
        Projection::of::<accounts::Accounts>(),
        Projection::of::<clients::Clients>(),
        Projection::of::<consents::Consents>(),
        Projection::of::<slips::Slips>(),
        Projection::of::<handovers::Handovers>(),
        Projection::of::<vouchers::Vouchers>(),
        Projection::of::<access_log::AccessLog>(),
        Projection::of::<ends::Ends>(),
        Projection::of::<data_protection::DataProtection>(),
        Projection::of::<evidence::KeptEvidence>(),
    ]
}

/// Whose index key hides an institution's lists.
#[must_use]
pub fn owner_of(institution: domain::InstitutionId) -> OwnerId {
    OwnerId::from_bytes(institution.bytes())
}
