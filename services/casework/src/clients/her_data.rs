//! Her data: everything that one institution holds about her (Art. 15 and 20 GDPR), in members whose
//! names stay. What a child said in confidence is not the parent's to read (section 8(3) SGB VIII).

mod carried;
mod gather;
mod handover;
mod held;
mod voucher;

use std::collections::BTreeSet;

use domain::access::Purpose;
use domain::clients::{AskedBy, Children, ClientEventKind, Entitlement, Identity, IdentityProof};
use domain::consents::{Asking, ConsentPurpose, Decider, Decision, Item, SaidHow};
use domain::slips::Message;
use domain::vocabulary::Role;
use domain::{HandoverId, Line, Note, RecordId};
use jiff::civil::Date;
use serde::Serialize;

pub use carried::{HandoverHeld, HandoverStep, SlipHeld, VoucherHeld};

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
    /// Single messages that she let cross at a desk there.
    pub messages_released: Vec<MessageReleased>,
    /// What she took back there.
    pub withdrawals: Vec<WithdrawalHeld>,
    /// Slips that were issued there.
    pub slips: Vec<SlipHeld>,
    /// Hand-overs that the institution received.
    pub handovers: Vec<HandoverHeld>,
    /// What the institution did with her vouchers.
    pub vouchers: Vec<VoucherHeld>,
    /// Who else asked for a copy about a child, and what they got.
    pub child_copies: Vec<ChildCopyHeld>,
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
    /// Corrections, restrictions, holds, requests and copies.
    pub data_protection: Vec<Happened<InRecord>>,
}

/// Something that happened.
#[derive(Serialize)]
pub struct Happened<Kind> {
    /// What.
    pub event: Kind,
    /// The day.
    pub on: Date,
}

/// What happened to a record, or with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum InRecord {
    /// She was handed a copy of her data.
    DataExported,
    /// An event of its own.
    #[serde(untagged)]
    Event(ClientEventKind),
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
    /// With which text, in which language and form.
    pub asking: Asking,
    /// Who decided.
    pub decider: Decider,
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
    /// With which text, in which language and form.
    pub asking: Option<Asking>,
    /// Who decided.
    pub decider: Option<Decider>,
}

/// A message that she let cross at this moment, at a desk there.
#[derive(Serialize)]
pub struct MessageReleased {
    /// For which hand-over.
    pub handover: HandoverId,
    /// Who may hear it, as it was shown there.
    pub recipient: Option<Line>,
    /// What.
    pub message: Message,
    /// The day.
    pub on: Date,
}

/// What she took back.
#[derive(Serialize)]
pub struct WithdrawalHeld {
    /// Towards whom; none when it was everything.
    pub recipient: Option<Line>,
    /// Which items; none are named when it was everything, or a release from confidentiality.
    pub items: BTreeSet<Item>,
    /// The day of her word.
    pub on: Date,
    /// How she said it; none where nobody was asked yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<SaidHow>,
}

/// Somebody else asked for a copy about a child.
#[derive(Serialize)]
pub struct ChildCopyHeld {
    /// The day.
    pub on: Date,
    /// Who asked.
    pub asked_by: AskedBy,
    /// With which right.
    pub entitlement: Entitlement,
    /// How that was made sure.
    pub proof: IdentityProof,
    /// What went out of the child's entries; none when nothing did.
    pub given: Option<Children>,
}

/// Somebody read something; she sees the function, not the name, and what several of one function did on
/// one day as one.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ReadingHeld {
    /// The day.
    pub on: Date,
    /// The reader's function.
    pub function: Role,
    /// What for; none where a slip or a voucher was opened by its code.
    pub purpose: Option<Purpose>,
}
