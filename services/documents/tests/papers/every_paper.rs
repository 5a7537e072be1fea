//! What holds for each paper, whatever it says.

use std::thread;

use crate::cases::{self, referral_slips};
use crate::reading::{contains, metadata, texts};

/// Names of people and institutions of the samples: no metadata may repeat one.
const NAMES: [&str; 8] = [
    "Neumann",
    "Kern",
    "Frey",
    "Möller",
    "Jugendamt",
    "Schuldner",
    "Frauen",
    "Suhlheim",
];

#[test]
fn each_sample_says_what_its_case_allows() {
    for (name, _, pdf) in cases::papers() {
        // The slips' own test holds theirs.
        if name.starts_with("laufzettel") {
            continue;
        }
        let pages = texts(&pdf.unwrap()).join("\n--- page ---\n");
        // A soft hyphen in a template would cling to its letter all over the file.
        assert!(!pages.contains('\u{AD}'), "{name}: {pages}");
        insta::assert_snapshot!(name, pages.replace(". ", ".\n"));
    }
}

#[test]
fn each_file_claims_both_standards_language_and_title() {
    for (name, title, pdf) in cases::papers() {
        let pdf = pdf.unwrap();
        for claim in [
            "<pdfuaid:part>1</pdfuaid:part>",
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<rdf:li>de-DE</rdf:li>",
            &format!("{title}</rdf:li>"),
            "/MarkInfo",
        ] {
            assert!(contains(&pdf, claim), "{name}: {claim}");
        }
    }
}

#[test]
fn no_metadata_names_anybody() {
    for (name, _, pdf) in cases::papers() {
        let metadata = metadata(&pdf.unwrap());
        for said in NAMES {
            assert!(!metadata.contains(said), "{name}: {said}");
        }
    }
}

#[test]
fn the_same_views_give_the_same_bytes_whatever_is_printed_beside_them() {
    let print = || cases::papers().into_iter().map(|(_, _, pdf)| pdf.unwrap());
    let first: Vec<_> = print().collect();
    let others: Vec<_> = (0..2)
        .map(|_| thread::spawn(move || print().collect::<Vec<_>>()))
        .map(|handle| handle.join().unwrap())
        .collect();
    assert!(others.iter().all(|other| *other == first));
}

#[test]
fn the_moment_of_printing_reaches_the_file() {
    let pdf = documents::print(&referral_slips::neumann(), &cases::imprint()).unwrap();
    assert!(contains(&pdf, "2026-11-16T09:30:00"));
}

#[test]
fn debug_output_repeats_nothing_of_any_paper() {
    let said = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        referral_slips::neumann(),
        cases::consent_forms::kern(),
        cases::vouchers::frey(),
        cases::file_notes::neumann(),
        cases::her_data::neumann(),
        cases::where_instead::lang(),
    );
    assert_eq!(
        said,
        "ReferralSlip { .. } ConsentForm { .. } Voucher { .. } FileNote { .. } HerData { .. } \
         WhereInstead { .. }"
    );
}
