//! Passing a hand-over to a colleague.

use casework::{Assign, Desk, Failure, Key};
use domain::{AccountId, HandoverId, Refusal, Staff};

use super::super::handover::Typed;
use super::{NextStep, chosen};
use crate::pages::{AssignForm, FieldErrors};

/// `zuweisen`
pub(crate) struct Assigning;

impl NextStep for Assigning {
    type Form = AssignForm;
    type Command = Assign;
    const DONE: &'static str = "zugewiesen";

    fn form_key(form: &AssignForm) -> &str {
        &form.form_key
    }

    fn command(form: &AssignForm, handover: HandoverId) -> Result<Assign, FieldErrors> {
        let mut errors = FieldErrors::default();
        let ask = "Bitte wählen Sie, wer sich kümmert.";
        let to = chosen::<AccountId>("assign_to", &form.to, ask, &mut errors);
        let deputy = match form.deputy.trim() {
            "" => None,
            other => chosen("assign_deputy", other, ask, &mut errors),
        };
        match to {
            Some(to) if errors.is_empty() => Ok(Assign {
                handover,
                to,
                deputy,
            }),
            _ => Err(errors),
        }
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &Assign,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.take_step(by, command, key).await
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        matches!(refusal, Refusal::NotOurStaff).then_some("assign_to")
    }

    fn typed(form: AssignForm) -> Typed {
        Typed {
            assign: Some(form),
            ..Typed::default()
        }
    }
}
