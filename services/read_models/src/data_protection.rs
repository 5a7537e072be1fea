//! Data protection: what an institution did with data, line by line, for its privacy officer. Only its
//! own acts, and what was handed to it; no name, no record, no path.

mod acts;

use std::collections::BTreeSet;

use domain::access::{Denial, ErasureReason};
use domain::clients::AskedBy;
use domain::consents::Item;
use domain::{InstitutionId, RecordId};
use event_store::{
    FoldError, NetworkId, Placed, ReadModel, Recorded, RowFilter, StateGroup, Store, StoreError,
    Subject,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use acts::act;

use crate::owner_of;
use crate::stored::{event_day, meta};

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActRow {
    /// The institution.
    pub institution: InstitutionId,
    /// What happened.
    pub what: DataAct,
    /// The day.
    pub on: Date,
}

/// What an institution did with data, or what reached it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum DataAct {
    /// It recorded her word on so many items.
    ConsentRecorded {
        /// Towards whom.
        recipient: InstitutionId,
        /// Granted items.
        granted: usize,
        /// Refused items.
        refused: usize,
    },
    /// It recorded a release from confidentiality.
    ReleaseRecorded {
        /// Towards whom.
        recipient: InstitutionId,
    },
    /// She took something back here.
    ConsentWithdrawn,
    /// She took everything back here.
    EverythingWithdrawn,
    /// What it had recorded expired.
    ConsentExpired,
    /// It handed these items over on a slip or a voucher.
    CopyHanded {
        /// Which.
        items: BTreeSet<Item>,
        /// To whom.
        recipient: InstitutionId,
    },
    /// These items were shown to its staff behind a code.
    CopyShown {
        /// Which.
        items: BTreeSet<Item>,
    },
    /// These items were copied for it.
    CopyReceived {
        /// Which.
        items: BTreeSet<Item>,
    },
    /// It told a sender something.
    FeedbackGiven {
        /// Under which items.
        items: BTreeSet<Item>,
    },
    /// It handed her a copy of her data.
    DataExported,
    /// Somebody else asked it for a copy about a child.
    ChildCopyAnswered {
        /// In which record: the officer has to look into it where nothing went out.
        record: RecordId,
        /// Who asked.
        asked_by: AskedBy,
        /// Whether anything of the child's went out.
        given: bool,
    },
    /// It erased a record.
    RecordErased {
        /// Why.
        reason: ErasureReason,
        /// How many events became unreadable.
        events: u64,
    },
    /// Evidence of her word was erased: its time was over.
    EvidenceErased,
    /// An erasure was put off.
    ErasurePutOff {
        /// Until when, if it is known.
        until: Option<Date>,
    },
    /// Its staff tried a code that was not for it.
    CodeDenied {
        /// Why it was denied.
        denial: Denial,
    },
    /// Its staff asked for a record of another institution.
    RecordDenied,
}

/// The model.
pub struct DataProtection;

impl ReadModel for DataProtection {
    type Row = ActRow;
    const NAME: &'static str = "data_protection";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        let line = act(event).map(|act| match (act.what, act.kept_with) {
            // Blind, on all paths that are hers: how many there are is not to be counted here.
            (DataAct::EverythingWithdrawn, Some(record)) => {
                let day = event.recorded_on;
                Subject::of_text(&format!("{record}/{day:?}/everything"))
            }
            _ => Subject::of_text(&format!("{}/{}", event.stream, event.version)),
        });
        line.into_iter().collect()
    }

    fn fold(
        _: &Subject,
        _: Option<ActRow>,
        event: &Recorded,
    ) -> Result<Option<Placed<ActRow>>, FoldError> {
        let Some(act) = act(event) else {
            return Ok(None);
        };
        let on = meta(event)?.occurred_on;
        Ok(Some(Placed {
            row: ActRow {
                institution: act.by,
                what: act.what,
                on,
            },
            sealed_with: act.kept_with.unwrap_or(event.stream),
            listed: Some((owner_of(act.by), DataProtection::NAME.into())),
            day: Some(event_day(on)),
            state: StateGroup::Closed,
        }))
    }
}

/// The institution's own lines, the latest last.
pub async fn of_institution(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
) -> Result<Vec<ActRow>, StoreError> {
    let (owner, list) = (owner_of(institution), DataProtection::NAME);
    let rows = store.rows();
    rows.list::<DataProtection>(network, owner, list, RowFilter::default())
        .await
}
