//! The steps of the daily work: taking her on, waiting, going on, ending.

use std::collections::BTreeSet;

use casework::{Accept, Conclude, Desk, Failure, Hold, Key, Plain, PlainStep, Reject};
use domain::consents::Item;
use domain::vocabulary::{HoldReason, Outcome, RejectionReason};
use domain::{HandoverId, Refusal, Staff};

use super::super::choices::{instead, reject_tells, ticked};
use super::super::handover::Typed;
use super::{NextStep, chosen, day, done, note};
use crate::pages::{ConcludeForm, FieldErrors, HoldForm, PlainForm, RejectForm};

/// `annehmen`
pub(crate) struct Accepting;

impl NextStep for Accepting {
    type Form = PlainForm;
    type Command = Accept;
    const DONE: &'static str = "angenommen";

    fn form_key(form: &PlainForm) -> &str {
        &form.form_key
    }

    fn command(form: &PlainForm, handover: HandoverId) -> Result<Accept, FieldErrors> {
        let tell = ticked(&[
            (&form.tell_arrival, Item::FeedbackArrival),
            (&form.tell_acceptance, Item::FeedbackAcceptance),
        ]);
        Ok(Accept { handover, tell })
    }

    fn tells(command: &Accept) -> BTreeSet<Item> {
        command.tell.clone()
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &Accept,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.take_step(by, command, key).await
    }
}

/// `ablehnen`
pub(crate) struct Rejecting;

impl NextStep for Rejecting {
    type Form = RejectForm;
    type Command = Reject;
    const DONE: &'static str = "abgelehnt";

    fn form_key(form: &RejectForm) -> &str {
        &form.form_key
    }

    fn command(form: &RejectForm, handover: HandoverId) -> Result<Reject, FieldErrors> {
        let mut errors = FieldErrors::default();
        let comment = note("reject_comment", &form.comment, &mut errors);
        let command = Reject {
            handover,
            // Without one the domain refuses, and says so at the field.
            reason: form.reason.parse::<RejectionReason>().ok(),
            comment,
            instead: instead(&form.where_instead),
            tell: reject_tells(form),
        };
        done(command, errors)
    }

    fn tells(command: &Reject) -> BTreeSet<Item> {
        command.tell.clone()
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &Reject,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.take_step(by, command, key).await
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        match refusal {
            Refusal::ReasonMissing => Some("reject_reason"),
            Refusal::CommentMissing => Some("reject_comment"),
            _ => None,
        }
    }

    fn typed(form: RejectForm) -> Typed {
        Typed {
            reject: Some(form),
            ..Typed::default()
        }
    }
}

/// `abschliessen`
pub(crate) struct Concluding;

impl NextStep for Concluding {
    type Form = ConcludeForm;
    type Command = Conclude;
    const DONE: &'static str = "abgeschlossen";

    fn form_key(form: &ConcludeForm) -> &str {
        &form.form_key
    }

    fn command(form: &ConcludeForm, handover: HandoverId) -> Result<Conclude, FieldErrors> {
        let mut errors = FieldErrors::default();
        let remark = note("conclude_note", &form.note, &mut errors);
        let Ok(outcome) = form.outcome.parse::<Outcome>() else {
            let message = "Bitte wählen Sie, wie es ausgegangen ist.";
            errors.add("conclude_outcome", message);
            return Err(errors);
        };
        let command = Conclude {
            handover,
            outcome,
            remark,
            tell: ticked(&[(&form.tell_outcome, Item::FeedbackOutcome)]),
        };
        done(command, errors)
    }

    fn tells(command: &Conclude) -> BTreeSet<Item> {
        command.tell.clone()
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &Conclude,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.take_step(by, command, key).await
    }

    fn typed(form: ConcludeForm) -> Typed {
        Typed {
            conclude: Some(form),
            ..Typed::default()
        }
    }
}

/// `zurueckstellen`
pub(crate) struct Holding;

impl NextStep for Holding {
    type Form = HoldForm;
    type Command = Hold;
    const DONE: &'static str = "zurueckgestellt";

    fn form_key(form: &HoldForm) -> &str {
        &form.form_key
    }

    fn command(form: &HoldForm, handover: HandoverId) -> Result<Hold, FieldErrors> {
        let mut errors = FieldErrors::default();
        let ask = "Bitte wählen Sie, worauf gewartet wird.";
        let reason = chosen::<HoldReason>("hold_reason", &form.reason, ask, &mut errors);
        let resume_on = day("hold_until", &form.until, &mut errors);
        match (reason, resume_on) {
            (Some(reason), Some(resume_on)) => Ok(Hold {
                handover,
                reason,
                resume_on,
            }),
            _ => Err(errors),
        }
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &Hold,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.take_step(by, command, key).await
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        matches!(refusal, Refusal::DayOutOfRange { .. }).then_some("hold_until")
    }

    fn typed(form: HoldForm) -> Typed {
        Typed {
            hold: Some(form),
            ..Typed::default()
        }
    }
}

/// Steps that need nothing but their button.
macro_rules! plain_steps {
    ($($(#[$doc:meta])* $name:ident = $step:ident, $done:literal;)+) => {$(
        $(#[$doc])*
        pub(crate) struct $name;

        impl NextStep for $name {
            type Form = PlainForm;
            type Command = Plain;
            const DONE: &'static str = $done;

            fn form_key(form: &PlainForm) -> &str {
                &form.form_key
            }

            fn command(_: &PlainForm, handover: HandoverId) -> Result<Plain, FieldErrors> {
                Ok(Plain {
                    handover,
                    step: PlainStep::$step,
                })
            }

            async fn carry_out(
                desk: &Desk,
                by: Staff,
                command: &Plain,
                key: &Key,
            ) -> Result<HandoverId, Failure> {
                desk.take_step(by, command, key).await
            }
        }
    )+};
}

plain_steps! {
    /// `fortsetzen`
    Resuming = Resume, "fortgesetzt";
    /// `beenden`
    EndingOnHerWord = EndOnHerWord, "beendet";
    /// `gelesen`
    ReadingNotices = AcknowledgeNotice, "gelesen";
}
