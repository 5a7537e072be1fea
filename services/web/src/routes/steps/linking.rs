//! The slip turned up after an arrival without it.

use casework::{Desk, Failure, Key, LinkSlip};
use domain::codes::PresentedCode;
use domain::{HandoverId, Refusal, Staff};

use super::super::handover::Typed;
use super::NextStep;
use crate::pages::{FieldErrors, LinkForm};
use crate::refusals::Problem;

/// `verknuepfen`
pub(crate) struct Linking;

impl NextStep for Linking {
    type Form = LinkForm;
    type Command = LinkSlip;
    const DONE: &'static str = "verknuepft";

    fn form_key(form: &LinkForm) -> &str {
        &form.form_key
    }

    fn command(form: &LinkForm, handover: HandoverId) -> Result<LinkSlip, FieldErrors> {
        let mut errors = FieldErrors::default();
        if form.code.trim().is_empty() {
            errors.add("link_code", "Bitte geben Sie den Code vom Laufzettel ein.");
            return Err(errors);
        }
        // What cannot be a code gets the answer of a code that nobody has.
        let Ok(code) = form.code.parse::<PresentedCode>() else {
            let unknown = Problem::from(Refusal::UnknownCode);
            errors.add("link_code", unknown.detail());
            return Err(errors);
        };
        Ok(LinkSlip { handover, code })
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        command: &LinkSlip,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.link_slip(by, command, key).await
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        let about_the_code = matches!(
            refusal,
            Refusal::UnknownCode
                | Refusal::CodeLocked { .. }
                | Refusal::SlipUsedElsewhere
                | Refusal::SlipLinkedAlready
                | Refusal::SlipWrittenAfterArrival { .. }
                | Refusal::SlipIsWithdrawn
                | Refusal::EnteredInError
        );
        about_the_code.then_some("link_code")
    }

    fn typed(form: LinkForm) -> Typed {
        // A code that is no code may be anything: only so much of it comes back.
        let code = form.code.chars().take(60).collect();
        Typed {
            link: Some(LinkForm { code, ..form }),
            ..Typed::default()
        }
    }
}
