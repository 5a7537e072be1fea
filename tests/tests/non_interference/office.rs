//! What happens at B: any act of the table and many that are refused, in any order, at the API and at the
//! pages; and at C, where B sends her on. What crosses the seam by its nature is left out of a history and
//! done by itself: feedback that lives, its retraction, her own word, and her wish to be erased everywhere.

mod record;
mod telling;

use acceptance::{Answer, Caseworker, Person, Town, Visitor};
use domain::codes::TypedCode;
use serde_json::{Value, json};

use crate::FEEDBACK;
use crate::chance::Chance;
use crate::twins::{B, C, Twin};

/// The people of B and C, and what they hold of one slip.
pub(crate) struct Offices {
    b: Caseworker,
    pages: Visitor,
    c: Caseworker,
    colleague: String,
    /// The code that she shows.
    pub(crate) code: String,
    /// A's slip and client, of which B must learn nothing.
    slip: String,
    client: String,
    /// The items that B may tell, which are told by themselves.
    granted: Vec<&'static str>,
    handover: Option<String>,
    record: Option<String>,
    onward: Option<String>,
    /// Acts that succeeded.
    pub(crate) done: usize,
    /// What may not happen while feedback is still to be told.
    pub(crate) may_end_her: bool,
}

/// Everything that can happen, each as often as it stands there.
const ACTS: &[&str] = &[
    "rubbish",
    "looks up",
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
    "sends on",
    "sends on",
    "arrives at c",
    "c concludes",
    "assigns",
    "reads notices",
    "tells",
    "tells",
    "tells all",
    "declines",
    "comes without",
    "withdraws",
    "withdraws everything",
    "in error",
    "erases",
    "reads",
    "reads pages",
    "is denied",
    "rectifies",
    "protects",
    "restricts",
    "confides",
    "asks",
    "releases from confidentiality",
    "copies",
];

impl Offices {
    pub(crate) async fn of(
        twin: &Twin,
        (slip, code, client): (&str, &str, &str),
        granted: &[&'static str],
    ) -> Self {
        let town: &Town = &twin.town;
        let b = town.caseworker(B).await;
        let colleagues = b.get("/api/v1/colleagues").await.ok().json();
        let colleague = colleagues["colleagues"][0]["account"].as_str().unwrap();
        Self {
            colleague: colleague.to_owned(),
            b,
            pages: town.at_the_pages(Person::At(B)).await,
            c: town.caseworker(C).await,
            code: code.to_owned(),
            slip: slip.to_owned(),
            client: client.to_owned(),
            granted: granted.to_vec(),
            handover: None,
            record: None,
            onward: None,
            done: 0,
            may_end_her: granted.is_empty(),
        }
    }

    /// People come back after days: their sessions are over.
    pub(crate) async fn come_back(&mut self, twin: &Twin) {
        self.b = twin.town.caseworker(B).await;
        self.c = twin.town.caseworker(C).await;
        self.pages = twin.town.at_the_pages(Person::At(B)).await;
    }

    /// Any act; gives its name.
    pub(crate) async fn acts(
        &mut self,
        chance: &mut Chance,
        today: jiff::civil::Date,
    ) -> &'static str {
        // Somebody whom they do not hold is nothing to act on.
        let act = if self.handover.is_none() && chance.percent(50) {
            *chance.pick(&["looks up", "arrives", "arrives", "comes without"])
        } else {
            *chance.pick(ACTS)
        };
        let answer = self.act(act, chance, today).await;
        if answer.is_some_and(|answer| answer.status.is_success() || answer.status.is_redirection())
        {
            self.done += 1;
        }
        act
    }

    async fn act(
        &mut self,
        act: &'static str,
        chance: &mut Chance,
        today: jiff::civil::Date,
    ) -> Option<Answer> {
        let soon = today.saturating_add(jiff::Span::new().days(7));
        let silent = FEEDBACK
            .into_iter()
            .filter(|item| !self.granted.contains(item));
        let silent: Vec<&str> = silent.collect();
        let (body, step) = match act {
            "accepts" => (json!({}), "acceptance"),
            "holds" => (
                json!({"reason": "waiting_for_place", "resume_on": soon}),
                "hold",
            ),
            "resumes" => (Value::Null, "resumption"),
            "rejects" => {
                let place = json!({"institution": C.id(), "service": C.service()});
                let instead = chance.percent(50).then_some(place);
                (
                    json!({"reason": "no_capacity", "instead": instead}),
                    "rejection",
                )
            }
            "concludes" => (
                json!({"outcome": "help_provided", "remark": "Liegt vor."}),
                "conclusion",
            ),
            "ends" => (Value::Null, "end"),
            "reopens" => (
                json!({"comment": "Sie kommt doch.", "her_word": true}),
                "reopening",
            ),
            // What was told would be taken back with it, and that crosses too.
            "in error" if self.granted.is_empty() && chance.percent(30) => {
                (json!({"comment": "Falsche Zeile."}), "error")
            }
            "assigns" => (json!({"to": self.colleague}), "assignment"),
            "reads notices" => (Value::Null, "notices/read"),
            "tells" => (json!({"items": [chance.pick(&silent)]}), "feedback"),
            "tells all" if self.granted.is_empty() => (json!({"items": FEEDBACK}), "feedback"),
            "declines" => (json!({"item": chance.pick(&silent)}), "declines"),
            other => return self.other_act(other, chance).await,
        };
        let handover = self.handover.clone()?;
        let path = format!("/api/v1/handovers/{handover}/{step}");
        let answer = self.b.post(&path, &body).await;
        if step == "feedback" {
            assert!(!answer.status.is_success(), "told without consent: {body}");
        }
        Some(answer)
    }

    async fn other_act(&mut self, act: &str, chance: &mut Chance) -> Option<Answer> {
        let code = json!({"code": self.code});
        Some(match act {
            "rubbish" => {
                let drawn = u8::try_from(chance.below(256)).unwrap();
                let rubbish = json!({"code": TypedCode::draw([drawn; 10]).grouped()});
                self.b.post("/api/v1/handovers/lookup", &rubbish).await
            }
            "looks up" => self.b.post("/api/v1/handovers/lookup", &code).await,
            "at the page" => {
                self.pages.submit("/s", &[("code", &self.code)]).await;
                self.pages.opens("/s").await
            }
            "arrives" => self.arrives(chance.percent(50)).await,
            "sends on" => {
                let mut slip = Caseworker::slip_to(C, &["identity", "need"], &[]);
                slip.as_object_mut()?.remove("new_client");
                let body = json!({"agreed": true, "slip": slip});
                let path = format!("/api/v1/handovers/{}/forwarding", self.handover.as_ref()?);
                let sent = self.b.post(&path, &body).await;
                if sent.status.is_success() {
                    self.onward = sent.json()["station_code"].as_str().map(str::to_owned);
                }
                sent
            }
            "arrives at c" => {
                let body = json!({"code": self.onward.as_ref()?, "accept": true});
                self.c.post("/api/v1/handovers", &body).await
            }
            "c concludes" => {
                let work = self.c.get("/api/v1/worklist").await.json();
                let handover = work["worklist"][0]["handover"].as_str()?.to_owned();
                let body = json!({"outcome": "help_provided"});
                let path = format!("/api/v1/handovers/{handover}/conclusion");
                self.c.post(&path, &body).await
            }
            "comes without" => self.comes_without().await,
            "is denied" => {
                for path in ["/api/v1/handovers", "/api/v1/handovers/lookup"] {
                    self.c.post(path, &code).await;
                }
                for path in [
                    format!("slips/{}", self.slip),
                    format!("clients/{}", self.client),
                ] {
                    let denied = self.b.get(&format!("/api/v1/{path}")).await;
                    assert!(!denied.status.is_success(), "{}", denied.text);
                }
                let page = format!("/personen/{}", self.client);
                let denied = self.pages.opens(&page).await;
                assert!(!denied.status.is_success(), "{}", denied.text);
                return None;
            }
            "reads" => {
                for path in ["worklist", "clients", "slips", "colleagues"] {
                    self.b.get(&format!("/api/v1/{path}")).await;
                }
                let handover = self.handover.as_ref()?;
                self.b.get(&format!("/api/v1/handovers/{handover}")).await
            }
            "reads pages" => {
                self.pages.opens("/eingang").await;
                let handover = self.handover.as_ref()?;
                self.pages.opens(&format!("/uebergaben/{handover}")).await
            }
            other => return self.act_on_record(other).await,
        })
    }

    async fn arrives(&mut self, accept: bool) -> Answer {
        let body = json!({"code": self.code, "accept": accept});
        let arrived = self.b.post("/api/v1/handovers", &body).await;
        self.holds(&arrived).await;
        arrived
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
