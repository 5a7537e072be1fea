//! What an institution says of itself: its lead puts it right, and lets it appear neutrally.

use acceptance::{Office, Person, on_both};
use domain::vocabulary::Role;
use reqwest::StatusCode;

use super::{holds, main_part};

const NEUTRAL: &str = "Lotsendienst Suhlheim";

on_both!(a_lead_puts_the_own_entry_right, |town| async move {
    let lead = town.at_the_pages(Person::Role(Role::Lead)).await;
    let page = lead.opens("/einrichtung").await.ok();
    let main = main_part(&page.text);
    holds(main, &["Schuldnerberatung Suhlheim", NEUTRAL]);
    assert!(!main.contains(" checked"), "{main}");

    let typed = |name: &'static str, neutral: &'static str| {
        [
            ("name", name),
            ("address", "Lange Gasse 4"),
            ("phone", "030 23125 999"),
            ("neutral_sender", neutral),
        ]
    };
    let refused = lead.submit("/einrichtung", &typed(" ", "ja")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    holds(
        main_part(&refused.text),
        &["Bitte geben Sie den Namen an.", "Lange Gasse 4", " checked"],
    );

    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let slip = acceptance::Caseworker::slip_to(Office::Jugendamt, &["need"], &[]);
    let (_, code) = sender.issues(&slip).await;
    let there = town.caseworker(Office::Jugendamt).await;
    let asked = serde_json::json!({"code": code});
    let shown = async || {
        let looked_up = there.post("/api/v1/handovers/lookup", &asked).await;
        looked_up.ok().text
    };
    holds(&shown().await, &["Schuldnerberatung Suhlheim"]);
    for (neutral, stands) in [("", "Schuldenhilfe Suhlheim"), ("ja", NEUTRAL)] {
        let done = lead
            .submit("/einrichtung", &typed("Schuldenhilfe Suhlheim", neutral))
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        holds(&shown().await, &[stands]);
    }
    assert!(!shown().await.contains("Schuldenhilfe"));
    let page = lead.opens("/einrichtung").await.ok();
    holds(main_part(&page.text), &["Lange Gasse 4", " checked"]);

    for not_hers in [
        Person::At(Office::Schuldnerberatung),
        Person::Role(Role::Coordinator),
    ] {
        let visitor = town.at_the_pages(not_hers).await;
        let page = visitor.opens("/einrichtung").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        let tried = visitor.submit("/einrichtung", &typed("Anders", "")).await;
        assert_eq!(tried.status, StatusCode::FORBIDDEN);
    }
});
