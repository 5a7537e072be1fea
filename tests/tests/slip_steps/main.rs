//! What a sender does with a slip that is out, at its page.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

mod appointments;
mod prints;
mod strips;

use acceptance::{Answer, Caseworker, IssueForm, Office, Person, Town, Visitor, on_both};
use domain::vocabulary::Role;
use jiff::civil::date;
use reqwest::StatusCode;

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
        let (pages, slip, code) = issued(&town).await;
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

        // The paper that she has kept leads in again, on a day after its old end.
        let office = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        let typed = office.submit("/s", &[("code", &code)]).await;
        assert_eq!(typed.location.as_deref(), Some("/s"), "{}", typed.text);
        let shown = office.opens("/s").await.ok();
        assert!(shown.main().contains("Frau Neumann"), "{}", shown.main());
        let arrives = [
            ("form_key", shown.key_of("/s/eingang")),
            ("step", "acknowledge"),
            ("arrived_on", "2026-12-21"),
        ];
        let arrived = office.submit("/s/eingang", &arrives).await;
        assert_eq!(arrived.status, StatusCode::SEE_OTHER, "{}", arrived.text);
        let held = office.opens(&arrived.location.unwrap()).await.ok();
        assert!(held.main().contains("Angekommen am") && held.main().contains("21.12.2026"));
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
        let (before, _) = slip.main().split_once("Ablehnen&nbsp;…").unwrap();
        assert!(!before.contains("Schuldnerberatung"), "{before}");
    }
);
