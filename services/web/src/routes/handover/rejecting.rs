//! Rejecting, which asks the same behind a code and at a hand-over.

use std::collections::BTreeSet;

use domain::Refusal;
use domain::consents::Item;
use domain::handovers::Reject;

use crate::form::{Field, Form};
use crate::pages::ChoiceGroup;
use crate::routes::choices::{instead, reason_groups};

/// Above the boxes of what the sender is told.
const TELL: &str = "Dem Absender mitteilen – sie hat es erlaubt";

/// What is asked.
pub(crate) fn reject_fields(places: Vec<ChoiceGroup>, allowed: &BTreeSet<Item>) -> Vec<Field> {
    let comment = "Nötig nur bei „anderer Grund“. Bleibt in Ihrer Einrichtung.";
    let instead = "Wohin kann sie sich stattdessen wenden?";
    let told = [Item::FeedbackAcceptance, Item::FeedbackReason];
    let fields = [
        Field::grouped("reason", "Warum geht es nicht?", reason_groups()),
        Field::area("comment", "Anmerkung für Ihre Akte").hint(comment),
        Field::grouped("where_instead", instead, places)
            .hint("Das können Sie ihr dann ausdrucken.")
            .optional(),
    ];
    fields.into_iter().chain(tells(&told, allowed)).collect()
}

/// Boxes for those of these items that she allows; none where she allows none.
pub(crate) fn tells(items: &[Item], allowed: &BTreeSet<Item>) -> Option<Field> {
    let items = items.iter().copied();
    let items: Vec<Item> = items.filter(|item| allowed.contains(item)).collect();
    (!items.is_empty()).then(|| Field::tells(TELL, items))
}

/// What a rejection says. Without a reason the domain refuses, and says so at the field.
pub(crate) fn reject(form: &mut Form) -> Reject {
    Reject {
        reason: form.maybe("reason"),
        comment: form.text("comment"),
        instead: instead(form.get("where_instead")),
        tell: form.tells(),
    }
}

/// Where a refusal of a rejection is shown.
pub(super) const fn reject_field(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::ReasonMissing => Some("reason"),
        Refusal::CommentMissing => Some("comment"),
        _ => None,
    }
}
