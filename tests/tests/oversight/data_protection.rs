//! What the own institution did with data: figures and lines, never a name.

use acceptance::{Caseworker, Office, Person, on_both};
use domain::vocabulary::Role;
use event_store::Position;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{holds, main_part};

const BOTH: &str = "verloren gehen: Laufzettel und Beratungsgutscheine.";
const ONLY_SLIPS: &str = "verloren gehen: Laufzettel.";
const ONLY_VOUCHERS: &str = "verloren gehen: Beratungsgutscheine.";

const OFFICER: Person = Person::Role(Role::PrivacyOfficer);

on_both!(
    the_officer_sees_what_was_done_and_no_name,
    |town| async move {
        let own = town.caseworker(Office::Schuldnerberatung).await;
        let all = ["identity", "need", "feedback_arrival"];
        let slip = Caseworker::slip_to(Office::Jugendamt, &all, &["contact"]);
        let (slip, code) = own.issues(&slip).await;
        let client = own
            .get(&format!("/api/v1/slips/{slip}"))
            .await
            .member("client");
        let other = town.caseworker(Office::Wohnungsamt).await;
        let denied = own.post("/api/v1/handovers", &json!({"code": code})).await;
        assert_eq!(denied.status, StatusCode::NOT_FOUND);
        let away = json!({
            "client": client, "recipient": Office::Jugendamt.id(), "items": ["need"],
            "said": {"how": "in_person"},
        });
        own.post("/api/v1/consents/withdrawals", &away)
            .await
            .succeeded();

        let officer = town.at_the_pages(OFFICER).await;
        let page = officer.opens("/datenschutz").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let main = main_part(&page.text);
        holds(
            main,
            &[
                "Einwilligung aufgenommen für Jugendamt Suhlheim: 3-mal Ja, 1-mal Nein.",
                "Eine Einwilligung wurde hier zurückgenommen.",
                "Auf einem Laufzettel weitergegeben an Jugendamt Suhlheim: Name und Geburtsjahr, Bedarf.",
                "Ein Code, der nicht für Ihre Einrichtung ist.",
            ],
        );
        assert!(
            !main.contains("Neumann") && !main.contains(&client),
            "{main}"
        );
        // Nothing of another institution.
        other
            .post("/api/v1/handovers", &json!({"code": code}))
            .await;
        let again = officer.opens("/datenschutz").await;
        assert_eq!(without_keys(main_part(&again.text)), without_keys(main));
    }
);

/// A page without the keys of its forms, which are fresh each time.
fn without_keys(page: &str) -> String {
    let lines = page.lines().filter(|line| !line.contains("form_key"));
    lines.collect::<Vec<_>>().join("\n")
}

on_both!(the_log_is_verified_with_a_verdict, |town| async move {
    let own = town.caseworker(Office::Schuldnerberatung).await;
    own.issues(&Caseworker::slip_to(Office::Jugendamt, &["need"], &[]))
        .await;
    let officer = town.at_the_pages(OFFICER).await;
    let page = officer.submit("/datenschutz/pruefung", &[]).await;
    holds(
        main_part(&page.text),
        &["Das Protokoll ist in Ordnung", "darunter 2 Einträge"],
    );
    let caseworker = town
        .at_the_pages(Person::At(Office::Schuldnerberatung))
        .await;
    let refused = caseworker.submit("/datenschutz/pruefung", &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
});

on_both!(
    a_log_that_was_changed_is_not_in_order_and_says_so,
    |town| async move {
        let own = town.caseworker(Office::Schuldnerberatung).await;
        own.issues(&Caseworker::slip_to(Office::Jugendamt, &["need"], &[]))
            .await;
        let (pages, api) = (
            town.at_the_pages(OFFICER).await,
            town.at_the_api(OFFICER).await,
        );
        let verification = "/api/v1/data-protection/verification";
        let before = api.post(verification, &Value::Null).await.ok().json();
        assert_eq!(before["sound"], true);
        let network = town.desk().network();
        let log = town.store().store();
        let log = log
            .read_from(network, Position::START, 10_000)
            .await
            .unwrap();
        let issued = log.iter().find(|event| event.name() == "SlipIssued");
        let position = issued.unwrap().position;
        town.store().forge_body(network, position, 60, true).await;

        let after = api.post(verification, &Value::Null).await.ok().json();
        assert_eq!(after, json!({"sound": false, "own_acts": 0}));
        let page = pages.submit("/datenschutz/pruefung", &[]).await;
        let main = main_part(&page.text);
        holds(
            main,
            &[
                "Das Protokoll ist nicht in Ordnung",
                "Bitte sagen Sie dem Betrieb sofort Bescheid",
            ],
        );
        assert!(!main.contains("Das Protokoll ist in Ordnung"), "{main}");
    }
);

on_both!(
    a_put_off_erasure_is_kept_or_finished_by_the_officer,
    |town| async move {
        let own = town.caseworker(Office::Schuldnerberatung).await;
        let body = json!({"identity": {"name": "Frau Neumann"}});
        let client = own
            .post("/api/v1/clients", &body)
            .await
            .ok()
            .member("client");
        let at = |step: &str| format!("/api/v1/clients/{client}/{step}");
        let officer = town.at_the_api(OFFICER).await;
        officer
            .post(&at("hold"), &json!({"until": "2027-01-31"}))
            .await
            .succeeded();
        own.post(&at("erasure/everywhere"), &Value::Null)
            .await
            .succeeded();

        let pages = town.at_the_pages(OFFICER).await;
        let shown = pages.opens("/datenschutz").await;
        let main = main_part(&shown.text);
        holds(
            main,
            &[
                "Muss bis 31.01.2027 aufbewahrt werden",
                &client[..6],
                "31.01.2027",
            ],
        );
        assert!(!main.contains("/loeschen\""), "{main}");
        let keep = format!("/datenschutz/akten/{client}/aufbewahrung");
        let past = pages.submit(&keep, &[("until", "2026-01-31")]).await;
        holds(
            main_part(&past.text),
            &["Der Tag, bis zu dem aufbewahrt wird, liegt zwischen dem "],
        );
        let lifted = pages.submit(&keep, &[("until", "")]).await;
        assert_eq!(lifted.status, StatusCode::SEE_OTHER, "{}", lifted.text);
        let shown = pages.opens("/datenschutz").await;
        let erase = format!("/datenschutz/akten/{client}/loeschen");
        holds(main_part(&shown.text), &[&erase]);
        let erased = pages.submit(&erase, &[]).await;
        assert_eq!(erased.status, StatusCode::SEE_OTHER, "{}", erased.text);
        let shown = pages.opens("/datenschutz").await;
        holds(
            main_part(&shown.text),
            &["Akte gelöscht: auf ihren Wunsch."],
        );
        assert_eq!(
            own.get(&at("")[..at("").len() - 1]).await.status,
            StatusCode::NOT_FOUND
        );
    }
);

on_both!(
    the_record_of_processing_says_what_the_product_does,
    |town| async move {
        let officer = town.at_the_pages(OFFICER).await;
        let page = officer.opens("/datenschutz/verzeichnis").await.ok();
        let wanted = [
            "Schuldnerberatung Suhlheim",
            "12 Monate nach dem letzten Eintrag",
            "Art. 30",
        ];
        holds(main_part(&page.text), &wanted);
        let text = officer.opens("/datenschutz/verzeichnis.txt").await.ok();
        holds(&text.text, &wanted);
        let caseworker = town
            .at_the_pages(Person::At(Office::Schuldnerberatung))
            .await;
        let refused = caseworker.opens("/datenschutz/verzeichnis").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
);

on_both!(
    the_record_of_processing_says_what_was_agreed,
    |town| async move {
        let read = async || {
            let officer = town.at_the_pages(OFFICER).await;
            let page = officer.opens("/datenschutz/verzeichnis").await.ok();
            let text = officer.opens("/datenschutz/verzeichnis.txt").await.ok();
            [main_part(&page.text).to_owned(), text.text]
        };
        for before in read().await {
            holds(&before, &["12 Monate nach dem letzten Eintrag", BOTH]);
            assert!(!before.contains(ONLY_SLIPS), "{before}");
        }
        let coordinator = town.at_the_pages(Person::Role(Role::Coordinator)).await;
        let agreed = [
            ("instruments", "slips"),
            ("preset", "arrived"),
            ("keep_months", "18"),
            ("rhythm", "half_year"),
            ("keep_schuldnerberatung", "36"),
        ];
        let done = coordinator.submit("/netzwerk/regeln", &agreed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        for after in read().await {
            holds(&after, &["36 Monate nach dem letzten Eintrag", ONLY_SLIPS]);
            // Neither what held before nor what holds for other kinds of institution.
            let others = ["12 Monate nach", "18 Monate nach", BOTH];
            assert!(!others.iter().any(|said| after.contains(said)), "{after}");
        }
        // Of another kind, its own months.
        let all = [
            ("instruments", "vouchers"),
            ("preset", "arrived"),
            ("keep_months", "18"),
            ("rhythm", "half_year"),
            ("keep_jugendamt", "36"),
        ];
        coordinator.submit("/netzwerk/regeln", &all).await;
        for after in read().await {
            holds(
                &after,
                &["18 Monate nach dem letzten Eintrag", ONLY_VOUCHERS],
            );
        }
    }
);
