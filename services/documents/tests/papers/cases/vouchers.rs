//! Vouchers of the fictitious cases.

use documents::{Destination, Visits, Voucher, Whereabouts};

use super::{NETWORK, code};

/// All vouchers with their file names.
pub(crate) fn all() -> [(&'static str, Voucher); 3] {
    [
        ("moeller", moeller()),
        ("frey", frey()),
        ("protected", protected()),
    ]
}

/// Frau Möller wants no name on it and dares to visit the Mehrgenerationenhaus.
pub(crate) fn moeller() -> Voucher {
    Voucher {
        network: NETWORK.to_owned(),
        person: None,
        issued_on: "16. November 2026".to_owned(),
        valid_until: "15. Februar 2027".to_owned(),
        theme: Some(
            "Sie möchten andere Mütter kennenlernen und im Alltag entlastet werden.".to_owned(),
        ),
        next: Some(Destination {
            institution: "Mehrgenerationenhaus Suhlheim".to_owned(),
            service: "Offener Treff und Wunschgroßeltern".to_owned(),
            contact_person: Some("Frau Sommer".to_owned()),
            opening_hours: Some("Mo bis Fr 9 bis 17 Uhr, Mi Frühstück ab 9.30 Uhr".to_owned()),
            whereabouts: Whereabouts::Address {
                address: "Marktgasse 7, 99999 Suhlheim".to_owned(),
                phone: Some("07000 555-730".to_owned()),
            },
        }),
        choices: Vec::new(),
        visits: Visits {
            required: 1,
            optional: 2,
        },
        code: code("s", "M6XK3T 2RVD-7HQWN-5"),
        own_code: None,
        help_phone: "07000 555-100".to_owned(),
    }
}

/// Frau Frey has her name on it and may choose among two further stations.
pub(crate) fn frey() -> Voucher {
    Voucher {
        person: Some("Claudia Frey".to_owned()),
        own_code: Some("H4RT-8WQ2-XK7V-M3NC".to_owned()),
        theme: Some(
            "Sie suchen eine Betreuung für Jean, die zu Ihren Arbeitszeiten passt.".to_owned(),
        ),
        next: Some(Destination {
            institution: "Familienbüro Suhlheim".to_owned(),
            service: "Vermittlung von Kinderbetreuung".to_owned(),
            contact_person: None,
            opening_hours: Some("Di und Do 8 bis 16 Uhr".to_owned()),
            whereabouts: Whereabouts::Address {
                address: "Rathausplatz 1, 99999 Suhlheim".to_owned(),
                phone: Some("07000 555-150".to_owned()),
            },
        }),
        choices: vec![
            "Industrie- und Handelskammer: Ausbildung in Teilzeit".to_owned(),
            "Bildungsträger Neue Wege: Gründungsberatung".to_owned(),
        ],
        visits: Visits {
            required: 1,
            optional: 2,
        },
        code: code("s", "F8ZQ4B 6MTC-1XJRK-9"),
        ..moeller()
    }
}

/// A protected station is reached by its call-back line only.
pub(crate) fn protected() -> Voucher {
    Voucher {
        theme: Some("Sie möchten in Ruhe über Ihre Trennung sprechen.".to_owned()),
        next: Some(Destination {
            institution: "Frauenberatung Suhlheim".to_owned(),
            service: "Beratung".to_owned(),
            contact_person: None,
            opening_hours: None,
            whereabouts: Whereabouts::CallFirst {
                phone: "07000 555-100".to_owned(),
            },
        }),
        visits: Visits {
            required: 0,
            optional: 1,
        },
        code: code("s", "P2WN7G 9DKV-4TCXH-1"),
        ..moeller()
    }
}
