//! What she takes back at the office that holds it, and how she said so.

use std::collections::BTreeSet;

use casework::{Desk, Failure, HowSaid, Key, WithdrawConsent, WithdrawEverything, WithdrawFrom};
use domain::consents::Item;
use domain::{HandoverId, Refusal, Staff};

use super::super::handover::Typed;
use super::super::said::Questions;
use super::NextStep;
use crate::pages::{EverythingForm, FieldErrors, TICKED, TakeBackForm};

const OF_ITEMS: Questions = Questions {
    how: "take_back_how",
    code: "take_back_code",
    on: "take_back_on",
};

const OF_EVERYTHING: Questions = Questions {
    how: "everything_how",
    code: "everything_code",
    on: "everything_on",
};

/// `zuruecknehmen`: she takes back what came with this hand-over.
pub(crate) struct TakingBack;

impl NextStep for TakingBack {
    type Form = TakeBackForm;
    type Command = (HandoverId, WithdrawConsent);
    const DONE: &'static str = "zurueckgenommen";

    fn form_key(form: &TakeBackForm) -> &str {
        &form.form_key
    }

    fn command(
        form: &TakeBackForm,
        handover: HandoverId,
    ) -> Result<(HandoverId, WithdrawConsent), FieldErrors> {
        let mut errors = FieldErrors::default();
        let ticked = form.boxes.iter().filter(|(_, value)| *value == TICKED);
        let items: BTreeSet<Item> = ticked.filter_map(|(name, _)| name.parse().ok()).collect();
        if items.is_empty() {
            errors.add(
                "take_back_items",
                "Bitte wählen Sie mit ihr, was nicht mehr gilt.",
            );
        }
        let answers = [&*form.said_how, &form.own_code, &form.said_on];
        let said = OF_ITEMS.read(&mut errors, answers);
        let Some(said) = said.filter(|_| errors.is_empty()) else {
            return Err(errors);
        };
        let from = WithdrawFrom::Held(handover);
        Ok((handover, WithdrawConsent { from, items, said }))
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        (handover, command): &(HandoverId, WithdrawConsent),
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        desk.withdraw_consent(by, command, key).await?;
        Ok(*handover)
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        match refusal {
            Refusal::NothingToWithdraw => Some("take_back_items"),
            other => OF_ITEMS.field_of(other),
        }
    }

    fn typed(form: TakeBackForm) -> Typed {
        Typed {
            take_back: Some(form),
            ..Typed::default()
        }
    }
}

/// `alles-zuruecknehmen`: blindly, wherever she allowed anything.
pub(crate) struct TakingEverythingBack;

impl NextStep for TakingEverythingBack {
    type Form = EverythingForm;
    type Command = (HandoverId, HowSaid);
    const DONE: &'static str = "alles-zurueckgenommen";

    fn form_key(form: &EverythingForm) -> &str {
        &form.form_key
    }

    fn command(
        form: &EverythingForm,
        handover: HandoverId,
    ) -> Result<(HandoverId, HowSaid), FieldErrors> {
        let mut errors = FieldErrors::default();
        let answers = [&*form.said_how, &form.own_code, &form.said_on];
        let said = OF_EVERYTHING.read(&mut errors, answers);
        let said = said.filter(|_| errors.is_empty());
        said.map(|said| (handover, said)).ok_or(errors)
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        (handover, said): &(HandoverId, HowSaid),
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        let command = WithdrawEverything {
            record: desk.handover(by, *handover).await?.row.held.record,
            said: said.clone(),
        };
        desk.withdraw_everything(by, &command, key).await?;
        Ok(*handover)
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        OF_EVERYTHING.field_of(refusal)
    }

    fn typed(form: EverythingForm) -> Typed {
        Typed {
            everything: Some(form),
            ..Typed::default()
        }
    }
}
