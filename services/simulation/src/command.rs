//! What every player does alike: each command goes under a key of its own, and she is asked in one way.

use std::collections::BTreeMap;

use casework::{Asked, Desk, UseCase};
use domain::Staff;
use domain::consents::{Asking, ConsentForm, ConsentPurpose, Decider, Item, Subject, Wording};
use jiff::civil::Date;

use crate::StepError;

/// Has a command carried out.
pub(crate) async fn give<U: UseCase>(
    desk: &Desk,
    by: Staff,
    command: &U,
) -> Result<U::Answer, StepError> {
    Ok(desk.perform(by, command, &desk.fresh_key()).await?)
}

/// In writing, in German, by the text in force, on this day.
pub(crate) fn asked(decisions: BTreeMap<Item, bool>, given_on: Date) -> Asked {
    let text = Wording::in_force(Subject::Consent, "de").expect("the German text is in force");
    Asked {
        purpose: ConsentPurpose::Referral,
        consequences_shown: true,
        decisions,
        asking: Asking {
            text: text.reference(),
            spoken: "de".parse().expect("German is a language"),
            interpreter: false,
            form: ConsentForm::Written,
        },
        decider: Some(Decider::Herself),
        given_on,
        expires_on: None,
        signed_after_withdrawal: None,
    }
}
