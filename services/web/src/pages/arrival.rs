//! `/uebergaben/neu`: she is here without a slip.
use super::{ChoiceGroup, Frame, KnownPerson};
use crate::form::Form;
use askama::Template;

/// `/uebergaben/neu`.
#[derive(Template)]
#[template(path = "arrival.html")]
pub struct WithoutSlipPage {
    /// Header and footer.
    pub frame: Frame,
    /// Everything as typed, or the defaults.
    pub form: Form,
    /// Her, if the office knows her.
    pub known: Option<KnownPerson>,
    /// Own services, each with its needs.
    pub services: Vec<ChoiceGroup>,
    /// The network's neutral sender.
    pub neutral_name: String,
    /// Latest day of arrival that can be entered, ISO.
    pub today: String,
}
