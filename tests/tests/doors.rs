//! At the doors: who is not signed in reads how, and a machine reads whether to send anybody.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

use std::sync::Arc;
use std::time::Duration;

use acceptance::{Office, PASSWORD, Town, on_both};
use casework::{Desk, FoundNetwork, SettableClock, SystemDraw};
use domain::network::Faces;
use domain::vocabulary::Role;
use domain::{Line, Staff};
use event_store::Projector;
use event_store::testing::TestStore;
use reqwest::{Client, StatusCode};
use serde_json::json;

on_both!(
    who_is_not_signed_in_at_the_api_reads_how,
    |town| async move {
        let token = town.caseworker(Office::Jugendamt).await.token().to_owned();
        let url = format!("{}/api/v1/worklist", town.base());
        let nobody = Client::new().get(&url).send().await.unwrap();
        let rubbish = Client::new().get(&url).bearer_auth("x").send();
        let rubbish = rubbish.await.unwrap();
        town.it_is(Town::today().tomorrow().unwrap(), 9);
        let late = Client::new().get(&url).bearer_auth(token).send();
        let late = late.await.unwrap();
        let wrong = json!({"user": "jugendamt", "password": format!("{PASSWORD}!")});
        let sessions = format!("{}/api/v1/sessions", town.base());
        let wrong = Client::new().post(sessions).json(&wrong).send();
        let wrong = wrong.await.unwrap();
        for answer in [nobody, rubbish, late, wrong] {
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
            assert_eq!(answer.headers()["www-authenticate"], "Bearer");
        }
    }
);

on_both!(
    a_town_whose_read_models_are_there_is_ready,
    |town| async move {
        let url = format!("{}/readyz", town.base());
        let answer = Client::new().get(url).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert!(town.desk().is_ready().await);
    }
);

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_whose_read_models_are_behind_is_not_ready() {
    let store = TestStore::sqlite().await;
    let projector = Projector::new(store.store().clone(), read_models::all());
    let clock = Arc::new(SettableClock::at(Town::today()));
    let draw = Arc::new(SystemDraw::new());
    let network = Town::network();
    let desk = Desk::new(
        store.store().clone(),
        projector.clone(),
        network,
        clock,
        draw,
    )
    .waiting(Duration::ZERO);
    assert!(desk.is_ready().await, "there is nothing to be behind of");
    let operator = Staff {
        function: Role::Operator,
        ..Town::staff(Office::Jugendamt)
    };
    let line = |text: &str| Line::parse(text).unwrap();
    let key = desk.fresh_key();
    desk.perform(
        operator,
        &FoundNetwork(Faces {
            name: line("Netzwerk Suhlheim"),
            neutral_sender: line("Lotsendienst"),
            callback_phone: line("030 23125 100"),
        }),
        &key,
    )
    .await
    .unwrap();
    assert!(!desk.is_ready().await, "nobody runs the read models");
    let running = tokio::spawn(async move { projector.run(std::future::pending()).await });
    let mut ready = false;
    for _ in 0..60 {
        ready = ready || desk.is_ready().await;
    }
    running.abort();
    assert!(ready);
}
