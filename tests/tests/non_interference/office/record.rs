//! What B does with its own record of her, and what she says there.

use acceptance::{Answer, Office};
use serde_json::json;

use super::{Offices, slip_on};
use crate::chance::Chance;
use crate::twins::{B, C};

pub(super) const ACTS: &[&str] = &[
    "withdraws",
    "withdraws all that B asked",
    "withdraws everything",
    "erases",
    "officer erases",
    "opens a record",
    "rectifies",
    "protects",
    "restricts",
    "officer restricts",
    "lead holds the record",
    "officer holds the record",
    "confides",
    "asks",
    "releases from confidentiality",
    "takes a release back",
    "copies",
    "copies on paper",
];

impl Offices {
    pub(super) async fn acts_on_record(
        &mut self,
        act: &str,
        chance: &mut Chance,
    ) -> Option<Answer> {
        if act == "opens a record" {
            let other = json!({"identity": {"name": "Frau Neumann", "birth_year": 1998}});
            return Some(self.b.post("/api/v1/clients", &other).await);
        }
        let record = self.record.clone()?;
        let of_hers = |step: &str| format!("clients/{record}/{step}");
        let on = chance.percent(50);
        let said = json!({"how": if on { "in_person" } else { "in_writing" }});
        let (path, body) = match act {
            "withdraws" => {
                let items = self.items_to_withdraw();
                let body =
                    json!({"handover": self.handover.as_ref()?, "items": items, "said": said});
                ("consents/withdrawals".to_owned(), body)
            }
            "withdraws all that B asked" => {
                let body = json!({
                    "client": record, "recipient": C.id(), "items": ["need"], "said": said,
                });
                ("consents/withdrawals".to_owned(), body)
            }
            "withdraws everything" if !self.has_to_tell => {
                let body = json!({"client": record, "said": said});
                ("consents/everything".to_owned(), body)
            }
            "erases" | "officer erases" if !self.has_to_tell => {
                (of_hers("erasure"), json!({"wrong_person": on}))
            }
            "rectifies" => {
                let right = json!({"name": "Frau Naumann", "contact": "0171 39200 07"});
                let right = json!({"identity": right, "children": ["6_to_9"]});
                (of_hers("rectification"), right)
            }
            "protects" => (of_hers("protection"), json!({"on": on})),
            "restricts" | "officer restricts" => (of_hers("restriction"), json!({"on": on})),
            "lead holds the record" | "officer holds the record" => {
                (of_hers("hold"), json!({"until": on.then(|| self.soon())}))
            }
            "confides" => (of_hers("confidences"), json!({"note": "Schläft schlecht."})),
            "asks" => {
                let word = json!({
                    "client": record,
                    "recipients": [C.id(), Office::Schuldnerberatung.id()],
                    "consent": slip_on(self.today, C, &["need"])["consent"],
                });
                ("consents".to_owned(), word)
            }
            "releases from confidentiality" => {
                let body = json!({
                    "client": record, "recipient": C.id(), "discloser": "Frau Sommer",
                    "content": "Stand der Dinge", "form": "written", "text": acceptance::release_text(),
                    "spoken_language": "de",
                    "decided_by": {"who": "herself"}, "given_on": self.today,
                });
                ("consents/releases".to_owned(), body)
            }
            "takes a release back" => {
                let body = json!({"client": record, "recipient": C.id(), "said": said});
                ("consents/releases/withdrawals".to_owned(), body)
            }
            "copies" => return Some(self.b.get(&format!("/api/v1/clients/{record}/copy")).await),
            "copies on paper" => {
                let path = format!("/api/v1/clients/{record}/copy/paper");
                return Some(self.b.get(&path).await);
            }
            _ => return None,
        };
        let by = match act.split_once(' ') {
            Some(("lead", _)) => &self.lead,
            Some(("officer", _)) => &self.officer,
            _ => &self.b,
        };
        let answer = by.post(&format!("/api/v1/{path}"), &body).await;
        if act.ends_with("erases") && answer.status.is_success() {
            (self.record, self.handover) = (None, None);
        }
        Some(answer)
    }

    /// Not what is still to be told; of what was told, too.
    fn items_to_withdraw(&self) -> Vec<&'static str> {
        let mut items = vec!["identity", "need", "reason"];
        let feedback = crate::FEEDBACK.into_iter();
        items.extend(feedback.filter(|item| !self.has_to_tell || !self.granted.contains(item)));
        items
    }

    /// Nothing at B stands in the way of what she wants to cross.
    pub(super) async fn frees_the_record(&self) {
        let Some(record) = &self.record else {
            return;
        };
        for (step, body) in [("restriction", json!({"on": false})), ("hold", json!({}))] {
            let path = format!("/api/v1/clients/{record}/{step}");
            self.officer.post(&path, &body).await.ok();
        }
    }

    /// She asks B to have everything erased, wherever it is.
    pub(super) async fn asks_for_erasure_everywhere(&mut self, place: &str) {
        let record = self
            .record
            .take()
            .unwrap_or_else(|| panic!("{place}: no record"));
        self.handover = None;
        let path = format!("/api/v1/clients/{record}/erasure/everywhere");
        let asked = self.b.post(&path, &json!({})).await;
        assert!(asked.status.is_success(), "{place}: {:?} {}", B, asked.text);
    }
}
