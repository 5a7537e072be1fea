//! When an episode begins, where it belongs, how long it is observed.

use domain::vocabulary::Need;
use jiff::civil::date;

use super::told::{A, B, Told, day, first_quarter};
use crate::episodes::{OutcomeClass, Period, Quality, Rhythm};
use crate::journeys::What;

#[test]
fn an_episode_begins_with_an_access_and_belongs_to_its_period() {
    let told = || {
        Told::new()
            .comes(88, A, Need::Debts)
            .comes(100, B, Need::Debts)
    };
    assert_eq!(told().the_episode().transitions.len(), 1);
    let second = Period::holding(day(100), Rhythm::Quarter);
    assert!(told().episodes(second).is_empty(), "100 is no access");
}

#[test]
fn a_hundred_and_eighty_quiet_days_make_a_new_access_and_one_fewer_does_not() {
    let year = Period::holding(day(0), Rhythm::Year);
    let third = |on| Period::holding(day(on), Rhythm::Quarter);
    let told = |on| {
        Told::new()
            .comes(0, A, Need::Debts)
            .comes(on, B, Need::Work)
    };
    assert!(told(180).episodes(third(180)).is_empty());
    assert_eq!(told(181).episodes(third(181)).len(), 1);
    // In one year only the first counts, and the second is not part of it.
    let of_year = told(181).episodes(year);
    assert_eq!(of_year.len(), 1);
    assert!(of_year[0].transitions.is_empty());
    assert_eq!(told(180).episodes(year)[0].transitions.len(), 1);
}

#[test]
fn the_clock_does_not_break_the_quiet() {
    let expiry = What::SlipExpired;
    let told = Told::new()
        .comes(0, A, Need::Debts)
        .then(100, A, expiry)
        .comes(185, B, Need::Work);
    let third = Period::holding(day(185), Rhythm::Quarter);
    assert_eq!(told.episodes(third).len(), 1);
}

#[test]
fn observation_ends_ninety_days_after_the_period_for_everybody() {
    // 31 March is day 89; the last observed day is 29 June, day 179.
    assert_eq!(first_quarter().observed_until(), day(179));
    let told = |on| {
        Told::new()
            .comes(80, A, Need::Debts)
            .sent(81, A, B, 1, Need::Debts)
            .arrives(on, B, 1)
            .the_episode()
    };
    assert_eq!(told(179).transitions.len(), 1);
    let late = told(180);
    assert!(late.transitions.is_empty() && late.breaks.is_empty());
    assert_eq!(
        (late.quality, late.outcome),
        (Quality::None, OutcomeClass::StillOpen)
    );
}

#[test]
fn periods_are_written_by_their_days_and_read_back() {
    for rhythm in [Rhythm::Quarter, Rhythm::HalfYear, Rhythm::Year] {
        let period = Period::holding(date(2026, 8, 9), rhythm);
        let text = serde_json::to_string(&period).unwrap_or_default();
        assert_eq!(serde_json::from_str::<Period>(&text).ok(), Some(period));
        assert!(!period.overlaps(period.next()));
    }
    let shifted = r#"{"from":"2026-02-01","to":"2026-04-30"}"#;
    assert!(serde_json::from_str::<Period>(shifted).is_err());
}
