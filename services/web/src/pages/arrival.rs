//! `/uebergaben/neu`: she is here without a slip.
use super::{ChoiceGroup, FieldErrors, Frame, KnownPerson};
use askama::Template;
use serde::Deserialize;

/// What the page posts to `/uebergaben/neu`; every value as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct WithoutSlipForm {
    /// Idempotency key.
    pub form_key: String,
    /// The button: `accept` (take her on in the same act) or `acknowledge`.
    pub step: String,
    /// The own record of her, if she is known: then it says who she is.
    pub client: String,
    /// `named` or `nameless`.
    pub person: String,
    /// Her name.
    pub person_name: String,
    /// Four digits, may be empty.
    pub birth_year: String,
    /// Phone or e-mail, may be empty.
    pub contact: String,
    /// `ja`: she is in danger (safe mode).
    pub protected: String,
    /// Own service and need: `need:service`.
    pub service: String,
    /// Day of arrival, ISO; today unless changed.
    pub arrived_on: String,
}

/// `/uebergaben/neu`. Form: `POST /uebergaben/neu` with [`WithoutSlipForm`].
#[derive(Template)]
#[template(path = "arrival.html")]
pub struct WithoutSlipPage {
    /// Header and footer.
    pub frame: Frame,
    /// Everything as typed, or the defaults.
    pub form: WithoutSlipForm,
    /// Her, if the office knows her.
    pub known: Option<KnownPerson>,
    /// Own services, each with its needs.
    pub services: Vec<ChoiceGroup>,
    /// The network's neutral sender.
    pub neutral_name: String,
    /// Latest day of arrival that can be entered, ISO.
    pub today: String,
    /// Ids are the field names of [`WithoutSlipForm`].
    pub errors: FieldErrors,
}
