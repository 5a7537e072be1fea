//! A release is made once, whoever strikes and however often, and is the same bytes for ever.

use acceptance::{Office, Person, Town, on_both};
use casework::verify::verify;
use domain::vocabulary::Role;
use reqwest::StatusCode;

use super::persons::{arrive, come_in, erase, withdraw};
use super::{DUE, PATHS_DUE, body, came_in, coordinator, listed, made, strikes};

on_both!(two_releases_of_a_period_are_made_on_their_days, |town| {
    async move {
        let sent = come_in(&town, 20, true).await;
        come_in(&town, 12, false).await;
        arrive(&town, &sent).await;
        assert_eq!(strikes(&town, DUE.yesterday().unwrap()).await, 0);
        assert_eq!(strikes(&town, DUE).await, 1);
        assert_eq!(strikes(&town, DUE).await, 0, "once");
        let reader = coordinator(&town).await;
        assert_eq!(
            listed(&reader).await,
            [
                "2026-07-01 2026-12-31 access 0 made 2027-01-01",
                "2026-07-01 2026-12-31 paths 0 awaited 2027-04-01",
                "2027-01-01 2027-06-30 access 0 awaited 2027-07-01",
                "2027-01-01 2027-06-30 paths 0 awaited 2027-09-29",
            ]
        );
        let access = made(&reader).await;
        // Who did not agree is not counted, and the noise is at most five.
        let counted = came_in(&body(&reader, &access[0]).await, "counselling");
        assert!((15..=25).contains(&counted), "{counted}");
        assert_eq!(strikes(&town, PATHS_DUE).await, 1);
        let [_, paths] = &made(&coordinator(&town).await).await[..] else {
            panic!("two releases");
        };
        let reader = coordinator(&town).await;
        let at = format!("/api/v1/statistics/{paths}/table");
        let table = reader.fetches(&at).await;
        let lines = String::from_utf8(table.bytes).unwrap();
        let mut lines = lines.split("\r\n");
        assert_eq!(lines.next(), Some("cell,at,from,to,class,bin,persons"));
        let transition = "transition,,counselling,youth_and_family,,,";
        assert!(lines.next().unwrap().starts_with(transition));
    }
});

on_both!(what_is_frozen_stays, |town| async move {
    let sent = come_in(&town, 20, true).await;
    strikes(&town, DUE).await;
    let reader = coordinator(&town).await;
    let [release] = &made(&reader).await[..] else {
        panic!("one release");
    };
    let frozen = body(&reader, release).await;
    let same = async || assert_eq!(body(&reader, release).await, frozen);
    same().await;
    // Not a word of it stands in the clear, and nobody's id in it.
    let text = String::from_utf8(frozen.clone()).unwrap();
    assert!(!town.store().keeps(b"\"cell\":\"access\"").await, "sealed");
    for person in &sent {
        assert!(!text.contains(&person.client), "{text}");
    }
    withdraw(&town, &sent[..3]).await;
    erase(&town, &sent[5]).await;
    town.desk().strike_midnight().await.unwrap();
    same().await;
    let network = town.desk().network();
    town.projector().rebuild(network).await.unwrap();
    same().await;
    let lead = domain::Staff {
        function: Role::Lead,
        ..Town::staff(Office::Wohnungsamt)
    };
    let restarted = town.another_desk().await;
    let there = restarted.release(lead, release.parse().unwrap()).await;
    assert_eq!(there.unwrap().into_bytes(), frozen);
    verify(town.desk().store(), network).await.unwrap();
});

on_both!(
    her_withdrawal_counts_in_the_next_release,
    |town| async move {
        let sent = come_in(&town, 20, true).await;
        strikes(&town, DUE).await;
        withdraw(&town, &sent).await;
        strikes(&town, PATHS_DUE).await;
        let reader = coordinator(&town).await;
        let [access, paths] = &made(&reader).await[..] else {
            panic!("two releases");
        };
        assert!(came_in(&body(&reader, access).await, "counselling") >= 15);
        let paths: serde_json::Value = serde_json::from_slice(&body(&reader, paths).await).unwrap();
        assert_eq!(paths["cells"], serde_json::json!([]), "nobody is counted");
    }
);

on_both!(two_clocks_make_one, |town| async move {
    come_in(&town, 12, true).await;
    town.it_is(PATHS_DUE, 6);
    let (one, other) = (town.desk().clone(), town.another_desk().await);
    let (one, other) = tokio::join!(one.strike_midnight(), other.strike_midnight());
    assert_eq!(one.unwrap().released + other.unwrap().released, 2);
    let reader = coordinator(&town).await;
    assert_eq!(made(&reader).await.len(), 2, "access and paths, once each");
    let log =
        town.desk()
            .store()
            .read_from(town.desk().network(), event_store::Position::START, 10_000);
    let log = log.await.unwrap();
    let named = |name: &str| log.iter().filter(|event| event.name() == name).count();
    assert_eq!((named("ReleaseMade"), named("ReleasePublished")), (2, 2));
});

on_both!(the_tag_is_of_the_frozen_bytes, |town| async move {
    strikes(&town, DUE).await;
    let reader = coordinator(&town).await;
    let release = made(&reader).await.remove(0);
    let at = format!("/api/v1/statistics/{release}");
    let first = reader.fetches(&at).await;
    let tag = first.tag.unwrap();
    let asked = reqwest::Client::new()
        .get(format!("{}{at}", town.base()))
        .bearer_auth(reader.token())
        .header("if-none-match", &tag);
    let again = asked.send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(again.headers()["etag"], *tag);
    // A town in which nobody came in has a release, too.
    assert!(
        String::from_utf8(first.bytes)
            .unwrap()
            .ends_with("\"cells\":[]}")
    );
});

on_both!(nothing_else_is_a_release, |town| async move {
    let sent = come_in(&town, 1, true).await;
    strikes(&town, DUE).await;
    let reader = coordinator(&town).await;
    let nobodys = "00".repeat(16);
    for id in [&sent[0].client, &nobodys, &"x".to_owned()] {
        for end in ["", "/table"] {
            let answer = reader.get(&format!("/api/v1/statistics/{id}{end}")).await;
            assert_eq!(answer.problem(), "not-found", "{id}{end}");
        }
        let revision = format!("/api/v1/statistics/{id}/revision");
        let answer = reader.post(&revision, &serde_json::Value::Null).await;
        assert_eq!(answer.problem(), "not-found", "{id}");
    }
});

/// A coordinator has no page about anybody.
const NOT_HIS: [&str; 8] = [
    "/eingang",
    "/laufzettel/neu",
    "/personen",
    "/personen/neu",
    "/gutscheine",
    "/gutscheine/neu",
    "/datenschutz",
    "/datenschutz/verzeichnis",
];

on_both!(
    a_coordinator_opens_no_page_about_people,
    |town| async move {
        let visitor = town.at_the_pages(Person::Role(Role::Coordinator)).await;
        for page in NOT_HIS {
            let answer = visitor.opens(page).await;
            let refused = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND];
            assert!(
                refused.contains(&answer.status),
                "{page}: {}",
                answer.status
            );
        }
    }
);
