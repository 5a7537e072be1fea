//! The table: each endpoint with its answer for each role, and a request that is right.

use acceptance::{Office, PASSWORD, Town};
use serde_json::{Value, json};

use crate::{her_record, slip_for};

/// Everybody who may knock at the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// A caseworker.
    Caseworker,
    /// A lead.
    Lead,
    /// The network's coordinator.
    Coordinator,
    /// A privacy officer.
    PrivacyOfficer,
    /// The operator.
    Operator,
    /// Somebody without a token.
    Nobody,
}

impl Who {
    pub(crate) const ALL: [Self; 6] = [
        Self::Caseworker,
        Self::Lead,
        Self::Coordinator,
        Self::PrivacyOfficer,
        Self::Operator,
        Self::Nobody,
    ];
}

/// What is expected of an endpoint: one word for each of [`Who::ALL`], in that order.
pub(crate) struct Expected {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    may: [bool; 6],
}

const YES: bool = true;
const NO: bool = false;

const fn row(method: &'static str, path: &'static str, may: [bool; 6]) -> Expected {
    Expected { method, path, may }
}

/// For whoever asks.
const OPEN: [bool; 6] = [YES, YES, YES, YES, YES, YES];
/// For every member of staff.
const STAFF: [bool; 6] = [YES, YES, YES, YES, YES, NO];
/// Records, slips and hand-overs are for those who work on cases.
pub(crate) const CASEWORK: [bool; 6] = [YES, YES, NO, NO, NO, NO];
/// What the privacy officer does with a record besides those who work with it.
const HER_RIGHTS: [bool; 6] = [YES, YES, NO, YES, NO, NO];
/// The lead and the privacy officer.
const OVERSIGHT: [bool; 6] = [NO, YES, NO, YES, NO, NO];
/// The network's rules are the coordinator's; the operator sets the network up.
const NETWORK: [bool; 6] = [NO, NO, YES, NO, YES, NO];

/// Releases are for the coordinator and for leads.
const STATISTICS: [bool; 6] = [NO, YES, YES, NO, NO, NO];
/// Exact counts of the own office are the lead's.
const LEAD: [bool; 6] = [NO, YES, NO, NO, NO, NO];
/// Only the coordinator asks for a revision.
const COORDINATOR: [bool; 6] = [NO, NO, YES, NO, NO, NO];

/// Caseworker, lead, coordinator, privacy officer, operator, nobody.
pub(crate) const EXPECTED: &[Expected] = &[
    row("GET", "/healthz", OPEN),
    row("GET", "/readyz", OPEN),
    row("GET", "/openapi.json", OPEN),
    row("POST", "/api/v1/sessions", OPEN),
    row("GET", "/api/v1/institutions", STAFF),
    row("GET", "/api/v1/consent-texts", STAFF),
    row("GET", "/api/v1/clients", CASEWORK),
    row("POST", "/api/v1/clients", CASEWORK),
    row("GET", "/api/v1/clients/{id}", CASEWORK),
    row("GET", "/api/v1/consents", CASEWORK),
    row("POST", "/api/v1/consents", CASEWORK),
    row("POST", "/api/v1/consents/withdrawals", CASEWORK),
    row("POST", "/api/v1/consents/everything", CASEWORK),
    row("GET", "/api/v1/colleagues", CASEWORK),
    row("GET", "/api/v1/slips", CASEWORK),
    row("POST", "/api/v1/slips", CASEWORK),
    row("GET", "/api/v1/slips/{id}", CASEWORK),
    row("GET", "/api/v1/slips/{id}/paper", CASEWORK),
    row("POST", "/api/v1/slips/{id}/withdrawal", CASEWORK),
    row("POST", "/api/v1/slips/{id}/reissue", CASEWORK),
    row("POST", "/api/v1/slips/{id}/neutral-sender", CASEWORK),
    row("POST", "/api/v1/slips/{id}/revival", CASEWORK),
    row("POST", "/api/v1/slips/{id}/error", CASEWORK),
    row("POST", "/api/v1/slips/{id}/paper-returns", CASEWORK),
    row("POST", "/api/v1/handovers", CASEWORK),
    row("POST", "/api/v1/handovers/lookup", CASEWORK),
    row("GET", "/api/v1/handovers/{id}", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/acceptance", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/rejection", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/conclusion", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/feedback", CASEWORK),
    row("POST", "/api/v1/handovers/arrivals", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/link", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/hold", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/resumption", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/forwarding", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/end", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/reopening", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/error", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/retractions", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/declines", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/her-word", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/call-back", CASEWORK),
    row("POST", "/api/v1/slips/{id}/call-back/settlement", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/assignment", CASEWORK),
    row("POST", "/api/v1/handovers/{id}/notices/read", CASEWORK),
    row("GET", "/api/v1/worklist", CASEWORK),
    row("POST", "/api/v1/clients/search", CASEWORK),
    row("POST", "/api/v1/clients/{id}/rectification", CASEWORK),
    row("POST", "/api/v1/clients/{id}/protection", CASEWORK),
    row("POST", "/api/v1/clients/{id}/new-papers", CASEWORK),
    row("POST", "/api/v1/clients/{id}/restriction", HER_RIGHTS),
    row("POST", "/api/v1/clients/{id}/hold", OVERSIGHT),
    row("GET", "/api/v1/clients/{id}/confidences", CASEWORK),
    row("POST", "/api/v1/clients/{id}/confidences", CASEWORK),
    row("GET", "/api/v1/clients/{id}/copy", CASEWORK),
    row("GET", "/api/v1/clients/{id}/copy/paper", CASEWORK),
    row("POST", "/api/v1/clients/{id}/child-copy/preview", CASEWORK),
    row("POST", "/api/v1/clients/{id}/child-copy", CASEWORK),
    row("POST", "/api/v1/clients/{id}/erasure", HER_RIGHTS),
    row("POST", "/api/v1/clients/{id}/erasure/everywhere", CASEWORK),
    row("POST", "/api/v1/clients/{id}/erasure/not-wanted", CASEWORK),
    row("GET", "/api/v1/clients/{id}/releases", CASEWORK),
    row("POST", "/api/v1/consents/releases", CASEWORK),
    row("POST", "/api/v1/consents/releases/withdrawals", CASEWORK),
    row("GET", "/api/v1/vouchers", CASEWORK),
    row("POST", "/api/v1/vouchers", CASEWORK),
    row("POST", "/api/v1/vouchers/redemptions", CASEWORK),
    row("GET", "/api/v1/vouchers/{id}", CASEWORK),
    row("GET", "/api/v1/vouchers/{id}/paper", CASEWORK),
    row("POST", "/api/v1/vouchers/{id}/error", CASEWORK),
    row("POST", "/api/v1/vouchers/{id}/notices/read", CASEWORK),
    row("GET", "/api/v1/rules", STAFF),
    row("POST", "/api/v1/rules", NETWORK),
    row("GET", "/api/v1/service-chain", STAFF),
    row("GET", "/api/v1/service-chain/{version}", STAFF),
    row("POST", "/api/v1/service-chain", NETWORK),
    row("GET", "/api/v1/data-protection", OVERSIGHT),
    row("GET", "/api/v1/data-protection/acts", OVERSIGHT),
    row("GET", "/api/v1/data-protection/evidence", OVERSIGHT),
    row("POST", "/api/v1/data-protection/verification", OVERSIGHT),
    row("GET", "/api/v1/statistics", STATISTICS),
    row("GET", "/api/v1/statistics/{id}", STATISTICS),
    row("GET", "/api/v1/statistics/{id}/table", STATISTICS),
    row("POST", "/api/v1/statistics/{id}/revision", COORDINATOR),
    row("GET", "/api/v1/institutions/own/counts", LEAD),
    row("POST", "/api/v1/institutions/own/entry", LEAD),
];

/// What a request can be about.
#[derive(Default)]
pub(crate) struct Objects {
    pub(crate) client: String,
    pub(crate) slip: String,
    pub(crate) handover: String,
    /// A code that nobody acknowledged yet.
    pub(crate) waiting: String,
    /// A slip whose last day passed.
    pub(crate) ended: String,
    /// The account of a colleague.
    pub(crate) colleague: String,
    /// A voucher of the own institution.
    pub(crate) voucher: String,
    /// The code of a voucher of another one.
    pub(crate) counselling: String,
    /// A release of statistics.
    pub(crate) release: String,
}

impl Expected {
    /// Whether somebody gets an answer.
    pub(crate) fn allows(&self, who: Who) -> bool {
        let at = Who::ALL.iter().position(|other| *other == who);
        at.is_some_and(|at| self.may[at])
    }

    /// A request that succeeds for whoever is allowed.
    pub(crate) fn request(&self, objects: &Objects) -> (String, Option<Value>) {
        let id = match self.path {
            path if path.contains("/clients/") => &objects.client,
            path if path.ends_with("/revival") => &objects.ended,
            path if path.contains("/slips/") => &objects.slip,
            path if path.contains("/vouchers/") => &objects.voucher,
            path if path.contains("/statistics/") => &objects.release,
            _ => &objects.handover,
        };
        let mut path = self.path.replace("{id}", id);
        if self.method == "GET" && self.path.ends_with("/consents") {
            path = format!("{path}?client={}", objects.client);
        }
        path = path.replace("{version}", "1");
        if self.path.ends_with("/counts") {
            path = format!("{path}?from=2026-01-01&to=2026-12-31");
        }
        (path, self.body(objects))
    }

    fn body(&self, objects: &Objects) -> Option<Value> {
        if self.method == "GET" {
            return None;
        }
        if let Some(body) = her_record::body(self.path, objects) {
            return Some(body);
        }
        let (client, recipient) = (&objects.client, Office::Jugendamt.id());
        Some(match self.path.rsplit('/').next()? {
            "sessions" => json!({"user": Office::Wohnungsamt.user(), "password": PASSWORD}),
            "clients" => json!({"identity": {"name": "Frau Neumann"}}),
            "consents" => json!({
                "client": client,
                "recipients": [recipient],
                "consent": {
                    "decisions": {"reason": true},
                    "form": "written",
                    "text": acceptance::consent_text(), "spoken_language": "de",
                "decided_by": {"who": "herself"},
                    "consequences_shown": true,
                    "given_on": Town::today(),
                },
            }),
            "withdrawals" => json!({
                "client": client,
                "recipient": recipient,
                "items": ["identity"],
                "said": {"how": "in_person"},
            }),
            "slips" => slip_for(Some(client)),
            "handovers" | "lookup" => json!({"code": objects.waiting}),
            "acceptance" => json!({}),
            "rejection" => json!({"reason": "no_capacity"}),
            "conclusion" => json!({"outcome": "help_provided"}),
            "feedback" => json!({"items": ["feedback_arrival"]}),
            other => return step(other, objects),
        })
    }
}

/// The steps that a hand-over and a slip know besides.
fn step(name: &str, objects: &Objects) -> Option<Value> {
    let until = "2026-12-24";
    Some(match name {
        "everything" => json!({"client": objects.client, "said": {"how": "in_person"}}),
        "arrivals" => json!({
            "new_client": {},
            "service": Office::Schuldnerberatung.service(),
            "need": "debts",
        }),
        "link" => json!({"code": objects.waiting}),
        "hold" => json!({"reason": "waiting_for_place", "resume_on": until}),
        "forwarding" => json!({"agreed": true, "slip": slip_for(None)}),
        "reopening" => json!({"comment": "Sie kommt wieder.", "her_word": true}),
        "error" => json!({"comment": "Versehen."}),
        "retractions" => json!({"message": {"says": "arrived"}, "comment": "Verwechslung."}),
        "declines" => json!({"item": "feedback_arrival"}),
        "call-back" => json!({"she_is_present": true}),
        "her-word" => json!({"experience": "got_help"}),
        "assignment" => json!({"to": objects.colleague}),
        "reissue" => json!({"her_wish": true, "valid_until": until}),
        "revival" => json!({"valid_until": until}),
        "paper-returns" => json!({"message": {"says": "arrived"}}),
        _ => return None,
    })
}
