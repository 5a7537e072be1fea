//! What crosses the seam: the one thing that she lets B tell.

use serde_json::{Value, json};

use super::Offices;
use crate::FEEDBACK;

impl Offices {
    /// B tells A the one thing that she lets it tell, whatever happened before.
    pub(crate) async fn tells(&mut self, item: &str, place: &str) {
        self.arrives(false).await;
        let handover = self
            .handover
            .clone()
            .unwrap_or_else(|| panic!("{place}: not held"));
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
        let path = format!("/api/v1/handovers/{handover}/feedback");
        let told = self.b.post(&path, &json!({"items": [item]})).await;
        assert!(told.status.is_success(), "{place}: {}", told.text);
        self.may_end_her = true;
        // It was told; a second time would be another act.
        self.granted = FEEDBACK.to_vec();
        self.granted.retain(|granted| *granted != "feedback_reason");
    }
}
