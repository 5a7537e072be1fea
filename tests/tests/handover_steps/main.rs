//! The steps of a hand-over at its page: each where the table has it and nowhere else; a mistake
//! stands at its field, and nothing that was typed is lost.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

mod announced;
mod call_back;
mod ending;
mod sending_on;
mod telling;
mod waiting;
mod way;
mod without_slip;

use acceptance::{Answer, Caseworker, Office, Person, Town, Visitor};
use reqwest::StatusCode;
use serde_json::Value;

/// The office at the page of one hand-over.
pub(crate) struct Held {
    pub(crate) pages: Visitor,
    pub(crate) path: String,
}

/// A slip from one office to the Jugendamt, and the Jugendamt's page of it.
pub(crate) struct Case {
    pub(crate) sender: Caseworker,
    pub(crate) slip: String,
    pub(crate) held: Held,
}

impl Case {
    /// She is here, and the office takes her on if `accept`.
    pub(crate) async fn of(town: &Town, from: Office, granted: &[&str], accept: bool) -> Self {
        let sender = town.caseworker(from).await;
        let (slip, code) = sender
            .issues(&Caseworker::slip_to(Office::Jugendamt, granted, &[]))
            .await;
        let holder = town.caseworker(Office::Jugendamt).await;
        let arrived = serde_json::json!({"code": code, "accept": accept});
        let answer = holder.post("/api/v1/handovers", &arrived).await.ok();
        let path = format!("/uebergaben/{}", answer.member("handover"));
        let pages = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        Self {
            sender,
            slip,
            held: Held { pages, path },
        }
    }

    /// What came back to the sender.
    pub(crate) async fn received(&self) -> Value {
        let path = format!("/api/v1/slips/{}", self.slip);
        self.sender.get(&path).await.ok().json()["received"].clone()
    }
}

impl Held {
    /// The page.
    pub(crate) async fn page(&self) -> Answer {
        self.pages.opens(&self.path).await.ok()
    }

    /// Fills in a step's form, as the page offers it.
    pub(crate) async fn submits(&self, step: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.page().await;
        let key = page.key_of(&format!("{}/{step}", self.path)).to_owned();
        let mut fields = fields.to_vec();
        fields.push(("form_key", &key));
        let to = format!("{}/{step}", self.path);
        self.pages.submit(&to, &fields).await
    }

    /// The step goes through; gives the page afterwards.
    pub(crate) async fn does(&self, step: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.submits(step, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{step}: {}",
            answer.text
        );
        let there = answer.location.unwrap();
        self.pages.opens(&there).await.ok()
    }

    /// The step comes back with this mistake at its field, and with everything that was typed.
    pub(crate) async fn is_stopped(
        &self,
        step: &str,
        fields: &[(&str, &str)],
        field: &str,
        kept: &[&str],
    ) {
        let answer = self.submits(step, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{step}: {}",
            answer.text
        );
        let error = format!("id=\"{field}-error\"");
        assert!(answer.text.contains(&error), "{step}: {}", answer.main());
        for kept in kept {
            assert!(answer.main().contains(kept), "{step} lost {kept}");
        }
    }

    /// Exactly these of the steps are offered.
    pub(crate) async fn offers(&self, wanted: &[&str]) {
        const STEPS: [&str; 14] = [
            "annehmen",
            "ablehnen",
            "abschliessen",
            "zurueckstellen",
            "fortsetzen",
            "beenden",
            "wieder-aufnehmen",
            "irrtum",
            "zuweisen",
            "verknuepfen",
            "ihr-wort",
            "rueckruf",
            "rueckmelden",
            "freigeben",
        ];
        let page = self.page().await;
        let offered = |step: &&str| page.offers(&format!("{}/{step}", self.path));
        let offered: Vec<&str> = STEPS.iter().copied().filter(offered).collect();
        assert_eq!(offered, wanted, "{}", page.main());
    }
}
