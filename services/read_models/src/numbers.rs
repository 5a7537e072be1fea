//! Numbers: an institution's own records and slips by the beginning of their ids, as it is written on paper
//! or told by word of mouth. Nobody else can look one up.

use event_store::{IndexEntry, StoreError};
use jiff::civil::Date;

use crate::own::Own;
use crate::stored::found_by;
use crate::tenant::Tenant;

/// So much of an id is a number; whoever gives more of it means fewer.
const DIGITS: usize = 6;

/// The number of what has this id, since a day.
pub(crate) fn of(id: &str, since: Date) -> IndexEntry {
    found_by(text(id).unwrap_or_default(), since)
}

/// Less than its digits is nobody's number.
fn text(number: &str) -> Option<String> {
    let number = number.get(..DIGITS)?;
    Some(format!("number/{}", number.to_lowercase()))
}

/// The institution's own rows whose ids begin so, the latest last. Of sixteen million beginnings, each has few.
pub async fn under<R: Own>(
    tenant: &Tenant<'_>,
    number: &str,
    id: fn(&R) -> String,
) -> Result<Vec<R>, StoreError> {
    let Some(text) = text(number) else {
        return Ok(vec![]);
    };
    let texts = [text];
    let mut found = tenant.look_up(&texts, usize::MAX).await?.rows;
    let number = number.to_lowercase();
    found.retain(|row| id(row).starts_with(&number));
    Ok(found)
}
