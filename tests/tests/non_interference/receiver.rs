//! The receiving office: every act that it has.

use acceptance::{Caseworker, Office, Person, Town, Visitor};
use domain::codes::TypedCode;
use serde_json::{Value, json};

use crate::FEEDBACK;
use crate::sender::{Seen, Sender};

/// How the office ends it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum End {
    Concludes,
    Rejects,
}

/// Institution B at its API and its pages, and one that has nothing to do with it.
pub(crate) struct Receiver {
    api: Caseworker,
    pages: Visitor,
    foreign: Caseworker,
    slip: String,
    code: String,
}

impl Receiver {
    pub(crate) async fn of(town: &Town, slip: &str, code: &str) -> Self {
        Self {
            api: town.caseworker(Office::Jugendamt).await,
            pages: town.at_the_pages(Person::At(Office::Jugendamt)).await,
            foreign: town.caseworker(Office::Wohnungsamt).await,
            slip: slip.to_owned(),
            code: code.to_owned(),
        }
    }

    /// Every act that B has, step by step; what she did not grant, A never sees, not even for a
    /// moment.
    pub(crate) async fn does_everything(
        &self,
        end: End,
        granted: &[&str],
        before: &Seen,
        sender: &Sender,
    ) {
        self.strangers_try().await;
        self.opens_the_code().await;
        let handover = self.acknowledges(end, granted).await;
        let quiet = |act| async move {
            if granted.is_empty() {
                assert_eq!(&sender.sees(&self.slip).await, before, "after {act}");
            }
        };
        for (act, body) in self.before_it_ends(end).await {
            self.step(&handover, act, &body).await;
            quiet(act).await;
        }
        let mut steps: Vec<(&str, Value)> = vec![("feedback", json!({"items": FEEDBACK}))];
        let rejection = json!({"reason": "no_capacity", "comment": "Erst im Februar wieder."});
        let conclusion = json!({"outcome": "help_provided", "remark": "Bescheid liegt vor."});
        steps.push(match end {
            End::Concludes => ("conclusion", conclusion),
            End::Rejects => ("rejection", rejection),
        });
        steps.extend(FEEDBACK.map(|item| ("feedback", json!({"items": [item]}))));
        for (act, body) in steps {
            let path = format!("/api/v1/handovers/{handover}/{act}");
            let answer = self.api.post(&path, &body).await;
            if act == "feedback" {
                let asked = body["items"].as_array().unwrap();
                let allowed = asked
                    .iter()
                    .all(|item| granted.contains(&item.as_str().unwrap()));
                assert_eq!(
                    answer.status.is_success(),
                    allowed,
                    "{body} {}",
                    answer.text
                );
            } else {
                let _ = answer.ok();
            }
            if granted.is_empty() {
                assert_eq!(&sender.sees(&self.slip).await, before, "after {act} {body}");
            }
        }
        for (act, body) in after_it_ended(end, granted) {
            self.step(&handover, act, &body).await;
            quiet(act).await;
        }
        self.looks_around(&handover).await;
    }

    /// She came without the slip, which turns up.
    pub(crate) async fn links_an_arrival(&self) {
        let arrival = json!({
            "new_client": {"identity": {"name": "Frau Neumann"}},
            "service": Office::Jugendamt.service(),
            "need": "maintenance",
            "accept": true,
        });
        let path = "/api/v1/handovers/arrivals";
        let handover = self.api.post(path, &arrival).await.ok().member("handover");
        self.step(&handover, "link", &json!({"code": self.code}))
            .await;
        self.looks_around(&handover).await;
    }

    async fn step(&self, handover: &str, act: &str, body: &Value) {
        let path = format!("/api/v1/handovers/{handover}/{act}");
        self.api.post(&path, body).await.ok();
    }

    /// A colleague, a wait, an end on her word and the way back.
    async fn before_it_ends(&self, end: End) -> Vec<(&'static str, Value)> {
        let colleagues = self.api.get("/api/v1/colleagues").await.ok().json();
        let to = json!({"to": colleagues["colleagues"][0]["account"]});
        let wait = json!({"reason": "waiting_for_place", "resume_on": "2026-12-01"});
        let again = json!({"comment": "Sie kommt doch.", "her_word": true});
        let mut steps = vec![("assignment", to), ("notices/read", Value::Null)];
        if end == End::Concludes {
            steps.push(("hold", wait));
            steps.push(("resumption", Value::Null));
        }
        steps.push(("end", Value::Null));
        steps.push(("reopening", again));
        if end == End::Concludes {
            steps.push(("acceptance", json!({})));
        }
        steps
    }

    async fn strangers_try(&self) {
        let body = json!({"code": self.code});
        for path in ["/api/v1/handovers/lookup", "/api/v1/handovers"] {
            let answer = self.foreign.post(path, &body).await;
            assert_eq!(answer.problem(), "unknown-code");
        }
        let rubbish = json!({"code": TypedCode::draw([0x5A; 10]).grouped()});
        let answer = self.api.post("/api/v1/handovers/lookup", &rubbish).await;
        assert_eq!(answer.problem(), "unknown-code");
    }

    async fn opens_the_code(&self) {
        let body = json!({"code": self.code});
        self.api.post("/api/v1/handovers/lookup", &body).await.ok();
        self.pages.submit("/s", &[("code", &self.code)]).await.ok();
        let slip = self.pages.opens("/s").await.ok();
        assert!(slip.text.contains("Frau Neumann"), "{}", slip.text);
    }

    /// Two acts where the office takes her on, one where it rejects her.
    async fn acknowledges(&self, end: End, granted: &[&str]) -> String {
        let all = json!({"code": self.code, "accept": true, "tell": FEEDBACK});
        let refused = self.api.post("/api/v1/handovers", &all).await;
        assert!(!refused.status.is_success(), "told too much: {granted:?}");
        let body = json!({"code": self.code});
        let answer = self.api.post("/api/v1/handovers", &body).await.ok();
        let handover = answer.member("handover");
        if end == End::Concludes {
            let path = format!("/api/v1/handovers/{handover}/acceptance");
            self.api.post(&path, &json!({})).await.ok();
        }
        handover
    }

    async fn looks_around(&self, handover: &str) {
        let held = format!("/api/v1/handovers/{handover}");
        for path in ["/api/v1/worklist", "/api/v1/clients", &held] {
            self.api.get(path).await.ok();
        }
        for path in ["/eingang", &format!("/uebergaben/{handover}")] {
            self.pages.opens(path).await.ok();
        }
        let foreign = self.foreign.get(&held).await;
        assert!(!foreign.status.is_success(), "{}", foreign.text);
    }
}

/// Sent on after a rejection, gone on after a conclusion; where she granted nothing, an error too.
fn after_it_ended(end: End, granted: &[&str]) -> Vec<(&'static str, Value)> {
    let mut slip = Caseworker::slip_to(Office::Wohnungsamt, &["identity"], &[]);
    slip.as_object_mut().unwrap().remove("new_client");
    let mut steps = match end {
        End::Concludes => vec![("reopening", json!({"comment": "Es geht weiter."}))],
        End::Rejects => vec![("forwarding", json!({"agreed": true, "slip": slip}))],
    };
    steps.extend(
        granted
            .iter()
            .map(|item| ("declines", json!({"item": item}))),
    );
    if granted.is_empty() {
        steps.push(("error", json!({"comment": "Falsche Zeile."})));
    }
    steps
}
