//! The steps of the daily work, as far as the table offers them.

use domain::consents::Item;
use domain::handovers::{Act, Stage};
use domain::vocabulary::HoldReason;
use jiff::ToSpan as _;

use super::super::choices::{choice, outcomes, places, reason_groups, tell};
use super::Typed;
use super::build::Desktop;
use crate::pages::{
    ConcludeForm, ConcludeStep, FeedbackStep, HoldForm, HoldStep, LinkForm, LinkStep, PlainForm,
    PlainStep, RejectForm, RejectStep, TICKED,
};
use crate::words;

/// Accept: the one button for somebody who stands at the counter.
pub(super) fn accept(here: &Desktop<'_>) -> Option<PlainStep> {
    here.offers(Act::Accept).then(|| PlainStep {
        id: "accept",
        title: "Annehmen".into(),
        sentence: "Sie übernehmen und arbeiten mit ihr weiter.".into(),
        button: "Annehmen".into(),
        action: here.at("annehmen"),
        comment_label: None,
        her_word_label: None,
        form: PlainForm {
            form_key: here.key(),
            ..PlainForm::default()
        },
        open: true,
    })
}

/// Go on: the one button after a hold.
pub(super) fn resume(here: &Desktop<'_>) -> Option<PlainStep> {
    here.offers(Act::Resume).then(|| PlainStep {
        id: "resume",
        title: "Fortsetzen".into(),
        sentence: String::new(),
        button: "Fortsetzen".into(),
        action: here.at("fortsetzen"),
        comment_label: None,
        her_word_label: None,
        form: PlainForm {
            form_key: here.key(),
            ..PlainForm::default()
        },
        open: true,
    })
}

/// What can be told at once. Before she is taken on the boxes stand with the button for it.
pub(super) fn feedback(here: &Desktop<'_>) -> Option<FeedbackStep> {
    let view = here.view;
    let waiting: Vec<Item> = view
        .tellable
        .difference(&view.row.held.declined)
        .copied()
        .collect();
    let offered = here.offers(Act::GiveFeedback) && !waiting.is_empty();
    offered.then(|| FeedbackStep {
        action: here.at("rueckmelden"),
        form_key: here.key(),
        tells: waiting.iter().map(|item| tell(*item, false)).collect(),
    })
}

/// Conclude; it stands open while nothing else asks for attention.
pub(super) fn conclude(here: &Desktop<'_>, typed: &mut Typed) -> Option<ConcludeStep> {
    let form = typed.conclude.take().unwrap_or_else(|| ConcludeForm {
        form_key: here.key(),
        tell_outcome: TICKED.into(),
        ..ConcludeForm::default()
    });
    here.offers(Act::Conclude).then(|| ConcludeStep {
        action: here.at("abschliessen"),
        tells: here.tells(&[Item::FeedbackOutcome], form.tell_outcome == TICKED),
        form,
        outcomes: outcomes(),
        open: here.view.row.stage() == Stage::Accepted && typed.errors.is_empty()
            || typed.errors.on("conclude_outcome").is_some()
            || typed.errors.on("conclude_note").is_some(),
    })
}

/// Put on hold.
pub(super) fn hold(here: &Desktop<'_>, typed: &mut Typed) -> Option<HoldStep> {
    let open = typed.hold.is_some();
    let form = typed.hold.take().unwrap_or_else(|| HoldForm {
        form_key: here.key(),
        ..HoldForm::default()
    });
    let tomorrow = here.app.desk.now().today.saturating_add(1.day());
    here.offers(Act::Hold).then(|| HoldStep {
        action: here.at("zurueckstellen"),
        form,
        reasons: HoldReason::ALL
            .iter()
            .map(|reason| choice(reason.code(), words::hold_reason(*reason)))
            .collect(),
        earliest: tomorrow.to_string(),
        open,
    })
}

/// Reject.
pub(super) async fn reject(here: &Desktop<'_>, typed: &mut Typed) -> Option<RejectStep> {
    let open = typed.reject.is_some();
    let form = typed.reject.take().unwrap_or_else(|| RejectForm {
        form_key: here.key(),
        ..RejectForm::default()
    });
    if !here.offers(Act::Reject) {
        return None;
    }
    Some(RejectStep {
        action: here.at("ablehnen"),
        form,
        reasons: reason_groups(),
        places: places(here.app, here.session).await,
        tells: here.tells(&[Item::FeedbackAcceptance, Item::FeedbackReason], false),
        open,
    })
}

/// Link the slip that turned up, as long as the arrival has none.
pub(super) fn link_slip(here: &Desktop<'_>, typed: &mut Typed) -> Option<LinkStep> {
    let open = typed.link.is_some();
    let form = typed.link.take().unwrap_or_else(|| LinkForm {
        form_key: here.key(),
        ..LinkForm::default()
    });
    let offered = here.offers(Act::LinkSlip) && here.view.row.held.slip.is_none();
    offered.then(|| LinkStep {
        action: here.at("verknuepfen"),
        form,
        open,
    })
}
