//! The steps that are needed seldom, as far as the table offers them.

use domain::consents::Item;
use domain::handovers::{Act, Stage};
use domain::vocabulary::Experience;

use super::super::choices::choice;
use super::super::messages;
use super::Typed;
use super::build::{Desktop, boxes};
use crate::pages::{
    AssignForm, AssignStep, DeclineStep, EverythingForm, EverythingStep, FeedbackForm, HerWordForm,
    HerWordStep, PlainForm, PlainStep, RareSteps, ReleaseStep, RetractForm, RetractStep,
    TakeBackForm, TakeBackStep,
};
use crate::words;

const FEEDBACK: [Item; 4] = [
    Item::FeedbackArrival,
    Item::FeedbackAcceptance,
    Item::FeedbackOutcome,
    Item::FeedbackReason,
];

/// All of them.
pub(super) fn steps(here: &Desktop<'_>, typed: &mut Typed) -> RareSteps {
    RareSteps {
        assign: assign(here, typed),
        release: release(here, typed),
        her_word: her_word(here, typed),
        decline: decline(here),
        retract: retract(here, typed),
        take_back: take_back(here, typed),
        everything: Some(everything(here, typed)),
        plain: plain(here, typed),
    }
}

fn assign(here: &Desktop<'_>, typed: &mut Typed) -> Option<AssignStep> {
    let open = typed.assign.is_some();
    let assigned = here.view.row.held.assigned;
    let form = typed.assign.take().unwrap_or_else(|| AssignForm {
        form_key: here.key(),
        to: assigned.map(|(to, _)| to.to_string()).unwrap_or_default(),
        deputy: assigned
            .and_then(|(_, deputy)| deputy)
            .map(|deputy| deputy.to_string())
            .unwrap_or_default(),
    });
    here.offers(Act::Assign).then(|| AssignStep {
        action: here.at("zuweisen"),
        form,
        colleagues: here
            .colleagues
            .iter()
            .map(|member| choice(&member.account.to_string(), member.display_name.as_str()))
            .collect(),
        open,
    })
}

fn release(here: &Desktop<'_>, typed: &mut Typed) -> Option<ReleaseStep> {
    let releasable = &here.view.releasable;
    let open = typed.release.is_some();
    let form = typed.release.take().unwrap_or_else(|| FeedbackForm {
        form_key: here.key(),
        ..FeedbackForm::default()
    });
    let offered = here.offers(Act::GiveFeedback) && !releasable.is_empty();
    offered.then(|| {
        let mut tells = boxes(releasable, &FEEDBACK, false);
        for tell in &mut tells {
            tell.ticked = form.wants(tell.name);
        }
        ReleaseStep {
            action: here.at("freigeben"),
            form,
            tells,
            open,
        }
    })
}

fn her_word(here: &Desktop<'_>, typed: &mut Typed) -> Option<HerWordStep> {
    let open = typed.her_word.is_some();
    let form = typed.her_word.take().unwrap_or_else(|| HerWordForm {
        form_key: here.key(),
        ..HerWordForm::default()
    });
    // Without a slip there is nobody to whom it could go.
    let offered = here.offers(Act::PassOnHerWord) && here.view.row.held.slip.is_some();
    offered.then(|| HerWordStep {
        action: here.at("ihr-wort"),
        form,
        experiences: Experience::ALL
            .iter()
            .map(|said| choice(said.code(), words::experience(*said)))
            .collect(),
        open,
    })
}

fn decline(here: &Desktop<'_>) -> Option<DeclineStep> {
    let declined = &here.view.row.held.declined;
    let requests: Vec<_> = here
        .view
        .allowed
        .difference(declined)
        .map(|item| choice(item.code(), words::item(*item)))
        .collect();
    let offered = here.offers(Act::DeclineFeedback) && !requests.is_empty();
    offered.then(|| DeclineStep {
        action: here.at("nicht-mitteilen"),
        form_key: here.key(),
        requests,
    })
}

fn retract(here: &Desktop<'_>, typed: &mut Typed) -> Option<RetractStep> {
    let held = &here.view.row.held;
    let open = typed.retract.is_some();
    let form = typed.retract.take().unwrap_or_else(|| RetractForm {
        form_key: here.key(),
        ..RetractForm::default()
    });
    let row = Act::RetractFeedback.row();
    let told: Vec<_> = held
        .given
        .iter()
        .filter(|(_, author)| row.by.permits(here.staff, Some(*author)).is_ok())
        .map(|(message, _)| messages::offered(*message))
        .collect();
    let offered = row.is_taken_in(held.phase.stage()) && !told.is_empty();
    offered.then(|| RetractStep {
        action: here.at("richtigstellen"),
        form,
        told,
        open,
    })
}

fn take_back(here: &Desktop<'_>, typed: &mut Typed) -> Option<TakeBackStep> {
    let live = &here.view.live;
    let open = typed.take_back.is_some();
    let today = here.today();
    let form = typed.take_back.take().unwrap_or_else(|| TakeBackForm {
        form_key: here.key(),
        said_on: today.clone(),
        ..TakeBackForm::default()
    });
    (!live.is_empty()).then(|| TakeBackStep {
        action: here.at("zuruecknehmen"),
        form,
        items: live
            .iter()
            .map(|item| choice(item.code(), words::item(*item)))
            .collect(),
        today,
        open,
    })
}

fn everything(here: &Desktop<'_>, typed: &mut Typed) -> EverythingStep {
    let open = typed.everything.is_some();
    let today = here.today();
    let form = typed.everything.take().unwrap_or_else(|| EverythingForm {
        form_key: here.key(),
        said_on: today.clone(),
        ..EverythingForm::default()
    });
    EverythingStep {
        action: here.at("alles-zuruecknehmen"),
        form,
        today,
        open,
    }
}

fn plain(here: &Desktop<'_>, typed: &mut Typed) -> Vec<PlainStep> {
    let ended_by_her = here.view.row.stage() == Stage::EndedByHer;
    let mut typed = typed.plain.take();
    let mut step = |id, path, title: &str, sentence: &str, button: &str| {
        let form = match typed.take() {
            Some((same, form)) if same == id => Some(form),
            other => {
                typed = other;
                None
            }
        };
        PlainStep {
            id,
            title: title.into(),
            sentence: sentence.into(),
            button: button.into(),
            action: here.at(path),
            comment_label: None,
            her_word_label: None,
            open: form.is_some(),
            form: form.unwrap_or_else(|| PlainForm {
                form_key: here.key(),
                ..PlainForm::default()
            }),
        }
    };
    let mut steps = Vec::new();
    if here.offers(Act::RequestCallBack) && here.view.call_back {
        let sentence = "Der Absender erfährt nur, dass er hier anrufen soll, und damit, dass sie bei \
                        Ihnen war. Worum es geht, sagen Sie am Telefon. Wer der Absender ist und ob \
                        er sich gemeldet hat, steht hier auch danach nicht.";
        let present = "Sie ist hier und möchte, dass der Absender anruft";
        steps.push(PlainStep {
            her_word_label: Some(present.into()),
            ..step(
                "call_back",
                "rueckruf",
                "Rückrufbitte an den Absender",
                sentence,
                "Um Rückruf bitten",
            )
        });
    }
    if here.offers(Act::Reopen) {
        let sentence = "Es geht weiter, und im Verlauf bleibt stehen, was war.";
        let wanted = "Sie möchte es";
        steps.push(PlainStep {
            comment_label: Some("Warum geht es weiter?".into()),
            her_word_label: ended_by_her.then(|| wanted.into()),
            ..step(
                "reopen",
                "wieder-aufnehmen",
                "Wieder aufnehmen",
                sentence,
                "Wieder aufnehmen",
            )
        });
    }
    if here.offers(Act::EndOnHerWord) {
        let sentence = "Sie muss keinen Grund nennen. Der Absender erfährt davon nichts.";
        steps.push(step(
            "ended_by_her",
            "beenden",
            "Sie möchte nicht weiter",
            sentence,
            "Auf ihren Wunsch beenden",
        ));
    }
    if here.offers(Act::EnterInError) {
        let sentence = "Der Eintrag bleibt im Verlauf stehen, zählt aber nicht mehr. Was der                         Absender deshalb glaubt, wird dort berichtigt. Ging es um eine falsche                         Person, müssen ihre Angaben gelöscht werden.";
        steps.push(PlainStep {
            comment_label: Some("Was ist passiert?".into()),
            ..step(
                "in_error",
                "irrtum",
                "Versehentlich eingetragen",
                sentence,
                "Als Irrtum vermerken",
            )
        });
    }
    steps
}
