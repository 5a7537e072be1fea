//! A copy about a child for another than her: asked wrongly, shown before it goes out, and empty.
use super::super::FieldErrors;
use super::super::persons::{ChildCopyForm, ChildCopyPage, Outgoing, Ticked};
use super::field_names::rendered;
use super::{at_debt_counselling, check, choices, facts};
use askama::Template;

fn entry(id: &str, name: &'static str, value: &str, label: &str, ticked: bool) -> Ticked {
    Ticked {
        id: id.into(),
        name,
        value: value.into(),
        label: label.into(),
        ticked,
    }
}

fn page() -> ChildCopyPage {
    ChildCopyPage {
        frame: at_debt_counselling(""),
        who: "Anna Neumann".into(),
        back: "/personen/7".into(),
        action: "/personen/7/kopie-fuer-andere".into(),
        form: ChildCopyForm {
            form_key: "f1".into(),
            asked_by: "grown_child".into(),
            entitlement: "own_data".into(),
            proof: "identity_document".into(),
            ..ChildCopyForm::default()
        },
        askers: choices(&[
            ("other_parent", "der andere Elternteil, mit Sorgerecht"),
            ("guardian", "der Vormund"),
            ("grown_child", "das Kind selbst, inzwischen erwachsen"),
        ]),
        entitlements: choices(&[
            (
                "joint_custody",
                "gemeinsame Sorge (Ehe oder Sorgeerklärung)",
            ),
            ("court_decision", "Entscheidung des Familiengerichts"),
            ("appointment", "Bestallungsurkunde"),
            ("own_data", "es sind die eigenen Angaben"),
        ]),
        proofs: choices(&[
            ("identity_document", "Ausweis oder Pass gesehen"),
            ("certified_signature", "beglaubigte Unterschrift"),
            ("known_in_person", "persönlich bekannt"),
        ]),
        entries: vec![
            entry("name_0", "name", "Meike", "Meike", true),
            entry("name_1", "name", "René", "René", false),
            entry(
                "age_band_2",
                "age_band",
                "14_to_17",
                "ein Kind von 14 bis 17 Jahren",
                true,
            ),
        ],
        notes: vec![entry("note_0", "note", "0", "Ich schlafe schlecht.", true)],
        outgoing: Some(Outgoing {
            facts: facts(&[("Name", "Meike"), ("Alter", "von 14 bis 17 Jahren")]),
            confided: vec!["Ich schlafe schlecht.".into()],
            nothing: String::new(),
            give: "/personen/7/kopie-fuer-andere/auskunft.pdf".into(),
        }),
        errors: FieldErrors::default(),
    }
}

#[test]
fn what_goes_out_is_shown_before_it_does() {
    check("child_copy", &page());
}

#[test]
fn nothing_goes_out_and_the_page_says_what_is_said() {
    let mut page = page();
    page.outgoing = Some(Outgoing {
        facts: vec![],
        confided: vec![],
        nothing: "Zu dieser Anfrage können wir Ihnen keine Angaben geben.".into(),
        give: "/personen/7/kopie-fuer-andere/auskunft.pdf".into(),
    });
    check("child_copy_nothing", &page);
}

#[test]
fn a_right_that_does_not_fit_keeps_what_was_chosen() {
    let mut page = page();
    page.outgoing = None;
    page.form.asked_by = "guardian".into();
    page.errors.add(
        "entitlement",
        "Mit dieser Berechtigung kann diese Person nicht fragen.",
    );
    page.errors.add(
        "notes",
        "Was ein Kind anvertraut hat, bekommt nur das Kind selbst.",
    );
    page.errors
        .add("entries", "Diese Angabe steht nicht in der Akte.");
    check("child_copy_errors", &page);
}

/// Both forms are read pair by pair: what was chosen is what is given.
#[test]
fn both_forms_post_the_same_and_each_name_is_kept() {
    let html = page().render().unwrap();
    let asked = rendered(&html, "/personen/7/kopie-fuer-andere");
    let given = rendered(&html, "/personen/7/kopie-fuer-andere/auskunft.pdf");
    assert_eq!(asked, given);
    for name in &asked {
        let form = ChildCopyForm::from(vec![((*name).to_owned(), "x".to_owned())]);
        let texts = [
            &form.form_key,
            &form.asked_by,
            &form.entitlement,
            &form.proof,
        ];
        let texts = texts.iter().filter(|text| text.as_str() == "x").count();
        let sets = form.names.len() + form.age_bands.len() + form.notes.len();
        assert_eq!(texts + sets, 1, "{name} is lost");
    }
    assert_eq!(asked.len(), 7, "{asked:?}");
}
