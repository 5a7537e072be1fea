//! Read models: for each page its rows; shape, fold and query in one file, over the generic row table.
//! They know events, never commands; rebuilding them from the log gives the same rows.

pub mod access_log;
pub mod accounts;
mod by_record;
pub mod carried;
pub mod clients;
mod clients_by_name;
pub mod consents;
pub mod data_protection;
pub mod ends;
pub mod evidence;
pub mod handovers;
pub mod institutions;
mod listed;
pub mod numbers;
mod office_acts;
pub mod office_counts;
mod own;
pub mod slips;
mod stored;
mod tenant;
pub mod vouchers;

pub use listed::{Listed, Part, PartOf, Place, Window, WindowOf};
pub use own::{Own, folded, owner_of};
pub use tenant::{RowList, Tenant};

use event_store::Projection;

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
