//! What crosses the seam because she wants it to: once, in both towns.

use serde_json::{Value, json};

use super::Offices;
use crate::FEEDBACK;

/// One thing that crosses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Crossing {
    /// An item of her consent.
    Told(&'static str),
    /// An item without a consent that stands: she releases it at B's desk, at that moment.
    Released(&'static str),
    /// An item of her consent, and then that it was wrong.
    Retracted(&'static str),
    /// An item of her consent, and then that the whole entry was an error.
    ToldInError(&'static str),
    /// Her own word of how it was.
    HerWord,
    /// She wants the sender to ring up.
    CallBack,
    /// Her wish to be erased wherever she is known: A hears it as if she had said it there.
    Erasure,
}

/// Every kind of it.
pub(crate) const CROSSINGS: [Crossing; 10] = [
    Crossing::Told("feedback_arrival"),
    Crossing::HerWord,
    Crossing::CallBack,
    Crossing::Retracted("feedback_outcome"),
    Crossing::Erasure,
    Crossing::Released("feedback_acceptance"),
    Crossing::Told("feedback_acceptance"),
    Crossing::ToldInError("feedback_arrival"),
    Crossing::Told("feedback_outcome"),
    Crossing::Released("feedback_outcome"),
];

impl Crossing {
    /// The item that she allows beforehand.
    pub(crate) const fn granted(self) -> Option<&'static str> {
        match self {
            Self::Told(item) | Self::Retracted(item) | Self::ToldInError(item) => Some(item),
            Self::Released(_) | Self::HerWord | Self::CallBack | Self::Erasure => None,
        }
    }

    /// The item that B tells.
    pub(crate) const fn item(self) -> Option<&'static str> {
        match self {
            Self::Released(item) => Some(item),
            other => other.granted(),
        }
    }

    /// From whom A hears, in this order.
    pub(crate) const fn heard(self) -> &'static [&'static str] {
        match self {
            Self::Told(_) | Self::Released(_) => &["office"],
            Self::Retracted(_) | Self::ToldInError(_) => &["office", "office_retracted"],
            Self::HerWord => &["she"],
            // It has a place of its own.
            Self::CallBack | Self::Erasure => &[],
        }
    }
}

impl Offices {
    /// The one thing crosses, whatever happened before.
    pub(crate) async fn tells(&mut self, crossing: Crossing, place: &str) {
        self.arrives(false).await;
        self.frees_the_record().await;
        let handover = self
            .handover
            .clone()
            .unwrap_or_else(|| panic!("{place}: not held"));
        if let Some(item) = crossing.item() {
            self.makes_it_true(&handover, item).await;
            let released = matches!(crossing, Crossing::Released(_));
            let told = json!({"items": [item], "released": released});
            self.must(&handover, "feedback", &told, place).await;
            // It was told; a second time would be another act.
            self.granted = FEEDBACK.to_vec();
            self.granted.retain(|granted| *granted != "feedback_reason");
            self.has_told = true;
        }
        match crossing {
            Crossing::Told(_) | Crossing::Released(_) => {}
            Crossing::Retracted(item) => {
                let wrong = json!({"message": message(item), "comment": "Verwechselt."});
                self.must(&handover, "retractions", &wrong, place).await;
            }
            Crossing::ToldInError(_) => {
                let wrong = json!({"comment": "Falsche Zeile."});
                self.must(&handover, "error", &wrong, place).await;
            }
            Crossing::HerWord => {
                let word = json!({"experience": "got_some_help", "words": "Es dauerte."});
                self.must(&handover, "her-word", &word, place).await;
            }
            Crossing::CallBack => {
                let present = json!({"she_is_present": true});
                self.must(&handover, "call-back", &present, place).await;
            }
            Crossing::Erasure => self.asks_for_erasure_everywhere(place).await,
        }
        self.has_to_tell = false;
    }

    /// Only what is true can be told.
    async fn makes_it_true(&self, handover: &str, item: &str) {
        let again = json!({"comment": "Es geht weiter.", "her_word": true});
        let mut steps = vec![("resumption", Value::Null), ("reopening", again)];
        steps.push(("acceptance", json!({})));
        if item == "feedback_outcome" {
            steps.push(("conclusion", json!({"outcome": "help_provided"})));
        }
        for (step, body) in steps {
            let path = format!("/api/v1/handovers/{handover}/{step}");
            self.b.post(&path, &body).await;
        }
    }

    async fn must(&self, handover: &str, step: &str, body: &Value, place: &str) {
        let path = format!("/api/v1/handovers/{handover}/{step}");
        let done = self.b.post(&path, body).await;
        assert!(done.status.is_success(), "{place}: {step}: {}", done.text);
    }
}

fn message(item: &str) -> Value {
    match item {
        "feedback_arrival" => json!({"says": "arrived"}),
        "feedback_acceptance" => json!({"says": "accepted"}),
        _ => json!({"says": "outcome", "outcome": "help_provided"}),
    }
}
