//! What a form at a hand-over asks of the desk, and where its page goes on.

use std::collections::BTreeSet;

use casework::{
    Desk, Failure, HandoverStep, HowSaid, Key, LinkSlip, WithdrawConsent, WithdrawEverything,
    WithdrawFrom,
};
use domain::codes::PresentedCode;
use domain::consents::Item;
use domain::handovers::{Feedback, Plain, Request};
use domain::{HandoverId, Refusal, Staff};

use crate::form::Form;

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

impl Deed {
    /// Carries it out; the hand-over, and what its sender was to be told in the same act.
    pub(super) async fn carry_out(
        self,
        desk: &Desk,
        by: Staff,
        id: HandoverId,
        key: &Key,
    ) -> Result<(HandoverId, BTreeSet<Item>), Failure> {
        Ok(match self {
            Self::Step(request) => {
                let tell = request.tell();
                let step = HandoverStep {
                    handover: id,
                    request,
                };
                (desk.perform(by, &step, key).await?, tell)
            }
            Self::Link(code) => {
                let link = LinkSlip { handover: id, code };
                (desk.perform(by, &link, key).await?, BTreeSet::new())
            }
            Self::TakeBack(items, said) => {
                let from = WithdrawFrom::Held(id);
                let command = WithdrawConsent { from, items, said };
                desk.perform(by, &command, key).await?;
                (id, BTreeSet::new())
            }
            Self::TakeEverythingBack(said) => {
                let record = desk.record_behind(by, id).await?;
                let command = WithdrawEverything { record, said };
                desk.perform(by, &command, key).await?;
                (id, BTreeSet::new())
            }
        })
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
