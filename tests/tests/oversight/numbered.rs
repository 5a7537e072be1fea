//! The officer holds and restricts records by their numbers, without a name.

use acceptance::{Caseworker, Office, Person, Visitor, on_both};
use domain::vocabulary::Role;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{holds, main_part};

const TO: &str = "/datenschutz/akten";

async fn known(own: &Caseworker) -> String {
    let body = json!({"identity": {"name": "Frau Neumann"}});
    let known = own.post("/api/v1/clients", &body).await.ok();
    known.member("client")
}

/// What the form says when it comes back.
async fn stopped(officer: &Visitor, fields: &[(&str, &str)], sentence: &str) {
    let answer = officer.submit(TO, fields).await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        answer.text
    );
    holds(main_part(&answer.text), &[sentence]);
    for (_, typed) in fields.iter().filter(|(name, _)| *name == "number") {
        holds(main_part(&answer.text), &[&format!("value=\"{typed}\"")]);
    }
}

async fn does(officer: &Visitor, fields: &[(&str, &str)], said: &str) -> String {
    let answer = officer.submit(TO, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = officer.opens(&answer.location.unwrap()).await.ok();
    holds(main_part(&page.text), &[said]);
    main_part(&page.text).to_owned()
}

async fn restricted(own: &Caseworker, client: &str) -> Value {
    let shown = own.get(&format!("/api/v1/clients/{client}")).await.ok();
    shown.json()["restricted"].clone()
}

on_both!(
    a_record_is_held_and_restricted_by_its_number,
    |town| async move {
        let own = town.caseworker(Office::Schuldnerberatung).await;
        let client = known(&own).await;
        let number = &client[..8];
        let caseworker = town
            .at_the_pages(Person::At(Office::Schuldnerberatung))
            .await;
        let file = caseworker.opens(&format!("/personen/{client}")).await.ok();
        holds(main_part(&file.text), &["Aktenzeichen", number]);
        for role in [Role::PrivacyOfficer, Role::Lead] {
            let officer = town.at_the_pages(Person::Role(role)).await;
            let day = [
                ("number", number),
                ("what", "hold"),
                ("until", "2027-01-31"),
            ];
            let main = does(&officer, &day, "Die Aufbewahrung ist festgehalten.").await;
            holds(&main, &[&format!("Akte {number}, bis 31.01.2027")]);
            assert!(!main.contains("Neumann"), "{main}");
            // Changed and lifted where it is listed.
            let at = format!("{TO}/{client}/aufbewahrung");
            officer
                .submit(&at, &[("until", "2027-02-28")])
                .await
                .succeeded();
            let main = officer.opens("/datenschutz").await.ok();
            holds(
                main_part(&main.text),
                &[&format!("Akte {number}, bis 28.02.2027")],
            );
            let lift = [("number", &client[..6]), ("what", "lift")];
            let main = does(&officer, &lift, "nicht mehr aufbewahrt").await;
            assert!(!main.contains("bis 28.02.2027"), "{main}");
            let restrict = [("number", number), ("what", "restrict")];
            let main = does(&officer, &restrict, "vorerst nicht verwendet").await;
            holds(&main, &[&format!("Akte {number}")]);
            assert_eq!(restricted(&own, &client).await, true);
            let free = [("number", number), ("what", "free")];
            does(&officer, &free, "wieder verwendet").await;
            assert_eq!(restricted(&own, &client).await, false);
        }
    }
);

on_both!(
    a_number_that_leads_nowhere_or_to_several_has_its_sentence,
    |town| async move {
        let own = town.caseworker(Office::Schuldnerberatung).await;
        let client = known(&own).await;
        let elsewhere = known(&town.caseworker(Office::Jugendamt).await).await;
        let officer = town.at_the_pages(Person::Role(Role::PrivacyOfficer)).await;
        let number = &client[..8];
        let none = "Eine Akte mit diesem Zeichen hat Ihre Einrichtung nicht.";
        let what = ("what", "restrict");
        stopped(&officer, &[("number", &elsewhere[..8]), what], none).await;
        let short = "Bitte geben Sie die ersten 6 bis 8 Zeichen an";
        stopped(&officer, &[("number", &client[..5]), what], short).await;
        stopped(&officer, &[("number", "Neumann"), what], short).await;
        let choose = "Bitte wählen Sie aus, was gelten soll.";
        stopped(&officer, &[("number", number)], choose).await;
        let past = [
            ("number", number),
            ("what", "hold"),
            ("until", "2026-01-31"),
        ];
        let refused = officer.submit(TO, &past).await;
        let passed = "Der Tag, bis zu dem aufbewahrt wird, liegt zwischen dem ";
        holds(main_part(&refused.text), &[passed]);
        assert_eq!(restricted(&own, &client).await, false);

        for person in [
            Person::At(Office::Schuldnerberatung),
            Person::Role(Role::Coordinator),
            Person::Role(Role::Operator),
        ] {
            let other = town.at_the_pages(person).await;
            let refused = other.submit(TO, &[("number", number), what]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{person:?}");
        }
    }
);
