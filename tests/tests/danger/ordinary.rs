//! Nothing that others see tells danger from an office that likes to appear neutrally: the same facts are
//! written, and they outlive the sender's own record and a rebuild.

use acceptance::{Caseworker, Town};
use serde_json::{Value, json};

use crate::story::{B, C, NEUTRAL, SENDER, Story};

/// What B and C are shown of it.
async fn shown(town: &Town, story: &Story) -> [Value; 2] {
    let mut both = [(B, &story.at_b), (C, &story.at_c)].into_iter();
    let mut next = async || {
        let (office, handover) = both.next().unwrap();
        let who: Caseworker = town.caseworker(office).await;
        let path = format!("/api/v1/handovers/{handover}");
        let mut shown = who.get(&path).await.ok().json();
        for id in ["handover", "client", "forwarded_with"] {
            shown.as_object_mut().unwrap().remove(id);
        }
        shown
    };
    [next().await, next().await]
}

pub(crate) async fn looks_the_same(town: &Town) {
    let in_danger = Story::of(town).await;
    in_danger
        .at_her_record("protection", &json!({"on": true}))
        .await;
    let danger = shown(town, &in_danger).await;

    // The same office, and a person who is not in danger.
    let other = Story::with(town, in_danger.sender).await;
    for slip in [&other.first, &other.bag.0] {
        let path = format!("/api/v1/slips/{slip}/neutral-sender");
        other.sender.post(&path, &Value::Null).await.succeeded();
        other.sender.post(&path, &Value::Null).await.succeeded();
    }
    let choice = shown(town, &other).await;
    assert_eq!(danger, choice);
    let text = format!("{danger:?}");
    assert!(
        text.contains(NEUTRAL[0]) && !text.contains(SENDER[0]),
        "{text}"
    );

    // Her record at the sender is gone; what was hidden stays hidden, also where all is told anew.
    let erasure = format!("/api/v1/clients/{}/erasure", other.client);
    other.sender.post(&erasure, &json!({})).await.succeeded();
    town.desk().catch_up().await.unwrap();
    assert_eq!(shown(town, &other).await, choice);
}
