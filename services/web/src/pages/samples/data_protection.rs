//! The privacy officer's page: with what is put off, held and restricted, and with a form filled in wrongly.
use super::super::{
    DataProtectionPage, FieldErrors, Figure, HeldRecord, HistoryLine, KeptForm, KeptRecord,
    LinesPage, LinesShown, NumberedForm, Paging, PeriodForm,
};
use super::field_names::{rendered, understood};
use super::{check, frame};
use askama::Template;

fn line(day: &str, sentence: &str) -> HistoryLine {
    HistoryLine {
        day: day.into(),
        sentence: sentence.into(),
    }
}

const fn shown(lines: Vec<HistoryLine>) -> LinesShown {
    LinesShown { lines, all: None }
}

fn period(action: &str) -> PeriodForm {
    PeriodForm {
        action: action.into(),
        first: "2026-09".into(),
        last: "2026-11".into(),
        label: "September 2026 bis November 2026".into(),
    }
}

fn page() -> DataProtectionPage {
    DataProtectionPage {
        frame: frame(
            "privacy_officer",
            "D. Muster",
            "Schuldnerberatung Suhlheim",
            "/datenschutz",
        ),
        just_done: String::new(),
        verified: None,
        period: period("/datenschutz"),
        file: "/datenschutz/zeilen.csv?von=2026-09&bis=2026-11".into(),
        figures: vec![
            Figure {
                number: 12,
                label: "Einwilligungen und Entbindungen aufgenommen",
                href: Some("/datenschutz/zeilen/einwilligungen?von=2026-09&bis=2026-11".into()),
            },
            Figure {
                number: 0,
                label: "Löschungen",
                href: None,
            },
        ],
        now: vec![Figure {
            number: 2,
            label: "Übergaben und Gutscheine mit ungelesener Mitteilung",
            href: None,
        }],
        kept: vec![KeptRecord {
            id: "7".into(),
            label: "Akte a1b2c3d4".into(),
            text: "Gewünscht am 14.11.2026. Ihre Einrichtung entscheidet, ob etwas entgegensteht."
                .into(),
            erase: Some("/datenschutz/akten/7/loeschen".into()),
            hold: "/datenschutz/akten/7/aufbewahrung".into(),
            erase_key: "f1".into(),
            hold_key: "f2".into(),
        }],
        kept_paging: Paging::default(),
        holds_paging: Paging::default(),
        restricted_paging: Paging::default(),
        holds: vec![HeldRecord {
            id: "8".into(),
            label: "Akte 0f1e2d3c, bis 31.01.2027".into(),
            until: "2027-01-31".into(),
            action: "/datenschutz/akten/8/aufbewahrung".into(),
            form_key: "f3".into(),
        }],
        restricted: vec!["77aa88bb".into()],
        numbered: NumberedForm {
            form_key: "f4".into(),
            ..NumberedForm::default()
        },
        evidence: shown(vec![]),
        denied: LinesShown {
            lines: vec![line(
                "19.11.2026",
                "Ein Code, der nicht für Ihre Einrichtung ist.",
            )],
            all: Some("/datenschutz/zeilen/abgewiesen?von=2026-09&bis=2026-11".into()),
        },
        asked: shown(vec![line(
            "18.11.2026",
            "Akte a1b2c3d4: Gefragt hat der andere Elternteil, mit Sorgerecht. Es ging nichts hinaus. \
             Bitte prüfen Sie, und antworten Sie innerhalb eines Monats (Art. 12 Abs. 3 DSGVO).",
        )]),
        erased: shown(vec![]),
        acts: vec![line(
            "12.11.2026",
            "Eine Einwilligung wurde hier zurückgenommen.",
        )],
        today: "2026-11-22".into(),
        errors: FieldErrors::default(),
    }
}

#[test]
fn data_protection() {
    check("data_protection", &page());
}

#[test]
fn data_protection_line_by_line() {
    let address = "/datenschutz/zeilen/abgewiesen?von=2026-09&bis=2026-11";
    let page = LinesPage {
        frame: page().frame,
        title: "Abgewiesene Zugriffe",
        count: 123,
        period: Some(period("/datenschutz/zeilen/abgewiesen")),
        lines: page().denied.lines,
        paging: Paging {
            start: Some(address.into()),
            next: Some(format!("{address}&weiter=abc")),
        },
        errors: FieldErrors::default(),
    };
    check("data_protection_lines", &page);
}

#[test]
fn data_protection_with_errors() {
    let mut errors = FieldErrors::default();
    errors.add(
        "number",
        "Eine Akte mit diesem Zeichen hat Ihre Einrichtung nicht.",
    );
    errors.add("what", "Bitte wählen Sie aus, was gelten soll.");
    let page = DataProtectionPage {
        errors,
        numbered: NumberedForm {
            number: "123456".into(),
            ..page().numbered
        },
        ..page()
    };
    check("data_protection_errors", &page);
}

#[test]
fn data_protection_page_and_forms_agree() {
    let html = page().render().unwrap();
    let at = |step: &str| rendered(&html, &format!("/datenschutz/akten{step}"));
    assert_eq!(at("/7/aufbewahrung"), understood::<KeptForm>());
    assert_eq!(at("/8/aufbewahrung"), understood::<KeptForm>());
    assert_eq!(at(""), understood::<NumberedForm>());
}
