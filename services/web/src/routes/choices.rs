//! What can be chosen and ticked in more than one form, and what was.

use std::collections::BTreeSet;

use casework::{Agreed, InsteadAt};
use domain::consents::Item;
use domain::slips::Paper;
use domain::vocabulary::{Need, Outcome, RejectionReason, Side};
use domain::{AgreedBy, Refusal};

use super::issue;
use crate::App;
use crate::auth::PageSession;
use crate::pages::{Choice, ChoiceGroup, FieldErrors, RejectForm, TICKED, Tell};
use crate::refusals::Problem;
use crate::words;

/// Who can agree to a slip or a voucher itself.
pub(crate) fn agreeing() -> Vec<Choice> {
    let words = |by: &AgreedBy| choice(by.code(), words::agreed_by(*by));
    AgreedBy::ALL.iter().map(words).collect()
}

/// Whether a slip or a voucher is wanted at all; the mistake stands at the box.
pub(crate) fn wanted(errors: &mut FieldErrors, ticked: &str) -> bool {
    let wanted = ticked == TICKED;
    if !wanted {
        let refused = Problem::from(Refusal::InstrumentNotAgreed);
        errors.add("instrument_agreed", refused.detail());
    }
    wanted
}

/// That it is wanted, and by whom, where nobody is asked who decides.
pub(crate) fn agreed(errors: &mut FieldErrors, ticked: &str, by: &str) -> Option<Agreed> {
    if !wanted(errors, ticked) {
        return None;
    }
    let by = by.parse();
    if by.is_err() {
        errors.add("agreed_by", "Bitte wählen Sie, wer einverstanden ist.");
    }
    Some(Agreed {
        on: None,
        by: by.ok()?,
    })
}

/// Whether she signed after what she took back on that day, where that was asked.
pub(crate) fn signed_after(chosen: &str) -> Option<bool> {
    match chosen {
        "after" => Some(true),
        "before" => Some(false),
        _ => None,
    }
}

/// Where a refusal of her word's days is shown, on each form that takes one.
pub(crate) const fn days_field(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::ConsentInFuture
        | Refusal::ConsentTooOld { .. }
        | Refusal::LaterWordStands { .. } => Some("consented_on"),
        Refusal::ConsentEndOutOfRange { .. } => Some("expires_on"),
        Refusal::WithdrawnOnThatDay { .. } => Some("signed"),
        _ => None,
    }
}

/// A box that tells the sender one thing.
pub(crate) fn tell(item: Item, ticked: bool) -> Tell {
    let (name, label, sender_learns) = match item {
        Item::FeedbackArrival => ("tell_arrival", "Angekommen", "„angekommen“ und den Tag"),
        Item::FeedbackAcceptance => (
            "tell_acceptance",
            "Angenommen oder nicht",
            "„angenommen“ oder „nicht angenommen“",
        ),
        Item::FeedbackOutcome => (
            "tell_outcome",
            "Ergebnis",
            "das Ergebnis, wie es festgehalten ist",
        ),
        _ => (
            "tell_reason",
            "Grund der Ablehnung",
            "den Grund, wie er festgehalten ist",
        ),
    };
    Tell {
        name,
        label: label.into(),
        sender_learns: sender_learns.into(),
        ticked,
    }
}

/// Where she can go instead, by need.
pub(crate) async fn places(app: &App, session: &PageSession) -> Vec<ChoiceGroup> {
    let Some(claims) = session.live() else {
        return vec![];
    };
    let staff = claims.staff();
    let institutions = app.desk.institutions().await.unwrap_or_default();
    Need::ALL
        .iter()
        .map(|need| ChoiceGroup {
            label: words::need(*need).into(),
            choices: issue::places(&institutions, staff, *need)
                .map(|(value, label)| choice(&value, &label))
                .collect(),
        })
        .filter(|group| !group.choices.is_empty())
        .collect()
}

/// The reasons of a rejection, by side.
pub(crate) fn reason_groups() -> Vec<ChoiceGroup> {
    Side::ALL
        .iter()
        .map(|side| ChoiceGroup {
            label: words::side(*side).into(),
            choices: RejectionReason::ALL
                .iter()
                .filter(|reason| reason.side() == *side)
                .map(|reason| choice(reason.code(), words::reason(*reason)))
                .collect(),
        })
        .collect()
}

/// How a hand-over can end.
pub(crate) fn outcomes() -> Vec<Choice> {
    Outcome::ALL
        .iter()
        .map(|outcome| choice(outcome.code(), words::outcome(*outcome)))
        .collect()
}

/// One choice.
pub(crate) fn choice(value: &str, label: &str) -> Choice {
    Choice {
        value: value.into(),
        label: label.into(),
    }
}

/// Which boxes of a rejection were ticked.
pub(crate) fn reject_tells(form: &RejectForm) -> BTreeSet<Item> {
    let boxes = [
        (&form.tell_acceptance, Item::FeedbackAcceptance),
        (&form.tell_reason, Item::FeedbackReason),
    ];
    ticked(&boxes)
}

/// The items whose boxes are ticked.
pub(crate) fn ticked(boxes: &[(&String, Item)]) -> BTreeSet<Item> {
    boxes
        .iter()
        .filter(|(value, _)| *value == TICKED)
        .map(|(_, item)| *item)
        .collect()
}

/// Where she can go instead: `institution:service`.
pub(crate) fn instead(value: &str) -> Option<InsteadAt> {
    let (institution, service) = value.split_once(':')?;
    Some(InsteadAt {
        institution: institution.parse().ok()?,
        service: service.parse().ok()?,
    })
}

/// How much a paper can say.
pub(super) fn papers() -> Vec<Choice> {
    let choice = |paper: Paper, label: &str| Choice {
        value: paper.to_string(),
        label: label.into(),
    };
    vec![
        choice(Paper::Plain, "Ziel, Anlass und was die Stelle wissen darf"),
        choice(Paper::Discreet, "nur Tag, Uhrzeit und Rückrufnummer"),
    ]
}
