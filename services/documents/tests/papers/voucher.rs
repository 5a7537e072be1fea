//! What a reader finds on the voucher.

use documents::{Visits, Voucher};

use crate::cases::{
    self,
    vouchers::{frey, moeller, protected},
};
use crate::reading::{pages, text, texts};

fn print(view: &Voucher) -> Vec<u8> {
    documents::print(view, &cases::imprint()).expect("the voucher prints")
}

/// The half that she shows, and the half that only she sees.
fn halves(view: &Voucher) -> (String, String) {
    let text = text(&print(view));
    let cut = text.find("Ihr Weg").expect("her half has its heading");
    (text[..cut].to_owned(), text[cut..].to_owned())
}

#[test]
fn the_half_to_show_names_no_station() {
    let (to_show, to_keep) = halves(&frey());
    for station in [
        "Familienbüro",
        "Handelskammer",
        "Gründungsberatung",
        "Rathausplatz",
    ] {
        assert!(to_keep.contains(station), "{station}");
        assert!(!to_show.contains(station), "{station}");
    }
    assert!(to_show.contains("F8ZQ4B") && !to_keep.contains("F8ZQ4B"));
}

#[test]
fn her_name_stands_there_only_if_she_wants_it() {
    let (with, without) = (text(&print(&frey())), text(&print(&moeller())));
    let promise = "Ihr Name steht nicht darauf.";
    assert!(with.contains("Claudia Frey") && !with.contains(promise));
    assert!(!without.contains("Möller") && without.contains(promise));
}

#[test]
fn the_visits_are_told_in_a_sentence() {
    for (required, optional, left, which) in [
        (1, 2, "Noch drei Beratungen", "Zwei davon sind freiwillig"),
        (2, 1, "Noch drei Beratungen", "Eine davon ist freiwillig"),
        (
            1,
            0,
            "Noch eine Beratung",
            "Diese Beratung ist mit Ihnen vereinbart.",
        ),
        (0, 1, "Noch eine Beratung", "Diese Beratung ist freiwillig"),
        (
            2,
            0,
            "Noch zwei Beratungen",
            "Beide sind mit Ihnen vereinbart.",
        ),
        (0, 2, "Noch zwei Beratungen", "Beide sind freiwillig"),
        (
            3,
            0,
            "Noch drei Beratungen",
            "Alle sind mit Ihnen vereinbart.",
        ),
        (0, 13, "Noch 13 Beratungen", "Alle sind freiwillig"),
        (1, 13, "Noch 14 Beratungen", "13 davon sind freiwillig"),
    ] {
        let visits = Visits { required, optional };
        let (to_show, to_keep) = halves(&Voucher {
            visits,
            ..moeller()
        });
        assert!(to_show.contains(left), "{visits:?}: {to_show}");
        assert!(
            to_keep.contains(left) && to_keep.contains(which),
            "{visits:?}: {to_keep}"
        );
    }
    let used = Visits {
        required: 0,
        optional: 0,
    };
    let text = text(&print(&Voucher {
        visits: used,
        ..moeller()
    }));
    assert!(text.contains("Alle Beratungen sind genutzt."));
    assert!(!text.contains("freiwillig: Sie"));
}

#[test]
fn a_protected_station_is_reached_by_the_call_back_line_only() {
    let (_, to_keep) = halves(&protected());
    assert!(to_keep.contains("Die Adresse wird nicht aufgeschrieben."));
    assert!(to_keep.contains("Rufen Sie an: 07000 555-100"));
}

#[test]
fn without_a_next_station_she_looks_for_one_herself() {
    let (_, to_keep) = halves(&Voucher {
        next: None,
        ..moeller()
    });
    assert!(to_keep.contains("Sie suchen sich selbst eine Station aus."));
}

#[test]
fn each_sample_fits_one_page_and_long_texts_part_the_halves() {
    for (name, view) in cases::vouchers::all() {
        assert_eq!(pages(&print(&view)), 1, "{name}");
    }
    let texts = texts(&print(&Voucher {
        theme: Some("Viele Worte über einen langen Weg. ".repeat(60)),
        ..moeller()
    }));
    assert!(texts.len() >= 3);
    assert_eq!(texts[1], "");
    assert!(texts[2].contains("Ihr Weg"));
}
