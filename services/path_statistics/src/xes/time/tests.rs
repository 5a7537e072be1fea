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
        "2010-12-31T03:32:00+14:00",
        "2010-12-29T23:32:00-14:00",
        "2010-12-30T13:32:00.00000000000000000000000000000000000000000000001Z",
    ] {
        assert_eq!(micros(same), Some(1_293_715_920_000_000), "{same}");
    }
}

#[test]
fn a_second_has_as_many_digits_as_it_likes() {
    for (text, at) in [
        ("1970-01-01T00:00:00.1Z", 100_000),
        ("1970-01-01T00:00:00.000001999Z", 1),
        ("1970-01-01T00:00:00.0000019999Z", 1),
        ("1970-01-01T00:00:00.1234567891Z", 123_456),
        ("1970-01-01T00:00:00.9999999999999999999999999Z", 999_999),
        ("1970-01-01T00:00:00.0000000000Z", 0),
        // What is cut is cut from the digits, before 1970 too.
        ("1969-12-31T23:59:59.999999999Z", -1),
        ("1969-12-31T23:59:59.9999999999Z", -1),
    ] {
        assert_eq!(micros(text), Some(at), "{text}");
    }
}

#[test]
fn a_day_ends_where_the_next_begins() {
    for (end, begin) in [
        ("2026-01-05T24:00:00Z", "2026-01-06T00:00:00Z"),
        ("2026-01-05T24:00:00.000Z", "2026-01-06T00:00:00Z"),
        ("2026-01-05T24:00:00.0000000000", "2026-01-06T00:00:00"),
        ("2026-02-28T24:00:00+01:00", "2026-03-01T00:00:00+01:00"),
        ("2028-02-28T24:00:00Z", "2028-02-29T00:00:00Z"),
        ("2025-12-31T24:00:00-14:00", "2026-01-01T00:00:00-14:00"),
        ("9999-12-31T24:00:00Z", "10000-01-01T00:00:00Z"),
        ("-0001-12-31T24:00:00Z", "0000-01-01T00:00:00Z"),
    ] {
        assert!(micros(end).is_some(), "{end}");
        assert_eq!(micros(end), micros(begin), "{end}");
    }
}

#[test]
fn years_reach_far_and_before_year_one() {
    let day = 24 * 3_600 * MICROS_OF_A_SECOND;
    for (earlier, later, days) in [
        ("1900-02-28T00:00:00Z", "1900-03-01T00:00:00Z", 1),
        ("2000-02-28T00:00:00Z", "2000-03-01T00:00:00Z", 2),
        ("0000-02-28T00:00:00Z", "0000-03-01T00:00:00Z", 2),
        ("-0004-02-28T00:00:00Z", "-0004-03-01T00:00:00Z", 2),
        ("-0001-12-31T00:00:00Z", "0000-01-01T00:00:00Z", 1),
        ("-0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", 731),
        ("9999-12-31T23:59:59Z", "10000-01-01T23:59:59Z", 1),
        ("-12026-01-01T00:00:00Z", "-12025-01-01T00:00:00Z", 365),
        ("0001-01-01T00:00:00+14:00", "0001-01-01T10:00:00Z", 1),
    ] {
        let both = micros(earlier).zip(micros(later));
        let between = both.map(|(earlier, later)| later - earlier);
        assert_eq!(between, Some(days * day), "{earlier} {later}");
    }
}

/// Every day of two centuries is the one that a calendar says.
#[test]
fn days_are_those_of_a_calendar() {
    let mut date = jiff::civil::date(1899, 1, 1);
    while date.year() < 2101 {
        let expected = date.to_zoned(jiff::tz::TimeZone::UTC).unwrap();
        let text = format!("{date}T00:00:00Z");
        assert_eq!(micros(&text), Some(expected.timestamp().as_microsecond()));
        date = date.tomorrow().unwrap();
    }
}

#[test]
fn what_is_no_time_is_none() {
    for no in [
        "",
        "yesterday",
        "2010-12-30",
        "14:32:00",
        "2010-02-30T14:32:00Z",
        "1900-02-29T14:32:00Z",
        "2010-00-30T14:32:00Z",
        "2010-13-30T14:32:00Z",
        "2010-12-00T14:32:00Z",
        "2010-12-30T25:00:00Z",
        // Only the very end of a day is hour 24.
        "2010-12-30T24:00:01Z",
        "2010-12-30T24:01:00Z",
        "2010-12-30T24:00:00.0000000001Z",
        // Neither a leap second nor a minute too many: no calendar of this log says when they were.
        "2016-12-31T23:59:60Z",
        "2010-12-30T14:60:00Z",
        "2010-12-30T14:32:00.Z",
        "2010-12-30T14:32:00,5Z",
        "2010-12-30T14:32Z",
        "2010-12-30T14:32:00+14:01",
        "2010-12-30T14:32:00-15:00",
        "2010-12-30T14:32:00+13:60",
        "2010-12-30T14:32:00+1:00",
        "2010-12-30T14:32:00+01:00[Europe/Berlin]",
        "2010-12-30T14:32:00Z and more",
        "2010-12-30T14:32:00z",
        "2010-12-30t14:32:00Z",
        "2010-12-30T+4:32:00Z",
        "+2010-12-30T14:32:00Z",
        "10-12-30T14:32:00Z",
        "02010-12-30T14:32:00Z",
        "２０１０-12-30T14:32:00Z",
        // So far away that the time between two such could not be said.
        "123456-01-01T00:00:00Z",
        "-123456-01-01T00:00:00Z",
        "99999999999999999999-01-01T00:00:00Z",
        "9223372036854775807-01-01T00:00:00Z",
    ] {
        assert_eq!(micros(no), None, "{no}");
    }
}
