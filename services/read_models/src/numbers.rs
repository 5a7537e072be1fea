//! Numbers: an institution's own records and slips by the beginning of their ids, as it is written on paper
//! or told by word of mouth. Nobody else can look one up.

use async_recursion::async_recursion as boxed;
use domain::{RecordId, SlipId};
use event_store::{IndexEntry, StoreError};
use jiff::civil::Date;

use crate::clients::ClientRow;
use crate::own::Own;
use crate::slips::SlipRow;
use crate::stored::event_day;
use crate::tenant::Tenant;

/// So much of an id is a number; whoever gives more of it means fewer.
const DIGITS: usize = 6;

/// The number of what has this id, since a day.
pub(crate) fn of(id: &str, since: Date) -> IndexEntry {
    IndexEntry {
        text: text(id).unwrap_or_default(),
        day: event_day(since),
    }
}

/// Less than its digits is nobody's number.
fn text(number: &str) -> Option<String> {
    let number = number.get(..DIGITS)?;
    Some(format!("number/{}", number.to_lowercase()))
}

/// The institution's own records whose ids begin so.
#[boxed]
pub async fn records(tenant: &Tenant<'_>, number: &str) -> Result<Vec<RecordId>, StoreError> {
    let found = under::<ClientRow>(tenant, number).await?;
    let records = found.into_iter().map(|row| row.record);
    let number = number.to_lowercase();
    let fits = |record: &RecordId| record.to_string().starts_with(&number);
    Ok(records.filter(fits).collect())
}

/// The institution's own slips whose ids begin so, the latest last.
#[boxed]
pub async fn slips(tenant: &Tenant<'_>, number: &str) -> Result<Vec<SlipId>, StoreError> {
    let found = under::<SlipRow>(tenant, number).await?;
    let slips = found.into_iter().map(|row| row.slip);
    let number = number.to_lowercase();
    let fits = |slip: &SlipId| slip.to_string().starts_with(&number);
    Ok(slips.filter(fits).collect())
}

/// Of sixteen million beginnings, each has few.
async fn under<R: Own>(tenant: &Tenant<'_>, number: &str) -> Result<Vec<R>, StoreError> {
    let Some(text) = text(number) else {
        return Ok(vec![]);
    };
    let texts = [text];
    let found = tenant.look_up(&texts, usize::MAX);
    Ok(found.await?.rows)
}
