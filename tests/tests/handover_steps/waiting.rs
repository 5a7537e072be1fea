//! Waiting and going on, a colleague, and notices.

use acceptance::{Caseworker, Office, Person, Town, on_both};
use domain::vocabulary::Role;
use jiff::civil::date;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::Case;

on_both!(
    she_waits_until_a_day_and_stands_on_top_again_on_it,
    |town| async move {
        let case = Case::of(&town, Office::Schuldnerberatung, &["identity"], true).await;
        let held = &case.held;
        held.offers(&[
            "abschliessen",
            "zurueckstellen",
            "beenden",
            "irrtum",
            "zuweisen",
            "ihr-wort",
            "rueckruf",
            "freigeben",
        ])
        .await;
        let fields = [("reason", "waiting_for_place"), ("until", "bald")];
        held.is_stopped(
            "zurueckstellen",
            &fields,
            "hold_until",
            &["bald", "waiting_for_place\" selected"],
        )
        .await;
        let fields = [("reason", ""), ("until", "2026-12-01")];
        held.is_stopped("zurueckstellen", &fields, "hold_reason", &["2026-12-01"])
            .await;
        let today = Town::today().to_string();
        let fields = [("reason", "illness"), ("until", today.as_str())];
        held.is_stopped("zurueckstellen", &fields, "hold_until", &[&today])
            .await;

        let fields = [("reason", "waiting_for_place"), ("until", "1.12.2026")];
        let page = held.does("zurueckstellen", &fields).await;
        assert!(page.main().contains("Zurückgestellt bis 01.12.2026"));
        held.offers(&[
            "abschliessen",
            "fortsetzen",
            "beenden",
            "irrtum",
            "zuweisen",
            "ihr-wort",
            "rueckruf",
            "freigeben",
        ])
        .await;
        let worklist = held.pages.opens("/eingang").await.ok();
        assert!(worklist.main().contains("wieder ansehen am 01.12.2026"));
        assert!(!worklist.main().contains("Heute wieder ansehen"));

        town.it_is(date(2026, 12, 1), 9);
        let pages = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        let worklist = pages.opens("/eingang").await.ok();
        let (_, on_top) = worklist.main().split_once("Heute wieder ansehen").unwrap();
        assert!(on_top.contains("Frau Neumann") && on_top.contains("jetzt wieder ansehen"));
        let held = crate::Held {
            pages,
            path: held.path.clone(),
        };
        let page = held.does("fortsetzen", &[]).await;
        assert!(page.main().contains("Es geht weiter."));
        held.offers(&[
            "abschliessen",
            "zurueckstellen",
            "beenden",
            "irrtum",
            "zuweisen",
            "ihr-wort",
            "rueckruf",
            "freigeben",
        ])
        .await;
    }
);

on_both!(a_colleague_takes_care_of_it, |town| async move {
    let case = Case::of(&town, Office::Schuldnerberatung, &["identity"], true).await;
    let held = &case.held;
    let api = town.caseworker(Office::Jugendamt).await;
    let colleagues = api.get("/api/v1/colleagues").await.ok().json();
    let account = colleagues["colleagues"][0]["account"].as_str().unwrap();
    held.is_stopped("zuweisen", &[("to", "")], "assign_to", &[])
        .await;
    // Nobody of another office, even if somebody knows the account.
    let other = town.caseworker(Office::Wohnungsamt).await;
    let strangers = other.get("/api/v1/colleagues").await.ok().json();
    let stranger = strangers["colleagues"][0]["account"].as_str().unwrap();
    held.is_stopped("zuweisen", &[("to", stranger)], "assign_to", &[])
        .await;
    let page = held.does("zuweisen", &[("to", account)]).await;
    assert!(page.main().contains("Zuständig") && page.main().contains("P. Muster"));
});

on_both!(
    a_deputy_is_named_at_the_page_and_at_the_interface,
    |town| async move {
        // The Schuldnerberatung has more than one colleague.
        let sender = town.caseworker(Office::Jugendamt).await;
        let slip = Caseworker::slip_to(Office::Schuldnerberatung, &["identity"], &[]);
        let (_, code) = sender.issues(&slip).await;
        let assigning = town.caseworker(Office::Schuldnerberatung).await;
        let id = assigning.takes_on(&code, &[]).await;
        let colleagues = assigning.get("/api/v1/colleagues").await.ok().json();
        let colleague = |number: usize| {
            let one = &colleagues["colleagues"][number];
            ["account", "display_name"].map(|member| one[member].as_str().unwrap().to_owned())
        };
        let ([first, first_name], [second, second_name]) = (colleague(0), colleague(1));
        let held = crate::Held {
            pages: town
                .at_the_pages(Person::At(Office::Schuldnerberatung))
                .await,
            path: format!("/uebergaben/{id}"),
        };
        // Who stands in is of the own office too.
        let strangers = sender.get("/api/v1/colleagues").await.ok().json();
        let stranger = strangers["colleagues"][0]["account"].as_str().unwrap();
        let fields = [("to", first.as_str()), ("deputy", stranger)];
        let refused = held.submits("zuweisen", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = [("to", first.as_str()), ("deputy", second.as_str())];
        let page = held.does("zuweisen", &fields).await;
        let said = format!("{first_name}, Vertretung: {second_name}");
        assert!(page.main().contains(&said), "{}", page.main());
        let at = format!("/api/v1/handovers/{id}");
        let shown = assigning.get(&at).await.ok().json();
        assert_eq!(shown["assigned_to"], first);
        assert_eq!(shown["deputy"], second);

        let other_way_round = json!({"to": second, "deputy": first});
        let assignment = format!("{at}/assignment");
        let assigned = assigning.post(&assignment, &other_way_round).await;
        assigned.succeeded();
        let shown = assigning.get(&at).await.ok().json();
        assert_eq!(
            (&shown["assigned_to"], &shown["deputy"]),
            (&second.into(), &first.into())
        );
        let said = format!("{second_name}, Vertretung: {first_name}");
        assert!(held.page().await.main().contains(&said));

        // The worklist is the office's: who stands in sees the line as who takes care of it does.
        let by_role = town.at_the_pages(Person::Role(Role::Caseworker)).await;
        for pages in [&held.pages, &by_role] {
            let worklist = pages.opens("/eingang").await.ok();
            assert!(worklist.main().contains(&held.path), "{}", worklist.main());
        }
    }
);

on_both!(a_notice_stands_on_top_until_it_is_read, |town| async move {
    let case = Case::of(&town, Office::Schuldnerberatung, &["identity"], true).await;
    let held = &case.held;
    let worklist = held.pages.opens("/eingang").await.ok();
    assert!(!worklist.main().contains("Neue Mitteilungen"));
    let withdrawal = format!("/api/v1/slips/{}/withdrawal", case.slip);
    case.sender
        .post(&withdrawal, &Value::Null)
        .await
        .succeeded();
    let worklist = held.pages.opens("/eingang").await.ok();
    let (_, on_top) = worklist.main().split_once("Neue Mitteilungen").unwrap();
    assert!(on_top.contains("Frau Neumann"));
    let page = held.page().await;
    assert!(page.main().contains("hat den Laufzettel zurückgezogen"));
    let page = held.does("gelesen", &[]).await;
    assert!(!page.offers("/gelesen"), "{}", page.main());
    let worklist = held.pages.opens("/eingang").await.ok();
    assert!(!worklist.main().contains("Neue Mitteilungen"));
});
