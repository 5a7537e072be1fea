//! The sender: what it issues and everything that it can look at.

use acceptance::{Answer, Caseworker, Office, Person, Town, Visitor};
use serde_json::json;

use crate::FEEDBACK;

/// Institution A at its API and its pages.
pub(crate) struct Sender {
    pub(crate) api: Caseworker,
    pub(crate) pages: Visitor,
}

/// Everything that A can look at.
#[derive(Debug, PartialEq)]
pub(crate) struct Seen {
    pub(crate) client: String,
    pub(crate) slip: Answer,
    pub(crate) slips: Answer,
    pub(crate) clients: [Answer; 3],
    pub(crate) page: Answer,
    pub(crate) worklist: Answer,
    pub(crate) start: Answer,
}

impl Seen {
    /// What no feedback touches.
    pub(crate) fn untouched(&self) -> (&[Answer; 3], &Answer) {
        (&self.clients, &self.start)
    }
}

impl Sender {
    pub(crate) async fn of(town: &Town) -> Self {
        Self {
            api: town.caseworker(Office::Schuldnerberatung).await,
            pages: town
                .at_the_pages(Person::At(Office::Schuldnerberatung))
                .await,
        }
    }

    pub(crate) async fn issues(&self, feedback: &[&str], announce: bool) -> (String, String) {
        let mut granted = vec!["identity", "need", "reason"];
        granted.extend(feedback);
        let mut refused: Vec<&str> = FEEDBACK.into_iter().collect();
        refused.retain(|item| !feedback.contains(item));
        if announce {
            granted.push("announce");
        }
        let slip = Caseworker::slip_to(Office::Jugendamt, &granted, &refused);
        self.api.issues(&slip).await
    }

    /// She takes back what she granted for this slip.
    pub(crate) async fn takes_back(&self, slip: &str, items: &[&str]) {
        let own = self.api.get(&format!("/api/v1/slips/{slip}")).await.ok();
        let body = json!({
            "client": own.member("client"),
            "recipient": Office::Jugendamt.id(),
            "items": items,
            "said": {"how": "in_person"},
        });
        self.api
            .post("/api/v1/consents/withdrawals", &body)
            .await
            .ok();
    }

    pub(crate) async fn sees(&self, slip: &str) -> Seen {
        let own = self.api.get(&format!("/api/v1/slips/{slip}")).await.ok();
        let client = own.member("client");
        let of_her = format!("/api/v1/consents?client={client}");
        Seen {
            slip: own,
            slips: self.api.get("/api/v1/slips").await.ok(),
            clients: [
                self.api.get("/api/v1/clients").await.ok(),
                self.api
                    .get(&format!("/api/v1/clients/{client}"))
                    .await
                    .ok(),
                self.api.get(&of_her).await.ok(),
            ],
            page: self.pages.opens(&format!("/laufzettel/{slip}")).await.ok(),
            worklist: self.pages.opens("/eingang").await.ok(),
            start: self.pages.opens("/").await.ok(),
            client,
        }
    }
}
