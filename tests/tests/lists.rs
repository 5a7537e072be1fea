//! Lists of the API: in parts, behind cursors that say nothing, and not sent twice.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

use acceptance::{Answer, Caseworker, Office, Person, Town, on_both};
use domain::access::Purpose;
use domain::vocabulary::Role;
use read_models::Tenant;
use read_models::access_log::{self, What};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

/// The caseworker to whom lists are shown, with three of everything.
async fn three_of_everything(town: &Town) -> (Caseworker, String) {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let office = town.caseworker(Office::Jugendamt).await;
    let slip = Caseworker::slip_to(Office::Jugendamt, &["identity"], &[]);
    for _ in 0..3 {
        sender.issues(&slip).await;
        // Slips of the office itself, and what waits there.
        let (_, code) = sender.issues(&slip).await;
        office.takes_on(&code, &[]).await;
    }
    let back = Caseworker::slip_to(Office::Wohnungsamt, &["identity"], &[]);
    for _ in 0..3 {
        office.issues(&back).await;
    }
    let client = office
        .post("/api/v1/clients", &json!({}))
        .await
        .ok()
        .member("client");
    for other in [
        Office::Wohnungsamt,
        Office::Frauenhaus,
        Office::Schuldnerberatung,
    ] {
        let word = json!({
            "client": client, "recipients": [other.id()], "consent": {
                "decisions": {"need": true}, "form": "written", "text": acceptance::consent_text(), "spoken_language": "de",
                "decided_by": {"who": "herself"},
                "consequences_shown": true, "given_on": Town::today().to_string(),
            },
        });
        office.post("/api/v1/consents", &word).await.ok();
    }
    (office, client)
}

/// Every row of a list, one page of so many after the other.
async fn walked(reader: &Caseworker, path: &str, list: &str, limit: usize) -> Vec<Value> {
    let and = if path.contains('?') { '&' } else { '?' };
    let mut rows = Vec::new();
    let mut cursor = String::new();
    for _ in 0..100 {
        let page = format!("{path}{and}limit={limit}{cursor}");
        let page = reader.get(&page).await.ok().json();
        let part = page[list].as_array().unwrap();
        assert!((1..=limit).contains(&part.len()), "{page}");
        rows.extend(part.iter().cloned());
        match page.get("next") {
            Some(next) => cursor = format!("&cursor={}", next.as_str().unwrap()),
            None => return rows,
        }
    }
    panic!("{path} has no end");
}

on_both!(
    every_list_comes_in_parts_that_make_the_whole,
    |town| async move {
        let (reader, client) = three_of_everything(&town).await;
        let consents = format!("/api/v1/consents?client={client}");
        for (path, list) in [
            ("/api/v1/institutions", "institutions"),
            ("/api/v1/clients", "clients"),
            (consents.as_str(), "consents"),
            ("/api/v1/slips", "slips"),
            ("/api/v1/worklist", "worklist"),
        ] {
            let whole = reader.get(path).await.ok().json();
            assert_eq!(whole.get("next"), None, "{path}");
            let whole = whole[list].as_array().unwrap();
            assert!(whole.len() >= 3, "{path}: {whole:?}");
            for limit in [1, 2, 200] {
                assert_eq!(&walked(&reader, path, list, limit).await, whole, "{path}");
            }
        }
    }
);

on_both!(
    what_comes_and_goes_between_two_parts_moves_nothing_else,
    |town| async move {
        let reader = town.caseworker(Office::Schuldnerberatung).await;
        let slip = Caseworker::slip_to(Office::Jugendamt, &[], &["identity"]);
        for _ in 0..4 {
            reader.issues(&slip).await;
        }
        let whole = walked(&reader, "/api/v1/slips", "slips", 200).await;
        let first = reader.get("/api/v1/slips?limit=2").await.ok().json();
        town.it_is(Town::today().tomorrow().unwrap(), 9);
        let reader = town.caseworker(Office::Schuldnerberatung).await;
        // The latest stand first: this one is before everything that was shown.
        reader.issues(&slip).await;
        let next = first["next"].as_str().unwrap();
        let path = format!("/api/v1/slips?limit=2&cursor={next}");
        let second = reader.get(&path).await.ok().json();
        assert_eq!(second["slips"], json!(whole[2..]));
        assert_eq!(second.get("next"), None);
    }
);

on_both!(
    fifty_are_sent_unless_somebody_says_how_many,
    |town| async move {
        let reader = town.caseworker(Office::Schuldnerberatung).await;
        for _ in 0..51 {
            reader.post("/api/v1/clients", &json!({})).await.ok();
        }
        let usual = reader.get("/api/v1/clients").await.ok().json();
        assert_eq!(usual["clients"].as_array().unwrap().len(), 50);
        assert!(usual["next"].is_string());
        let more = reader.get("/api/v1/clients?limit=51").await.ok().json();
        assert_eq!(more["clients"].as_array().unwrap().len(), 51);
        assert_eq!(more.get("next"), None);
    }
);

on_both!(
    a_cursor_says_nothing_and_serves_its_reader_and_its_list_only,
    |town| async move {
        use base64::Engine as _;
        let (reader, _) = three_of_everything(&town).await;
        let cursor = |path: &'static str| {
            let reader = &reader;
            async move { reader.get(path).await.ok().member("next") }
        };
        let slips = cursor("/api/v1/slips?limit=1").await;
        assert_eq!(slips, cursor("/api/v1/slips?limit=1").await, "the same");
        let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD
            .decode(&slips)
            .unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("2026"), "{text}");

        let colleague = town.caseworker(Office::Schuldnerberatung).await;
        let mut changed = slips.clone();
        changed.pop();
        for (who, path, cursor) in [
            (&reader, "/api/v1/worklist", slips.as_str()),
            (&colleague, "/api/v1/slips", slips.as_str()),
            (&reader, "/api/v1/slips", changed.as_str()),
            (&reader, "/api/v1/slips", "Sabine"),
            (&reader, "/api/v1/slips", ""),
        ] {
            let refused = who.get(&format!("{path}?cursor={cursor}")).await;
            assert_eq!(refused.problem(), "bad-input", "{path} {cursor}");
            assert!(refused.text.contains("„cursor“"), "{}", refused.text);
            assert!(!refused.text.contains("Sabine"));
        }
        for limit in ["0", "201", "-1", "many", ""] {
            let refused = reader.get(&format!("/api/v1/slips?limit={limit}")).await;
            assert_eq!(refused.problem(), "bad-input", "{limit}");
            assert!(refused.text.contains("„limit“"), "{}", refused.text);
        }
    }
);

on_both!(only_what_was_sent_is_noted_as_read, |town| async move {
    let reader = town.at_the_api(Person::Role(Role::Lead)).await;
    for name in ["Frau Neumann", "Frau Kern"] {
        let body = json!({"identity": {"name": name}});
        reader.post("/api/v1/clients", &body).await.ok();
    }
    let part = reader.get("/api/v1/clients?limit=1").await.ok().json();
    let both = town.desk();
    let sent = part["clients"][0]["client"].as_str().unwrap();
    let staff = town.caseworker(Office::Schuldnerberatung).await;
    // A colleague's reading is noted for the colleague.
    let all = staff.get("/api/v1/clients").await.ok().json();
    let mut read = 0;
    for client in all["clients"].as_array().unwrap() {
        let id = client["client"].as_str().unwrap();
        let own = Office::Schuldnerberatung.id();
        let own = Tenant::of(both.store(), both.network(), own);
        let readings = access_log::of(&own, What::Record(id.parse().unwrap()));
        let readings = readings.await.unwrap();
        let listed = readings
            .iter()
            .filter(|row| row.purpose == Some(Purpose::Record));
        let by_both = listed.count();
        assert_eq!(by_both, if id == sent { 2 } else { 1 }, "{id}");
        read += by_both;
    }
    assert_eq!(read, 3);
});

on_both!(
    a_list_that_did_not_change_is_not_sent_again,
    |town| async move {
        let (reader, client) = three_of_everything(&town).await;
        let consents = format!("/api/v1/consents?client={client}");
        let client = Client::new();
        let ask = |path: &str, known: &str| {
            let request = client.get(format!("{}{path}", town.base()));
            let request = request.bearer_auth(reader.token());
            request.header("if-none-match", known).send()
        };
        for path in [
            "/api/v1/institutions",
            "/api/v1/clients",
            consents.as_str(),
            "/api/v1/slips",
            "/api/v1/worklist",
            "/api/v1/slips?limit=1",
        ] {
            let first = ask(path, "\"nothing\"").await.unwrap();
            assert_eq!(first.status(), StatusCode::OK, "{path}");
            let tag = first.headers()["etag"].to_str().unwrap().to_owned();
            let again = ask(path, &tag).await.unwrap();
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
            assert_eq!(again.headers()["etag"], *tag);
            assert_eq!(Answer::of(again).await.text, "");
        }
        let before = ask("/api/v1/slips", "\"nothing\"").await.unwrap();
        let tag = before.headers()["etag"].to_str().unwrap().to_owned();
        let back = Caseworker::slip_to(Office::Wohnungsamt, &[], &["identity"]);
        reader.issues(&back).await;
        let changed = ask("/api/v1/slips", &tag).await.unwrap();
        assert_eq!(changed.status(), StatusCode::OK);
    }
);
