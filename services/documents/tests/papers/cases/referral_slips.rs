//! Slips of the handbook's fictitious cases.

use documents::{
    Destination, Expected, Feedback, FeedbackItem, ReferralSlip, ReturnStrip, Row, Sender,
    Whereabouts,
};

use super::{NETWORK, code};

/// All slips with their file names.
pub(crate) fn all() -> [(&'static str, ReferralSlip); 3] {
    [
        ("neumann", neumann()),
        ("lang", lang()),
        ("pseudonymous", pseudonymous()),
    ]
}

/// Frau Neumann goes from the Jugendamt to the debt counselling; all feedback is allowed.
pub(crate) fn neumann() -> ReferralSlip {
    let disclosed = [
        ("Name", "Sabine Neumann"),
        ("Alter", "28 Jahre"),
        ("Kinder", "zwei Kinder, 2 und 5 Jahre"),
        ("Telefon", "07000 555-987, am liebsten vormittags"),
    ];
    ReferralSlip {
        network: NETWORK.to_owned(),
        person: Some("Frau Neumann".to_owned()),
        issued_on: "16. November 2026".to_owned(),
        valid_until: "14. Dezember 2026".to_owned(),
        sender: Sender {
            name: "Jugendamt Suhlheim, Allgemeiner Sozialer Dienst".to_owned(),
            contact_person: Some("Frau Berger".to_owned()),
            callback_phone: "07000 555-210".to_owned(),
        },
        destination: Some(Destination {
            institution: "Schuldnerberatung Suhlheim".to_owned(),
            service: "Beratung bei Schulden und Mietrückstand".to_owned(),
            contact_person: Some("Herr Aydın".to_owned()),
            opening_hours: Some("Mo bis Do 9 bis 12 Uhr, Di auch 14 bis 17 Uhr".to_owned()),
            whereabouts: Whereabouts::Address {
                address: "Lindenstraße 4, 99999 Suhlheim".to_owned(),
                phone: Some("07000 555-340".to_owned()),
            },
        }),
        station_code: code("s", "K7Q2MX 4T9V-3RWPD-8"),
        reason: Some(
            "Mietrückstand seit August; der Vermieter hat gemahnt. Bitte gemeinsam einen Plan \
             zur Rückzahlung aufstellen."
                .to_owned(),
        ),
        disclosed: disclosed
            .map(|(label, value)| disclosed_item(label, value))
            .to_vec(),
        feedback: Feedback::Allowed {
            items: vec![
                FeedbackItem::Arrival,
                FeedbackItem::Acceptance,
                FeedbackItem::Outcome,
                FeedbackItem::Reason,
            ],
            return_strip: None,
        },
        appointment: Some(Expected {
            when: "Dienstag, 24.11.2026, 14:30 Uhr".to_owned(),
            remark: Some("bei Frau Beispiel, Zimmer 12".to_owned()),
        }),
        need: Some("Sie möchten Ihre Mietschulden regeln und die Wohnung behalten.".to_owned()),
        withdraw_at: "bei Frau Berger, Telefon 07000 555-210, oder bei jeder Station".to_owned(),
        no_summons: None,
        own_code: Some("9M3T-XA7H-QK2Z-P4VC".to_owned()),
    }
}

/// Frau Lang goes from the shelter to the women's counselling: neutral sender, no name, no address,
/// no feedback.
pub(crate) fn lang() -> ReferralSlip {
    ReferralSlip {
        person: None,
        issued_on: "3. September 2026".to_owned(),
        valid_until: "1. Oktober 2026".to_owned(),
        sender: Sender {
            name: "Netzwerkbüro Suhlheim".to_owned(),
            contact_person: None,
            callback_phone: "07000 555-100".to_owned(),
        },
        destination: Some(Destination {
            institution: "Frauenberatung Suhlheim".to_owned(),
            service: "Beratung nach Gewalt und Trennung".to_owned(),
            contact_person: None,
            opening_hours: None,
            whereabouts: Whereabouts::CallFirst {
                phone: "07000 555-180".to_owned(),
            },
        }),
        station_code: code("s", "Q4W8ZN 6J2C-8YKTE-3"),
        reason: None,
        disclosed: Vec::new(),
        feedback: Feedback::NotIntended,
        appointment: None,
        need: Some(
            "Sie möchten in Ruhe besprechen, wie es für Sie und die Kinder weitergeht.".to_owned(),
        ),
        withdraw_at: "Telefon 07000 555-100, oder bei jeder Station".to_owned(),
        no_summons: None,
        own_code: Some("B8D2-RF5W-NX9G-T3KM".to_owned()),
        ..neumann()
    }
}

/// A pseudonymous slip to a school, which has no sign-in: the strip comes back on paper.
pub(crate) fn pseudonymous() -> ReferralSlip {
    ReferralSlip {
        person: None,
        sender: Sender {
            name: "Bildungsträger Neue Wege".to_owned(),
            contact_person: None,
            callback_phone: "07000 555-410".to_owned(),
        },
        destination: Some(Destination {
            institution: "Gesamtschule am Park".to_owned(),
            service: "Schulsozialarbeit".to_owned(),
            contact_person: Some("Frau Wolff".to_owned()),
            opening_hours: Some("Mo bis Fr 8 bis 13 Uhr".to_owned()),
            whereabouts: Whereabouts::Address {
                address: "Parkweg 12, 99999 Suhlheim".to_owned(),
                phone: Some("07000 555-620".to_owned()),
            },
        }),
        station_code: code("s", "T5HC9P 8KDV-1QXRM-4"),
        reason: Some("Ein Kind hat Ärger in der Schule.".to_owned()),
        disclosed: Vec::new(),
        feedback: Feedback::Allowed {
            items: vec![FeedbackItem::Arrival, FeedbackItem::Outcome],
            return_strip: Some(ReturnStrip {
                reference: "T5HC9P".to_owned(),
                send_to: "Bildungsträger Neue Wege, Werkstraße 8, 99999 Suhlheim".to_owned(),
            }),
        },
        appointment: None,
        need: Some("Sie suchen Rat, weil Ihr Kind Ärger in der Schule hat.".to_owned()),
        withdraw_at: "Telefon 07000 555-410, oder bei jeder Station".to_owned(),
        no_summons: None,
        own_code: Some("C3V7-KQ8N-2MTX-R5WH".to_owned()),
        ..neumann()
    }
}

/// An item that she agreed to disclose.
pub(crate) fn disclosed_item(label: &str, value: &str) -> Row {
    Row {
        label: label.to_owned(),
        value: value.to_owned(),
    }
}
