//! What B sends by itself: her on to C or back to A, vouchers; and what C does with both.

use acceptance::{Answer, Office};
use serde_json::{Value, json};

use super::{Offices, slip_on};
use crate::chance::Chance;
use crate::twins::{B, C};

pub(super) const ACTS: &[&str] = &[
    "sends on",
    "sends on",
    "sends back",
    "issues a slip",
    "arrives at c",
    "c concludes",
    "c erases",
    "reissues",
    "takes its slip back",
    "enters a strip",
    "its slip in error",
];

pub(super) const OF_VOUCHERS: &[&str] = &[
    "redeems",
    "redeems late",
    "redeems at c",
    "looks a voucher up",
    "issues a voucher",
    "its voucher in error",
];

impl Offices {
    pub(super) async fn sends(&mut self, act: &'static str, chance: &mut Chance) -> Option<Answer> {
        match act {
            "sends on" => {
                let slip = slip_on(self.today, C, &["identity", "need"]);
                self.forwards(slip).await
            }
            // Nothing is announced: A may learn of it when she shows the code there.
            "sends back" => {
                let slip = slip_on(self.today, Office::Schuldnerberatung, &["identity", "need"]);
                self.forwards(slip).await
            }
            "issues a slip" => {
                let mut slip = slip_on(self.today, C, &["identity", "feedback_arrival"]);
                slip["client"] = self.record.clone()?.into();
                slip["even_so"] = json!(true);
                let issued = self.b.post("/api/v1/slips", &slip).await;
                self.keeps(&issued);
                Some(issued)
            }
            "arrives at c" => {
                let body = json!({"code": self.onward.as_ref()?, "accept": true});
                Some(self.c.post("/api/v1/handovers", &body).await)
            }
            "c concludes" => {
                let work = self.c.get("/api/v1/worklist").await.json();
                let handover = work["worklist"][0]["handover"].as_str()?.to_owned();
                let body = json!({"outcome": "help_provided"});
                let path = format!("/api/v1/handovers/{handover}/conclusion");
                Some(self.c.post(&path, &body).await)
            }
            "c erases" => {
                let clients = self.c.get("/api/v1/clients").await.json();
                let client = clients["clients"][0]["client"].as_str()?.to_owned();
                let path = format!("/api/v1/clients/{client}/erasure");
                Some(self.c.post(&path, &json!({})).await)
            }
            other if OF_VOUCHERS.contains(&other) => self.vouches(other, chance).await,
            other => self.changes_a_slip(other, chance).await,
        }
    }

    async fn forwards(&mut self, slip: Value) -> Option<Answer> {
        let body = json!({"agreed": true, "slip": slip});
        let path = format!("/api/v1/handovers/{}/forwarding", self.handover.as_ref()?);
        let sent = self.b.post(&path, &body).await;
        self.keeps(&sent);
        Some(sent)
    }

    /// Of a slip of B's own.
    fn keeps(&mut self, issued: &Answer) {
        if issued.status.is_success() {
            self.own_slips.push(issued.member("slip"));
            self.onward = issued.json()["station_code"].as_str().map(str::to_owned);
        }
    }

    async fn changes_a_slip(&self, act: &str, chance: &mut Chance) -> Option<Answer> {
        if self.own_slips.is_empty() {
            return None;
        }
        let (step, body) = match act {
            "reissues" => {
                let wish = json!({"her_wish": true, "valid_until": self.soon()});
                ("reissue", wish)
            }
            "takes its slip back" => ("withdrawal", json!({})),
            "enters a strip" => {
                let strip = json!({"message": {"says": "arrived"}, "words": "Streifen"});
                ("paper-returns", strip)
            }
            _ => ("error", json!({"comment": "Verwechselt."})),
        };
        let slip = chance.pick(&self.own_slips);
        let path = format!("/api/v1/slips/{slip}/{step}");
        Some(self.b.post(&path, &body).await)
    }

    async fn vouches(&mut self, act: &str, chance: &mut Chance) -> Option<Answer> {
        if act == "issues a voucher" {
            let voucher = json!({
                "client": self.record, "agreement": {"agreed": true}, "theme": "maintenance", "required": 1, "optional": 1,
                "next": {"institution": C.id(), "service": C.service()}, "valid_until": self.soon(),
            });
            let issued = self.b.post("/api/v1/vouchers", &voucher).await;
            if issued.status.is_success() {
                self.own_vouchers.push(issued.member("voucher"));
                self.vouchers.push(issued.member("station_code"));
            }
            return Some(issued);
        }
        if act == "its voucher in error" {
            let voucher = self.own_vouchers.last()?;
            let path = format!("/api/v1/vouchers/{voucher}/error");
            let comment = json!({"comment": "Doppelt ausgestellt."});
            return Some(self.b.post(&path, &comment).await);
        }
        if self.vouchers.is_empty() {
            return None;
        }
        let code = chance.pick(&self.vouchers);
        let redemption = "/api/v1/vouchers/redemptions";
        Some(match act {
            "looks a voucher up" => {
                let code = json!({"code": code});
                self.b.post("/api/v1/handovers/lookup", &code).await
            }
            "redeems late" => {
                let yesterday = self.today.yesterday().unwrap();
                let late = json!({"code": code, "on": yesterday});
                self.b.post(redemption, &late).await
            }
            "redeems at c" => self.c.post(redemption, &json!({"code": code})).await,
            _ => self.b.post(redemption, &json!({"code": code})).await,
        })
    }

    /// The place of B's, for what A issues.
    pub(crate) fn place() -> Value {
        json!({"institution": B.id(), "service": B.service()})
    }
}
