//! The service chain is a text with versions: the coordinator writes it down, everybody of the network reads
//! it, and each version says from which day on it held.

use acceptance::{Office, Town, on_both};
use serde_json::json;
use simulation::SERVICE_CHAIN;

use super::{DUE, coordinator};

on_both!(versions_follow_each_other, |town| async move {
    let by = coordinator(&town).await;
    assert_eq!(by.get("/api/v1/service-chain").await.problem(), "not-found");
    let adopt = async |text: &str| {
        let chain = json!({"text": text});
        by.post("/api/v1/service-chain", &chain).await
    };
    let first = adopt(SERVICE_CHAIN).await.ok().json();
    let today = Town::today().to_string();
    assert_eq!(
        (&first["version"], &first["adopted_on"]),
        (&json!(1), &json!(today))
    );
    // The same once more is no new version.
    assert_eq!(adopt(SERVICE_CHAIN).await.ok().json(), first);
    let other = SERVICE_CHAIN.replace("Existenzsicherung", "Lebensunterhalt");
    assert_eq!(adopt(&other).await.ok().json()["version"], 2);
    let reader = town.caseworker(Office::Wohnungsamt).await;
    let holds = reader.get("/api/v1/service-chain").await.ok();
    assert_eq!(holds.member("text"), other.trim());
    let earlier = reader.get("/api/v1/service-chain/1").await.ok().json();
    assert_eq!(earlier, first);
    for nothing in ["3", "0", "x"] {
        let at = format!("/api/v1/service-chain/{nothing}");
        assert_eq!(reader.get(&at).await.problem(), "not-found", "{nothing}");
    }

    // A release is compared with the version that held at its period's end.
    town.it_is(DUE, 9);
    let by = coordinator(&town).await;
    let third = json!({"text": SERVICE_CHAIN});
    by.post("/api/v1/service-chain", &third).await.succeeded();
    let on = async |day| {
        let held = town.desk().service_chain_on(day).await.unwrap();
        held.map(|chain| chain.version)
    };
    assert_eq!(on(Town::today().yesterday().unwrap()).await, None);
    assert_eq!(on(DUE.yesterday().unwrap()).await, Some(2));
    assert_eq!(on(DUE).await, Some(3));
});

on_both!(a_text_that_makes_no_sense_is_named, |town| async move {
    let by = coordinator(&town).await;
    for (found, instead, sentence) in [
        (
            "\"tagespflege\"",
            "\"tagesmutter\"",
            "steht „tagesmutter“. Diese Art von Stelle gibt es nicht.",
        ),
        (
            "next = [\"existenz\"",
            "next = [\"nirgends\"",
            "führt zu „nirgends“",
        ),
        (
            "end = [\"arbeit_ausbildung\"",
            "end = [\"gold\"",
            "Bei end steht „gold“. Diese Stufe gibt es nicht.",
        ),
        (
            "name = ",
            "titel = ",
            "Der Text ist kein gültiges TOML, oder eine Angabe ist unbekannt",
        ),
    ] {
        let text = SERVICE_CHAIN.replace(found, instead);
        assert_ne!(text, SERVICE_CHAIN, "{found}");
        let refused = by
            .post("/api/v1/service-chain", &json!({"text": text}))
            .await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        assert_eq!(refused.problem(), "no-service-chain");
        assert!(
            refused.member("detail").contains(sentence),
            "{}",
            refused.text
        );
    }
    let empty = by
        .post("/api/v1/service-chain", &json!({"text": " "}))
        .await;
    assert_eq!(empty.problem(), "bad-input");
    assert_eq!(by.get("/api/v1/service-chain").await.problem(), "not-found");
});
