//! What a sender does with a slip that is out, at its page.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

use acceptance::{Answer, Caseworker, IssueForm, Office, Person, Town, Visitor, on_both};
use domain::vocabulary::Role;
use jiff::civil::date;
use reqwest::StatusCode;
use serde_json::{Value, json};

const SENDER: Person = Person::At(Office::Schuldnerberatung);

async fn issued(town: &Town) -> (Visitor, String, String) {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let slip = Caseworker::slip_to(Office::Jugendamt, &["identity", "need"], &[]);
    let (slip, code) = sender.issues(&slip).await;
    let pages = town.at_the_pages(SENDER).await;
    (pages, format!("/laufzettel/{slip}"), code)
}

async fn submits(pages: &Visitor, slip: &str, step: &str, fields: &[(&str, &str)]) -> Answer {
    let page = pages.opens(slip).await.ok();
    let to = format!("{slip}/{step}");
    let mut fields = fields.to_vec();
    fields.push(("form_key", page.key_of(&to)));
    pages.submit(&to, &fields).await
}

fn stopped_at(answer: &Answer, field: &str) {
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        answer.text
    );
    let error = format!("id=\"{field}-error\"");
    assert!(answer.text.contains(&error), "{field}: {}", answer.main());
}

on_both!(
    a_lost_slip_gets_a_new_code_and_the_old_one_is_dead,
    |town| async move {
        let (pages, slip, old) = issued(&town).await;
        let until = [("valid_until", "2026-12-24")];
        let answer = submits(&pages, &slip, "neu-ausstellen", &until).await;
        stopped_at(&answer, "reissue_her_wish");
        assert!(answer.main().contains("2026-12-24"));
        let wish = [("valid_until", "bald"), ("her_wish", "ja")];
        let answer = submits(&pages, &slip, "neu-ausstellen", &wish).await;
        stopped_at(&answer, "reissue_valid_until");
        assert!(
            answer
                .main()
                .contains("name=\"her_wish\" value=\"ja\" checked")
        );
        let mut codes = vec![old];
        // Twice: each time the page carries a key of its own.
        for _ in 0..2 {
            let wish = [("valid_until", "24.12.2026"), ("her_wish", "ja")];
            let done = submits(&pages, &slip, "neu-ausstellen", &wish).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
            let page = pages.opens(&done.location.unwrap()).await.ok();
            assert!(page.main().contains("24.12.2026"));
            codes.push(page.station_code().to_owned());
        }
        let office = town.caseworker(Office::Jugendamt).await;
        let last = codes.pop().unwrap();
        for dead in codes {
            assert_ne!(dead, last);
            let body = serde_json::json!({"code": dead});
            let answer = office.post("/api/v1/handovers/lookup", &body).await;
            assert_eq!(answer.problem(), "unknown-code");
        }
        office.takes_on(&last, &[]).await;
    }
);

on_both!(
    a_slip_whose_day_passed_is_made_to_hold_again,
    |town| async move {
        let (pages, slip, _) = issued(&town).await;
        let page = pages.opens(&slip).await.ok();
        assert!(!page.offers("/verlaengern") && page.offers("/neu-ausstellen"));
        // The last day passes between form and submit.
        town.it_is_at(date(2026, 12, 20), 23, 50);
        let pages = town.at_the_pages(SENDER).await;
        let open = pages.opens(&slip).await.ok();
        let key = open.key_of("/neu-ausstellen").to_owned();
        town.it_is_at(date(2026, 12, 21), 0, 10);
        let late = [
            ("form_key", key.as_str()),
            ("her_wish", "ja"),
            ("valid_until", "2027-01-10"),
        ];
        let refused = pages.submit(&format!("{slip}/neu-ausstellen"), &late).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(
            refused.text.contains("wieder gültig machen"),
            "{}",
            refused.main()
        );

        let page = pages.opens(&slip).await.ok();
        assert!(page.offers("/verlaengern") && !page.offers("/neu-ausstellen"));
        let passed = [("valid_until", "2026-12-20")];
        let answer = submits(&pages, &slip, "verlaengern", &passed).await;
        stopped_at(&answer, "revive_valid_until");
        let done = submits(
            &pages,
            &slip,
            "verlaengern",
            &[("valid_until", "2027-01-10")],
        )
        .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = pages.opens(&done.location.unwrap()).await.ok();
        assert!(
            page.main().contains("Der Laufzettel gilt wieder.")
                && page.main().contains("10.01.2027")
        );
    }
);

on_both!(an_error_and_a_return_strip_are_entered, |town| async move {
    let (pages, slip, code) = issued(&town).await;
    let answer = submits(
        &pages,
        &slip,
        "rueckmeldung",
        &[("words", "Brief vom 20.11.")],
    )
    .await;
    stopped_at(&answer, "paper_message");
    assert!(answer.main().contains("Brief vom 20.11."));
    let strip = [
        ("message", "outcome:application_filed"),
        ("words", "Brief vom 20.11."),
    ];
    let done = submits(&pages, &slip, "rueckmeldung", &strip).await;
    let page = pages.opens(&done.location.unwrap()).await.ok();
    assert!(
        page.main()
            .contains("Auf Papier oder von ihr: Ergebnis: Antrag gestellt.")
    );
    assert!(page.main().contains("Brief vom 20.11."));

    let colleague = town.at_the_pages(Person::Role(Role::Caseworker)).await;
    assert!(!colleague.opens(&slip).await.ok().offers("/irrtum"));
    let lead = town.at_the_pages(Person::Role(Role::Lead)).await;
    assert!(lead.opens(&slip).await.ok().offers("/irrtum"));
    stopped_at(
        &submits(&pages, &slip, "irrtum", &[]).await,
        "in_error_comment",
    );
    let done = submits(
        &pages,
        &slip,
        "irrtum",
        &[("comment", "Doppelt ausgestellt.")],
    )
    .await;
    let page = pages.opens(&done.location.unwrap()).await.ok();
    assert!(page.main().contains("Als Irrtum vermerkt."));
    assert!(!page.offers("/neu-ausstellen") && !page.offers("/zuruecknehmen"));
    let office = town.caseworker(Office::Jugendamt).await;
    let body = serde_json::json!({"code": code});
    let answer = office.post("/api/v1/handovers/lookup", &body).await;
    assert!(!answer.status.is_success(), "{}", answer.text);
});

on_both!(
    her_way_and_the_case_conference_are_items_of_their_own,
    |town| async move {
        let pages = town.at_the_pages(SENDER).await;
        let form = IssueForm::to(Office::Jugendamt)
            .with("share_identity", "ja")
            .with("way_so_far", "ja")
            .with("case_conference", "ja");
        let office = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        let mut seen = vec![];
        for form in [form.clone(), form.with("case_conference", "")] {
            let done = pages.submit("/laufzettel/neu", &form.fields()).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
            let page = pages.opens(&done.location.unwrap()).await.ok();
            let api = town.caseworker(Office::Jugendamt).await;
            let handover = api.takes_on(page.station_code(), &[]).await;
            seen.push(office.opens(&format!("/uebergaben/{handover}")).await.ok());
        }
        let [with, without] = seen.as_slice() else {
            panic!("two");
        };
        assert!(
            with.main().contains("Bisherige Stationen"),
            "{}",
            with.main()
        );
        assert!(with.main().contains("Fallkonferenz"));
        assert!(
            !without
                .main()
                .contains("Sie hat erlaubt, dass Sie dort über sie sprechen")
        );
    }
);

on_both!(
    somebody_in_danger_is_sent_under_the_neutral_name,
    |town| async move {
        let pages = town.at_the_pages(SENDER).await;
        let form = IssueForm::to(Office::Jugendamt)
            .with("share_identity", "ja")
            .with("protected", "ja");
        let done = pages.submit("/laufzettel/neu", &form.fields()).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = pages.opens(&done.location.unwrap()).await.ok();
        let office = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        office
            .submit("/s", &[("code", page.station_code())])
            .await
            .ok();
        let slip = office.opens("/s").await.ok();
        assert!(slip.main().contains("Lotsendienst Suhlheim"));
        // Where she could go instead every office is offered; as her sender none is named.
        let (before, _) = slip.main().split_once("Ablehnen …").unwrap();
        assert!(!before.contains("Schuldnerberatung"), "{before}");
    }
);

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
        let at = format!("Auf dem Rückmeldestreifen dieses Laufzettels steht <strong>{reference}");
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
