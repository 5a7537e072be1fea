//! What comes back on paper.

use acceptance::{Caseworker, Office, Person, on_both};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::submits;

on_both!(
    where_nobody_signs_in_the_way_back_is_a_strip_of_paper,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let slip = Caseworker::slip_to(Office::Kita, &["identity", "feedback_arrival"], &[]);
        let (slip, _) = sender.issues(&slip).await;
        let reference = slip[..6].to_uppercase();
        let pages = town
            .at_the_pages(Person::At(Office::Schuldnerberatung))
            .await;
        let list = pages.opens("/eingang").await.ok();
        let due = format!("Rückmeldung auf Papier: {reference}");
        assert!(list.main().contains(&due), "{}", list.main());
        let page = format!("/laufzettel/{slip}");
        let shown = pages.opens(&page).await.ok();
        assert!(shown.main().contains("Diese Stelle meldet sich auf Papier"));
        let at = format!("Auf dem Rückmeldestreifen dieses Laufzettels steht {reference}");
        assert!(shown.main().contains(&at), "{}", shown.main());
        // Whoever holds the strip types its sign where codes are typed; at another office it leads nowhere.
        let typed = reference.to_lowercase();
        let sign = [("code", typed.as_str())];
        let found = pages.submit("/s", &sign).await;
        assert_eq!(found.location.as_deref(), Some(page.as_str()));
        let other = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        let unknown = other.submit("/s", &sign).await;
        assert!(
            unknown.text.contains("keinen Laufzettel"),
            "{}",
            unknown.text
        );
        let strip = [("message", "arrived"), ("words", "")];
        let done = submits(&pages, &page, "rueckmeldung", &strip).await;
        let shown = pages.opens(&done.location.unwrap()).await.ok();
        assert!(shown.main().contains("Auf Papier oder von ihr: "));

        let elsewhere = Caseworker::slip_to(Office::Jugendamt, &["identity"], &[]);
        let (elsewhere, _) = sender.issues(&elsewhere).await;
        let shown = pages.opens(&format!("/laufzettel/{elsewhere}")).await.ok();
        assert!(!shown.main().contains("meldet sich auf Papier"));
        let refused = Caseworker::slip_to(Office::Kita, &["identity"], &["feedback_arrival"]);
        let (refused, _) = sender.issues(&refused).await;
        let shown = pages.opens(&format!("/laufzettel/{refused}")).await.ok();
        assert!(!shown.main().contains("meldet sich auf Papier"));
    }
);

on_both!(
    an_office_that_may_reduce_benefits_enters_nothing_that_lies_on_her_side,
    |town| async move {
        let sender = town.caseworker(Office::Grundsicherungsstelle).await;
        let slip = Caseworker::slip_to(Office::Kita, &["identity"], &[]);
        let (slip, _) = sender.issues(&slip).await;
        let at = format!("/api/v1/slips/{slip}/paper-returns");
        let says = |message: Value| json!({ "message": message });
        let no_show = says(json!({"says": "reason", "reason": "no_show"}));
        let refused = sender.post(&at, &no_show).await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            refused.text
        );
        assert!(
            refused.text.contains("her-side-not-entered"),
            "{}",
            refused.text
        );
        sender
            .post(&at, &says(json!({"says": "arrived"})))
            .await
            .succeeded();
        let office = Person::At(Office::Grundsicherungsstelle);
        let pages = town.at_the_pages(office).await;
        let page = format!("/laufzettel/{slip}");
        let forged = [("message", "outcome:ended_by_her"), ("words", "")];
        let refused = submits(&pages, &page, "rueckmeldung", &forged).await;
        assert!(
            refused.text.contains("was bei ihr selbst liegt"),
            "{}",
            refused.text
        );
        let own = sender.get(&format!("/api/v1/slips/{slip}")).await.ok();
        assert!(!own.text.contains("ended_by_her") && !own.text.contains("no_show"));
    }
);
