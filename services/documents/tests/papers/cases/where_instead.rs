//! Places that a rejecting office names, of the fictitious cases.

use documents::{Destination, WhereInstead, Whereabouts};

use super::NETWORK;

/// All pages with their file names.
pub(crate) fn all() -> [(&'static str, WhereInstead); 2] {
    [("lang", lang()), ("protected", protected())]
}

/// The Wohnungsamt's waiting list is closed: Frau Lang may ask at the Sozialamt.
pub(crate) fn lang() -> WhereInstead {
    WhereInstead {
        network: NETWORK.to_owned(),
        named_by: "Wohnungsamt Suhlheim".to_owned(),
        named_on: "16. November 2026".to_owned(),
        destination: Destination {
            institution: "Sozialamt Suhlheim".to_owned(),
            service: "Hilfe bei Wohnungsnot".to_owned(),
            contact_person: Some("Herr Petersen".to_owned()),
            opening_hours: Some("Mo, Di, Do, Fr 8 bis 12 Uhr, Do auch 14 bis 18 Uhr".to_owned()),
            whereabouts: Whereabouts::Address {
                address: "Amtsstraße 22, 99999 Suhlheim".to_owned(),
                phone: Some("07000 555-260".to_owned()),
            },
        },
    }
}

/// A protected place: the call-back line, and the network as its neutral sender.
pub(crate) fn protected() -> WhereInstead {
    WhereInstead {
        named_by: "Netzwerkbüro Suhlheim".to_owned(),
        destination: Destination {
            institution: "Frauenberatung Suhlheim".to_owned(),
            service: "Beratung".to_owned(),
            contact_person: None,
            opening_hours: None,
            whereabouts: Whereabouts::CallFirst {
                phone: "07000 555-100".to_owned(),
            },
        },
        ..lang()
    }
}
