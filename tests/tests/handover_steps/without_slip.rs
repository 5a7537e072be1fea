//! She is here without a slip; it is linked when it turns up.

use acceptance::{Caseworker, Office, Person, Town, Visitor, on_both};
use reqwest::StatusCode;

use crate::Held;

async fn records(town: &Town, name: &str) -> Held {
    let pages = town.at_the_pages(Person::At(Office::Jugendamt)).await;
    let page = pages.opens("/eingang").await.ok();
    assert!(page.main().contains("href=\"/uebergaben/neu\""));
    let page = pages.opens("/uebergaben/neu").await.ok();
    let service = format!("maintenance:{}", Office::Jugendamt.service());
    assert!(page.main().contains(&service));
    let key = page.key_of("/uebergaben/neu");
    let fields = [
        ("form_key", key),
        ("person", "named"),
        ("person_name", name),
        ("birth_year", "1998"),
        ("service", &service),
        ("arrived_on", "22.11.2026"),
        ("step", "accept"),
    ];
    let done = pages.submit("/uebergaben/neu", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let there = done.location.unwrap();
    let (path, said) = there.split_once('?').unwrap();
    assert_eq!(said, "getan=ohne-laufzettel");
    Held {
        path: path.to_owned(),
        pages,
    }
}

on_both!(
    a_slip_that_turns_up_is_linked_by_its_code,
    |town| async move {
        let held = records(&town, "Frau Neumann").await;
        held.offers(&[
            "abschliessen",
            "zurueckstellen",
            "beenden",
            "irrtum",
            "zuweisen",
            "verknuepfen",
        ])
        .await;
        held.is_stopped("verknuepfen", &[("code", "")], "link_code", &[])
            .await;
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        // Addressed to another office: the answer of a code that nobody has.
        let (_, foreign) = sender
            .issues(&Caseworker::slip_to(
                Office::Wohnungsamt,
                &["identity"],
                &[],
            ))
            .await;
        for code in ["K7Q2", &foreign] {
            let answer = held.submits("verknuepfen", &[("code", code)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(
                answer.text.contains("id=\"link_code-error\""),
                "{}",
                answer.main()
            );
            assert!(
                answer
                    .text
                    .contains("für Ihre Einrichtung keinen Laufzettel")
            );
            assert!(answer.main().contains(code), "the code is lost");
        }
        // Somebody else came with this slip.
        let granted = ["identity", "reason", "feedback_arrival"];
        let to_us = Caseworker::slip_to(Office::Jugendamt, &granted, &[]);
        let (_, of_another) = sender.issues(&to_us).await;
        let holder = town.caseworker(Office::Jugendamt).await;
        holder.takes_on(&of_another, &[]).await;
        held.is_stopped(
            "verknuepfen",
            &[("code", &of_another)],
            "link_code",
            &[&of_another],
        )
        .await;

        let (slip, code) = sender.issues(&to_us).await;
        let page = held
            .does("verknuepfen", &[("code", &code.to_lowercase())])
            .await;
        assert!(
            page.main()
                .contains("Der Laufzettel gehört jetzt zu dieser Übergabe.")
        );
        assert!(page.main().contains("Schuldnerberatung Suhlheim"));
        assert!(
            page.main()
                .contains("Seit einem Jahr kommt kein Unterhalt.")
        );
        assert!(!page.offers("/verknuepfen") && page.offers("/rueckmelden"));
        held.does("rueckmelden", &[("tell_arrival", "ja")]).await;
        let seen = sender
            .get(&format!("/api/v1/slips/{slip}"))
            .await
            .ok()
            .json();
        assert_eq!(seen["received"][0]["message"]["says"], "arrived");
    }
);

async fn sends(pages: &Visitor, fields: &[(&str, &str)]) -> String {
    let page = pages.opens("/uebergaben/neu").await.ok();
    let mut fields = fields.to_vec();
    fields.push(("form_key", page.key_of("/uebergaben/neu")));
    let answer = pages.submit("/uebergaben/neu", &fields).await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        answer.text
    );
    answer.main().to_owned()
}

on_both!(
    a_mistake_at_the_arrival_keeps_what_was_typed,
    |town| async move {
        let pages = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        let service = format!("maintenance:{}", Office::Jugendamt.service());
        let typed = [
            ("person", "named"),
            ("person_name", "Frau Kern"),
            ("contact", "0171 39200 00"),
            ("protected", "ja"),
            ("arrived_on", "2026-11-22"),
        ];
        let page = sends(&pages, &typed).await;
        assert!(page.contains("id=\"service-error\""), "{page}");
        for kept in [
            "Frau Kern",
            "0171 39200 00",
            "name=\"protected\" value=\"ja\" checked",
        ] {
            assert!(page.contains(kept), "{kept}: {page}");
        }
        let foreign = format!("debts:{}", Office::Schuldnerberatung.service());
        let mut wrong = typed.to_vec();
        wrong.push(("service", &foreign));
        assert!(sends(&pages, &wrong).await.contains("id=\"service-error\""));
        let mut tomorrow = typed.to_vec();
        tomorrow.retain(|(name, _)| *name != "arrived_on");
        tomorrow.extend([("service", service.as_str()), ("arrived_on", "2026-11-23")]);
        let page = sends(&pages, &tomorrow).await;
        assert!(
            page.contains("id=\"arrived_on-error\"") && page.contains("Frau Kern"),
            "{page}"
        );
        let nobody = [
            ("person", "named"),
            ("service", service.as_str()),
            ("arrived_on", "2026-11-22"),
        ];
        assert!(
            sends(&pages, &nobody)
                .await
                .contains("id=\"person_name-error\"")
        );
    }
);

on_both!(
    somebody_known_or_nameless_can_come_without_a_slip,
    |town| async move {
        let held = records(&town, "Frau Frey").await;
        let closed = held
            .does("abschliessen", &[("outcome", "information_given")])
            .await;
        let (_, rest) = closed.main().split_once("/uebergaben/neu?person=").unwrap();
        let person = &rest[..32];
        let page = held
            .pages
            .opens(&format!("/uebergaben/neu?person={person}"))
            .await
            .ok();
        assert!(page.main().contains("Frau Frey") && !page.main().contains("name=\"person_name\""));
        let service = format!("maintenance:{}", Office::Jugendamt.service());
        let fields = [
            ("client", person),
            ("service", &service),
            ("arrived_on", "2026-11-22"),
            ("step", "acknowledge"),
        ];
        let done = held.pages.submit("/uebergaben/neu", &fields).await;
        let again = held.pages.opens(&done.location.unwrap()).await.ok();
        assert!(again.main().contains("Frau Frey") && again.offers("/annehmen"));

        let nameless = [
            ("person", "nameless"),
            ("person_name", "Frau Lang"),
            ("service", &service),
            ("arrived_on", "2026-11-22"),
        ];
        let done = held.pages.submit("/uebergaben/neu", &nameless).await;
        let page = held.pages.opens(&done.location.unwrap()).await.ok();
        assert!(page.main().contains("Ohne Namen") && !page.text.contains("Frau Lang"));
        // Of another office's record nothing is shown.
        let other = town.at_the_pages(Person::At(Office::Wohnungsamt)).await;
        let foreign = other
            .opens(&format!("/uebergaben/neu?person={person}"))
            .await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        assert!(!foreign.text.contains("Frey"));
    }
);
