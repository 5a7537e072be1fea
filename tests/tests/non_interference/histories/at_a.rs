//! What A does meanwhile: any of its acts, the same in both towns.

use acceptance::{Answer, Caseworker, Office};
use jiff::ToSpan;
use serde_json::{Value, json};

use super::{History, OfHers};
use crate::FEEDBACK;
use crate::office::{Offices, slip_on};
use crate::twins::{B, C};

impl History {
    pub(super) async fn commands(&mut self, path: &str, body: &Value) -> Answer {
        self.told.push(format!("A: {path}"));
        let place = self.place();
        self.twins.commands(path, body, &place).await
    }

    /// A sends her to B.
    pub(super) async fn issues(&mut self, granted: Option<&str>, announce: bool) -> OfHers {
        let mut items = vec!["identity", "need", "reason"];
        items.extend(granted);
        if announce {
            items.push("announce");
        }
        let mut refused = FEEDBACK.to_vec();
        refused.retain(|item| Some(*item) != granted);
        let slip = Caseworker::slip_to(B, &items, &refused);
        let issued = self.commands("/api/v1/slips", &slip).await.ok();
        let slip = issued.member("slip");
        // The same look in both, so that both draw and note alike.
        let path = format!("/api/v1/slips/{slip}");
        let own = self.reads(&path).await.ok();
        let client = own.member("client");
        self.things.slips.push(slip.clone());
        self.things.clients.push(client.clone());
        (slip, issued.member("station_code"), client)
    }

    /// Any act of A's, in both towns.
    pub(super) async fn a_acts(&mut self, there: &mut Offices) {
        let mut acts = self.at_the_slip(there);
        acts.extend(self.at_her_record());
        acts.extend(self.on_her_word());
        let (path, body) = self.chance.pick(&acts).clone();
        // Not while something is still to cross.
        let ends = ["consents/", "/withdrawal", "/error"];
        if there.has_to_tell && ends.iter().any(|end| path.contains(end)) {
            return;
        }
        let answer = self.commands(&path, &body).await;
        if !answer.status.is_success() {
            return;
        }
        if path.ends_with("/reissue") {
            there.code = answer.member("station_code");
        }
        // The first stays the one that is looked at between the acts.
        if path == "/api/v1/slips" {
            self.things.slips.push(answer.member("slip"));
        }
        if path == "/api/v1/vouchers" {
            self.things.vouchers.push(answer.member("voucher"));
            let code = answer.member("station_code");
            self.voucher_codes.push(code.clone());
            there.vouchers.push(code);
        }
    }

    fn at_the_slip(&self, there: &Offices) -> Vec<(String, Value)> {
        let until = self.twins.today().saturating_add(20.days());
        let slip = &self.things.slips[0];
        let of_slip = |step: &str| format!("/api/v1/slips/{slip}/{step}");
        let strip = json!({"message": {"says": "arrived"}, "words": "Streifen"});
        let mut acts = vec![
            (
                of_slip("reissue"),
                json!({"her_wish": true, "valid_until": until}),
            ),
            (of_slip("withdrawal"), json!({})),
            (of_slip("revival"), json!({"valid_until": until})),
            (of_slip("paper-returns"), strip),
            (of_slip("error"), json!({"comment": "Verwechselt."})),
        ];
        // Whoever kept a code learns no more from it.
        for code in self.voucher_codes.iter().take(1).chain([&there.code]) {
            let lookup = "/api/v1/handovers/lookup".to_owned();
            acts.push((lookup, json!({"code": code})));
        }
        if let Some(voucher) = self.things.vouchers.first() {
            let path = format!("/api/v1/vouchers/{voucher}/error");
            acts.push((path, json!({"comment": "Doppelt."})));
        }
        acts
    }

    fn at_her_record(&mut self) -> Vec<(String, Value)> {
        let client = &self.things.clients[0];
        let of_client = |step: &str| format!("/api/v1/clients/{client}/{step}");
        let right = json!({"identity": {"name": "Frau Neumann-Kern"}});
        let on = json!({"on": self.chance.percent(50)});
        vec![
            (of_client("rectification"), right),
            (of_client("protection"), on.clone()),
            (of_client("restriction"), on),
            (of_client("confidences"), json!({"note": "Sagt wenig."})),
        ]
    }

    fn on_her_word(&mut self) -> Vec<(String, Value)> {
        let client = &self.things.clients[0];
        let today = self.twins.today();
        let asked = json!({
            "client": client,
            "recipients": [C.id()],
            "consent": slip_on(today, B, &["need"])["consent"],
        });
        let mut second = slip_on(today, C, &["identity"]);
        second["client"] = json!(client);
        second["even_so"] = json!(true);
        let release = json!({
            "client": client, "recipient": B.id(), "discloser": "Frau Sommer",
            "content": "Stand der Schulden", "form": "written", "text": acceptance::release_text(), "spoken_language": "de", "decided_by": {"who": "herself"},
            "given_on": today,
        });
        let mut voucher = json!({
            "agreement": {"agreed": true}, "theme": "maintenance", "next": Offices::place(), "required": 2, "optional": 1,
            "valid_until": today.saturating_add(60.days()),
        });
        if self.chance.percent(50) {
            voucher["client"] = json!(client);
            voucher["consent"] = slip_on(today, B, &["identity"])["consent"].clone();
            voucher["shows_her_name"] = json!(true);
        } else {
            let named = json!({
                "institution": Office::Wohnungsamt.id(), "service": Office::Wohnungsamt.service(),
            });
            voucher["named"] = json!([named]);
        }
        let said = json!({"how": "in_person"});
        let from_b = json!({"client": client, "recipient": B.id(), "said": said});
        let mut reason = from_b.clone();
        reason["items"] = json!(["reason"]);
        [
            ("consents", asked),
            ("slips", second),
            ("consents/releases", release),
            ("consents/releases/withdrawals", from_b),
            ("consents/withdrawals", reason),
            (
                "consents/everything",
                json!({"client": client, "said": said}),
            ),
            ("vouchers", voucher),
        ]
        .map(|(path, body)| (format!("/api/v1/{path}"), body))
        .to_vec()
    }
}
