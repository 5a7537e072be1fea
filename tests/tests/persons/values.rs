//! Values that fingers and clipboards bring: years that no parent was born in, names that nobody sees,
//! several lines where one belongs, days of another century; at the API and at the page alike.

use acceptance::{Caseworker, Office, Person, Town, Visitor, on_both};
use reqwest::StatusCode;
use serde_json::json;

use crate::{OWN, holds, main_part};

/// What the page says at a field.
pub(crate) async fn at_field(pages: &Visitor, path: &str, fields: &[(&str, &str)], field: &str) {
    let answer = pages.submit(path, fields).await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{path} {fields:?}"
    );
    let error = format!("id=\"{field}-error\"");
    assert!(
        answer.text.contains(&error),
        "{fields:?}: {}",
        main_part(&answer.text)
    );
}

on_both!(
    no_parent_was_born_in_a_year_that_cannot_be,
    |town| async move {
        let api = town.caseworker(Office::Schuldnerberatung).await;
        let pages = town.at_the_pages(OWN).await;
        let record = json!({"identity": {"name": "Sabine Neumann", "birth_year": 1998}});
        let record = api
            .post("/api/v1/clients", &record)
            .await
            .ok()
            .member("client");
        let rectify = format!("/api/v1/clients/{record}/rectification");
        for year in [98, -5, 1850, 2030, 2026, 19988] {
            let identity = json!({"name": "Sabine Neumann", "birth_year": year});
            let mut slip = Caseworker::slip_to(Office::Jugendamt, &["identity"], &[]);
            slip["new_client"]["identity"] = identity.clone();
            for (path, body) in [
                ("/api/v1/clients", json!({"identity": identity})),
                (&rectify, json!({"identity": identity})),
                ("/api/v1/slips", slip),
            ] {
                let answer = api.post(path, &body).await;
                assert_eq!(answer.problem(), "birth-year-out-of-range", "{path} {year}");
            }
            let year = year.to_string();
            let fields = [("person_name", "Sabine Neumann"), ("birth_year", &year)];
            at_field(&pages, "/personen/neu", &fields, "birth_year").await;
        }
        let spelt = [("person_name", "Sabine Neumann"), ("birth_year", "+1998")];
        at_field(&pages, "/personen/neu", &spelt, "birth_year").await;
        // A mother of fourteen is a mother.
        let young = json!({"identity": {"name": "Lena Vogt", "birth_year": 2012}});
        api.post("/api/v1/clients", &young).await.ok();
    }
);

on_both!(
    what_nobody_sees_is_no_name_and_a_line_is_one_line,
    |town| async move {
        let api = town.caseworker(Office::Schuldnerberatung).await;
        let pages = town.at_the_pages(OWN).await;
        for invisible in [
            "\u{200b}",
            "\u{200e}",
            "\u{2066}\u{2069}",
            "\u{feff}",
            "\u{ad}",
            "\u{301}",
            "\u{3164}",
            "\u{2800}",
            "\u{e0041}",
            "\u{fe0f}",
        ] {
            let record = json!({"identity": {"name": invisible}});
            let answer = api.post("/api/v1/clients", &record).await;
            assert_eq!(
                answer.problem(),
                "bad-input",
                "{}",
                invisible.escape_unicode()
            );
            assert!(answer.text.contains("identity.name"));
            let fields = [("person_name", invisible)];
            at_field(&pages, "/personen/neu", &fields, "person_name").await;
            let phone = [("person_name", "Sabine Neumann"), ("contact", invisible)];
            at_field(&pages, "/personen/neu", &phone, "contact").await;
        }
        for (typed, name) in [
            ("Sabine\r\nNeumann", "Sabine Neumann"),
            ("Sabine\u{2028}Neumann", "Sabine Neumann"),
            ("Sabine\u{b}\u{85}Neumann", "Sabine Neumann"),
            ("\u{202e}Sabine\u{202c} Neumann", "Sabine Neumann"),
            ("علی\u{200c}رضا", "علی\u{200c}رضا"),
        ] {
            let record = json!({"identity": {"name": typed}});
            let record = api.post("/api/v1/clients", &record).await.ok();
            let path = format!("/api/v1/clients/{}", record.member("client"));
            let read = api.get(&path).await.ok();
            assert_eq!(read.json()["identity"]["name"], name);
            let opened = pages
                .submit("/personen/neu", &[("person_name", typed)])
                .await;
            let shown = pages.opens(&opened.location.unwrap()).await.ok();
            holds(main_part(&shown.text), &[name]);
        }
    }
);

on_both!(
    a_day_of_another_century_is_refused_at_its_field,
    |town| async move {
        let api = town.caseworker(Office::Jugendamt).await;
        let pages = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        let service = Office::Jugendamt.service();
        let offer = format!("maintenance:{service}");
        let arrived = |on: &str| json!({"new_client": {}, "service": service, "need": "maintenance", "arrived_on": on});
        let typed = |on: &'static str| {
            [
                ("person", "nameless"),
                ("service", offer.as_str()),
                ("arrived_on", on),
                ("step", "accept"),
            ]
        };
        for on in [
            "0026-11-22",
            "2016-11-22",
            "2025-11-21",
            "2026-11-23",
            "9999-12-31",
        ] {
            let answer = api.post("/api/v1/handovers/arrivals", &arrived(on)).await;
            assert_eq!(answer.problem(), "day-out-of-range", "{on}");
            at_field(&pages, "/uebergaben/neu", &typed(on), "arrived_on").await;
        }
        for on in ["22.11.16", "22.11.0026", "23.11.26"] {
            at_field(&pages, "/uebergaben/neu", &typed(on), "arrived_on").await;
        }
        api.post("/api/v1/handovers/arrivals", &arrived("2025-11-22"))
            .await
            .ok();
        // Two digits mean this century.
        let done = pages.submit("/uebergaben/neu", &typed("21.11.26")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let held = done.location.unwrap();
        let shown = pages.opens(&held).await.ok();
        holds(main_part(&shown.text), &["21.11.2026"]);

        // A slip of the day after is for another visit.
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let slip = Caseworker::slip_to(Office::Jugendamt, &["need"], &[]);
        let (_, code) = sender.issues(&slip).await;
        let held = held.split('?').next().unwrap();
        let link = [("code", code.as_str())];
        at_field(&pages, &format!("{held}/verknuepfen"), &link, "link_code").await;
        let id = held.rsplit('/').next().unwrap();
        let path = format!("/api/v1/handovers/{id}/hold");
        for on in ["0026-11-28", "2026-11-22", "2027-11-23", "9999-12-31"] {
            let until = [("reason", "illness"), ("until", on)];
            at_field(
                &pages,
                &format!("{held}/zurueckstellen"),
                &until,
                "hold_until",
            )
            .await;
            let hold = json!({"reason": "illness", "resume_on": on});
            let answer = api.post(&path, &hold).await;
            assert_eq!(answer.problem(), "day-out-of-range", "{on}");
        }
        assert_eq!(Town::today().to_string(), "2026-11-22");
    }
);
