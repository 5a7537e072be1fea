//! Ends: slips, vouchers, consents and what proves them, by the day after which they are over, for the clock. No page
//! shows them; the rows say which and when, never what.

use async_recursion::async_recursion as boxed;
use domain::consents::{ConsentEvent, Word};
use domain::evidence::EvidenceEvent;
use domain::slips::{SlipEvent, SlipIssued, SlipReissued};
use domain::vouchers::{self, VoucherEvent, VoucherIssued};
use domain::{EvidenceId, PathId, SlipId, StreamEvent, VoucherId};
use event_store::{
    FoldError, NetworkId, Placed, ReadModel, Recorded, StateGroup, Store, StoreError, Subject,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::stored::{event_day, read};

/// What ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Ending {
    /// The validity of a slip.
    Slip(SlipId),
    /// The validity of a voucher.
    Voucher(VoucherId),
    /// Something that she granted on a path.
    Consent(PathId),
    /// What proves her word.
    Evidence(EvidenceId),
}

/// One thing that ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EndRow {
    /// What.
    pub what: Ending,
    /// Its last day; none once it is over.
    pub on: Option<Date>,
    /// The last day of what is left of it afterwards: the path of an anonymous voucher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path_ends_on: Option<Date>,
    /// Of consents, what she said: their last day follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<Word>,
}

/// The model.
pub struct Ends;

impl ReadModel for Ends {
    type Row = EndRow;
    const NAME: &'static str = "ends";
    const CLOCKED: bool = true;

    fn subjects(event: &Recorded) -> Vec<Subject> {
        let name = event.name();
        let ends = SlipEvent::knows(name)
            || VoucherEvent::knows(name)
            || ConsentEvent::knows(name)
            || EvidenceEvent::knows(name);
        let subject = ends.then(|| Subject::of_stream(event.stream));
        subject.into_iter().collect()
    }

    fn fold(
        _: &Subject,
        row: Option<EndRow>,
        event: &Recorded,
    ) -> Result<Option<Placed<EndRow>>, FoldError> {
        let id = *event.stream.as_bytes();
        let row = if SlipEvent::knows(event.name()) {
            let what = Ending::Slip(SlipId::from_bytes(id));
            after(row, what, slip(&read(event)?))
        } else if VoucherEvent::knows(event.name()) {
            let what = Ending::Voucher(VoucherId::from_bytes(id));
            after(row, what, voucher(&read(event)?))
        } else if EvidenceEvent::knows(event.name()) {
            let kept: EvidenceEvent = read(event)?;
            let until = Change::Until(kept.kept_until());
            after(row, Ending::Evidence(kept.kept_as()), until)
        } else {
            let mut word = row.and_then(|row| row.word).unwrap_or_default();
            word.evolve(&read(event)?);
            EndRow {
                what: Ending::Consent(PathId::from_bytes(id)),
                on: word.ends_on(),
                path_ends_on: None,
                word: Some(word),
            }
        };
        Ok(Some(Placed {
            sealed_with: event.stream,
            listed: None,
            day: row.on.map(event_day),
            state: row.on.map_or(StateGroup::Closed, |_| StateGroup::Open),
            row,
        }))
    }
}

/// What an event makes of the last day.
#[derive(Clone, Copy)]
enum Change {
    /// It holds until then.
    Until(Date),
    /// It holds until then, and its path goes some time later.
    UntilWithItsPath(Date),
    /// It is over.
    Over,
    /// Nothing.
    None,
}

fn after(row: Option<EndRow>, what: Ending, change: Change) -> EndRow {
    let (before, path_ends_on) = row.map_or((None, None), |row| (row.on, row.path_ends_on));
    let (on, path_ends_on) = match change {
        Change::Until(day) => (Some(day), path_ends_on),
        Change::UntilWithItsPath(day) => (Some(day), Some(vouchers::path_ends_on(day))),
        Change::Over => (path_ends_on, None),
        Change::None => (before, path_ends_on),
    };
    EndRow {
        what,
        on,
        path_ends_on,
        word: None,
    }
}

const fn slip(event: &SlipEvent) -> Change {
    match event {
        SlipEvent::SlipIssued(SlipIssued { valid_until, .. })
        | SlipEvent::SlipReissued(SlipReissued { valid_until, .. })
        | SlipEvent::SlipRevived { valid_until } => Change::Until(*valid_until),
        SlipEvent::SlipWithdrawn {}
        | SlipEvent::SlipValidityEnded {}
        | SlipEvent::SlipEnteredInError { .. } => Change::Over,
        SlipEvent::SlipSenderHidden { .. }
        | SlipEvent::FeedbackReceived { .. }
        | SlipEvent::RetractionReceived { .. }
        | SlipEvent::HerWordReceived { .. }
        | SlipEvent::CallBackReceived { .. }
        | SlipEvent::CallBackSettled {}
        | SlipEvent::PaperReturnRecorded { .. } => Change::None,
    }
}

const fn voucher(event: &VoucherEvent) -> Change {
    match event {
        VoucherEvent::VoucherIssued(VoucherIssued {
            valid_until,
            anonymous: true,
            ..
        }) => Change::UntilWithItsPath(*valid_until),
        VoucherEvent::VoucherIssued(VoucherIssued { valid_until, .. }) => {
            Change::Until(*valid_until)
        }
        VoucherEvent::VoucherValidityEnded {} | VoucherEvent::VoucherEnteredInError { .. } => {
            Change::Over
        }
        VoucherEvent::VoucherRedeemed(_)
        | VoucherEvent::VoucherReissued { .. }
        | VoucherEvent::VoucherNameWithheld {} => Change::None,
    }
}

/// What is over on this day, the oldest first, at most so many.
#[boxed]
pub async fn over(
    store: &Store,
    network: NetworkId,
    today: Date,
    limit: u32,
) -> Result<Vec<EndRow>, StoreError> {
    let rows = store.rows();
    rows.due::<Ends>(network, event_day(today), limit).await
}
