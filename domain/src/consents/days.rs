//! The days of her word: when she gave it, and until when it holds.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::{Now, Refusal};

/// A word holds for twelve months unless she says less (transitions.md, ExpireConsent), and a form that is
/// older than that has nothing left to say.
const MONTHS: i32 = 12;

/// When she gave her word, and its last day if she named one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days {
    /// The day of her word.
    pub(crate) given_on: Date,
    /// The last day, if she wants it shorter than twelve months.
    pub(crate) expires_on: Option<Date>,
}

impl Days {
    /// The last day on which it holds.
    pub(crate) fn last_day(self) -> Date {
        let longest = longest(self.given_on);
        self.expires_on.map_or(longest, |day| day.min(longest))
    }

    /// Takes days that make sense: a mistyped year is refused at its field and proves nothing.
    pub(super) fn check(self, now: Now) -> Result<(), Refusal> {
        let (today, longest) = (now.today, longest(self.given_on));
        if self.given_on > today {
            return Err(Refusal::ConsentInFuture);
        }
        if longest < today {
            return Err(Refusal::ConsentTooOld {
                earliest: today.saturating_sub(MONTHS.months()),
            });
        }
        match self.expires_on {
            Some(day) if !(today..=longest).contains(&day) => Err(Refusal::ConsentEndOutOfRange {
                earliest: today,
                latest: longest,
            }),
            _ => Ok(()),
        }
    }
}

/// Whether these days could have been entered on that one: what says otherwise is damaged, or was written
/// before anybody looked, and is not to be trusted with an end.
pub(crate) fn are_plausible(given_on: Date, expires_on: Date, entered_on: Date) -> bool {
    let days = Days {
        given_on,
        expires_on: Some(expires_on),
    };
    given_on <= entered_on
        && longest(given_on) >= entered_on
        && expires_on == days.last_day()
        && expires_on >= given_on
}

fn longest(given_on: Date) -> Date {
    given_on.saturating_add(MONTHS.months())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{asked, day, now, order, release};
    use crate::consents::{Consent, ConsentCommand, ConsentEvent, Item};
    use jiff::civil::date;

    type Entered = (Date, Option<Date>);

    fn consent((given_on, expires_on): Entered, now: Now) -> Result<(Date, Date), Refusal> {
        let mut command = asked([(Item::Identity, true)]);
        (command.asked.given_on, command.asked.expires_on) = (given_on, expires_on);
        recorded(ConsentCommand::Record(command), now)
    }

    fn confidence((given_on, expires_on): Entered, now: Now) -> Result<(Date, Date), Refusal> {
        let mut command = release();
        (command.asked.given_on, command.asked.expires_on) = (given_on, expires_on);
        recorded(ConsentCommand::RecordRelease(command), now)
    }

    fn recorded(what: ConsentCommand, now: Now) -> Result<(Date, Date), Refusal> {
        let mut order = order(what);
        order.now = now;
        match Consent::default().decide(&order)?.remove(0) {
            ConsentEvent::ConsentRecorded(kept) => Ok((kept.given_on, kept.expires_on)),
            ConsentEvent::ReleaseRecorded(kept) => Ok((kept.given_on, kept.expires_on)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_word_is_of_the_last_twelve_months_and_holds_from_today_for_no_longer() {
        let today = day();
        let year_ago = date(2025, 11, 2);
        let old = Err(Refusal::ConsentTooOld { earliest: year_ago });
        let end = |given_on: Date| {
            Err(Refusal::ConsentEndOutOfRange {
                earliest: today,
                latest: given_on.saturating_add(12.months()),
            })
        };
        let yesterday = date(2026, 11, 1);
        let rows = [
            ((today, None), Ok((today, date(2027, 11, 2)))),
            ((year_ago, None), Ok((year_ago, today))),
            ((date(2025, 11, 1), None), old.clone()),
            // 02.11.26 read as the year 26, a wrong decade, a slip of the finger and what a calendar holds.
            ((date(26, 11, 2), None), old.clone()),
            ((date(2016, 11, 2), None), old.clone()),
            ((Date::MIN, None), old.clone()),
            ((date(2026, 11, 3), None), Err(Refusal::ConsentInFuture)),
            ((date(2062, 11, 2), None), Err(Refusal::ConsentInFuture)),
            ((Date::MAX, None), Err(Refusal::ConsentInFuture)),
            ((today, Some(today)), Ok((today, today))),
            ((yesterday, Some(today)), Ok((yesterday, today))),
            (
                (today, Some(date(2027, 11, 2))),
                Ok((today, date(2027, 11, 2))),
            ),
            ((today, Some(yesterday)), end(today)),
            ((yesterday, Some(yesterday)), end(yesterday)),
            ((yesterday, Some(date(2026, 10, 31))), end(yesterday)),
            ((today, Some(date(26, 12, 2))), end(today)),
            ((today, Some(date(2062, 12, 2))), end(today)),
            ((today, Some(date(2027, 11, 3))), end(today)),
            ((today, Some(Date::MAX)), end(today)),
        ];
        for (entered, answer) in rows {
            for record in [consent, confidence] {
                assert_eq!(record(entered, now()), answer, "{entered:?}");
            }
        }
    }

    #[test]
    fn what_is_taken_is_plausible_and_what_is_not_is_not() {
        let leap = Now {
            today: date(2024, 2, 29),
            ..now()
        };
        for now in [now(), leap] {
            for days in 0..=366 {
                let given_on = now.today.saturating_sub(days.days());
                for expires_on in [None, Some(now.today)] {
                    if let Ok((from, until)) = consent((given_on, expires_on), now) {
                        assert!(are_plausible(from, until, now.today), "{from} {until}");
                    }
                }
            }
        }
        let (today, year_on) = (day(), date(2027, 11, 2));
        for (given_on, expires_on) in [
            (date(26, 11, 2), date(27, 11, 2)),
            (date(2016, 11, 2), date(2017, 11, 2)),
            (date(2026, 11, 3), year_on),
            (today, date(2026, 11, 1)),
            (today, date(27, 11, 2)),
            (today, date(2028, 11, 2)),
        ] {
            let plausible = are_plausible(given_on, expires_on, today);
            assert!(!plausible, "{given_on} {expires_on}");
        }
    }
}
