//! An office that hides from today on: thousands of slips name it, and none is rewritten.

use acceptance::{Caseworker, Office, Town};
use casework::AmendEntry;
use domain::institutions::Entry;
use serde_json::json;

use crate::seen::everything;
use crate::story::{B, C, LEAD, NEUTRAL, SENDER, Story, entry, id, operator, slip};

pub(crate) async fn hides(town: &Town) {
    let mut story = Story::of(town).await;
    let mut bags = vec![];
    for _ in 0..12 {
        bags.push(story.sender.issues(&slip(None)).await);
    }
    let lead = Caseworker::signs_in(town.base(), LEAD).await;
    let path = "/api/v1/institutions/own/entry";
    let own = json!({
        "name": SENDER[0], "address": SENDER[2], "phone": SENDER[1], "neutral_sender": true,
    });
    let caseworker = story.sender.post(path, &own).await;
    assert_eq!(caseworker.problem(), "not-your-role");
    lead.post(path, &own).await.succeeded();

    let b = town.caseworker(B).await;
    for (slip, code) in &bags {
        let code = json!({"code": code});
        let shown = b.post("/api/v1/handovers/lookup", &code).await.ok();
        assert!(shown.text.contains(NEUTRAL[0]) && !shown.text.contains(SENDER[0]));
        story.ids.push(slip.clone());
    }
    story.ids.push(b.takes_on(&bags[0].1, &[]).await);
    for office in [B, C] {
        let seen = everything(town, office, &story.ids).await;
        if office == B {
            seen.shows(&NEUTRAL[..1]);
        }
        seen.never_shows(&SENDER);
    }
    // What was handed over meanwhile stays hidden when the office shows itself again; a shelter is entered
    // by who keeps the network.
    lead.post(
        path,
        &json!({
            "name": SENDER[0], "address": SENDER[2], "phone": SENDER[1], "neutral_sender": false,
        }),
    )
    .await
    .succeeded();
    let last = story.ids.last().unwrap();
    let held = b.get(&format!("/api/v1/handovers/{last}")).await.ok();
    assert!(held.text.contains(NEUTRAL[0]), "{}", held.text);
    let shelter = Entry {
        kind: domain::vocabulary::InstitutionKind::Frauenberatung,
        ..entry()
    };
    let desk = town.desk();
    desk.perform(
        operator(),
        &AmendEntry {
            institution: id(),
            entry: &shelter,
        },
        &desk.fresh_key(),
    )
    .await
    .unwrap();
    for office in [B, C, Office::Grundsicherungsstelle] {
        everything(town, office, &story.ids)
            .await
            .never_shows(&SENDER);
    }
}
