//! The steps that put something right.

use casework::{
    DeclineFeedback, Desk, EnterHandoverInError, Failure, Key, Reopen, RetractFeedback,
};
use domain::consents::Item;
use domain::{HandoverId, Refusal, Staff};

use super::super::handover::Typed;
use super::super::messages;
use super::{NextStep, chosen, done, note};
use crate::pages::{DeclineForm, FieldErrors, PlainForm, RetractForm, TICKED};

/// `wieder-aufnehmen`
pub(crate) struct Reopening;

impl NextStep for Reopening {
    type Form = PlainForm;
    type Command = Reopen;
    const DONE: &'static str = "wieder-aufgenommen";

    fn form_key(form: &PlainForm) -> &str {
        &form.form_key
    }

    fn command(form: &PlainForm, handover: HandoverId) -> Result<Reopen, FieldErrors> {
        let mut errors = FieldErrors::default();
        let comment = note("reopen_comment", &form.comment, &mut errors);
        let her_word = form.her_word == TICKED;
        let command = Reopen {
            handover,
            comment,
            her_word,
        };
        done(command, errors)
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &Reopen,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.take_step(by, command, key).await
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        match refusal {
            Refusal::CommentMissing => Some("reopen_comment"),
            Refusal::OnlyOnHerWord => Some("reopen_her_word"),
            _ => None,
        }
    }

    fn typed(form: PlainForm) -> Typed {
        Typed {
            plain: Some(("reopen", form)),
            ..Typed::default()
        }
    }
}

/// `irrtum`
pub(crate) struct EnteringInError;

impl NextStep for EnteringInError {
    type Form = PlainForm;
    type Command = EnterHandoverInError;
    const DONE: &'static str = "irrtum";

    fn form_key(form: &PlainForm) -> &str {
        &form.form_key
    }

    fn command(
        form: &PlainForm,
        handover: HandoverId,
    ) -> Result<EnterHandoverInError, FieldErrors> {
        let mut errors = FieldErrors::default();
        let comment = note("in_error_comment", &form.comment, &mut errors);
        done(EnterHandoverInError { handover, comment }, errors)
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &EnterHandoverInError,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.enter_handover_in_error(by, command, key).await
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        matches!(refusal, Refusal::CommentMissing).then_some("in_error_comment")
    }

    fn typed(form: PlainForm) -> Typed {
        Typed {
            plain: Some(("in_error", form)),
            ..Typed::default()
        }
    }
}

/// `richtigstellen`
pub(crate) struct Retracting;

impl NextStep for Retracting {
    type Form = RetractForm;
    type Command = RetractFeedback;
    const DONE: &'static str = "richtiggestellt";

    fn form_key(form: &RetractForm) -> &str {
        &form.form_key
    }

    fn command(form: &RetractForm, handover: HandoverId) -> Result<RetractFeedback, FieldErrors> {
        let mut errors = FieldErrors::default();
        let comment = note("retract_comment", &form.comment, &mut errors);
        let Some(message) = messages::parse(&form.message) else {
            errors.add(
                "retract_message",
                "Bitte wählen Sie, welche Mitteilung falsch war.",
            );
            return Err(errors);
        };
        let command = RetractFeedback {
            handover,
            message,
            comment,
        };
        done(command, errors)
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &RetractFeedback,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.retract_feedback(by, command, key).await
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        match refusal {
            Refusal::CommentMissing => Some("retract_comment"),
            Refusal::NothingToRetract => Some("retract_message"),
            _ => None,
        }
    }

    fn typed(form: RetractForm) -> Typed {
        Typed {
            retract: Some(form),
            ..Typed::default()
        }
    }
}

/// `nicht-mitteilen`
pub(crate) struct DecliningFeedback;

impl NextStep for DecliningFeedback {
    type Form = DeclineForm;
    type Command = DeclineFeedback;
    const DONE: &'static str = "nicht-mitgeteilt";

    fn form_key(form: &DeclineForm) -> &str {
        &form.form_key
    }

    fn command(form: &DeclineForm, handover: HandoverId) -> Result<DeclineFeedback, FieldErrors> {
        let mut errors = FieldErrors::default();
        let ask = "Bitte wählen Sie, was nicht mitgeteilt werden soll.";
        let item = chosen::<Item>("seltener", &form.item, ask, &mut errors);
        item.map(|item| DeclineFeedback { handover, item })
            .ok_or(errors)
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &DeclineFeedback,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.take_step(by, command, key).await
    }
}
