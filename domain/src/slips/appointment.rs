//! Appointment: a day at the next office, perhaps with a time, and whom to ask for.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};

use crate::{EnteredDay, Line, Now, Refusal, optional_text};

/// A time of day, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay {
    hour: u8,
    minute: u8,
}

/// What is no time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time of day is written like 09:30")]
pub struct NoTimeOfDay;

impl TimeOfDay {
    /// A time that a clock shows.
    pub fn new(hour: u8, minute: u8) -> Result<Self, NoTimeOfDay> {
        if hour < 24 && minute < 60 {
            Ok(Self { hour, minute })
        } else {
            Err(NoTimeOfDay)
        }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl FromStr for TimeOfDay {
    type Err = NoTimeOfDay;

    /// Two digits, a colon, two digits: how people write it otherwise is a matter of the page.
    fn from_str(text: &str) -> Result<Self, NoTimeOfDay> {
        let two = |digits: &str| {
            let digits =
                Some(digits).filter(|d| d.len() == 2 && d.bytes().all(|b| b.is_ascii_digit()));
            digits.and_then(|d| d.parse().ok()).ok_or(NoTimeOfDay)
        };
        let (hour, minute) = text.split_once(':').ok_or(NoTimeOfDay)?;
        Self::new(two(hour)?, two(minute)?)
    }
}

crate::spelled::spelled!(TimeOfDay, NoTimeOfDay, time => time.to_string());

/// When she is expected at the next office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Appointment {
    /// The day.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    pub on: Date,
    /// The time, if one was agreed: hours and minutes.
    #[cfg_attr(
        feature = "schema",
        schema(value_type = Option<String>, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "09:30")
    )]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<TimeOfDay>,
    /// Whom to ask for, which room: what she needs to find it.
    #[serde(
        default,
        deserialize_with = "optional_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub remark: Option<Line>,
}

/// What becomes of the appointment when she gets a new paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reappointed {
    /// It stands as it was agreed.
    #[default]
    AsBefore,
    /// Another one, or none.
    Now(Option<Appointment>),
}

impl Reappointed {
    /// What is said of it: `null` is not the same as nothing said at all.
    pub(super) fn said<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::Now)
    }
}

impl Appointment {
    /// Whether its day passed. Earlier today is not passed: she may be on her way.
    #[must_use]
    pub fn is_over(&self, today: Date) -> bool {
        self.on < today
    }

    /// It lies ahead, and no slip would have to hold longer than one can.
    pub(super) fn check(&self, now: Now) -> Result<(), Refusal> {
        if self.is_over(now.today) {
            return Err(Refusal::AppointmentPassed {
                proposed_on: meant(self.on, now.today),
            });
        }
        EnteredDay::Appointment.check(self.on, now)
    }
}

/// Which day was meant by one that passed: around the turn of a year the year is the old one;
/// otherwise the month is.
fn meant(typed: Date, today: Date) -> Date {
    let ahead = |mut first: Date, step: jiff::Span| {
        let mut steps = 0_i32;
        while first < today && steps < 12 {
            steps += 1;
            first = first.saturating_add(step);
        }
        first
    };
    let month = typed.month();
    let of = |month| {
        let first = Date::new(today.year(), month, 1).unwrap_or(today);
        let day = typed.day().min(first.days_in_month());
        first.with().day(day).build().unwrap_or(first)
    };
    let next_year = ahead(of(month), 1.year());
    if next_year <= today.saturating_add(6.months()) {
        next_year
    } else {
        ahead(of(today.month()), 1.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::consents::tests_support::{day, line, now};
    use crate::slips::tests_support::{consent, issue, issue_order};
    use crate::slips::{IssueSlip, Slip, SlipEvent};
    use jiff::civil::date;

    fn appointment(on: Date) -> Appointment {
        Appointment {
            on,
            at: Some(TimeOfDay::new(10, 30).unwrap()),
            remark: Some(line("bei Frau Beispiel, Zimmer 12")),
        }
    }

    fn issued_with(on: Date, valid_until: Date) -> Result<Vec<SlipEvent>, Refusal> {
        let command = IssueSlip {
            appointment: Some(appointment(on)),
            valid_until,
            ..issue(&consent([(Item::Need, true)]))
        };
        Slip::default().decide(&issue_order(command))
    }

    #[test]
    fn a_slip_lasts_to_its_appointment_or_is_asked_about() {
        let today = day();
        let after = |days: i64| today.saturating_add(days.days());
        for (on, valid_until, answer) in [
            (after(0), after(0), Ok(())),
            (after(28), after(28), Ok(())),
            (after(27), after(28), Ok(())),
            (
                after(29),
                after(28),
                Err(Refusal::SlipEndsBeforeAppointment {
                    appointment_on: after(29),
                }),
            ),
            (
                after(200),
                after(-1),
                Err(Refusal::SlipEndsBeforeAppointment {
                    appointment_on: after(200),
                }),
            ),
        ] {
            let result = issued_with(on, valid_until).map(|_| ());
            assert_eq!(result, answer, "{on} {valid_until}");
        }
    }

    #[test]
    fn an_appointment_lies_ahead_and_within_a_year() {
        let today = day();
        let last = today.saturating_add(12.months());
        assert!(issued_with(last, last).is_ok());
        for too_far in [last.saturating_add(1.day()), date(9999, 12, 31)] {
            let refused = issued_with(too_far, last);
            assert!(matches!(refused, Err(Refusal::DayOutOfRange { .. })));
        }
        for passed in [
            today.saturating_sub(1.day()),
            date(26, 12, 1),
            date(2016, 12, 1),
        ] {
            let refused = issued_with(passed, last);
            let Err(Refusal::AppointmentPassed { proposed_on }) = refused else {
                panic!("{passed}: {refused:?}");
            };
            assert!(issued_with(proposed_on, last).is_ok(), "{proposed_on}");
        }
    }

    #[test]
    fn a_day_that_passed_is_asked_about_with_the_day_that_was_meant() {
        let today = date(2026, 11, 29);
        for (typed, proposed) in [
            // The year of yesterday.
            (date(2026, 1, 3), date(2027, 1, 3)),
            (date(2025, 12, 1), date(2026, 12, 1)),
            (date(26, 12, 1), date(2026, 12, 1)),
            (date(2024, 2, 29), date(2027, 2, 28)),
            // The month that just ends.
            (date(2026, 11, 2), date(2026, 12, 2)),
            (date(2026, 10, 31), date(2026, 11, 30)),
            (date(2026, 7, 15), date(2026, 12, 15)),
        ] {
            assert_eq!(meant(typed, today), proposed, "{typed}");
        }
    }

    #[test]
    fn a_slip_remembers_the_appointment_as_data() {
        let on = day().saturating_add(7.days());
        let events = issued_with(on, on).unwrap();
        let stored = serde_json::to_value(&events[0]).unwrap();
        assert_eq!(
            stored["appointment"],
            serde_json::json!({
                "on": on.to_string(), "at": "10:30", "remark": "bei Frau Beispiel, Zimmer 12"
            })
        );
        assert_eq!(now().today, day());
    }

    #[test]
    fn a_time_of_day_is_one_that_a_clock_shows() {
        for text in ["00:00", "09:30", "23:59"] {
            assert_eq!(text.parse::<TimeOfDay>().unwrap().to_string(), text);
        }
        for text in [
            "24:00",
            "9:30",
            "10:60",
            "10",
            "10:30 Uhr",
            "+1:00",
            "10:3",
            "",
            "1٠:30",
        ] {
            assert_eq!(text.parse::<TimeOfDay>(), Err(NoTimeOfDay), "{text}");
        }
    }
}
