//! *The way so far*: protected stations only by a tick of their own, at the page, at the API and in her copy.

use acceptance::{Caseworker, Office, Person, Town, on_both};
use serde_json::{Value, json};

use crate::Held;

const SHELTER: &str = "Frauenhaus Suhlheim";
const ADVICE: &str = "Schuldnerberatung Suhlheim";

/// What B shows of her way: API, page, her copy, each as text.
struct Shown {
    api: Value,
    page: String,
    copy: String,
}

/// From the shelter to the advice, and from there to B with these items.
async fn sent(town: &Town, ticked: &[&str]) -> Shown {
    let shelter = town.caseworker(Office::Frauenhaus).await;
    let first = Caseworker::slip_to(Office::Schuldnerberatung, &["identity", "need"], &[]);
    let (_, code) = shelter.issues(&first).await;
    let advice = town.caseworker(Office::Schuldnerberatung).await;
    let handover = advice.takes_on(&code, &[]).await;

    let items = [&["identity", "need"], ticked].concat();
    let mut onward = Caseworker::slip_to(Office::Jugendamt, &items, &[]);
    onward.as_object_mut().unwrap().remove("new_client");
    onward["disclose"] = json!(items);
    let forwarding = json!({"agreed": true, "slip": onward});
    let path = format!("/api/v1/handovers/{handover}/forwarding");
    let sent = advice.post(&path, &forwarding).await.ok();

    let b = town.caseworker(Office::Jugendamt).await;
    let handover = b.takes_on(&sent.member("station_code"), &[]).await;
    let api = b.get(&format!("/api/v1/handovers/{handover}")).await.ok();
    let held = Held {
        pages: town.at_the_pages(Person::At(Office::Jugendamt)).await,
        path: format!("/uebergaben/{handover}"),
    };
    let page = held.page().await;
    let fact = page.main().split_once("Bisherige Stationen");
    let fact = fact.and_then(|(_, rest)| rest.split_once("</dd>"));
    let client = api.member("client");
    let copy = b.get(&format!("/api/v1/clients/{client}/copy")).await.ok();
    // Where the copy speaks of this hand-over, and not of the guide.
    Shown {
        api: api.json()["way_so_far"].clone(),
        page: fact.map_or_else(String::new, |(fact, _)| fact.to_owned()),
        copy: copy.text,
    }
}

on_both!(without_a_tick_no_station_is_shown, |town| async move {
    let shown = sent(&town, &[]).await;
    assert_eq!(shown.api, json!([]));
    assert_eq!(shown.page, "");
    assert!(!shown.copy.contains(SHELTER), "{}", shown.copy);
});

on_both!(her_way_leaves_protected_stations_out, |town| async move {
    let shown = sent(&town, &["way_so_far"]).await;
    assert_eq!(shown.api, json!([ADVICE]));
    assert!(
        shown.page.contains(ADVICE) && !shown.page.contains(SHELTER),
        "{}",
        shown.page
    );
    assert!(
        shown.copy.contains(ADVICE) && !shown.copy.contains(SHELTER),
        "{}",
        shown.copy
    );
});

on_both!(
    a_tick_of_their_own_shows_protected_stations_too,
    |town| async move {
        let shown = sent(&town, &["way_so_far", "way_so_far_protected"]).await;
        assert_eq!(shown.api, json!([SHELTER, ADVICE]));
        for said in [&shown.page, &shown.copy] {
            assert!(said.contains(ADVICE) && said.contains(SHELTER), "{said}");
        }
    }
);

on_both!(
    the_tick_for_protected_stations_alone_shows_none,
    |town| async move {
        let shown = sent(&town, &["way_so_far_protected"]).await;
        assert_eq!(shown.api, json!([]));
        assert_eq!(shown.page, "");
        assert!(!shown.copy.contains(SHELTER), "{}", shown.copy);
    }
);
