//! What B does with its own record of her, and what she says there.

use acceptance::{Answer, Caseworker, Office, Town};
use serde_json::json;

use super::Offices;
use crate::twins::C;

impl Offices {
    /// What B does with its own record of her.
    pub(super) async fn act_on_record(&mut self, act: &str) -> Option<Answer> {
        let record = self.record.clone()?;
        let on_handover = self.handover.clone();
        let mut word = Caseworker::slip_to(C, &["need"], &[])["consent"].clone();
        let (path, body) = match act {
            "withdraws" => {
                let items = ["identity", "need", "reason", "feedback_reason"];
                let body = json!({"handover": on_handover?, "items": items});
                ("consents/withdrawals".to_owned(), body)
            }
            "withdraws everything" if self.may_end_her => {
                ("consents/everything".to_owned(), json!({"client": record}))
            }
            "erases" if self.may_end_her => (
                format!("clients/{record}/erasure"),
                json!({"wrong_person": false}),
            ),
            "rectifies" => (
                format!("clients/{record}/rectification"),
                json!({"identity": {"name": "Frau Naumann"}}),
            ),
            "protects" => (format!("clients/{record}/protection"), json!({"on": true})),
            "restricts" => (
                format!("clients/{record}/restriction"),
                json!({"on": false}),
            ),
            "confides" => (
                format!("clients/{record}/confidences"),
                json!({"note": "Schläft schlecht."}),
            ),
            "asks" => {
                word["client"] = record.into();
                word["recipients"] = json!([C.id(), Office::Schuldnerberatung.id()]);
                ("consents".to_owned(), word)
            }
            "releases from confidentiality" => {
                let body = json!({
                    "client": record, "recipient": C.id(), "discloser": "Frau Sommer",
                    "content": "Stand der Dinge", "form": "written", "language": "de",
                    "capable": true, "given_on": Town::today(),
                });
                ("consents/releases".to_owned(), body)
            }
            "copies" => return Some(self.b.get(&format!("/api/v1/clients/{record}/copy")).await),
            _ => return None,
        };
        let answer = self.b.post(&format!("/api/v1/{path}"), &body).await;
        if act == "erases" && answer.status.is_success() {
            (self.record, self.handover) = (None, None);
        }
        Some(answer)
    }
}
