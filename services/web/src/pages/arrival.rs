//! `/uebergaben/neu`: she is here without a slip.
use super::{ChoiceGroup, Frame, KnownPerson};
use crate::form::Form;
use askama::Template;

/// `/uebergaben/neu`.
#[derive(Template)]
#[template(path = "arrival.html")]
pub(crate) struct WithoutSlipPage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// Everything as typed, or the defaults.
    pub(crate) form: Form,
    /// Her, if the office knows her.
    pub(crate) known: Option<KnownPerson>,
    /// Own services, each with its needs.
    pub(crate) services: Vec<ChoiceGroup>,
    /// The network's neutral sender.
    pub(crate) neutral_name: String,
    /// Latest day of arrival that can be entered, ISO.
    pub(crate) today: String,
}
