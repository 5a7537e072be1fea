//! A release is revised once, by the coordinator, if ten persons changed.

use acceptance::{Person, on_both};
use domain::vocabulary::Role;
use reqwest::StatusCode;
use serde_json::Value;

use super::persons::{arrive, come_in, withdraw};
use super::{DUE, PATHS_DUE, body, came_in, coordinator, listed, made, strikes};

on_both!(one_revision_from_ten_persons_on, |town| async move {
    let sent = come_in(&town, 30, true).await;
    strikes(&town, DUE).await;
    let by = coordinator(&town).await;
    let release = made(&by).await.remove(0);
    let frozen = body(&by, &release).await;
    let at = format!("/api/v1/statistics/{release}/revision");
    let refused = by.post(&at, &Value::Null).await;
    assert_eq!(
        (refused.status.as_u16(), refused.problem().as_str()),
        (422, "too-few-changed")
    );
    withdraw(&town, &sent[..9]).await;
    let nine = by.post(&at, &Value::Null).await;
    assert_eq!(nine, refused, "how many changed is not said");
    let sentence = nine.member("detail");
    assert!(!sentence.contains(char::is_numeric), "{sentence}");
    assert!(sentence.contains("zu wenig geändert"), "{sentence}");
    withdraw(&town, &sent[9..10]).await;
    let done = by.post_with_key(&at, "once", &Value::Null).await.ok();
    assert_eq!(done.status, 201);
    let revision = done.member("id");
    let again = by.post_with_key(&at, "once", &Value::Null).await.ok();
    assert_eq!(
        again.member("id"),
        revision,
        "the same answer to the same command"
    );
    let counted = came_in(&body(&by, &revision).await, "counselling");
    assert!((15..=25).contains(&counted), "{counted} of twenty");
    assert_eq!(body(&by, &release).await, frozen, "the first edition stays");

    withdraw(&town, &sent[10..25]).await;
    for id in [&release, &revision] {
        let at = format!("/api/v1/statistics/{id}/revision");
        let second = by.post(&at, &Value::Null).await;
        assert_eq!(
            (second.status.as_u16(), second.problem().as_str()),
            (409, "revised-already")
        );
    }
    let lines = listed(&by).await;
    assert!(lines[1].ends_with("access 1 made 2027-01-01"), "{lines:?}");
});

on_both!(paths_are_revised_by_what_they_show, |town| async move {
    let sent = come_in(&town, 24, true).await;
    arrive(&town, &sent[..12]).await;
    strikes(&town, PATHS_DUE).await;
    let by = coordinator(&town).await;
    let [access, paths] = &made(&by).await[..] else {
        panic!("two releases");
    };
    let at = |release: &str| format!("/api/v1/statistics/{release}/revision");
    // What is entered later, of days that were observed, counts nowhere unless it is revised.
    let frozen = body(&by, paths).await;
    withdraw(&town, &sent[..10]).await;
    assert_eq!(body(&by, paths).await, frozen);
    let revision = by.post(&at(paths), &Value::Null).await.ok().member("id");
    let of = |bytes: &[u8]| {
        let release: Value = serde_json::from_slice(bytes).unwrap();
        let manifest = release["manifest"].clone();
        (
            manifest["period"].clone(),
            manifest["detail"].clone(),
            manifest["revision"].clone(),
        )
    };
    let (period, detail, _) = of(&frozen);
    let revised = of(&body(&by, &revision).await);
    assert_eq!(revised, (period, detail, 1.into()));
    // The access release has a revision of its own.
    by.post(&at(access), &Value::Null).await.succeeded();
});

on_both!(
    the_coordinator_revises_at_the_page_and_reads_there_why_not,
    |town| async move {
        let sent = come_in(&town, 30, true).await;
        strikes(&town, DUE).await;
        let by = coordinator(&town).await;
        let release = made(&by).await.remove(0);
        let visitor = town.at_the_pages(Person::Role(Role::Coordinator)).await;
        let at = format!("/statistik/{release}");
        let page = visitor.opens(&at).await;
        let form = format!("{at}/berichtigung");
        let key = page.key_of("/berichtigung").to_owned();
        let refused = visitor.submit(&form, &[("form_key", &key)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.main().contains("zu wenig geändert"));
        assert!(refused.offers("/berichtigung"), "the page is still whole");
        assert!(refused.main().contains("Wo sie hereinkamen"));

        let lead = town.at_the_pages(Person::Role(Role::Lead)).await;
        assert!(!lead.opens(&at).await.offers("/berichtigung"));
        let refused = lead.submit(&form, &[("form_key", &key)]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);

        withdraw(&town, &sent[..10]).await;
        let done = visitor.submit(&form, &[("form_key", &key)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let revision = done.location.unwrap();
        let page = visitor.opens(&revision).await;
        assert!(page.main().contains("Neu gezählt.") && page.main().contains("berichtigt"));
        assert!(!page.offers("/berichtigung"));
        assert!(!visitor.opens(&at).await.offers("/berichtigung"), "once");
        let again = visitor.submit(&form, &[("form_key", &key)]).await;
        assert_eq!(again.location, Some(revision), "a second click");
    }
);
