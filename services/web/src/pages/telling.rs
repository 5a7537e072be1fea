//! What crosses to the sender and what she takes back: the forms of a hand-over about her word.
use super::{Choice, Tell};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Giving feedback: exactly the items that she allowed and that were not given yet.
pub struct FeedbackStep {
    /// Where the form goes.
    pub action: String,
    /// Idempotency key.
    pub form_key: String,
    /// The items.
    pub tells: Vec<Tell>,
}

/// No consent stands: she releases one message now, and the box `her_word` is required.
pub struct ReleaseStep {
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: FeedbackForm,
    /// What happened and can be released.
    pub tells: Vec<Tell>,
    /// Whether it stands open.
    pub open: bool,
}

/// What feedback posts, and what a release posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct FeedbackForm {
    /// Idempotency key.
    pub form_key: String,
    /// `ja`: she arrived.
    pub tell_arrival: String,
    /// `ja`: she was accepted or not.
    pub tell_acceptance: String,
    /// `ja`: the outcome.
    pub tell_outcome: String,
    /// `ja`: the reason.
    pub tell_reason: String,
    /// `ja`: she agrees to this one message now; only a release asks for it.
    pub her_word: String,
}

impl FeedbackForm {
    /// Whether the box of this field is ticked.
    #[must_use]
    pub fn wants(&self, field: &str) -> bool {
        let value = match field {
            "tell_arrival" => &self.tell_arrival,
            "tell_acceptance" => &self.tell_acceptance,
            "tell_outcome" => &self.tell_outcome,
            "tell_reason" => &self.tell_reason,
            _ => return false,
        };
        value == super::TICKED
    }
}

/// Passing on her own word.
pub struct HerWordStep {
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: HerWordForm,
    /// What she can say in one word.
    pub experiences: Vec<Choice>,
    /// Whether it stands open.
    pub open: bool,
}

/// What her word posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct HerWordForm {
    /// Idempotency key.
    pub form_key: String,
    /// What she says in one word; required.
    pub experience: String,
    /// Her own words, as she wants them to be read.
    pub words: String,
}

/// Leaving a request for feedback unanswered: one button for each.
pub struct DeclineStep {
    /// Where the form goes.
    pub action: String,
    /// Idempotency key.
    pub form_key: String,
    /// The requests.
    pub requests: Vec<Choice>,
}

/// What declining posts: the button.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct DeclineForm {
    /// Idempotency key.
    pub form_key: String,
    /// The item.
    pub item: String,
}

/// Taking back what the sender was told.
pub struct RetractStep {
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: RetractForm,
    /// What was told, by this person or, for the lead, by anybody.
    pub told: Vec<Choice>,
    /// Whether it stands open.
    pub open: bool,
}

/// What a retraction posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct RetractForm {
    /// Idempotency key.
    pub form_key: String,
    /// What was told; required.
    pub message: String,
    /// Why it was wrong; required.
    pub comment: String,
}

/// She takes back what came with this hand-over.
pub struct TakeBackStep {
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: TakeBackForm,
    /// The items that live; the value is the field's name.
    pub items: Vec<Choice>,
    /// Today, ISO.
    pub today: String,
    /// Whether it stands open.
    pub open: bool,
}

/// What taking back posts: a field with the code of each item that is ticked.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct TakeBackForm {
    /// Idempotency key.
    pub form_key: String,
    /// `in_person`, `by_phone` or `in_writing`; required.
    pub said_how: String,
    /// Her own code, on the telephone.
    pub own_code: String,
    /// The day of her word, ISO.
    pub said_on: String,
    /// The boxes.
    #[serde(flatten)]
    pub boxes: BTreeMap<String, String>,
}

impl TakeBackForm {
    /// Whether the box of this item is ticked.
    #[must_use]
    pub fn ticks(&self, item: &str) -> bool {
        self.boxes
            .get(item)
            .is_some_and(|value| value == super::TICKED)
    }
}

/// She takes back everything that she ever allowed.
pub struct EverythingStep {
    /// Where the form goes.
    pub action: String,
    /// As typed.
    pub form: EverythingForm,
    /// Today, ISO.
    pub today: String,
    /// Whether it stands open.
    pub open: bool,
}

/// What taking back everything posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct EverythingForm {
    /// Idempotency key.
    pub form_key: String,
    /// `in_person`, `by_phone` or `in_writing`; required.
    pub said_how: String,
    /// Her own code, on the telephone.
    pub own_code: String,
    /// The day of her word, ISO.
    pub said_on: String,
}
