//! The events of a record.

use domain::Actor;
use domain::clients::{AgeBand, Children, ClientEvent, Confided, ContactChanged, Untold};
use domain::consents::Item;
use domain::vocabulary::Role;

use super::{
    A, OTHER_PATH, OTHER_RECORD, PATH, RECORD, both, by, children, day, identity, last_day, line,
    note, part,
};

pub(crate) fn client() -> Vec<(ClientEvent, Actor)> {
    let caseworker = by(A, Role::Caseworker);
    let officer = by(A, Role::PrivacyOfficer);
    let recorded = |erased| ClientEvent::ClientRecorded {
        record: RECORD,
        institution: A,
        path: PATH,
        identity: Some(part(erased, identity())),
        child: Some(part(erased, children())),
    };
    let identified = |erased| ClientEvent::ClientIdentified {
        identity: Some(part(erased, identity())),
        child: Some(part(erased, children())),
        contact_changed: None,
    };
    let named = Children {
        age_bands: vec![AgeBand::SixToNine],
        names: vec![line("Mia")],
    };
    let rectified = |erased| ClientEvent::ClientRectified {
        identity: Some(part(erased, identity())),
        child: Some(part(erased, named.clone())),
        contact_changed: Some(ContactChanged {
            on: day(),
            heard: [(PATH, 2)].into(),
        }),
        untold: Some(Untold {
            items: [Item::Identity].into(),
            on: day(),
            heard: [(PATH, 2)].into(),
        }),
    };
    let said = Confided {
        note: note("Sie möchte beim Vater übernachten."),
    };
    let confided = |erased| ClientEvent::ChildConfided {
        child: part(erased, said.clone()),
    };
    let mut events = Vec::new();
    events.extend(both(recorded, caseworker));
    events.extend(both(identified, caseworker));
    events.extend(both(rectified, caseworker));
    events.extend(both(confided, caseworker));
    events.extend([
        (ClientEvent::ProtectionSet { protected: true }, caseworker),
        (ClientEvent::RestrictionSet { restricted: true }, officer),
        (ClientEvent::LegalHoldPlaced { until: last_day() }, officer),
        (ClientEvent::LegalHoldLifted {}, officer),
        (ClientEvent::ErasureRequested { on: day() }, Actor::She),
        (
            ClientEvent::ErasureAskedElsewhere { on: day() },
            Actor::Seam,
        ),
        (ClientEvent::ErasureNotWanted { on: day() }, caseworker),
        (
            ClientEvent::RecordsJoined {
                record: OTHER_RECORD,
            },
            caseworker,
        ),
        (ClientEvent::PathAdded { path: OTHER_PATH }, Actor::Seam),
    ]);
    events
}
