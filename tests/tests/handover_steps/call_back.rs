//! Rückrufbitte: with her present the true sender is asked to ring up, also where it hides. Nobody learns
//! a name by it, and the office that asks learns nothing of what becomes of it.

use acceptance::{Office, Person, Town, on_both};
use casework::verify::verify;
use domain::vocabulary::Role;
use event_store::{Append, EventDraft, Position, StreamWrite, VerifyError};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::{Case, Held};

const HERE: [(&str, &str); 1] = [("her_word", "ja")];

impl Case {
    /// The sender's own slip now.
    async fn own(&self) -> Value {
        let path = format!("/api/v1/slips/{}", self.slip);
        self.sender.get(&path).await.ok().json()
    }

    async fn hides(&self) {
        let path = format!("/api/v1/slips/{}/neutral-sender", self.slip);
        self.sender.post(&path, &Value::Null).await.succeeded();
    }

    fn at_the_interface(&self) -> String {
        format!(
            "/api/v1{}/call-back",
            self.held.path.replace("uebergaben", "handovers")
        )
    }
}

/// What stands on the page, without what differs between two hand-overs.
async fn shown(held: &Held) -> String {
    let page = held.page().await;
    page.main().replace(&held.path, "")
}

on_both!(
    with_her_present_it_reaches_the_true_sender,
    |town| async move {
        for hides in [false, true] {
            let case = Case::of(&town, Office::Schuldnerberatung, &["identity"], true).await;
            if hides {
                case.hides().await;
            }
            let held = &case.held;
            held.is_stopped("rueckruf", &[], "call_back_her_word", &[])
                .await;
            assert_eq!(case.own().await.get("call_back_since"), None);
            let page = held.does("rueckruf", &HERE).await;
            assert!(
                page.main()
                    .contains("Der Absender ist gebeten, hier anzurufen.")
            );
            assert_eq!(page.main().contains("Schuldnerberatung"), !hides);

            let own = case.own().await;
            assert_eq!(own["call_back_since"], Town::today().to_string());
            assert_eq!(own["received"], json!([]), "nothing else crossed");
            let pages = town
                .at_the_pages(Person::At(Office::Schuldnerberatung))
                .await;
            let worklist = pages.opens("/eingang").await.ok();
            let (_, on_top) = worklist.main().split_once("Rückrufbitten").unwrap();
            assert!(on_top.contains(&case.slip) && on_top.contains("Jugendamt Suhlheim, Telefon"));
            let slip = format!("/laufzettel/{}", case.slip);
            let page = pages.opens(&slip).await.ok();
            assert!(page.main().contains("bittet um Ihren Anruf"));
            // Who hides must not give itself away on the telephone.
            assert_eq!(
                page.main().contains("nennen Sie weder Ihre Einrichtung"),
                hides
            );

            let before = shown(held).await;
            let settle = format!("{slip}/rueckruf");
            let key = page.key_of(&settle).to_owned();
            let done = pages.submit(&settle, &[("form_key", &key)]).await;
            let page = pages.opens(&done.location.unwrap()).await.ok();
            assert!(page.main().contains("Als zurückgerufen vermerkt."));
            assert!(!page.offers(&settle) && !page.main().contains("Rückrufbitte"));
            assert_eq!(case.own().await.get("call_back_since"), None);
            assert_eq!(without_keys(&shown(held).await), without_keys(&before));
        }
    }
);

/// Each opening of a page draws fresh keys for its forms.
fn without_keys(page: &str) -> String {
    let mut parts = page.split("name=\"form_key\" value=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| {
        all + part.split_once('"').map_or("", |(_, rest)| rest)
    })
}

on_both!(
    at_the_interface_who_hides_is_answered_for_alike,
    |town| async move {
        let holder = town.caseworker(Office::Jugendamt).await;
        let mut answers = vec![];
        for hides in [false, true] {
            let case = Case::of(&town, Office::Schuldnerberatung, &["identity"], true).await;
            if hides {
                case.hides().await;
            }
            let at = case.at_the_interface();
            let alone = holder.post(&at, &json!({})).await;
            assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(alone.problem(), "only-on-her-word");
            let asked = holder.post(&at, &json!({"she_is_present": true})).await;
            // The same day again is the same answer, and no second request.
            let again = holder.post(&at, &json!({"she_is_present": true})).await;
            assert_eq!((asked.status, &asked.text), (again.status, &again.text));
            answers.push((
                asked.status,
                asked.text.replace(at.split('/').nth(4).unwrap(), ""),
            ));
            let held = holder
                .get(at.trim_end_matches("/call-back"))
                .await
                .ok()
                .json();
            let steps = held["history"].as_array().unwrap().iter();
            let asked = steps.filter(|step| step["what"] == "call_back_requested");
            assert_eq!(asked.count(), 1);
            let settlement = format!("/api/v1/slips/{}/call-back/settlement", case.slip);
            let foreign = holder.post(&settlement, &Value::Null).await;
            assert!(!foreign.status.is_success(), "only the sender settles it");
            for _ in 0..2 {
                case.sender
                    .post(&settlement, &Value::Null)
                    .await
                    .succeeded();
            }
            assert_eq!(case.own().await.get("call_back_since"), None);
        }
        assert_eq!(answers[0], answers[1]);
    }
);

on_both!(the_coordinator_learns_nothing_of_it, |town| async move {
    let coordinator = town.at_the_pages(Person::Role(Role::Coordinator)).await;
    let pages = ["/", "/statistik", "/netzwerk/regeln", "/kette"];
    let mut before = vec![];
    for page in pages {
        before.push(without_keys(&coordinator.opens(page).await.text));
    }
    let case = Case::of(&town, Office::Schuldnerberatung, &["identity"], true).await;
    case.held.does("rueckruf", &HERE).await;
    for (page, before) in pages.iter().zip(before) {
        assert_eq!(
            without_keys(&coordinator.opens(page).await.text),
            before,
            "{page}"
        );
    }
    let slip = format!("/laufzettel/{}", case.slip);
    for page in ["/eingang", case.held.path.as_str(), slip.as_str()] {
        assert!(!coordinator.opens(page).await.status.is_success(), "{page}");
    }
});

on_both!(
    an_office_that_shows_itself_and_may_reduce_benefits_is_not_asked,
    |town| async move {
        let holder = town.caseworker(Office::Jugendamt).await;
        let here = json!({"she_is_present": true});
        let case = Case::of(&town, Office::Grundsicherungsstelle, &["identity"], true).await;
        let page = case.held.page().await;
        assert!(!page.offers("/rueckruf"), "{}", page.main());
        let refused = holder.post(&case.at_the_interface(), &here).await;
        assert_eq!(refused.problem(), "call-back-not-offered");
        assert_eq!(case.own().await.get("call_back_since"), None);

        // Once it hides, the answer must not tell what kind of office it is.
        case.hides().await;
        assert!(case.held.page().await.offers("/rueckruf"));
        holder
            .post(&case.at_the_interface(), &here)
            .await
            .succeeded();
        assert!(case.own().await.get("call_back_since").is_some());
    }
);

on_both!(without_a_slip_there_is_nobody_to_ask, |town| async move {
    let holder = town.caseworker(Office::Jugendamt).await;
    let arrival = json!({
        "new_client": {},
        "service": Office::Jugendamt.service(),
        "need": "maintenance",
    });
    let arrived = holder
        .post("/api/v1/handovers/arrivals", &arrival)
        .await
        .ok();
    let held = Held {
        pages: town.at_the_pages(Person::At(Office::Jugendamt)).await,
        path: format!("/uebergaben/{}", arrived.member("handover")),
    };
    assert!(!held.page().await.offers("/rueckruf"));
    let at = format!("/api/v1/handovers/{}/call-back", arrived.member("handover"));
    let refused = holder.post(&at, &json!({"she_is_present": true})).await;
    assert_eq!(refused.problem(), "call-back-not-offered");
});

on_both!(
    where_the_sender_erased_everything_the_answer_is_the_same,
    |town| async move {
        let holder = town.caseworker(Office::Jugendamt).await;
        let case = Case::of(&town, Office::Schuldnerberatung, &["identity"], true).await;
        let client = case.own().await["client"].as_str().unwrap().to_owned();
        let erase = format!("/api/v1/clients/{client}/erasure");
        let gone = case
            .sender
            .post(&erase, &json!({"wrong_person": false}))
            .await;
        gone.succeeded();
        let asked = holder
            .post(&case.at_the_interface(), &json!({"she_is_present": true}))
            .await;
        assert_eq!(asked.status, StatusCode::OK, "{}", asked.text);
    }
);

on_both!(a_request_that_nobody_made_is_found, |town| async move {
    let (store, network) = (town.store().store(), town.desk().network());
    let case = Case::of(&town, Office::Schuldnerberatung, &["identity"], true).await;
    case.held.does("rueckruf", &HERE).await;
    verify(store, network).await.unwrap();
    let log = store.read_from(network, Position::START, 10_000).await;
    let log = log.unwrap();
    let received = log.iter().rfind(|event| event.name() == "CallBackReceived");
    let received = received.unwrap();
    for _ in 0..2 {
        let append = Append {
            network,
            recorded_on: received.recorded_on,
            writes: vec![StreamWrite {
                stream: received.stream,
                expected: store.version(network, received.stream).await.unwrap(),
                owner: None,
                events: vec![EventDraft::new(received.event.clone()).unwrap()],
            }],
            guards: vec![],
            codes: vec![],
            erase: vec![],
            shred: vec![],
            idempotency: None,
            outcome: "forged".into(),
        };
        store.append(append).await.unwrap();
    }
    match verify(store, network).await {
        Err(VerifyError::Violation(violation)) => {
            assert_eq!(
                violation.what,
                "a sender was asked to ring up, and nobody asked"
            );
        }
        other => panic!("nothing was found: {other:?}"),
    }
});
