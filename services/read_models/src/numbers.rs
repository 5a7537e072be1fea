//! Numbers: an institution's own records and slips by the beginning of their ids, as it is written on paper
//! or told by word of mouth. Nobody else can look one up.

use domain::clients::ClientEvent;
use domain::slips::SlipEvent;
use domain::{InstitutionId, RecordId, SlipId};
use event_store::{
    FoldError, NetworkId, Placed, ReadModel, Recorded, RowFilter, StateGroup, Store, StoreError,
    Subject,
};
use serde::{Deserialize, Serialize};

use crate::own::of_stream;
use crate::owner_of;
use crate::stored::{event_day, occurred_on, read};

/// So much of an id is a number; whoever gives more of it means fewer.
const DIGITS: usize = 6;

/// What has a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberedRow {
    /// Whose it is.
    pub institution: InstitutionId,
    /// What it is.
    pub what: Numbered,
}

/// What has a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Numbered {
    /// A record.
    Record(RecordId),
    /// A slip.
    Slip(SlipId),
}

/// The model.
pub struct Numbers;

impl ReadModel for Numbers {
    type Row = NumberedRow;
    const NAME: &'static str = "numbers";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        of_stream(event, &["ClientRecorded", "SlipIssued"])
    }

    fn fold(
        _: &Subject,
        row: Option<NumberedRow>,
        event: &Recorded,
    ) -> Result<Option<Placed<NumberedRow>>, FoldError> {
        let row = if SlipEvent::knows(event.name()) {
            match read(event)? {
                SlipEvent::SlipIssued {
                    slip, institution, ..
                } => Some(NumberedRow {
                    institution,
                    what: Numbered::Slip(slip),
                }),
                _ => row,
            }
        } else {
            match read(event)? {
                ClientEvent::ClientRecorded {
                    record,
                    institution,
                    ..
                } => Some(NumberedRow {
                    institution,
                    what: Numbered::Record(record),
                }),
                _ => row,
            }
        };
        let on = event_day(occurred_on(event)?);
        Ok(row.map(|row| Placed {
            sealed_with: event.stream,
            listed: Some((owner_of(row.institution), row.what.list())),
            day: Some(on),
            state: StateGroup::Open,
            row,
        }))
    }
}

impl Numbered {
    fn list(self) -> String {
        match self {
            Self::Record(record) => format!("record/{}", &record.to_string()[..DIGITS]),
            Self::Slip(slip) => format!("slip/{}", &slip.to_string()[..DIGITS]),
        }
    }
}

/// The institution's own records whose ids begin so.
pub async fn records(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    number: &str,
) -> Result<Vec<RecordId>, StoreError> {
    let found = under(store, network, institution, ("record", number)).await?;
    let records = found.into_iter().filter_map(|what| match what {
        Numbered::Record(record) => Some(record),
        Numbered::Slip(_) => None,
    });
    let number = number.to_lowercase();
    let fits = |record: &RecordId| record.to_string().starts_with(&number);
    Ok(records.filter(fits).collect())
}

/// The institution's own slips whose ids begin so, the latest last.
pub async fn slips(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    number: &str,
) -> Result<Vec<SlipId>, StoreError> {
    let found = under(store, network, institution, ("slip", number)).await?;
    let slips = found.into_iter().filter_map(|what| match what {
        Numbered::Slip(slip) => Some(slip),
        Numbered::Record(_) => None,
    });
    let number = number.to_lowercase();
    let fits = |slip: &SlipId| slip.to_string().starts_with(&number);
    Ok(slips.filter(fits).collect())
}

/// Of sixteen million beginnings, each has few.
async fn under(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    (kind, number): (&str, &str),
) -> Result<Vec<Numbered>, StoreError> {
    // Less than that is nobody's number.
    let Some(number) = number.get(..DIGITS) else {
        return Ok(vec![]);
    };
    let (owner, list) = (
        owner_of(institution),
        format!("{kind}/{}", number.to_lowercase()),
    );
    let rows = store.rows();
    let rows = rows.list::<Numbers>(network, owner, &list, RowFilter::default());
    let own = rows.await?.into_iter();
    let own = own.filter(|row| row.institution == institution);
    Ok(own.map(|row| row.what).collect())
}
