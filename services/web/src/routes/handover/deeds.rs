//! What a form at a hand-over asks of the desk, and where its page goes on; and rejecting, which asks the same behind a
//! code.

use std::collections::BTreeSet;

use casework::{Desk, HowSaid};
use domain::codes::PresentedCode;
use domain::consents::Item;
use domain::handovers::{Feedback, Plain, Reject, Request};
use domain::{HandoverId, Refusal};

use crate::form::{Field, Form};
use crate::pages::ChoiceGroup;
use crate::routes::choices::{instead, reason_groups};

/// What a form asks of the desk.
pub(crate) enum Deed {
    /// A step of the office's own.
    Step(Request),
    /// The slip turned up.
    Link(PresentedCode),
    /// She takes back what came with this hand-over.
    TakeBack(BTreeSet<Item>, HowSaid),
    /// She takes back everything, wherever she allowed anything.
    TakeEverythingBack(HowSaid),
}

impl From<Request> for Deed {
    fn from(request: Request) -> Self {
        Self::Step(request)
    }
}

impl From<Plain> for Deed {
    fn from(step: Plain) -> Self {
        Self::Step(Request::Plain { step })
    }
}

/// Where the page goes on, with what was done, and whether something stayed untold.
pub(crate) async fn on_its_page(
    desk: &Desk,
    id: HandoverId,
    done: &str,
    tell: &BTreeSet<Item>,
) -> String {
    // The step is done; what cannot be found out is no reason to say that it is not.
    let untold = desk.untold(id, tell).await.unwrap_or_default();
    let done = (!done.is_empty()).then(|| format!("getan={done}"));
    let untold = (!untold.is_empty()).then(|| "ungesagt=ja".to_owned());
    let said: Vec<String> = done.into_iter().chain(untold).collect();
    let query = if said.is_empty() { "" } else { "?" };
    format!("/uebergaben/{id}{query}{}", said.join("&"))
}

/// What of what she allows the sender is to hear.
pub(super) fn feedback(form: &mut Form, released: bool) -> Deed {
    let items = form.tells();
    if items.is_empty() {
        form.wrong("tells", "Bitte wählen Sie, was mitgeteilt werden soll.");
    }
    Request::GiveFeedback(Feedback { items, released }).into()
}

/// The code of a slip that turned up.
pub(super) fn link(form: &mut Form) -> Option<Deed> {
    // What is no code may be anything: only so much of it comes back.
    form.shorten("code", 60);
    if form.get("code").trim().is_empty() {
        form.wrong("code", "Bitte geben Sie den Code vom Laufzettel ein.");
        return None;
    }
    let code = form.maybe("code");
    if code.is_none() {
        // The answer of a code that nobody has.
        form.refused("code", Refusal::UnknownCode);
    }
    code.map(Deed::Link)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the form's other steps may have none"
)]
pub(super) const fn step(request: Request) -> Option<Deed> {
    Some(Deed::Step(request))
}

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
