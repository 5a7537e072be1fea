//! What a reader finds on the printed slip.

use documents::{Feedback, FeedbackItem, ReferralSlip, ReturnStrip};

use crate::cases::{
    self,
    referral_slips::{lang, neumann},
};
use crate::reading::{pages, text, texts};

fn print(slip: &ReferralSlip) -> Vec<u8> {
    documents::print(slip, &cases::imprint()).expect("the slip prints")
}

#[test]
fn each_sample_says_what_its_case_allows_on_one_page() {
    for (name, slip) in cases::referral_slips::all() {
        let pdf = print(&slip);
        assert_eq!(pages(&pdf), 1, "{name}");
        insta::assert_snapshot!(name, text(&pdf).replace(". ", ".\n"));
    }
}

#[test]
fn a_protected_place_is_reached_by_telephone_only() {
    let text = text(&print(&lang()));
    assert!(text.contains("Die Adresse wird nicht aufgeschrieben."));
    assert!(text.contains("Rufen Sie an: 07000 555-180"));
}

#[test]
fn feedback_without_items_is_no_feedback() {
    let strip = ReturnStrip {
        reference: "K7Q2MX".to_owned(),
        send_to: "Jugendamt".to_owned(),
    };
    let nothing = Feedback::Allowed {
        items: Vec::new(),
        return_strip: Some(strip),
    };
    let empty = print(&ReferralSlip {
        feedback: nothing,
        ..neumann()
    });
    let none = print(&ReferralSlip {
        feedback: Feedback::NotIntended,
        ..neumann()
    });
    assert_eq!(text(&empty), text(&none));
    assert!(text(&none).contains("Bitte melden Sie nichts zurück."));
}

#[test]
fn feedback_released_each_time_offers_no_box_to_tick() {
    let slip = ReferralSlip {
        feedback: Feedback::EachTime,
        ..neumann()
    };
    let text = text(&print(&slip));
    assert!(text.contains("Eine Rückmeldung ist nicht vereinbart."));
    assert!(text.contains("Nichts von allein."));
    assert!(!text.contains("angekommen"));
}

#[test]
fn both_halves_name_the_same_items_of_feedback() {
    let items = [
        (FeedbackItem::Arrival, "angekommen ist", "dass Sie da waren"),
        (
            FeedbackItem::Acceptance,
            "ob Sie die Beratung übernehmen",
            "ob man Ihnen dort hilft",
        ),
        (
            FeedbackItem::Outcome,
            "was daraus geworden ist",
            "was dabei herausgekommen ist",
        ),
        (
            FeedbackItem::Reason,
            "bei einer Absage: den Grund",
            "bei einer Absage auch den Grund",
        ),
    ];
    for (item, for_station, for_her) in items {
        let feedback = Feedback::Allowed {
            items: vec![item],
            return_strip: None,
        };
        let text = text(&print(&ReferralSlip {
            feedback,
            ..neumann()
        }));
        for (other, station_words, her_words) in items {
            assert_eq!(
                text.contains(station_words),
                other == item,
                "{item:?} {station_words}"
            );
            assert_eq!(
                text.contains(her_words),
                other == item,
                "{item:?} {her_words}"
            );
        }
        assert!(text.contains(for_station) && text.contains(for_her));
    }
}

#[test]
fn a_strip_with_everything_still_fits_one_page() {
    let Feedback::Allowed { items, .. } = neumann().feedback else {
        unreachable!()
    };
    let send_to = "Jugendamt Suhlheim, Rathausplatz 1, 99999 Suhlheim".to_owned();
    let return_strip = Some(ReturnStrip {
        reference: "K7Q2MX".to_owned(),
        send_to,
    });
    let feedback = Feedback::Allowed {
        items,
        return_strip,
    };
    let pdf = print(&ReferralSlip {
        feedback,
        ..neumann()
    });
    assert_eq!(pages(&pdf), 1);
    let text = text(&pdf);
    assert!(text.contains("Wir übernehmen sie nicht."));
    assert!(text.contains("Bitte ausfüllen und Frau Neumann mitgeben oder zurückschicken."));
}

#[test]
fn long_texts_take_more_sheets_and_her_half_never_stands_on_the_back() {
    let reason = format!(
        "{} Schlusswort",
        "Viele Worte über einen langen Weg. ".repeat(40)
    );
    let pdf = print(&ReferralSlip {
        reason: Some(reason),
        ..neumann()
    });
    let texts = texts(&pdf);
    assert_eq!(texts.len(), 3);
    assert!(texts[0].contains("Schlusswort"));
    assert_eq!(texts[1].trim(), "");
    assert!(texts[2].contains("Ihre nächste Station"));
}

#[test]
fn characters_without_a_glyph_do_not_stop_the_print() {
    let name = "Sabine 😀 𐎀𐎁 ☐ Neumann".to_owned();
    let pdf = print(&ReferralSlip {
        person: Some(name),
        ..neumann()
    });
    assert!(text(&pdf).contains("Sabine \u{FFFD} \u{FFFD} \u{FFFD} Neumann"));
}

#[test]
fn every_character_of_unicode_can_stand_in_a_text() {
    let all: Vec<char> = ('\0'..='\u{2_FFFF}')
        .chain('\u{E_0000}'..='\u{E_01FF}')
        .collect();
    for some in all.chunks(20_000) {
        let need: String = some
            .iter()
            .flat_map(|character| [*character, ' '])
            .collect();
        let slip = ReferralSlip {
            need: Some(need),
            ..lang()
        };
        assert!(
            documents::print(&slip, &cases::imprint()).is_ok(),
            "from {:?}",
            some[0]
        );
    }
}

#[test]
fn a_code_that_no_qr_can_hold_is_refused_by_name() {
    let mut slip = neumann();
    slip.station_code.url = "x".repeat(3000);
    let refusal = documents::print(&slip, &cases::imprint()).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "the address of the station code does not fit into a QR code"
    );
}
