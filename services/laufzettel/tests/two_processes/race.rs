//! One round: her word is recorded, then taken back at one process while the other uses it.

use std::time::{Duration, Instant};

use acceptance::{Answer, Caseworker, Office};
use event_store::{NetworkId, Recorded, Store};
use jiff::{ToSpan as _, civil::Date};
use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio::time::sleep;

/// How her data is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disclosing {
    /// A slip with her name is issued.
    Issue,
    /// The office opens the slip by its code and reads her name.
    Open,
    /// The office acknowledges and keeps a copy.
    Acknowledge,
    /// The office tells the sender.
    Tell,
}

impl Disclosing {
    pub(crate) const ALL: [Self; 4] = [Self::Issue, Self::Open, Self::Acknowledge, Self::Tell];

    /// What she allows, and takes back.
    const fn item(self) -> &'static str {
        match self {
            Self::Tell => "feedback_acceptance",
            _ => "identity",
        }
    }
}

/// Who meets.
pub(crate) struct Race {
    /// The sending office at one process: there she takes her word back.
    pub(crate) withdrawing: Caseworker,
    /// The sending office at the other.
    pub(crate) sending: Caseworker,
    /// The receiving office at the other.
    pub(crate) receiving: Caseworker,
    /// The log that both write.
    pub(crate) log: Store,
    pub(crate) network: NetworkId,
    /// The day of her word.
    pub(crate) asked_on: Date,
}

/// What a round showed.
pub(crate) struct Found {
    /// The log has the disclosure.
    pub(crate) disclosed: bool,
    /// The log has it behind the withdrawal.
    pub(crate) behind: bool,
    /// Each request was sent before the other was answered.
    pub(crate) at_once: bool,
}

/// A request and its answer, with the time between.
struct Done {
    answer: Answer,
    sent: Instant,
    answered: Instant,
}

impl Race {
    /// A round in which the withdrawal leads by so many milliseconds, or follows.
    pub(crate) async fn run(&self, kind: Disclosing, lead: i64) -> Found {
        let client = self.her_word(kind.item()).await;
        let (by, path, body) = self.disclosure(kind, &client).await;
        let withdrawal = json!({
            "client": client,
            "recipient": Office::Jugendamt.id(),
            "items": [kind.item()],
            "said": {"how": "in_person"},
        });
        let before = self.log.head(self.network).await.unwrap();

        let start = Barrier::new(2);
        let late = |by: i64| Duration::from_millis(u64::try_from(by).unwrap_or(0));
        let (withdrawn, disclosed) = tokio::join!(
            after(
                &start,
                late(-lead),
                self.withdrawing
                    .post("/api/v1/consents/withdrawals", &withdrawal)
            ),
            after(&start, late(lead), by.post(&path, &body)),
        );

        withdrawn.answer.succeeded();
        let events = self.log.read_from(self.network, before, 1_000).await;
        let found = Found {
            at_once: withdrawn.sent < disclosed.answered && disclosed.sent < withdrawn.answered,
            ..found(&events.unwrap(), kind.item())
        };
        told_as_it_is_written(kind, &disclosed.answer, found.disclosed);
        found
    }

    /// A record of her, and her word on one item towards the receiving office.
    async fn her_word(&self, item: &str) -> String {
        let client = json!({"identity": {"name": "Frau Neumann"}});
        let client = self.withdrawing.post("/api/v1/clients", &client).await.ok();
        let client = client.member("client");
        let consent = json!({
            "client": client,
            "recipients": [Office::Jugendamt.id()],
            "consent": {
                "decisions": {item: true},
                "form": "written",
                "text": acceptance::consent_text(), "spoken_language": "de",
                "decided_by": {"who": "herself"},
                "consequences_shown": true,
                "given_on": self.asked_on.to_string(),
            },
        });
        let recorded = self.withdrawing.post("/api/v1/consents", &consent).await;
        recorded.succeeded();
        client
    }

    /// Everything up to the request that discloses, and that request.
    async fn disclosure(&self, kind: Disclosing, client: &str) -> (&Caseworker, String, Value) {
        let disclose: &[&str] = match kind {
            Disclosing::Tell => &[],
            _ => &["identity"],
        };
        let slip = json!({
            "client": client,
            "recipient": Office::Jugendamt.id(),
            "service": Office::Jugendamt.service(),
            "agreement": {"agreed": true},
            "need": "maintenance",
            "valid_until": self.asked_on.saturating_add(30.days()).to_string(),
            "disclose": disclose,
        });
        if kind == Disclosing::Issue {
            return (&self.sending, "/api/v1/slips".to_owned(), slip);
        }
        let (_, code) = self.sending.issues(&slip).await;
        match kind {
            Disclosing::Issue | Disclosing::Open => {
                let path = "/api/v1/handovers/lookup".to_owned();
                (&self.receiving, path, json!({"code": code}))
            }
            Disclosing::Acknowledge => {
                let path = "/api/v1/handovers".to_owned();
                let body = json!({"code": code, "accept": true, "tell": []});
                (&self.receiving, path, body)
            }
            Disclosing::Tell => {
                let handover = self.receiving.takes_on(&code, &[]).await;
                let path = format!("/api/v1/handovers/{handover}/feedback");
                (&self.receiving, path, json!({"items": [kind.item()]}))
            }
        }
    }
}

/// Sends a request when both stand ready, or a moment later.
async fn after(start: &Barrier, late: Duration, request: impl Future<Output = Answer>) -> Done {
    start.wait().await;
    if !late.is_zero() {
        sleep(late).await;
    }
    let sent = Instant::now();
    let answer = request.await;
    Done {
        answer,
        sent,
        answered: Instant::now(),
    }
}

/// What the log says of this item since the round began.
fn found(events: &[Recorded], item: &str) -> Found {
    let withdrawn = events.iter().position(|e| e.name() == "ConsentWithdrawn");
    let withdrawn = withdrawn.expect("a withdrawal that was answered is in the log");
    let discloses = |event: &&Recorded| {
        let traced = event.event.get("disclosure").map(|trace| &trace["items"]);
        let copied = event.event.get("items");
        let copied = copied.filter(|_| ["CopyHanded", "CopyShown"].contains(&event.name()));
        let items = [traced, copied].into_iter().flatten();
        let mut items = items.filter_map(Value::as_array).flatten();
        items.any(|named| named == item) || event.event.contains_key(item)
    };
    Found {
        disclosed: events.iter().any(|event| discloses(&event)),
        behind: events[withdrawn..].iter().any(|event| discloses(&event)),
        at_once: false,
    }
}

/// Nobody is shown what the log does not have, and nobody is refused what it has.
fn told_as_it_is_written(kind: Disclosing, answer: &Answer, disclosed: bool) {
    match kind {
        Disclosing::Issue | Disclosing::Tell if disclosed => answer.succeeded(),
        Disclosing::Issue => assert_eq!(answer.problem(), "consent-missing"),
        Disclosing::Tell => assert_eq!(answer.problem(), "feedback-not-permitted"),
        // Opening and arriving never fail for want of consent: the name stays blank.
        Disclosing::Open => {
            answer.succeeded();
            let shown = answer.text.contains("Frau Neumann");
            assert_eq!(shown, disclosed, "{}", answer.text);
        }
        Disclosing::Acknowledge => answer.succeeded(),
    }
}
