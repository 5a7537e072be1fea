//! Names in the scripts of people who live in German towns: they come back from the paper as they were
//! entered.

use documents::{ReferralSlip, unprintable};

use crate::cases::referral_slips::{disclosed_item, neumann};
use crate::cases::{self, consent_forms, vouchers};
use crate::names::NAMES;
use crate::reading::{lines, text};

/// Poppler marks the direction of what it gives back.
fn read(pdf: &[u8]) -> String {
    let marks = ['\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}'];
    let plain = lines(pdf).replace(marks, " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn slip_of(name: &str) -> ReferralSlip {
    ReferralSlip {
        person: Some(name.to_owned()),
        disclosed: vec![disclosed_item("Name", name)],
        reason: Some(format!("Der Vermieter von {name} hat gemahnt.")),
        ..neumann()
    }
}

#[test]
fn each_script_prints_and_is_found_again() {
    let mut faults = Vec::new();
    for (script, name, found) in NAMES {
        assert!(unprintable(name).is_empty(), "{script}");
        let pdf = documents::print(&slip_of(name), &cases::imprint());
        let pdf = pdf.unwrap_or_else(|error| panic!("{script}: {error}"));
        let read = read(&pdf);
        assert!(!read.contains('\u{FFFD}'), "{script}");
        if (read.matches(name).count() >= 4) != found {
            faults.push((script, found, read));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_paper_that_names_her_prints_each_script() {
    for (script, name, _) in NAMES {
        let mut form = consent_forms::kern();
        form.person = Some(name.to_owned());
        assert!(
            documents::print(&form, &cases::imprint()).is_ok(),
            "{script}"
        );
        let mut shown = vouchers::frey();
        shown.person = Some(name.to_owned());
        assert!(
            documents::print(&shown, &cases::imprint()).is_ok(),
            "{script}"
        );
    }
}

#[test]
fn numbers_and_words_beside_a_name_from_the_right_stay_where_they_stand() {
    let slip = ReferralSlip {
        disclosed: vec![
            disclosed_item("Kinder", "سمية, 2 Jahre, עמר, 5 Jahre"),
            disclosed_item("Telefon", "07000 555-210 (שרה לוי)"),
        ],
        ..neumann()
    };
    let read = read(&documents::print(&slip, &cases::imprint()).unwrap());
    for said in ["2 Jahre", "5 Jahre", "07000 555-210", "שרה לוי"] {
        assert!(read.contains(said), "{said}: {read}");
    }
}

#[test]
fn no_name_office_or_code_is_parted_at_a_lines_end() {
    let office = "Schuldnerberatungsstelle Müller-Lüdenscheidt-Straße";
    // Given: a sentence that pushes the words of the name over the end of a line, letter by letter
    for length in 0..40 {
        let mut slip = neumann();
        slip.sender.name = office.to_owned();
        slip.person = Some(format!("{} Wollschläger-Hohenstein", "M".repeat(length)));
        if let Some(destination) = &mut slip.destination {
            destination.institution = office.to_owned();
        }
        let pdf = documents::print(&slip, &cases::imprint()).unwrap();
        let lines = lines(&pdf);
        let parted: Vec<&str> = lines
            .lines()
            .filter(|line| line.ends_with(['-', '\u{AD}', '\u{2010}']))
            .collect();
        assert!(parted.is_empty(), "{length}: {parted:?}");
        let words = text(&pdf);
        for word in [
            "Schuldnerberatungsstelle",
            "Müller-Lüdenscheidt-Straße",
            "Wollschläger-Hohenstein",
        ] {
            assert!(words.matches(word).count() >= 3, "{length} {word}: {words}");
        }
        assert!(lines.contains("4T9V-3RWPD-8") && lines.contains("07000 555-210"));
    }
}
