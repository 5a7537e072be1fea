//! The sender's view of a slip: its own row and its own clock, nothing that the office did; and its paper.

use std::collections::BTreeSet;

use domain::clients::{AgeBand, Identity};
use domain::consents::Item;
use domain::institutions::Sender::Neutral;
use domain::slips::{Appointment, Message, Stage};
use domain::vocabulary::{Experience, Need};
use domain::{InstitutionId, KnownOr as _, Line, Note, RecordId, SlipId};
use jiff::civil::Date;
use read_models::slips::{CameBack as Heard, Received, SlipList as Listed, SlipRow};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::etag::Tagged;
use crate::api::parts::InParts;
use crate::api::pdf::Pdf;
use crate::api::persons;
use crate::api::request::{Caller, Id};
use crate::refusals::Problem;
use crate::routes::paper;

const LIST: &str = "slips";

/// The own slips: those about which somebody asks to be rung up, the longest wait first; then those that
/// hold, and those that are over, the latest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct SlipList {
    /// How many there are.
    counts: SlipCounts,
    /// The slips.
    slips: Vec<SlipAnswer>,
    /// The cursor of the next part, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// How many own slips there are.
#[derive(Serialize, ToSchema)]
pub(crate) struct SlipCounts {
    /// Somebody asks to be rung up about it.
    call_backs: u64,
    /// It holds.
    valid: u64,
    /// It is over.
    over: u64,
}

/// A slip as its sender sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct SlipAnswer {
    /// Its id.
    slip: SlipId,
    /// The own record of her.
    client: RecordId,
    /// Where she was sent.
    recipient: InstitutionId,
    /// The service's name, as it was printed.
    service_name: Line,
    /// What she needs.
    need: Need,
    /// Where it stands, by the sender's own acts and the calendar.
    state: SlipState,
    /// When it was issued.
    issued_on: Date,
    /// The last day of validity.
    valid_until: Date,
    /// When it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn_on: Option<Date>,
    /// An appointment, as it was agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    appointment: Option<Appointment>,
    /// Whether the sender appears to others under the network's neutral name.
    neutral_sender: bool,
    /// What the routing half shows.
    disclosed: BTreeSet<Item>,
    /// The feedback that she allowed.
    feedback: BTreeSet<Item>,
    /// Since when a request to ring up waits at the office to which she was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    call_back_since: Option<Date>,
    /// What came back.
    received: Vec<CameBack>,
    /// Who she is, as disclosed.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
    /// Why she was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Note>,
    /// Her own words, remarks on a return strip, and why something was an error.
    words: Vec<Note>,
    /// One age band for each child, as disclosed.
    children: Vec<AgeBand>,
    /// Whether something stood here that was erased.
    erased: bool,
}

/// Where a slip stands for its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SlipState {
    /// Issued and valid.
    Issued,
    /// Taken back by the sender.
    Withdrawn,
    /// The last day of validity has passed.
    ValidityEnded,
    /// It should never have been written.
    InError,
}

/// One thing that came back, and when.
#[derive(Serialize, ToSchema)]
pub(crate) struct CameBack {
    /// From whom: office, office_retracted, paper or she.
    from: &'static str,
    /// What was said, or taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
    /// What she said, in one word.
    #[serde(skip_serializing_if = "Option::is_none")]
    experience: Option<Experience>,
    /// The day on which it came.
    on: Date,
}

impl SlipState {
    fn of(row: &SlipRow, today: Date) -> Self {
        match row.stage_on(today) {
            Stage::Withdrawn => Self::Withdrawn,
            Stage::ValidityEnded => Self::ValidityEnded,
            Stage::InError => Self::InError,
            Stage::Blank | Stage::Issued => Self::Issued,
        }
    }
}

impl SlipAnswer {
    fn of(row: SlipRow, today: Date) -> Self {
        let known = row.counselling.known();
        Self {
            state: SlipState::of(&row, today),
            slip: row.slip,
            client: row.record,
            recipient: row.recipient,
            service_name: row.service_name,
            need: row.need,
            issued_on: row.issued_on,
            valid_until: row.valid_until,
            withdrawn_on: (row.stage == Stage::Withdrawn).then_some(row.since),
            appointment: row.appointment,
            neutral_sender: row.sender == Neutral,
            disclosed: row.disclosed,
            feedback: row.feedback,
            call_back_since: row.call_back_since,
            received: row.received.iter().map(CameBack::of).collect(),
            identity: row.identity.known().cloned(),
            reason: known.and_then(|told| told.reason.clone()),
            words: known.map(|told| told.words.clone()).unwrap_or_default(),
            children: persons::age_bands(row.child.as_ref()),
            erased: persons::is_erased(row.identity.as_ref())
                || persons::is_erased(row.counselling.as_ref())
                || persons::is_erased(row.child.as_ref()),
        }
    }
}

impl CameBack {
    fn of(received: &Received) -> Self {
        let (from, message, experience) = match received.what {
            Heard::Office { message } => ("office", Some(message), None),
            Heard::Retracted { message } => ("office_retracted", Some(message), None),
            Heard::Paper { message } => ("paper", Some(message), None),
            Heard::She { experience } => ("she", None, Some(experience)),
        };
        Self {
            from,
            message,
            experience,
            on: received.on,
        }
    }
}

/// Lists the own slips, the latest first.
#[utoipa::path(get, path = "/slips", params(InParts))]
pub(crate) async fn list(by: Caller<InParts>) -> Result<Tagged<SlipList>, Problem> {
    let window = by.window(LIST)?;
    let part = by.desk.slips_in(by.staff, &Listed::ALL, &window).await?;
    let today = by.desk.now().today;
    let slips = part.rows.into_iter();
    let counts = by.desk.counts(by.staff, &Listed::ALL).await?;
    let count = |list| counts.get(&list).copied().unwrap_or(0);
    let list = SlipList {
        counts: SlipCounts {
            call_backs: count(Listed::CallBacks),
            valid: count(Listed::Valid),
            over: count(Listed::Over),
        },
        next: by.next(LIST, part.next.as_ref()),
        slips: slips.map(|row| SlipAnswer::of(row, today)).collect(),
    };
    Tagged::of(&list)
}

/// Shows one own slip.
#[utoipa::path(get, path = "/slips/{id}")]
pub(crate) async fn one(by: Caller, Id(slip): Id<SlipId>) -> Result<Tagged<SlipAnswer>, Problem> {
    let row = by.desk.slip(by.staff, slip).await?;
    Tagged::of(&SlipAnswer::of(row, by.desk.now().today))
}

/// Prints one own slip.
#[utoipa::path(get, path = "/slips/{id}/paper")]
pub(crate) async fn print(by: Caller, Id(slip): Id<SlipId>) -> Result<Pdf, Problem> {
    paper::pdf(&by, by.staff, slip)
        .await
        .map(|bytes| Pdf::new("laufzettel.pdf", bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ServiceId;
    use jiff::civil::date;

    fn row(stage: Stage) -> SlipRow {
        SlipRow {
            slip: SlipId::from_bytes([1; 16]),
            institution: InstitutionId::from_bytes([2; 16]),
            record: RecordId::from_bytes([3; 16]),
            recipient: InstitutionId::from_bytes([4; 16]),
            service: ServiceId::from_bytes([5; 16]),
            service_name: Line::parse("Schuldnerberatung").unwrap(),
            need: Need::Debts,
            agreement: domain::Agreement::hers(date(2026, 11, 1)),
            issued_on: date(2026, 11, 1),
            valid_until: date(2026, 11, 22),
            appointment: None,
            sender: domain::institutions::Sender::Neutral,
            named_before: false,
            disclosed: BTreeSet::new(),
            feedback: BTreeSet::new(),
            stage,
            since: date(2026, 11, 1),
            call_back_since: None,
            received: vec![],
            history: vec![],
            identity: None,
            counselling: None,
            child: None,
        }
    }

    #[test]
    fn validity_ends_after_its_last_day_and_a_withdrawn_slip_stays_withdrawn() {
        let state = |stage, today| SlipState::of(&row(stage), today);
        let (last, next) = (date(2026, 11, 22), date(2026, 11, 23));
        assert_eq!(state(Stage::Issued, last), SlipState::Issued);
        assert_eq!(state(Stage::Issued, next), SlipState::ValidityEnded);
        assert_eq!(state(Stage::Withdrawn, last), SlipState::Withdrawn);
        assert_eq!(state(Stage::Withdrawn, next), SlipState::Withdrawn);
    }
}
