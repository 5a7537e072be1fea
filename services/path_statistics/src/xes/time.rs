//! The times of a log: `xs:dateTime`.

use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

/// White space that XML puts around a value.
const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];

/// Microseconds since 1970; UTC unless an offset is given. A date alone is no time, and a named zone
/// is not in the format.
pub(super) fn micros(text: &str) -> Option<i64> {
    let pieces = Pieces::parse(text.trim_matches(BLANK)).ok()?;
    if pieces.time_zone_annotation().is_some() {
        return None;
    }
    let offset = pieces.to_numeric_offset().unwrap_or(Offset::UTC);
    let at = offset
        .to_timestamp(pieces.date().to_datetime(pieces.time()?))
        .ok()?;
    Some(at.as_microsecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_is_written_in_many_ways() {
        for same in [
            "2010-12-30T14:32:00.000+01:00",
            "2010-12-30T13:32:00Z",
            "2010-12-30T13:32:00",
            "2010-12-30T13:32:00.0000000-00:00",
            " 2010-12-30T03:32:00-10:00\n",
            "2010-12-30 13:32:00+00:00",
        ] {
            assert_eq!(micros(same), Some(1_293_715_920_000_000), "{same}");
        }
        assert_eq!(micros("1969-12-31T23:59:59.999999999Z"), Some(0));
        assert_eq!(micros("1970-01-01T00:00:00.000001999Z"), Some(1));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for no in [
            "",
            "yesterday",
            "2010-12-30",
            "14:32:00",
            "2010-02-30T14:32:00Z",
            "2010-12-30T25:00:00Z",
            "2010-12-30T14:32:00+01:00[Europe/Berlin]",
            "2010-12-30T14:32:00Z and more",
            "123456-01-01T00:00:00Z",
            "-9999-01-01T00:00:00+23:00",
        ] {
            assert_eq!(micros(no), None, "{no}");
        }
    }
}
