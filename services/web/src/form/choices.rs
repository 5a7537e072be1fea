//! Boxes and choices as every form shows them.

use domain::consents::Item;

use crate::pages::{Choice, Tell};

/// The codes of a vocabulary, each by its words.
pub(crate) fn all<T: Copy + ToString>(all: &[T], words: impl Fn(T) -> &'static str) -> Vec<Choice> {
    let choices = all.iter();
    choices
        .map(|it| choice(&it.to_string(), words(*it)))
        .collect()
}

/// One choice.
pub(crate) fn choice(value: &str, label: &str) -> Choice {
    Choice {
        value: value.into(),
        label: label.into(),
    }
}

/// A box that tells the sender one thing.
pub(crate) const fn tell(item: Item) -> Tell {
    let (label, hint) = match item {
        Item::FeedbackArrival => ("Angekommen", "Absender erfährt: „angekommen“ und den Tag"),
        Item::FeedbackAcceptance => (
            "Angenommen oder nicht",
            "Absender erfährt: „angenommen“ oder „nicht angenommen“",
        ),
        Item::FeedbackOutcome => (
            "Ergebnis",
            "Absender erfährt: das Ergebnis, wie es festgehalten ist",
        ),
        _ => (
            "Grund der Ablehnung",
            "Absender erfährt: den Grund, wie er festgehalten ist",
        ),
    };
    let name = tell_name(item);
    Tell { name, label, hint }
}

/// Under which name the box of an item of feedback is posted.
pub(crate) const fn tell_name(item: Item) -> &'static str {
    match item {
        Item::FeedbackArrival => "tell_arrival",
        Item::FeedbackAcceptance => "tell_acceptance",
        Item::FeedbackOutcome => "tell_outcome",
        _ => "tell_reason",
    }
}
