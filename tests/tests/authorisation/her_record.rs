//! Requests about her record, vouchers, rules and data protection, each right for whoever is allowed.

use acceptance::{Office, Town};
use serde_json::{Value, json};
use simulation::SERVICE_CHAIN;

use crate::expectations::Objects;

/// The body of a request, if this file knows the endpoint.
pub(crate) fn body(path: &str, objects: &Objects) -> Option<Value> {
    let (client, recipient) = (&objects.client, Office::Jugendamt.id());
    Some(match path.strip_prefix("/api/v1/")? {
        "clients/search" => json!({"name": "Neumann"}),
        "clients/{id}/rectification" => json!({"identity": {"name": "Frau Naumann"}}),
        "clients/{id}/protection" | "clients/{id}/restriction" => json!({"on": true}),
        "clients/{id}/new-papers" => json!({"her_wish": true}),
        "institutions/own/entry" => json!({
            "name": "Schuldnerberatung Suhlheim", "phone": "030 23125 201", "neutral_sender": false,
        }),
        "clients/{id}/hold" => json!({"until": "2027-01-31"}),
        "clients/{id}/confidences" => json!({"note": "Schläft schlecht."}),
        "clients/{id}/child-copy" | "clients/{id}/child-copy/preview" => json!({
            "asked_by": "guardian", "entitlement": "appointment", "proof": "identity_document",
        }),
        "clients/{id}/erasure" => json!({"wrong_person": false}),
        "consents/releases" => json!({
            "client": client,
            "recipient": recipient,
            "discloser": "Frau Sommer",
            "content": "Stand der Schulden",
            "form": "written",
            "text": acceptance::release_text(),
            "spoken_language": "de",
            "decided_by": {"who": "herself"},
            "given_on": Town::today(),
        }),
        "consents/releases/withdrawals" => json!({
            "client": client, "recipient": recipient, "said": {"how": "in_person"},
        }),
        "vouchers" => new_voucher(),
        "vouchers/redemptions" => json!({"code": objects.counselling}),
        "vouchers/{id}/error" => json!({"comment": "Doppelt ausgestellt."}),
        "rules" => {
            json!({"instruments": "both", "preset": "arrived", "keep_months": 18, "rhythm": "quarter"})
        }
        "service-chain" => json!({"text": SERVICE_CHAIN}),
        _ => return None,
    })
}

/// An anonymous voucher.
pub(crate) fn new_voucher() -> Value {
    json!({"agreement": {"agreed": true}, "theme": "debts", "required": 2, "optional": 1, "valid_until": "2026-12-20"})
}
