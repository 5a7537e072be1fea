//! What crosses to the sender: what she allowed, what she releases now, and her own word.

use std::collections::BTreeSet;

use casework::{Desk, Failure, GiveFeedback, Key, PassOnHerWord};
use domain::consents::Item;
use domain::vocabulary::Experience;
use domain::{HandoverId, Refusal, Staff};

use super::super::choices::ticked;
use super::super::handover::Typed;
use super::{NextStep, chosen, note};
use crate::pages::{FeedbackForm, FieldErrors, HerWordForm, TICKED};
use crate::refusals::Problem;

fn items(form: &FeedbackForm) -> BTreeSet<Item> {
    ticked(&[
        (&form.tell_arrival, Item::FeedbackArrival),
        (&form.tell_acceptance, Item::FeedbackAcceptance),
        (&form.tell_outcome, Item::FeedbackOutcome),
        (&form.tell_reason, Item::FeedbackReason),
    ])
}

const WHAT: &str = "Bitte wählen Sie, was mitgeteilt werden soll.";

/// `rueckmelden`
pub(crate) struct GivingFeedback;

impl NextStep for GivingFeedback {
    type Form = FeedbackForm;
    type Command = GiveFeedback;
    const DONE: &'static str = "mitgeteilt";

    fn form_key(form: &FeedbackForm) -> &str {
        &form.form_key
    }

    fn command(form: &FeedbackForm, handover: HandoverId) -> Result<GiveFeedback, FieldErrors> {
        let mut errors = FieldErrors::default();
        let items = items(form);
        if items.is_empty() {
            errors.add("feedback_tells", WHAT);
            return Err(errors);
        }
        Ok(GiveFeedback {
            handover,
            items,
            released: false,
        })
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &GiveFeedback,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.give_feedback(by, command, key).await
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        // She took it back between form and submit.
        matches!(refusal, Refusal::FeedbackNotPermitted { .. }).then_some("feedback_tells")
    }
}

/// `freigeben`
pub(crate) struct Releasing;

impl NextStep for Releasing {
    type Form = FeedbackForm;
    type Command = GiveFeedback;
    const DONE: &'static str = "mitgeteilt";

    fn form_key(form: &FeedbackForm) -> &str {
        &form.form_key
    }

    fn command(form: &FeedbackForm, handover: HandoverId) -> Result<GiveFeedback, FieldErrors> {
        let mut errors = FieldErrors::default();
        let items = items(form);
        if items.is_empty() {
            errors.add("release_tells", WHAT);
        }
        if form.her_word != TICKED {
            let only_hers = Problem::from(Refusal::OnlyOnHerWord);
            errors.add("release_her_word", only_hers.detail());
        }
        super::done(
            GiveFeedback {
                handover,
                items,
                released: true,
            },
            errors,
        )
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &GiveFeedback,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.give_feedback(by, command, key).await
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        let not_this = matches!(
            refusal,
            Refusal::FeedbackNotPermitted { .. } | Refusal::FeedbackDoesNotFit { .. }
        );
        not_this.then_some("release_tells")
    }

    fn typed(form: FeedbackForm) -> Typed {
        Typed {
            release: Some(form),
            ..Typed::default()
        }
    }
}

/// `ihr-wort`
pub(crate) struct PassingOnHerWord;

impl NextStep for PassingOnHerWord {
    type Form = HerWordForm;
    type Command = PassOnHerWord;
    const DONE: &'static str = "weitergegeben";

    fn form_key(form: &HerWordForm) -> &str {
        &form.form_key
    }

    fn command(form: &HerWordForm, handover: HandoverId) -> Result<PassOnHerWord, FieldErrors> {
        let mut errors = FieldErrors::default();
        let ask = "Bitte wählen Sie mit ihr, was sie sagen möchte.";
        let said = chosen::<Experience>("word_experience", &form.experience, ask, &mut errors);
        let words = note("word_words", &form.words, &mut errors);
        match said {
            Some(experience) if errors.is_empty() => Ok(PassOnHerWord {
                handover,
                experience,
                words,
            }),
            _ => Err(errors),
        }
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &PassOnHerWord,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.pass_on_her_word(by, command, key).await
    }

    fn typed(form: HerWordForm) -> Typed {
        Typed {
            her_word: Some(form),
            ..Typed::default()
        }
    }
}
