//! `/s`: the slip behind a station code, for the office that it is addressed to.
use super::{Badge, ChoiceGroup, Fact, FieldErrors, Frame, Link, RejectForm, Tell};
use askama::Template;
use serde::Deserialize;

/// What "acknowledge" and "acknowledge and accept" post to `/s/eingang`.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ArrivalForm {
    /// Idempotency key.
    pub form_key: String,
    /// The button: `accept` (acknowledge and accept) or `acknowledge`.
    pub step: String,
    /// Day of arrival, ISO; today unless changed.
    pub arrived_on: String,
    /// `ja`: tell the sender that she arrived.
    pub tell_arrival: String,
    /// `ja`: tell the sender that she was accepted (counts only with `step = accept`).
    pub tell_acceptance: String,
}

/// `/s` after a code was entered.
///
/// Forms: `POST /s/eingang` with [`ArrivalForm`]; `POST /s/ablehnen` with [`RejectForm`].
#[derive(Template)]
#[template(path = "slip_by_code.html")]
pub struct SlipByCodePage {
    /// Header and footer.
    pub frame: Frame,
    /// Name, or "Eine Person ohne Namen".
    pub who: String,
    /// The sender: an office, or the network's neutral sender; empty when there is nothing to tell.
    pub sender: String,
    /// State of the slip: "gültig bis 30. November".
    pub badge: Badge,
    /// Why she comes and everything else she shared.
    pub facts: Vec<Fact>,
    /// What the sender will learn, in one sentence, also when it is nothing; empty after a withdrawal.
    pub sender_learns: String,
    /// A sentence for special cases (withdrawn, validity ended), else empty; the buttons follow it.
    pub notice: String,
    /// Whether arrival can be recorded (false for a withdrawn slip).
    pub can_arrive: bool,
    /// Where to go when the slip itself leads nowhere: record her arrival without it.
    pub next: Vec<Link>,
    /// Arrival as typed; `arrived_on` is today at first.
    pub form: ArrivalForm,
    /// Latest day of arrival that can be entered, ISO.
    pub today: String,
    /// Messages that she allowed: only arrival and acceptance belong here.
    pub tells: Vec<Tell>,
    /// Rejection as typed.
    pub reject: RejectForm,
    /// Whether the folded rejection stands open (after an error in it).
    pub reject_open: bool,
    /// Rejection reasons, by side.
    pub reasons: Vec<ChoiceGroup>,
    /// Where she can go instead, by need: `institution:service`.
    pub places: Vec<ChoiceGroup>,
    /// What the sender may learn of a rejection; empty unless she allowed it.
    pub reject_tells: Vec<Tell>,
    /// Ids: `arrived_on`, `reject_reason`, `reject_comment`.
    pub errors: FieldErrors,
}
