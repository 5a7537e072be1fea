//! Slips: the sender's view. Fed by the slip's own stream only, so nothing that the receiving office
//! does without her consent can change a byte of it (rule 2).

use std::cmp::Reverse;
use std::collections::BTreeSet;

use domain::clients::{Children, Identity};
use domain::consents::Item;
use domain::slips::{Counselling, Message, SlipEvent};
use domain::vocabulary::Need;
use domain::{Erasable, InstitutionId, Line, RecordId, SlipId};
use event_store::{NetworkId, StateGroup, Store, StoreError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::own::{self, Own, OwnRows};
use crate::{Listed, Part, Window};

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
pub type Slips = OwnRows<SlipRow>;

impl Own for SlipRow {
    type Event = SlipEvent;
    const NAME: &'static str = "slips";
    const EVENTS: &'static [&'static str] = SlipEvent::NAMES;

    fn after(row: Option<Self>, event: SlipEvent, on: Date) -> Option<Self> {
        match (event, row) {
            (issued @ SlipEvent::SlipIssued { .. }, _) => Self::issued(issued, on),
            (SlipEvent::SlipWithdrawn {}, Some(mut row)) => {
                row.withdrawn_on = Some(on);
                Some(row)
            }
            (SlipEvent::FeedbackReceived { message }, Some(mut row)) => {
                row.received.push(Received { message, on });
                Some(row)
            }
            (_, None) => None,
        }
    }

    fn institution(&self) -> InstitutionId {
        self.institution
    }

    fn state(&self) -> StateGroup {
        if self.withdrawn_on.is_some() {
            StateGroup::Closed
        } else {
            StateGroup::Open
        }
    }

    fn day(&self) -> Option<Date> {
        Some(self.valid_until)
    }
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

impl Listed for SlipRow {
    type Place = (Reverse<Date>, SlipId);

    fn place(&self) -> Self::Place {
        (Reverse(self.issued_on), self.slip)
    }
}

/// The sender's own slips, the latest first.
pub async fn of_institution(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    window: &Window<(Reverse<Date>, SlipId)>,
) -> Result<Part<SlipRow>, StoreError> {
    let mut rows: Vec<SlipRow> = own::list(store, network, institution, None).await?;
    rows.sort_by_key(SlipRow::place);
    Ok(Part::of(rows, window))
}

/// One slip, if it is this institution's.
pub async fn one(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    slip: SlipId,
) -> Result<Option<SlipRow>, StoreError> {
    own::one(store, network, institution, slip.bytes()).await
}
