//! The rhythm is a rule of the network: it moves what comes, never what is made.

use acceptance::{Caseworker, Town, on_both};
use jiff::civil::date;
use serde_json::{Value, json};

use super::persons::come_in;
use super::{DUE, PATHS_DUE, coordinator, listed, made, strikes};

async fn agree_on(by: &Caseworker, rhythm: &str) {
    let mut rules = by.get("/api/v1/rules").await.ok().json()["rules"].clone();
    rules["rhythm"] = rhythm.into();
    let answer = by.post("/api/v1/rules", &rules).await.ok().json();
    assert_eq!(answer["rules"]["rhythm"], rhythm);
}

/// How often an event was written.
async fn written(town: &Town, name: &str) -> usize {
    let (store, network) = (town.desk().store(), town.desk().network());
    let start = event_store::Position::START;
    let log = store.read_from(network, start, 10_000).await.unwrap();
    log.iter().filter(|event| event.name() == name).count()
}

on_both!(a_rhythm_is_one_of_three, |town| async move {
    let by = coordinator(&town).await;
    let rules = by.get("/api/v1/rules").await.ok().json();
    assert_eq!(rules["rules"]["rhythm"], "half_year");
    let mut wrong = rules["rules"].clone();
    wrong["rhythm"] = "month".into();
    assert_eq!(
        by.post("/api/v1/rules", &wrong).await.problem(),
        "bad-input"
    );
    wrong.as_object_mut().unwrap().remove("rhythm");
    let without = by.post("/api/v1/rules", &wrong).await;
    assert!(without.member("detail").contains("„rhythm“ fehlt"));
});

on_both!(a_small_quarter_is_never_released, |town| async move {
    come_in(&town, 12, true).await;
    agree_on(&coordinator(&town).await, "quarter").await;
    assert_eq!(strikes(&town, DUE).await, 1, "it is passed over");
    let passed = "2026-10-01 2026-12-31 access 0 not_made 2027-01-01";
    let by = coordinator(&town).await;
    assert_eq!(listed(&by).await[0], passed);
    let list = by.get("/api/v1/statistics").await.ok().json();
    assert_eq!(list["releases"][0]["reason"], "too_few_persons");
    assert_eq!(list["releases"][0].get("id"), None);
    // Never asked again, not even when its ways are observed.
    for day in [DUE, date(2027, 1, 2), date(2027, 3, 31)] {
        assert_eq!(strikes(&town, day).await, 0, "{day}");
    }
    assert_eq!(written(&town, "ReleaseNotMade").await, 1);
    assert_eq!(written(&town, "ReleaseMade").await, 0);
    assert_eq!(written(&town, "ReleasePublished").await, 0);
    // In a half-year it hides.
    let by = coordinator(&town).await;
    agree_on(&by, "half_year").await;
    assert_eq!(strikes(&town, PATHS_DUE).await, 2);
    let by = coordinator(&town).await;
    assert_eq!(made(&by).await.len(), 2);
    assert!(listed(&by).await.contains(&passed.to_owned()));
});

on_both!(another_rhythm_counts_no_day_twice, |town| async move {
    agree_on(&coordinator(&town).await, "year").await;
    strikes(&town, DUE).await;
    agree_on(&coordinator(&town).await, "half_year").await;
    let late = date(2028, 5, 1);
    // The year's paths, and two half-years with theirs.
    assert_eq!(strikes(&town, late).await, 5);
    agree_on(&coordinator(&town).await, "year").await;
    strikes(&town, date(2030, 5, 1)).await;
    let list = coordinator(&town).await.get("/api/v1/statistics").await;
    let list = list.ok().json();
    let releases = list["releases"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let accesses = releases
        .iter()
        .filter(|release| release["content"] == "access")
        .map(|release| (text(&release["from"]), text(&release["to"])));
    let periods: Vec<(String, String)> = accesses.collect();
    assert_eq!(
        json!(periods),
        json!([
            ["2026-01-01", "2026-12-31"],
            ["2027-01-01", "2027-06-30"],
            ["2027-07-01", "2027-12-31"],
            ["2028-01-01", "2028-12-31"],
            ["2029-01-01", "2029-12-31"],
            ["2030-01-01", "2030-12-31"],
        ])
    );
});
