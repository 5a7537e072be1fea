//! What a reader finds on the printed slip, taken from the PDF's own text.

mod cases;

use documents::{Feedback, FeedbackItem, Imprint, ReferralSlip, ReturnStrip, referral_slip};
use pdf_extract::Document;

fn print(slip: &ReferralSlip) -> Vec<u8> {
    referral_slip(slip, &cases::imprint()).expect("the slip prints")
}

/// The words of the PDF, without the layout's spaces and line breaks.
fn text(pdf: &[u8]) -> String {
    let text = pdf_extract::extract_text_from_mem(pdf).expect("the PDF has text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pages(pdf: &[u8]) -> usize {
    Document::load_mem(pdf)
        .expect("the PDF is well formed")
        .get_pages()
        .len()
}

fn contains(pdf: &[u8], needle: &str) -> bool {
    pdf.windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

#[test]
fn each_sample_says_what_its_case_allows_on_one_page() {
    for (name, slip) in cases::all() {
        let pdf = print(&slip);
        assert_eq!(pages(&pdf), 1, "{name}");
        insta::assert_snapshot!(name, text(&pdf).replace(". ", ".\n"));
    }
}

#[test]
fn the_same_slip_gives_the_same_bytes() {
    let first = print(&cases::neumann());
    let others: Vec<_> = (0..3)
        .map(|_| std::thread::spawn(|| (print(&cases::lang()), print(&cases::neumann()))))
        .map(|handle| handle.join().unwrap().1)
        .collect();
    assert!(others.iter().all(|other| *other == first));
}

#[test]
fn the_imprint_reaches_the_file_but_its_identifier_does_not() {
    let imprint = Imprint {
        identifier: "slip-4711".to_owned(),
        ..cases::imprint()
    };
    let pdf = referral_slip(&cases::neumann(), &imprint).unwrap();
    assert_ne!(pdf, print(&cases::neumann()));
    assert!(!contains(&pdf, "slip-4711"));
    assert!(contains(&pdf, "2026-11-16T09:30:00"));
}

#[test]
fn the_file_claims_both_standards_language_and_title() {
    let pdf = print(&cases::lang());
    for claim in [
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<rdf:li>de-DE</rdf:li>",
        "Laufzettel</rdf:li>",
        "/MarkInfo",
    ] {
        assert!(contains(&pdf, claim), "{claim}");
    }
}

#[test]
fn the_metadata_names_nobody() {
    let pdf = print(&cases::neumann());
    let start = pdf
        .windows(9)
        .position(|window| window == b"<?xpacket")
        .unwrap();
    let metadata = String::from_utf8_lossy(&pdf[start..]);
    assert!(!metadata.contains("Neumann") && !metadata.contains("Jugendamt"));
}

#[test]
fn a_protected_place_is_reached_by_telephone_only() {
    let text = text(&print(&cases::lang()));
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
        ..cases::neumann()
    });
    let none = print(&ReferralSlip {
        feedback: Feedback::NotIntended,
        ..cases::neumann()
    });
    assert_eq!(text(&empty), text(&none));
    assert!(text(&none).contains("Bitte melden Sie nichts zurück."));
}

#[test]
fn feedback_released_each_time_offers_no_box_to_tick() {
    let slip = ReferralSlip {
        feedback: Feedback::EachTime,
        ..cases::neumann()
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
            ..cases::neumann()
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
    let Feedback::Allowed { items, .. } = cases::neumann().feedback else {
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
        ..cases::neumann()
    });
    assert_eq!(pages(&pdf), 1);
    assert!(text(&pdf).contains("Wir übernehmen sie nicht."));
}

#[test]
fn long_texts_take_more_sheets_and_her_half_never_stands_on_the_back() {
    let reason = format!(
        "{} Schlusswort",
        "Viele Worte über einen langen Weg. ".repeat(40)
    );
    let pdf = print(&ReferralSlip {
        reason: Some(reason),
        ..cases::neumann()
    });
    let texts = pdf_extract::extract_text_from_mem_by_pages(&pdf).unwrap();
    assert_eq!(texts.len(), 3);
    assert!(texts[0].contains("Schlusswort"));
    assert_eq!(texts[1].trim(), "");
    assert!(texts[2].contains("Ihre nächste Station"));
}

#[test]
fn characters_without_a_glyph_do_not_stop_the_print() {
    let name = "Sabine 😀 سمية 李 Neumann".to_owned();
    let pdf = print(&ReferralSlip {
        person: Some(name),
        ..cases::neumann()
    });
    assert!(text(&pdf).contains("Sabine \u{FFFD} \u{FFFD} \u{FFFD} Neumann"));
}

#[test]
fn every_character_of_unicode_can_stand_in_a_text() {
    let all: Vec<char> = ('\0'..='\u{2_FFFF}')
        .chain('\u{E_0000}'..='\u{E_01FF}')
        .collect();
    for some in all.chunks(20_000) {
        let need = some
            .iter()
            .flat_map(|character| [*character, ' '])
            .collect();
        let slip = ReferralSlip {
            need,
            ..cases::lang()
        };
        assert!(
            referral_slip(&slip, &cases::imprint()).is_ok(),
            "from {:?}",
            some[0]
        );
    }
}

#[test]
fn debug_output_repeats_nothing_of_the_paper() {
    assert_eq!(format!("{:?}", cases::neumann()), "ReferralSlip { .. }");
}

#[test]
fn a_code_that_no_qr_can_hold_is_refused_by_name() {
    let mut slip = cases::neumann();
    slip.station_code.url = "x".repeat(3000);
    let refusal = referral_slip(&slip, &cases::imprint()).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "the address of the station code does not fit into a QR code"
    );
}
