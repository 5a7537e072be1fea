//! Parents who come in at the Schuldnerberatung and are sent to the Jugendamt.

use acceptance::{Caseworker, Office, Town};
use serde_json::{Value, json};

/// Somebody who was sent.
pub(crate) struct Sent {
    /// The sender's record of her.
    pub(crate) client: String,
    /// The code of her slip.
    pub(crate) code: String,
}

/// So many come in; each agrees to be counted, or refuses.
pub(crate) async fn come_in(town: &Town, persons: usize, counted: bool) -> Vec<Sent> {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let slip = if counted {
        Caseworker::slip_to(Office::Jugendamt, &["need", "statistics"], &[])
    } else {
        Caseworker::slip_to(Office::Jugendamt, &["need"], &["statistics"])
    };
    let mut all = Vec::new();
    for _ in 0..persons {
        let (slip, code) = sender.issues(&slip).await;
        let shown = sender.get(&format!("/api/v1/slips/{slip}")).await.ok();
        let client = shown.member("client");
        all.push(Sent { client, code });
    }
    all
}

/// They arrive.
pub(crate) async fn arrive(town: &Town, sent: &[Sent]) {
    let receiver = town.caseworker(Office::Jugendamt).await;
    for sent in sent {
        receiver.takes_on(&sent.code, &[]).await;
    }
}

/// They take back that they are counted.
pub(crate) async fn withdraw(town: &Town, sent: &[Sent]) {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    for sent in sent {
        let body = json!({
            "client": sent.client,
            "recipient": Office::Jugendamt.id(),
            "items": ["statistics"],
            "said": {"how": "in_person"},
        });
        let to = "/api/v1/consents/withdrawals";
        sender.post(to, &body).await.succeeded();
    }
}

/// Everything of hers goes, everywhere.
pub(crate) async fn erase(town: &Town, sent: &Sent) {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let to = format!("/api/v1/clients/{}/erasure/everywhere", sent.client);
    sender.post(&to, &Value::Null).await.succeeded();
}
