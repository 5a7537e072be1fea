//! She is expected at B or arrives there, and what B does with the hand-over.

use acceptance::Answer;
use domain::codes::TypedCode;
use serde_json::{Value, json};

use super::Offices;
use crate::FEEDBACK;
use crate::chance::Chance;
use crate::twins::{B, C};

pub(super) const ACTS: &[&str] = &[
    "rubbish",
    "looks up",
    "expects her",
    "at the page",
    "arrives",
    "arrives",
    "arrives",
    "accepts",
    "accepts",
    "holds",
    "resumes",
    "rejects",
    "concludes",
    "concludes",
    "ends",
    "reopens",
    "reopens",
    "assigns",
    "lead assigns",
    "reads notices",
    "tells",
    "tells",
    "tells all",
    "declines",
    "retracts",
    "comes without",
    "in error",
    "lead: in error",
];

impl Offices {
    pub(super) async fn takes_step(
        &mut self,
        act: &'static str,
        chance: &mut Chance,
    ) -> Option<Answer> {
        let code = json!({"code": self.code});
        match act {
            "rubbish" => {
                let drawn = u8::try_from(chance.below(256)).unwrap();
                let rubbish = json!({"code": TypedCode::draw([drawn; 10]).grouped()});
                Some(self.b.post("/api/v1/handovers/lookup", &rubbish).await)
            }
            "looks up" => Some(self.b.post("/api/v1/handovers/lookup", &code).await),
            "at the page" => {
                self.pages.submit("/s", &[("code", &self.code)]).await;
                Some(self.pages.opens("/s").await)
            }
            "expects her" => self.expects_her().await,
            "arrives" => Some(self.arrives(chance.percent(50)).await),
            "comes without" => Some(self.comes_without().await),
            other => self.steps(other, chance).await,
        }
    }

    async fn steps(&mut self, act: &str, chance: &mut Chance) -> Option<Answer> {
        let silent = FEEDBACK
            .into_iter()
            .filter(|item| !self.granted.contains(item));
        let silent: Vec<&str> = silent.collect();
        let error = json!({"comment": "Falsche Zeile."});
        // What was told would be taken back with it, and that crosses too.
        let may_be_wrong = !self.has_to_tell && !self.has_told && chance.percent(30);
        let (step, body) = match act {
            "accepts" => ("acceptance", json!({})),
            "holds" => {
                let wait = json!({"reason": "waiting_for_place", "resume_on": self.soon()});
                ("hold", wait)
            }
            "resumes" => ("resumption", Value::Null),
            "rejects" => {
                let place = json!({"institution": C.id(), "service": C.service()});
                let instead = chance.percent(50).then_some(place);
                let why = json!({"reason": "no_capacity", "instead": instead});
                ("rejection", why)
            }
            "concludes" => {
                let outcome = json!({"outcome": "help_provided", "remark": "Liegt vor."});
                ("conclusion", outcome)
            }
            "ends" => ("end", Value::Null),
            "reopens" => {
                let again = json!({"comment": "Sie kommt doch.", "her_word": true});
                ("reopening", again)
            }
            "in error" | "lead: in error" if may_be_wrong => ("error", error),
            "assigns" | "lead assigns" => ("assignment", json!({"to": self.colleague})),
            "reads notices" => ("notices/read", Value::Null),
            "tells" => ("feedback", json!({"items": [chance.pick(&silent)]})),
            "tells all" if self.granted.is_empty() => ("feedback", json!({"items": FEEDBACK})),
            "declines" => ("declines", json!({"item": chance.pick(&silent)})),
            "retracts" if !self.has_told => {
                let message = json!({"says": "arrived"});
                (
                    "retractions",
                    json!({"message": message, "comment": "Irrtum."}),
                )
            }
            _ => return None,
        };
        let handover = self.handover.as_ref()?;
        let path = format!("/api/v1/handovers/{handover}/{step}");
        let by = if act.starts_with("lead") {
            &self.lead
        } else {
            &self.b
        };
        let answer = by.post(&path, &body).await;
        if step == "feedback" {
            assert!(!answer.status.is_success(), "told without consent: {body}");
        }
        Some(answer)
    }

    pub(super) async fn arrives(&mut self, accept: bool) -> Answer {
        let body = json!({"code": self.code, "accept": accept});
        let arrived = self.b.post("/api/v1/handovers", &body).await;
        self.holds(&arrived).await;
        arrived
    }

    /// She is announced: B can act on it before anybody came. What is still to cross needs her here.
    pub(crate) async fn expects_her(&mut self) -> Option<Answer> {
        if self.has_to_tell || self.handover.is_some() {
            return None;
        }
        let waiting = self.b.get("/api/v1/worklist").await.ok();
        let lines = waiting.json()["worklist"].as_array()?.clone();
        let announced = lines.iter().find(|line| line["stage"] == "announced")?;
        self.handover = announced["handover"].as_str().map(str::to_owned);
        self.record = announced["client"].as_str().map(str::to_owned);
        Some(waiting)
    }

    async fn comes_without(&mut self) -> Answer {
        let arrival = json!({
            "new_client": {"identity": {"name": "Frau Neumann"}},
            "service": B.service(), "need": "maintenance", "accept": true,
        });
        let arrived = self.b.post("/api/v1/handovers/arrivals", &arrival).await;
        self.holds(&arrived).await;
        let Some(handover) = &self.handover else {
            return arrived;
        };
        let path = format!("/api/v1/handovers/{handover}/link");
        self.b.post(&path, &json!({"code": self.code})).await
    }

    async fn holds(&mut self, arrived: &Answer) {
        if !arrived.status.is_success() {
            return;
        }
        let handover = arrived.member("handover");
        let shown = self.b.get(&format!("/api/v1/handovers/{handover}")).await;
        self.record = shown.json()["client"].as_str().map(str::to_owned);
        self.handover = Some(handover);
    }
}
