//! Somebody who is here without a slip.
use super::super::{FieldErrors, KnownPerson, Shareable, WithoutSlipForm, WithoutSlipPage};
use super::{at_debt_counselling, check, facts, group};

pub(super) fn arrival_page() -> WithoutSlipPage {
    WithoutSlipPage {
        frame: at_debt_counselling(""),
        form: WithoutSlipForm {
            form_key: "f1".into(),
            person: "named".into(),
            arrived_on: "2026-11-22".into(),
            ..WithoutSlipForm::default()
        },
        known: None,
        services: vec![group(
            "Schuldenberatung",
            &[
                ("debts:s12", "Schulden"),
                ("livelihood:s12", "Existenzsicherung"),
            ],
        )],
        neutral_name: "Netzwerk Suhlheim".into(),
        today: "2026-11-22".into(),
        errors: FieldErrors::default(),
    }
}

pub(super) fn arrival_of_somebody_known() -> WithoutSlipPage {
    let mut page = arrival_page();
    page.known = Some(KnownPerson {
        client: "7".into(),
        who: "Anna Neumann".into(),
        facts: facts(&[("Geburtsjahr", "1998")]),
        has: Shareable::EVERYTHING,
        children: String::new(),
    });
    page
}

#[test]
fn arrival_with_a_mistake_keeps_what_was_typed() {
    let mut page = arrival_page();
    page.form.person_name = "Anna \"Neumann\"".into();
    page.errors
        .add("service", "Bitte wählen Sie, weswegen sie kommt.");
    check("arrival", &page);
}

#[test]
fn arrival_of_her_whom_the_office_knows() {
    check("arrival_known", &arrival_of_somebody_known());
}
