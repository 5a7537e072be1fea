//! Days, as the log counts them and as people do.

use event_store::Day;
use jiff::ToSpan;
use jiff::civil::Date;

/// Days since 1970, as the log counts them.
#[must_use]
pub fn day(date: Date) -> Day {
    let epoch = jiff::civil::date(1970, 1, 1);
    date.since(epoch).map_or(0, |span| span.get_days())
}

/// The day that the log counts so.
pub(crate) fn date_of(day: Day) -> Date {
    jiff::civil::date(1970, 1, 1).saturating_add(day.days())
}
