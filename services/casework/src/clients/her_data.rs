//! Her data: everything that one institution holds about her (Art. 15 and 20 GDPR), in members whose
//! names stay. What a child said in confidence is not the parent's to read (section 8(3) SGB VIII).

mod gather;
mod held;

use std::collections::BTreeSet;

use domain::access::Purpose;
use domain::clients::{Children, Identity};
use domain::consents::{ConsentForm, ConsentPurpose, ConsentText, Decision, Item};
use domain::institutions::SenderShown;
use domain::slips::Message;
use domain::vocabulary::{Need, Role};
use domain::{HandoverId, Line, Note, RecordId, SlipId, VoucherId};
use jiff::civil::Date;
use serde::Serialize;

/// Everything that an institution holds about her.
#[derive(Serialize)]
pub struct HerData {
    /// The institution.
    pub institution: Line,
    /// The day of the copy.
    pub copied_on: Date,
    /// Her records there: one, and those that turned out to be hers too.
    pub records: Vec<RecordHeld>,
    /// What she decided there.
    pub consents: Vec<ConsentHeld>,
    /// Releases from confidentiality that were recorded there.
    pub releases: Vec<ReleaseHeld>,
    /// What she took back there.
    pub withdrawals: Vec<WithdrawalHeld>,
    /// Slips that were issued there.
    pub slips: Vec<SlipHeld>,
    /// Hand-overs that the institution received.
    pub handovers: Vec<HandoverHeld>,
    /// What the institution did with her vouchers.
    pub vouchers: Vec<VoucherHeld>,
    /// Who read what.
    pub readings: Vec<ReadingHeld>,
}

/// A record.
#[derive(Serialize)]
pub struct RecordHeld {
    /// Its id.
    pub record: RecordId,
    /// Since when.
    pub since: Date,
    /// Who she is.
    pub identity: Option<Identity>,
    /// Her children.
    pub children: Option<Children>,
    /// Her safe mode.
    pub protected: bool,
    /// Her data is not used for now.
    pub restricted: bool,
    /// The last day of a legal hold.
    pub held_until: Option<Date>,
    /// Since when she wants it erased.
    pub erasure_requested_on: Option<Date>,
    /// Corrections, restrictions, holds, requests and copies, by the stored name of the event.
    pub data_protection: Vec<Happened>,
}

/// Something that happened.
#[derive(Serialize)]
pub struct Happened {
    /// The stored name of the event.
    pub event: String,
    /// The day.
    pub on: Date,
}

/// What she decided for one receiving institution.
#[derive(Serialize)]
pub struct ConsentHeld {
    /// Who may receive.
    pub recipient: Line,
    /// Her word on each item.
    pub decisions: Vec<Decision>,
    /// The day of her word.
    pub given_on: Date,
    /// The last day.
    pub expires_on: Date,
    /// The number under which the evidence of it is kept: on the paper that she signed.
    pub kept_as: String,
    /// How she was asked.
    pub evidence: Option<EvidenceHeld>,
}

/// What proves a consent.
#[derive(Serialize)]
pub struct EvidenceHeld {
    /// The text that was read to her.
    pub text: ConsentText,
    /// How she said it.
    pub form: ConsentForm,
    /// What for.
    pub purpose: ConsentPurpose,
    /// She was shown what follows if she refuses.
    pub consequences_shown: bool,
}

/// A release from confidentiality.
#[derive(Serialize)]
pub struct ReleaseHeld {
    /// Who may be told.
    pub recipient: Line,
    /// Who is released.
    pub discloser: Option<Line>,
    /// What may be said.
    pub content: Option<Note>,
    /// The day of her word.
    pub given_on: Date,
    /// The last day.
    pub expires_on: Date,
    /// The number under which the evidence of it is kept: on the paper that she signed.
    pub kept_as: String,
}

/// What she took back.
#[derive(Serialize)]
pub struct WithdrawalHeld {
    /// Towards whom; none when it was everything.
    pub recipient: Option<Line>,
    /// Which items; none are named when it was everything, or a release from confidentiality.
    pub items: BTreeSet<Item>,
    /// The day.
    pub on: Date,
}

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
    /// When it was issued.
    pub issued_on: Date,
    /// The last day.
    pub valid_until: Date,
    /// An appointment.
    pub appointment: Option<Line>,
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
    pub history: Vec<Happened>,
}

/// A hand-over.
#[derive(Serialize)]
pub struct HandoverHeld {
    /// Its id.
    pub handover: HandoverId,
    /// Where she came from, as it was shown.
    pub sender: Option<SenderShown>,
    /// For which service.
    pub service: Line,
    /// What she needs.
    pub need: Option<Need>,
    /// The day of arrival.
    pub arrived_on: Option<Date>,
    /// Who she is, as disclosed.
    pub identity: Option<Identity>,
    /// Her children, as disclosed.
    pub children: Option<Children>,
    /// Why she was sent.
    pub reason: Option<Note>,
    /// Her stations before.
    pub way: Vec<Line>,
    /// The office's remarks.
    pub remarks: Vec<Note>,
    /// What the sender was told.
    pub told: Vec<Message>,
    /// What was done.
    pub history: Vec<Happened>,
}

/// Something that the institution did with a voucher.
#[derive(Serialize)]
pub struct VoucherHeld {
    /// The voucher.
    pub voucher: VoucherId,
    /// The stored name of the event.
    pub event: &'static str,
    /// For which theme.
    pub theme: Need,
    /// The day.
    pub on: Date,
    /// Who she is, as copied.
    pub identity: Option<Identity>,
}

/// Somebody read something; she sees the function, not the name.
#[derive(Serialize)]
pub struct ReadingHeld {
    /// The reader's function.
    pub function: Role,
    /// What for; none where a slip or a voucher was opened by its code.
    pub purpose: Option<Purpose>,
    /// The day.
    pub on: Date,
}
