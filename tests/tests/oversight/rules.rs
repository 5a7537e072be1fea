//! Network rules: the coordinator writes them down, leads read them, consents begin with them.

use acceptance::{Office, Person, on_both};
use domain::vocabulary::Role;
use reqwest::StatusCode;

use super::{holds, main_part};

on_both!(an_agreement_holds_from_then_on, |town| async move {
    let coordinator = town.at_the_pages(Person::Role(Role::Coordinator)).await;
    let page = coordinator.opens("/netzwerk/regeln").await.ok();
    holds(
        main_part(&page.text),
        &["Noch nichts vereinbart", "value=\"12\""],
    );
    let agreed = [
        ("instruments", "slips"),
        ("preset", "arrived"),
        ("keep_months", "18"),
        ("keep_jugendamt", "36"),
        ("rhythm", "quarter"),
    ];
    let mut wrong = agreed;
    wrong[2].1 = "ewig";
    wrong[3].1 = "0";
    wrong[4].1 = "month";
    let refused = coordinator.submit("/netzwerk/regeln", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    holds(
        main_part(&refused.text),
        &[
            "Bitte geben Sie 1 bis 120 Monate an.",
            "Jugendamt: Bitte",
            "value=\"ewig\"",
            "Bitte wählen Sie einen Zeitraum.",
        ],
    );
    let done = coordinator.submit("/netzwerk/regeln", &agreed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);

    let lead = town.at_the_pages(Person::Role(Role::Lead)).await;
    let page = lead.opens("/netzwerk/regeln").await.ok();
    let main = main_part(&page.text);
    holds(
        main,
        &[
            "Es gilt die 1. Vereinbarung",
            "18 Monate",
            "36 Monate",
            "Vierteljahr",
        ],
    );
    assert!(!main.contains("<form"), "{main}");
    let not_hers = lead.submit("/netzwerk/regeln", &agreed).await;
    assert_eq!(not_hers.status, StatusCode::FORBIDDEN);

    let office = town
        .at_the_pages(Person::At(Office::Schuldnerberatung))
        .await;
    let opened = office
        .submit("/personen/neu", &[("person_name", "Frau Kern")])
        .await;
    let path = opened.location.unwrap();
    let path = path.split('?').next().unwrap();
    let ask = office.opens(&format!("{path}/einwilligung")).await.ok();
    holds(
        &ask.text,
        &["value=\"arrived\" aria-describedby=\"preset_arrived-text\" checked"],
    );
    // No vouchers in this network any more.
    let voucher = office.opens("/gutscheine/neu").await;
    assert_eq!(voucher.status, StatusCode::UNPROCESSABLE_ENTITY);
    let caseworkers = office.opens("/netzwerk/regeln").await;
    assert_eq!(caseworkers.status, StatusCode::FORBIDDEN);
});
