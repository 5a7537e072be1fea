//! Whose keys seal what.

use domain::access::{AccessEvent, AccessId};
use domain::accounts::AccountEvent;
use domain::clients::ClientEvent;
use domain::consents::ConsentEvent;
use domain::evidence::EvidenceEvent;
use domain::handovers::HandoverEvent;
use domain::institutions::InstitutionEvent;
use domain::network::NetworkEvent;
use domain::service_chain::ServiceChainEvent;
use domain::slips::SlipEvent;
use domain::statistics::{CalendarEvent, ReleaseEvent};
use domain::vouchers::{VoucherActEvent, VoucherEvent, VoucherIssuedHere, VoucherRedeemedHere};
use domain::{EvidenceId, InstitutionId, NetworkId, PathId, RecordId, StreamEvent};
use event_store::OwnerId;

/// The keys of a record.
pub(crate) fn record_owner(record: RecordId) -> OwnerId {
    OwnerId::from_bytes(record.bytes())
}

/// The keys of a path.
pub(crate) fn path_owner(path: PathId) -> OwnerId {
    OwnerId::from_bytes(path.bytes())
}

/// The keys of evidence that is kept by itself: of nobody else, so that neither record nor path takes it
/// along.
pub(crate) fn evidence_owner(kept_as: EvidenceId) -> OwnerId {
    OwnerId::from_bytes(kept_as.bytes())
}

/// The keys of the network, for what is nobody's.
pub(crate) fn network_owner(network: NetworkId) -> OwnerId {
    OwnerId::from_bytes(network.bytes())
}

fn institution_owner(institution: InstitutionId) -> OwnerId {
    OwnerId::from_bytes(institution.bytes())
}

/// An event that says whose keys seal its stream: each one, where the id tells it, and otherwise the one
/// that opens the stream.
pub(crate) trait Sealed: StreamEvent + Clone {
    fn owner(&self, id: Self::Id) -> Option<OwnerId>;
}

macro_rules! sealed {
    ($($event:ty: |$this:pat_param, $id:pat_param| $owner:expr;)+) => {$(
        impl Sealed for $event {
            fn owner(&self, id: Self::Id) -> Option<OwnerId> {
                let ($this, $id) = (self, id);
                $owner
            }
        }
    )+};
}

sealed! {
    AccountEvent: |_, account| Some(OwnerId::from_bytes(account.bytes()));
    CalendarEvent: |_, network| Some(network_owner(network));
    ClientEvent: |_, record| Some(record_owner(record));
    ConsentEvent: |_, path| Some(path_owner(path));
    EvidenceEvent: |_, kept_as| Some(evidence_owner(kept_as));
    InstitutionEvent: |_, institution| Some(institution_owner(institution));
    NetworkEvent: |_, network| Some(network_owner(network));
    ServiceChainEvent: |_, network| Some(network_owner(network));
    AccessEvent: |_, id| Some(match id {
        AccessId::Record(record) => record_owner(record),
        AccessId::Institution(at) | AccessId::Listed(at, ..) | AccessId::Opened(at, ..) => {
            institution_owner(at)
        }
    });
    SlipEvent: |event, _| match event {
        SlipEvent::SlipIssued(issued) => Some(record_owner(issued.record)),
        _ => None,
    };
    HandoverEvent: |event, _| match event {
        HandoverEvent::HandoverAnnounced(opened) => Some(record_owner(opened.record)),
        HandoverEvent::HandoverAcknowledged(opened) => Some(record_owner(opened.record)),
        HandoverEvent::ArrivalRecorded(opened) => Some(record_owner(opened.record)),
        _ => None,
    };
    VoucherEvent: |event, _| match event {
        VoucherEvent::VoucherIssued(issued) => Some(path_owner(issued.path)),
        _ => None,
    };
    VoucherActEvent: |event, (_, institution)| match event {
        VoucherActEvent::VoucherIssuedHere(VoucherIssuedHere { record, .. })
        | VoucherActEvent::VoucherRedeemedHere(VoucherRedeemedHere { record, .. }) => {
            Some(record.map_or(institution_owner(institution), record_owner))
        }
        _ => None,
    };
    // Which network made a release says its calendar.
    ReleaseEvent: |_, _| None;
}
