//! Slips: the sender's view. Fed by the slip's own stream only, so nothing that the receiving office
//! does without her consent can change a byte of it (rule 2).

use std::collections::BTreeSet;

use domain::clients::{Children, Identity};
use domain::consents::Item;
use domain::slips::{Counselling, Message, SlipEvent};
use domain::vocabulary::Need;
use domain::{Erasable, InstitutionId, Line, RecordId, SlipId};
use event_store::{
    FoldError, NetworkId, Placed, ReadModel, Recorded, RowFilter, StateGroup, Store, StoreError,
    StreamId, Subject,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::owner_of;
use crate::stored::{occurred_on, read};

/// A slip as its sender sees it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SlipRow {
    /// Its id.
    pub slip: SlipId,
    /// The sender.
    pub institution: InstitutionId,
    /// The sender's record of her.
    pub record: RecordId,
    /// Where she was sent.
    pub recipient: InstitutionId,
    /// To which service.
    pub service_name: Line,
    /// What she needs.
    pub need: Need,
    /// When it was issued.
    pub issued_on: Date,
    /// The last day of validity.
    pub valid_until: Date,
    /// An appointment, as it was agreed.
    pub appointment: Option<Line>,
    /// What the routing half shows.
    pub disclosed: BTreeSet<Item>,
    /// The feedback that she allowed.
    pub feedback: BTreeSet<Item>,
    /// When it was withdrawn.
    pub withdrawn_on: Option<Date>,
    /// What came back, and on which day.
    pub received: Vec<Received>,
    /// Who she is, as disclosed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Erasable<Identity>>,
    /// Why she was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counselling: Option<Erasable<Counselling>>,
    /// Her children, as disclosed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<Erasable<Children>>,
}

/// One message that crossed the seam.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Received {
    /// What the office said.
    pub message: Message,
    /// The day of crossing.
    pub on: Date,
}

/// The model.
pub struct Slips;

const LIST: &str = "slips";

impl ReadModel for Slips {
    type Row = SlipRow;
    const NAME: &'static str = "slips";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        if SlipEvent::knows(event.name()) {
            vec![Subject::of_stream(event.stream)]
        } else {
            vec![]
        }
    }

    fn fold(
        _: &Subject,
        row: Option<SlipRow>,
        event: &Recorded,
    ) -> Result<Option<Placed<SlipRow>>, FoldError> {
        let on = occurred_on(event)?;
        let row = match (read::<SlipEvent>(event)?, row) {
            (issued @ SlipEvent::SlipIssued { .. }, _) => SlipRow::issued(issued, on),
            (SlipEvent::SlipWithdrawn {}, Some(mut row)) => {
                row.withdrawn_on = Some(on);
                Some(row)
            }
            (SlipEvent::FeedbackReceived { message }, Some(mut row)) => {
                row.received.push(Received { message, on });
                Some(row)
            }
            (_, None) => None,
        };
        Ok(row.map(|row| Placed {
            sealed_with: event.stream,
            listed: Some((owner_of(row.institution), LIST.into())),
            day: Some(event_day(row.valid_until)),
            state: if row.withdrawn_on.is_some() {
                StateGroup::Closed
            } else {
                StateGroup::Open
            },
            row,
        }))
    }
}

/// Days since 1970, as the row table counts them.
pub(crate) fn event_day(date: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    date.since(epoch).map_or(0, |span| span.get_days())
}

impl SlipRow {
    fn issued(event: SlipEvent, on: Date) -> Option<Self> {
        let SlipEvent::SlipIssued {
            slip,
            institution,
            record,
            recipient,
            service_name,
            need,
            valid_until,
            appointment,
            feedback,
            disclosure,
            identity,
            counselling,
            child,
            ..
        } = event
        else {
            return None;
        };
        Some(Self {
            slip,
            institution,
            record,
            recipient,
            service_name,
            need,
            issued_on: on,
            valid_until,
            appointment,
            disclosed: disclosure.map(|d| d.items().clone()).unwrap_or_default(),
            feedback,
            withdrawn_on: None,
            received: vec![],
            identity,
            counselling,
            child,
        })
    }
}

/// The sender's own slips, the latest first.
pub async fn of_institution(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
) -> Result<Vec<SlipRow>, StoreError> {
    let mut rows = store
        .rows()
        .list::<Slips>(network, owner_of(institution), LIST, RowFilter::default())
        .await?;
    rows.sort_by_key(|row| (std::cmp::Reverse(row.issued_on), row.slip));
    Ok(rows)
}

/// One slip, if it is this institution's.
pub async fn one(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    slip: SlipId,
) -> Result<Option<SlipRow>, StoreError> {
    let subject = Subject::of_stream(StreamId::from_bytes(slip.bytes()));
    let row = store.rows().get::<Slips>(network, &subject).await?;
    Ok(row.filter(|row| row.institution == institution))
}
