//! She takes back who she is, how she is reached and why she comes.

use acceptance::{Caseworker, Town};
use serde_json::json;

use crate::seen::{Seen, every_try, everything};
use crate::story::{B, C, OLD, REASON, Story, comes_again, sender, slip};

async fn takes_back(sender: &Caseworker, client: &str) {
    let items = ["reason", "identity", "contact"];
    let back = json!({
        "client": client, "recipient": B.id(), "items": items, "said": {"how": "in_person"},
    });
    sender
        .post("/api/v1/consents/withdrawals", &back)
        .await
        .succeeded();
}

/// B was told that she comes, and her code says who she is; nothing of it stands anywhere at B from the
/// moment on that she takes it back, neither before nor after she comes.
pub(crate) async fn before_she_comes(town: &Town) {
    let sender = sender(town).await;
    let (slip, code) = sender.issues(&slip(None)).await;
    let shown = sender.get(&format!("/api/v1/slips/{slip}")).await.ok();
    let list = town.caseworker(B).await.get("/api/v1/worklist").await.ok();
    let list = list.json();
    let waiting = list["worklist"].as_array().unwrap().iter();
    let announced = waiting.filter(|waiting| waiting["stage"] == "announced");
    let there = announced.flat_map(|waiting| ["handover", "client"].map(|id| &waiting[id]));
    let there = there.map(|id| id.as_str().unwrap().to_owned());
    let mut ids = vec![slip, shown.member("client")];
    ids.extend(there);
    assert!(ids.len() > 3, "she is announced");
    let looks = async || {
        let b = town.caseworker(B).await;
        let code = json!({"code": code});
        let looked_up = b.post("/api/v1/handovers/lookup", &code).await.ok();
        looked_up.text.into_bytes()
    };
    let mut before = everything(town, B, &ids).await;
    before.saw("lookup", looks().await);
    before.shows(&[OLD[0], REASON]);

    takes_back(&sender, &shown.member("client")).await;
    let is_silent = async |ids: &[String]| {
        for office in [B, C] {
            let seen = everything(town, office, ids).await;
            seen.never_shows(&OLD);
            seen.never_shows(&[REASON]);
        }
    };
    is_silent(&ids).await;
    let said = String::from_utf8(looks().await).unwrap();
    assert!(!said.contains(OLD[0]) && !said.contains(REASON), "{said}");
    let b = town.caseworker(B).await;
    ids.push(b.takes_on(&code, &[]).await);
    is_silent(&ids).await;
    // Among the commands is her erasure, so they are tried when all else was seen.
    for office in [B, C] {
        let mut seen = everything(town, office, &ids).await;
        every_try(town, office, &ids, &mut seen).await;
        seen.never_shows(&OLD);
        seen.never_shows(&[REASON]);
    }
}

/// What B holds since she came, it holds; new papers and coming again bring nothing of it.
pub(crate) async fn after_new_papers(town: &Town) {
    let story = Story::of(town).await;
    takes_back(&story.sender, &story.client).await;
    let mut again = Seen::default();
    let code = story.new_code().await;
    let second = comes_again(town, &code, &mut again).await;
    let b = town.caseworker(B).await;
    let held = b.get(&format!("/api/v1/handovers/{second}")).await.ok();
    again.saw("hand-over", held.text.into_bytes());
    for slip in [&story.first, &story.bag.0] {
        let paper = story
            .sender
            .fetches(&format!("/api/v1/slips/{slip}/paper"))
            .await;
        again.saw("paper", paper.bytes);
    }
    for (place, bytes) in again.into_places() {
        let said = acceptance::Paper::of(&bytes).map_or_else(
            || String::from_utf8_lossy(&bytes).into_owned(),
            |paper| paper.all(),
        );
        for secret in OLD {
            let stands = said.contains(secret) || said.contains(&acceptance::unbroken(secret));
            assert!(!stands, "{place} shows {secret}");
        }
    }
}
