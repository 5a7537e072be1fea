//! The same agreement of templates and forms on the pages about her record and her word.
use super::super::persons::{
    AskForm, AskPage, ClientForm, EraseForm, ReleaseForm, RightsForm, SearchForm, TakingBackForm,
};
use super::field_names::{rendered, understood};
use super::her_word::{asking, releasing};
use super::records::{client_form, erasing, file, search, taking_back};
use askama::Template;
use std::collections::BTreeSet;

#[test]
fn record_page_and_forms_agree() {
    let html = file().render().unwrap();
    let at = |step: &str| rendered(&html, &format!("/personen/7/{step}"));
    let steps = [
        ("schutz", &["form_key", "switch"][..]),
        ("einschraenkung", &["form_key", "switch"]),
        ("anvertraut", &["form_key", "note"]),
        ("aufbewahrung", &["form_key", "until"]),
        ("behalten", &["form_key"]),
    ];
    let mut posted = BTreeSet::new();
    for (step, fields) in steps {
        assert_eq!(at(step), fields.iter().copied().collect(), "{step}");
        posted.extend(fields);
    }
    assert_eq!(
        posted,
        understood::<RightsForm>(),
        "nothing is asked in vain"
    );
}

#[test]
fn taking_back_page_and_form_agree() {
    let html = taking_back().render().unwrap();
    let at = rendered(&html, "/personen/7/ruecknahme");
    assert_eq!(at, understood::<TakingBackForm>());
}

#[test]
fn client_page_and_form_agree() {
    let html = client_form(true).render().unwrap();
    let mut expected = understood::<ClientForm>();
    assert_eq!(rendered(&html, "/personen/neu"), expected);
    // Safe mode has a switch of its own once there is a record.
    expected.remove("protected");
    let html = client_form(false).render().unwrap();
    assert_eq!(rendered(&html, "/personen/7/berichtigen"), expected);
}

#[test]
fn erasing_page_and_form_agree() {
    let html = erasing().render().unwrap();
    let at = rendered(&html, "/personen/7/loeschen");
    assert_eq!(at, understood::<EraseForm>());
}

#[test]
fn search_page_and_form_agree() {
    let html = search().render().unwrap();
    assert_eq!(rendered(&html, "/personen"), understood::<SearchForm>());
}

#[test]
fn release_page_and_form_agree() {
    let html = releasing().render().unwrap();
    let at = rendered(&html, "/personen/7/entbindung");
    let mut expected = understood::<ReleaseForm>();
    // Asked only when she took something back on the day of her word.
    assert!(expected.remove("signed"));
    assert_eq!(at, expected);
}

/// The form of a consent is read pair by pair: each name on the page is kept, and each field is asked.
#[test]
fn asking_page_and_form_agree() {
    let page: AskPage = asking();
    let html = page.render().unwrap();
    let names = rendered(&html, "/personen/7/einwilligung");
    let mut kept = 0;
    for name in &names {
        let form = AskForm::from(vec![((*name).to_owned(), "x".to_owned())]);
        let texts = [
            &form.form_key,
            &form.preset,
            &form.decider,
            &form.decider_age,
            &form.decider_sphere,
            &form.text_language,
            &form.spoken_language,
            &form.interpreter,
            &form.consent_form,
            &form.consented_on,
            &form.expires_on,
            &form.consequences_told,
            &form.text_version,
        ];
        let texts = texts.iter().filter(|text| text.as_str() == "x").count();
        let sets = form.recipients.len() + form.items.len();
        assert_eq!(texts + sets, 1, "{name} is lost");
        kept += 1;
    }
    assert_eq!(kept, 15, "all fields of the form are asked: {names:?}");
}
