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

/// Both boxes.
const BOTH: [&str; 2] = ["way_so_far", "way_so_far_protected"];

/// From the shelter to the advice, and from there to B, with these items besides who she is.
async fn sent(town: &Town, at_the_shelter: &[&str], at_the_advice: &[&str]) -> Shown {
    let shelter = town.caseworker(Office::Frauenhaus).await;
    let items = [&["identity", "need"], at_the_shelter].concat();
    let (_, code) = shelter
        .issues(&slip_to(Office::Schuldnerberatung, &items))
        .await;
    let advice = town.caseworker(Office::Schuldnerberatung).await;
    let handover = advice.takes_on(&code, &[]).await;
    let items = [&["identity", "need"], at_the_advice].concat();
    let mut onward = slip_to(Office::Jugendamt, &items);
    onward.as_object_mut().unwrap().remove("new_client");
    let forwarding = json!({"agreed": true, "slip": onward});
    let path = format!("/api/v1/handovers/{handover}/forwarding");
    let forwarded = advice.post(&path, &forwarding).await.ok();
    let code = forwarded.member("station_code");
    let b = town.caseworker(Office::Jugendamt).await;
    shown(town, &b, &code).await
}

/// A slip that says what she allows.
fn slip_to(office: Office, items: &[&str]) -> Value {
    let mut slip = Caseworker::slip_to(office, items, &[]);
    slip["disclose"] = json!(items);
    slip
}

/// The same for somebody on record.
fn another_slip(client: &str, office: Office, items: &[&str]) -> Value {
    let mut slip = slip_to(office, items);
    slip.as_object_mut().unwrap().remove("new_client");
    slip["client"] = json!(client);
    slip["even_so"] = json!(true);
    slip
}

/// What B shows of her way once she came with this code.
async fn shown(town: &Town, b: &Caseworker, code: &str) -> Shown {
    let handover = b.takes_on(code, &[]).await;
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
    Shown {
        api: api.json()["way_so_far"].clone(),
        page: fact.map_or_else(String::new, |(fact, _)| fact.to_owned()),
        copy: copy.text,
    }
}

on_both!(without_a_tick_no_station_is_shown, |town| async move {
    let shown = sent(&town, &BOTH, &[]).await;
    assert_eq!(shown.api, json!([]));
    assert_eq!(shown.page, "");
    assert!(!shown.copy.contains(SHELTER), "{}", shown.copy);
});

on_both!(her_way_leaves_protected_stations_out, |town| async move {
    let shown = sent(&town, &BOTH, &["way_so_far"]).await;
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
        let shown = sent(&town, &BOTH, &BOTH).await;
        assert_eq!(shown.api, json!([SHELTER, ADVICE]));
        for said in [&shown.page, &shown.copy] {
            assert!(said.contains(ADVICE) && said.contains(SHELTER), "{said}");
        }
    }
);

on_both!(
    the_tick_for_protected_stations_alone_shows_none,
    |town| async move {
        let shown = sent(&town, &BOTH, &["way_so_far_protected"]).await;
        assert_eq!(shown.api, json!([]));
        assert_eq!(shown.page, "");
        assert!(!shown.copy.contains(SHELTER), "{}", shown.copy);
    }
);

on_both!(
    a_tick_elsewhere_shows_no_station_that_hides_unless_it_ticked_so_itself,
    |town| async move {
        for at_the_shelter in [&[][..], &["way_so_far"], &["way_so_far_protected"]] {
            let shown = sent(&town, at_the_shelter, &BOTH).await;
            assert_eq!(shown.api, json!([ADVICE]), "{at_the_shelter:?}");
            for said in [&shown.page, &shown.copy] {
                assert!(!said.contains(SHELTER), "{said}");
            }
        }
    }
);

on_both!(
    an_office_passes_on_the_stations_that_it_knows_until_that_day,
    |town| async move {
        // Given a slip of the advice to B, and one to another office, where she goes first.
        let advice = town.caseworker(Office::Schuldnerberatung).await;
        let items = ["identity", "need", "way_so_far"];
        let (slip, code) = advice.issues(&slip_to(Office::Jugendamt, &items)).await;
        let slip = advice.get(&format!("/api/v1/slips/{slip}")).await.ok();
        let client = slip.member("client");
        let other_office = town.caseworker(Office::Wohnungsamt).await;
        let (_, other) = advice
            .issues(&another_slip(&client, Office::Wohnungsamt, &items))
            .await;
        other_office.takes_on(&other, &[]).await;
        // When she comes to B, then it reads where she was when its slip was written.
        let b = town.caseworker(Office::Jugendamt).await;
        assert_eq!(shown(&town, &b, &code).await.api, json!([ADVICE]));
        // And a slip that the advice writes later says no more: it knows of nobody who took her on.
        let (_, code) = advice
            .issues(&another_slip(&client, Office::Jugendamt, &items))
            .await;
        assert_eq!(shown(&town, &b, &code).await.api, json!([ADVICE]));
    }
);
