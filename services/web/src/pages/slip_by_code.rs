//! `/s`: the slip behind a station code, for the office that it is addressed to.
use super::{Badge, Fact, FieldErrors, Frame};
use crate::form::{Field, Form, Input};
use askama::Template;

/// `/s` after a code was entered. Forms: `POST /s/eingang`, `POST /s/ablehnen`.
#[derive(Template)]
#[template(path = "slip_by_code.html")]
pub(crate) struct SlipByCodePage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// Name, or "Eine Person ohne Namen".
    pub(crate) who: String,
    /// The sender: an office, or the network's neutral sender; empty when there is nothing to tell.
    pub(crate) sender: String,
    /// State of the slip: "gültig bis 30. November".
    pub(crate) badge: Badge,
    /// Why she comes and everything else she shared.
    pub(crate) facts: Vec<Fact>,
    /// What the sender will learn, in one sentence, also when it is nothing; empty after a withdrawal.
    pub(crate) sender_learns: String,
    /// A sentence for special cases (withdrawn, validity ended), else empty; the buttons follow it.
    pub(crate) notice: String,
    /// Arrival, as typed or as offered.
    pub(crate) form: Form,
    /// The day, and what the sender is told.
    pub(crate) fields: Vec<Field>,
    /// Rejection, as typed or as offered.
    pub(crate) reject: Form,
    /// What a rejection asks.
    pub(crate) reject_fields: Vec<Field>,
    /// Whether the folded rejection stands open (after an error in it).
    pub(crate) reject_open: bool,
    /// Ids: `arrived_on`, `reject_reason`, `reject_comment`.
    pub(crate) errors: FieldErrors,
}
