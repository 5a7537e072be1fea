//! What she carried, as an institution holds it: slips, hand-overs, vouchers.

use std::collections::BTreeSet;

use domain::consents::Item;
use domain::handovers::{HandoverEventKind, Notice};
use domain::institutions::SenderShown;
use domain::slips::{Appointment, Message};
use domain::vocabulary::{HoldReason, Need, Outcome, RejectionReason};
use domain::vouchers::VoucherActEventKind;
use domain::{Agreement, HandoverId, Line, Note, SlipId, VoucherId};
use jiff::civil::Date;
use serde::Serialize;

use crate::Place;

/// A slip.
#[derive(Serialize)]
pub struct SlipHeld {
    /// Its id.
    pub slip: SlipId,
    /// Where she was sent.
    pub recipient: Line,
    /// To which service.
    pub service: Line,
    /// What she needs.
    pub need: Need,
    /// Since when she wanted it, and who said so.
    pub agreement: Agreement,
    /// When it was issued.
    pub issued_on: Date,
    /// The last day.
    pub valid_until: Date,
    /// An appointment.
    pub appointment: Option<Appointment>,
    /// What it discloses.
    pub disclosed: BTreeSet<Item>,
    /// The feedback that she allowed.
    pub feedback: BTreeSet<Item>,
    /// Why she was sent.
    pub reason: Option<Note>,
    /// Her own words, and remarks.
    pub words: Vec<Note>,
    /// What came back.
    pub received: Vec<read_models::slips::Received>,
    /// What was done with it.
    pub history: Vec<read_models::slips::Step>,
}

/// A hand-over.
#[derive(Serialize)]
pub struct HandoverHeld {
    /// Its id.
    pub handover: HandoverId,
    /// Where she came from, as it is shown now.
    pub sender: Option<SenderShown>,
    /// For which service.
    pub service: Line,
    /// What she needs.
    pub need: Option<Need>,
    /// The day of arrival.
    pub arrived_on: Option<Date>,
    /// Why she was sent.
    pub reason: Option<Note>,
    /// Her stations before.
    pub way: Vec<Line>,
    /// The office's remarks.
    pub remarks: Vec<Note>,
    /// The feedback for which the sender asks.
    pub requested: BTreeSet<Item>,
    /// Requests for feedback that stay unanswered.
    pub declined: BTreeSet<Item>,
    /// What the sender was told.
    pub told: Vec<Message>,
    /// What was done.
    pub history: Vec<HandoverStep>,
}

/// A step of a hand-over, with what was written down in it.
#[derive(Serialize)]
pub struct HandoverStep {
    /// What.
    pub event: HandoverEventKind,
    /// The day.
    pub on: Date,
    /// What the sender was told, or what was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
    /// The last day on which an announced person can come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// Why she could not be taken on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejection_reason: Option<RejectionReason>,
    /// Where she can go instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<Place>,
    /// For what the office waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_reason: Option<HoldReason>,
    /// When the office looks at it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resume_on: Option<Date>,
    /// How it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The request for feedback that stays unanswered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declined: Option<Item>,
    /// What the office had to know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
}

/// Something that the institution did, or heard, about a voucher.
#[derive(Serialize)]
pub struct VoucherHeld {
    /// The voucher.
    pub voucher: VoucherId,
    /// What.
    pub event: VoucherActEventKind,
    /// For which theme.
    pub theme: Need,
    /// The day.
    pub on: Date,
    /// Since when she wanted it, and who said so, where it was issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Agreement>,
    /// The next station, if the issuer named one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Place>,
    /// The last day, as it was issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// How many counsellings belong to it: when it was issued all, when it was used what was left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<u8>,
    /// How many she may take besides: likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub optional: Option<u8>,
    /// What the institution had to know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// Why it was an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<Note>,
}
